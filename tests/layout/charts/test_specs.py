"""Specifications: what they hold of the data, and what the drawing shows of it."""

from itertools import pairwise
from metodinis.layout.charts import palette
from metodinis.layout.charts import rendering
from metodinis.layout.charts import specs
from metodinis.layout.palette import colours
from metodinis.layout.palette import contrast
from metodinis.layout.palette import SHEET
import json
import pytest
import re


# The words of charts are translated.
pytestmark = pytest.mark.usefixtures("site")
NBSP = "\N{NO-BREAK SPACE}"
TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


def drawn(spec, lang="lt"):
    """The texts of a drawing in their order, and its SVG."""
    svg = rendering.inline(spec, lang)
    return TEXT.findall(svg), svg


def visits(*values, name="Kretinga"):
    return [
        {"year": year, "value": value, "series": name} for year, value in enumerate(values, 2021)
    ]


def line(rows, **more):
    return specs.line(rows, value_title="Apsilankymai", lang="lt", **more)


def test_line_holds_each_year_of_each_series():
    rows = [*visits(1.5, None, 3), *visits(2, name="Palanga")]
    values = line(rows, digits=1)["data"]["values"]
    assert [(row["series"], row["year"], row["value"], row["text"]) for row in values] == [
        ("Kretinga", 2021, 1.5, "1,5"),
        ("Kretinga", 2022, None, ""),
        ("Kretinga", 2023, 3.0, "3,0"),
        ("Palanga", 2021, 2.0, "2,0"),
        ("Palanga", 2022, None, ""),
        ("Palanga", 2023, None, ""),
    ]


def paths(svg, colour):
    """The lines of a colour."""
    return re.findall(rf'<path d="([^"]*)" stroke="var\({colour}\)"', svg)


def test_line_breaks_where_nothing_is_known():
    _texts, svg = drawn(line(visits(4, 5, None, 5, 4)))
    (path,) = paths(svg, "--mtd-chart-1")
    assert (path.count("M"), path.count("L")) == (2, 2)


def test_not_a_number_is_no_value():
    spec = line(visits(4, float("nan"), 4))
    assert [row["value"] for row in spec["data"]["values"]] == [4.0, None, 4.0]
    json.dumps(spec, allow_nan=False)


def test_series_differ_by_colour_dash_and_shape():
    spec = line([*visits(1, 2), *visits(2, 1, name="Palanga")])
    texts, svg = drawn(spec)
    assert texts[-2:] == ["Kretinga", "Palanga"]
    assert len(paths(svg, "--mtd-chart-1")) == len(paths(svg, "--mtd-chart-2")) == 1
    assert 'stroke-dasharray="7,3"' in svg
    encoding = spec["layer"][1]["encoding"]
    assert encoding["color"]["scale"]["range"] == list(palette.SERIES[:2])
    assert encoding["shape"]["scale"]["range"] == ["circle", "square"]


def test_single_series_has_no_legend():
    texts, _svg = drawn(line(visits(1, 2)))
    assert "Kretinga" not in texts


def test_axes_are_titled_and_numbers_are_lithuanian():
    texts, _svg = drawn(line(visits(12000, 30000), unit="vnt."))
    assert {"Metai", "Apsilankymai, vnt.", f"10{NBSP}000"} <= set(texts)
    english = specs.line(visits(12000, 30000), value_title="Visits", lang="en")
    texts, _svg = drawn(english, "en")
    assert {"Year", "Visits", "10,000"} <= set(texts)


def test_decimal_comma_on_axis():
    texts, _svg = drawn(line(visits(0.1, 0.4), digits=2))
    assert "0,1" in texts
    assert not any("." in text for text in texts)


def test_target_and_break_are_told_in_words():
    texts, svg = drawn(line(visits(3, 4, 5), target=(4.5, "siekinys"), breaks=(2023,), digits=1))
    assert {"siekinys: 4,5", "nuo čia skaičiuojama kitaip"} <= set(texts)
    assert svg.count('stroke-dasharray="6,4"') == 2


@pytest.mark.parametrize("breaks", [(2021,), (1999,), ()])
def test_break_needs_a_year_before_it(breaks):
    texts, _svg = drawn(line(visits(3, 4, 5), breaks=breaks))
    assert "nuo čia skaičiuojama kitaip" not in texts


def test_break_may_be_a_tuple_that_begins_with_its_year():
    texts, _svg = drawn(line(visits(3, 4, 5), breaks=[(2022, "formula", "a", "b")]))
    assert "nuo čia skaičiuojama kitaip" in texts


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ((90, 95), "Apsilankymai (ašis prasideda ne nuo nulio)"),
        ((50, 95), "Apsilankymai"),
        ((90, 90), "Apsilankymai"),
    ],
)
def test_axis_that_leaves_out_zero_says_so(values, title):
    texts, _svg = drawn(line(visits(*values)))
    assert title in texts
    assert ("0" in texts) is (title == "Apsilankymai")


def test_line_has_the_others_behind_it():
    band = [
        {"year": 2021, "low": 1, "high": 6},
        {"year": 2022, "low": None, "high": 5},
        {"year": 2023, "low": 2, "high": 7},
    ]
    spec = line(visits(3, 4, 5), band=band)
    assert spec["layer"][0]["mark"]["type"] == "area"
    assert spec["layer"][0]["data"]["values"] == [
        {"year": 2021, "low": 1.0, "high": 6.0},
        {"year": 2023, "low": 2.0, "high": 7.0},
    ]
    _texts, svg = drawn(spec)
    assert "--mtd-chart-band" in svg
    assert line(visits(3, 4, 5))["layer"][0]["mark"]["type"] == "line"


def test_line_of_nothing():
    texts, _svg = drawn(line([]))
    assert "Metai" in texts
    texts, _svg = drawn(line(visits(None, None), target=5))
    assert "siektina reikšmė: 5" in texts


def bar(label, value, mark=False):
    return {"label": label, "value": value, "mark": mark}


def bars(rows, **more):
    return specs.bars(rows, value_title="Fondas", lang="lt", **more)


def test_bars_write_their_values():
    texts, svg = drawn(bars([bar("Kretinga", 1234.5, True), bar("Neringa", None)], digits=1))
    assert {f"1{NBSP}234,5", "nėra duomenų", "Kretinga", "Neringa"} <= set(texts)
    assert 'font-weight="bold"' in svg
    assert "var(--mtd-chart-1)" in svg
    assert "var(--mtd-chart-rest)" not in svg


def test_only_marked_bars_have_the_first_colour():
    _texts, svg = drawn(bars([bar("Kretinga", 2, True), bar("Palanga", 3), bar("Skuodas", 4)]))
    assert svg.count('fill="var(--mtd-chart-1)"') == 1
    assert svg.count('fill="var(--mtd-chart-rest)"') == 2


def test_bars_without_marks_are_alike():
    _texts, svg = drawn(bars([bar("Kretinga", 2), bar("Palanga", 3)]))
    assert svg.count('fill="var(--mtd-chart-1)"') == 2


def test_bars_of_one_name_stay_apart():
    texts, svg = drawn(bars([bar("Filialas", 2), bar("Filialas", 3)]))
    assert {"Filialas", "Filialas (2)"} <= set(texts)
    assert svg.count('fill="var(--mtd-chart-1)"') == 2


def test_band_and_reference_are_told_in_words():
    spec = bars([bar("Kretinga", 5)], band=(2, 4, "kvartiliai"), reference=(3, "mediana"), unit="%")
    texts, svg = drawn(spec)
    assert "mediana" in texts
    assert f">kvartiliai: 2–4{NBSP}%<" in svg
    assert svg.count('fill="var(--mtd-chart-band)"') == 1


def test_texts_that_a_line_may_cross_have_a_halo():
    rows = [bar("Kretinga", 5), bar("Palanga", 3)]
    texts, svg = drawn(bars(rows))
    assert (texts.count("5"), "halo" in svg) == (2, False)
    texts, svg = drawn(bars(rows, reference=(4, "mediana")))
    assert (texts.count("5"), svg.count("var(--mtd-chart-halo)")) == (3, 2)


@pytest.mark.parametrize("narrow", [False, True])
def test_axis_of_bars_reaches_what_is_drawn_across(narrow):
    spec = bars([bar("Kretinga", 5)], band=(6, 80), reference=(100, "mediana"))
    spec = specs.narrowed(spec) if narrow else spec
    assert spec["layer"][1]["encoding"]["x"]["scale"]["domainMax"] == 103
    without = bars([bar("Kretinga", 5)])
    without = specs.narrowed(without) if narrow else without
    assert 5 < without["layer"][0]["encoding"]["x"]["scale"]["domainMax"] < 6


@pytest.mark.parametrize(("mark", "domain"), [(9, [1, 9]), (-1, [-1, 4]), (2, [1, 4])])
def test_axis_of_a_histogram_reaches_its_mark(mark, domain):
    spec = specs.histogram(
        [1, 2, 3, 4], value_title="Fondas", lang="lt", mark=(mark, "jūsų biblioteka")
    )
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == domain


def test_quotes_and_markup_in_names_stay_text():
    name = '"Aušra" </svg><script>alert(1)</script> \\'
    texts, svg = drawn(bars([bar(name, 5, True), bar("Palanga", 2)]))
    assert "<script" not in svg
    assert any(text.startswith('"Aušra"') for text in texts)


def test_narrow_bars_have_their_names_above_them():
    rows = [bar("Kretingos rajono savivaldybės M. Valančiaus viešoji biblioteka", 5)]
    wide, narrow = bars(rows), specs.narrowed(bars(rows))
    assert (wide["width"], narrow["width"]) == (720, 340)
    assert narrow["height"] > wide["height"]
    texts, _svg = drawn(wide)
    assert any(text.endswith("…") for text in texts)
    _texts, svg = drawn(narrow)
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 340 ')


@pytest.mark.parametrize(
    ("values", "digits", "found"),
    [
        ([], 0, []),
        ([None, float("nan")], 0, []),
        ([5], 0, [(5, 6, 1)]),
        ([0, 1, 2, 3, 4, 4], 0, [(0, 1, 1), (1, 2, 1), (2, 3, 1), (3, 4, 3)]),
        ([-0.5, 0.5], 1, [(-0.6, -0.4, 1), (-0.4, -0.2, 0), (-0.2, 0, 0), (0, 0.2, 0),
                          (0.2, 0.4, 0), (0.4, 0.6, 1)]),
    ],
)  # fmt: skip
def test_bins(values, digits, found):
    assert specs.bins(values, digits) == found


@pytest.mark.parametrize("scale", [1, 0.001, 1e6])
def test_bins_hold_every_value_once(scale):
    values = [place**1.3 * scale for place in range(200)]
    found = specs.bins(values, 6)
    assert sum(count for _low, _high, count in found) == 200
    assert 5 <= len(found) <= 16
    assert all(one[1] == other[0] for one, other in pairwise(found))


def test_histogram_tells_ranges_and_marks_one():
    spec = specs.histogram(
        [1, 1.5, 2.5, 3], value_title="Fondas", lang="lt", digits=1, mark=(2.5, "jūsų biblioteka")
    )
    texts, _svg = drawn(spec)
    assert {"Bibliotekų skaičius", "Fondas", "jūsų biblioteka"} <= set(texts)
    assert sum(row["count"] for row in spec["data"]["values"]) == 4
    assert spec["data"]["values"][0]["range"] == "1,0–1,5"


def test_scatter_leaves_out_what_has_no_place():
    rows = [
        {"x": 1, "y": 2, "label": "Kretinga", "mark": True},
        {"x": None, "y": 2, "label": "Palanga", "mark": False},
        {"x": 3, "y": 4, "label": "Skuodas", "mark": False},
    ]
    spec = specs.scatter(rows, x_title="Gyventojai", y_title="Fondas", lang="lt")
    assert [row["label"] for row in spec["data"]["values"]] == ["Skuodas", "Kretinga"]
    texts, _svg = drawn(spec)
    assert {"Gyventojai", "Fondas", "Kretinga"} <= set(texts)
    assert "Skuodas" not in texts


def test_specification_is_never_changed():
    spec = bars([bar("Kretinga", 5)])
    before = json.dumps(spec)
    specs.narrowed(spec)
    specs.titled(spec, "Antraštė", "Pastaba")
    assert json.dumps(spec) == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_stand_out(scheme):
    sheet = palette_block(scheme) | {
        "--mtd-chart-ink": colours(scheme)["ink"],
        "--mtd-chart-axis": colours(scheme)["line-strong"],
    }
    for name in [f"--mtd-chart-{number}" for number in range(1, 7)] + [
        "--mtd-chart-rest",
        "--mtd-chart-axis",
    ]:
        for ground in ("surface", "ground"):
            assert contrast(sheet[name], colours(scheme)[ground]) >= 3, (name, ground)
    assert contrast(sheet["--mtd-chart-ink"], sheet["--mtd-chart-band"]) >= 4.5


def palette_block(scheme):
    """name -> colour of the charts' own variables in the style sheet."""
    part = SHEET.read_text("utf-8").partition("/* Figures: charts */")[2]
    blocks = re.findall(r":root \{(.*?)\}", part, re.DOTALL)
    block = blocks[0] if scheme == "light" else blocks[1]
    return dict(re.findall(r"(--mtd-chart-\w+): (#\w{6});", block))


def test_light_colours_are_those_of_files():
    own = palette_block("light")
    assert own == {name: palette.COLOURS[name] for name in own}
    assert len(own) == 8
