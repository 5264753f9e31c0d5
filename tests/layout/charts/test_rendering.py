"""Drawings of the server: bare for pages, whole for files."""

from io import BytesIO
from lxml import etree
from metodinis.layout.charts import rendering
from metodinis.layout.charts import samples
from metodinis.layout.charts import sparkline
from metodinis.layout.charts import specs
from PIL import Image
import pytest


CHARTS = samples.charts("lt", str)
TAGS = {"svg", "g", "path", "line", "text", "rect", "tspan", "defs", "clipPath"}


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
def test_inline_drawing_is_bare(chart):
    root = etree.fromstring(rendering.inline(chart.spec, "lt"))
    names = {name for one in root.iter() for name in one.attrib}
    assert {etree.QName(one).localname for one in root.iter()} <= TAGS
    assert not {"style", "class", "id", "href", "font-family", "width", "role"} & names - {"width"}
    assert root.get("width") is None
    assert root.get("viewBox") == f"0 0 720 {chart.spec['height']}"
    used = {one.get(name) for one in root.iter() for name in ("fill", "stroke")} - {None, "none"}
    assert {value for value in used if not value.startswith("var(--mtd-chart-")} <= {"transparent"}


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
def test_inline_drawing_has_all_texts_of_the_whole(chart):
    whole, bare = (
        [one.text for one in etree.fromstring(text.encode()).iter("{*}text") if one.text]
        for text in (rendering.svg(chart.spec, "lt"), rendering.inline(chart.spec, "lt"))
    )
    assert bare == whole
    assert len(bare) > 5


def test_file_has_its_title_and_note_and_a_ground():
    chart = CHARTS[0]
    svg = rendering.svg(specs.titled(chart.spec, "Antraštė " * 20, "Pastaba"), "lt")
    assert "var(--" not in svg
    assert svg.count("Antraštė Antraštė") >= 3
    assert ">Pastaba<" in svg
    assert 'fill="#ffffff"' in svg


def test_png_is_twice_as_wide():
    image = Image.open(BytesIO(rendering.png(CHARTS[1].spec, "lt")))
    assert image.size == (1440, 2 * CHARTS[1].spec["height"])


def test_png_has_its_limit():
    rows = [{"label": f"Biblioteka {place}", "value": place} for place in range(1200)]
    spec = specs.bars(rows, value_title="Fondas", lang="lt")
    image = Image.open(BytesIO(rendering.png(spec, "lt")))
    assert image.width * image.height <= rendering.MOST_PIXELS
    assert image.width < 720


def test_what_was_drawn_is_kept(monkeypatch):
    first = rendering.inline(CHARTS[0].spec, "lt")
    monkeypatch.setattr(rendering, "_draw", None)
    assert rendering.inline(CHARTS[0].spec, "lt") is first


def test_languages_are_drawn_apart():
    spec = specs.bars([{"label": "A", "value": 12000.0}], value_title="F", lang="lt")
    assert rendering.inline(spec, "lt") != rendering.inline(spec, "en")


def test_sparkline_breaks_and_ends_with_a_dot():
    svg = sparkline([1, 2, None, 3, float("nan"), 4, 5], 'Nuo „1“ <iki> "5"')
    root = etree.fromstring(svg)
    assert [one.tag for one in root] == ["title", "polyline", "polyline", "circle", "circle"]
    assert root.get("aria-label") == root[0].text == 'Nuo „1“ <iki> "5"'
    assert (root[-1].get("cx"), root[-1].get("cy")) == ("116.0", "4.0")
    assert root[1].get("points") == "4.0,28.0 22.7,22.0"


@pytest.mark.parametrize("values", [[], [None], [float("nan")] * 3])
def test_sparkline_of_nothing(values):
    assert sparkline(values, "Kaita") == ""


def test_sparkline_of_equal_values_lies_in_the_middle():
    root = etree.fromstring(sparkline([7, 7], "Kaita"))
    assert root[1].get("points") == "4.0,16.0 116.0,16.0"
