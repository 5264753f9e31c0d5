"""The living page shows each macro, in both schemes, with the markup that makes it."""

from metodinis.layout import palette
from metodinis.layout.design import FOLDER
from metodinis.layout.design import PARTS
from metodinis.layout.design import source_of
from pathlib import Path
from plone import api
import html
import pytest
import re


MACROS = Path("src/metodinis/layout/templates/macros.pt").read_text("utf-8")
SAMPLES = [name for names in PARTS.values() for name in names]


def test_design_page_shows_each_sample_with_its_source(site, http_request):
    with api.env.adopt_roles(["Methodologist"]):
        text = api.content.get_view("design", site, http_request)()
    assert 'class="mtd-badge mtd-badge--draft"' in text
    assert "Filtruoti</button>" in text
    shown = re.findall(r'<pre tabindex="0"><code>(.*?)</code></pre>', text, re.DOTALL)
    assert [html.unescape(source) for source in shown] == [source_of(name) for name in SAMPLES]


def test_each_macro_and_file_has_its_place():
    assert sorted(SAMPLES) == sorted(Path(str(path)).stem for path in FOLDER.iterdir())
    made = set(re.findall(r'define-macro="(\w+)"', MACROS))
    texts = " ".join(map(source_of, SAMPLES))
    assert set(re.findall(r"@@mtd-macros/(\w+)", texts)) == made


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_hold_wcag(scheme):
    found = palette.pairs(scheme)
    assert len(found) == len(palette.PAIRS)
    assert [pair for pair in found if pair.contrast < pair.asked] == []


def test_contrast():
    assert palette.contrast("#000000", "#ffffff") == 21
    assert palette.contrast("#777777", "#777777") == 1
    assert round(palette.contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize(("asked", "ground"), [("dark", "#12191f"), ("light", "#f6f7f5")])
def test_scheme_sheet(site, http_request, asked, ground):
    http_request.form["scheme"] = asked
    with api.env.adopt_roles(["Methodologist"]):
        css = api.content.get_view("design-scheme", site, http_request)()
    assert css.startswith(f"html:root {{ color-scheme: {asked}; }}")
    assert re.findall(r"--mtd-ground: (#\w+);", css) == [ground]
    assert css.count("{") == css.count("}")
