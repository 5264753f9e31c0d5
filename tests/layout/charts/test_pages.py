"""What a page with charts shows, its files, and the script that it may ask for."""

from metodinis.layout.charts import Chart
from metodinis.layout.charts import engine
from metodinis.layout.charts import specs
from metodinis.layout.charts.views import ChartMacros
from metodinis.testing import PASSWORD
import gzip
import json
import pytest
import re
import requests


LOGIN = ("metodininke", PASSWORD)


def get(url, **kwargs):
    return requests.get(url, timeout=120, **kwargs)


@pytest.fixture
def design(served_world):
    return f"{served_world.absolute_url()}/@@design"


def test_page_has_drawings_tables_and_files(design):
    html = get(design, auth=LOGIN).text
    figures = re.findall(r'<figure class="mtd-chart".*?</figure>', html, re.DOTALL)
    assert len(figures) == 4
    first = figures[0]
    assert first.count("<svg ") == 2
    assert 'role="img" aria-labelledby="chart-line-title"' in first
    assert 'aria-describedby="chart-line-note"' in first
    assert first.index("figcaption") < first.index("<svg ") < first.index("<details")
    assert "Rodyti duomenis" in first
    assert re.findall(r"<th scope=\"row\">(\d+)</th>", first) == [
        str(year) for year in range(2017, 2025)
    ]
    assert f'href="{design}?chart=line&amp;format=svg"' in first
    assert f'href="{design}?chart=line&amp;format=png"' in first
    assert "aria-describedby" not in figures[1]
    assert "style=" not in "".join(figures)


def test_data_of_a_chart_lie_in_the_page_for_the_script(design):
    html = get(design, auth=LOGIN).text
    texts = re.findall(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    data = json.loads(texts[1])
    assert [row["label"] for row in data["values"]][1] == "Kretinga"
    assert (data["wide"]["width"], data["narrow"]["width"]) == (720, 340)
    assert "data" not in data["wide"]
    assert data["locale"]["decimal"] == ","
    assert data["engine"].endswith(f"/@@chart-engine/{engine.file_name()}")


def test_page_without_charts_asks_for_nothing(served_world):
    html = get(f"{served_world.absolute_url()}/indicators/@@rules").text
    assert "charts.js" not in html
    assert "chart-engine" not in html


def test_names_of_people_cannot_leave_the_script_element(site, http_request):
    name = "</script><script>alert(1)</script><!-- „ąž“"
    spec = specs.bars([{"label": name, "value": 1.0}], value_title="F", lang="lt")
    macros = ChartMacros(site, http_request)
    text = macros.data(Chart("a", "A", spec, ("a", "b"), ()))
    assert "<" not in text
    assert json.loads(text)["values"][0]["label"] == name


@pytest.mark.parametrize(
    ("rows", "classes"),
    [
        ((("A", "1,5"), ("B", "–")), [None, "mtd-num"]),
        ((("2024", "−3"), ("2025", "nėra")), [None, None]),
        ((), [None, "mtd-num"]),
    ],
)
def test_columns_of_numbers_stand_to_the_right(site, http_request, rows, classes):
    chart = Chart("a", "A", {}, ("a", "b"), rows)
    assert [one[1] for one in ChartMacros(site, http_request).columns(chart)] == classes


@pytest.mark.parametrize(
    ("format_", "type_", "start"),
    [("svg", "image/svg+xml", b"<svg "), ("png", "image/png", b"\x89PNG")],
)
def test_chart_as_a_file(design, format_, type_, start):
    url = f"{design}?chart=bars&format={format_}"
    answer = get(url, auth=LOGIN)
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    headers = answer.headers
    assert headers["Content-Type"].partition(";")[0] == type_
    assert headers["Content-Disposition"] == f'attachment; filename="design-bars.{format_}"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-cache"
    again = get(url, auth=LOGIN, headers={"If-None-Match": headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = get(url + "&set_language=en", auth=LOGIN, headers={"If-None-Match": headers["ETag"]})
    assert other.status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "chart=none&format=svg",
        "chart=bars",
        "chart=bars&format=pdf",
        "chart=bars&format=svg&format=png",
        "chart=bars&chart=line&format=svg",
        "chart=&format=svg",
    ],
)
def test_what_is_no_file_of_the_page_is_not_found(design, query):
    assert get(f"{design}?{query}", auth=LOGIN).status_code == 404


def test_files_are_for_those_who_may_see_the_page(design):
    answer = get(f"{design}?chart=bars&format=svg", auth=("krt-darbuotoja", PASSWORD))
    assert answer.status_code in (401, 403)


def test_engine_is_kept_for_good(served_world):
    url = engine.address(served_world.absolute_url())
    answer = get(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    assert answer.text.rstrip().endswith(";")
    assert "mtdVegaEmbed" in answer.text
    assert len(gzip.compress(answer.content)) < 330_000
    assert engine.bundle() is engine.bundle()


@pytest.mark.parametrize("name", ["", "/", "/other.js", "/{}/more"])
def test_other_addresses_of_the_engine(served_world, name):
    url = f"{served_world.absolute_url()}/@@chart-engine{name.format(engine.file_name())}"
    assert get(url).status_code == 404


def test_engine_has_another_address_for_other_contents(monkeypatch):
    before = engine.file_name()
    engine.file_name.cache_clear()
    monkeypatch.setattr(engine, "SNIPPET", "other")
    after = engine.file_name()
    engine.file_name.cache_clear()
    assert before != after
    assert re.fullmatch(r"[0-9a-f]{20}\.js", after)
