"""Choices of an address, and the figures that they come to, over tables made by hand."""

from metodinis.indicators.explorer import rules
from metodinis.indicators.explorer.rules import Choice
from metodinis.indicators.explorer.rules import Fault
from metodinis.indicators.explorer.rules import Options
from metodinis.indicators.values.rules import GroupFigure
from tests.indicators.explorer.made import made_table
import numpy
import pytest


OPTIONS = Options(
    ("R8", "C1", "C4"), ("territory", "county:LT-KL"), ("krt", "pag"), (2021, 2023, 2024)
)


def parsed(**form):
    return rules.parse(form, OPTIONS)


def test_nothing_chosen_is_no_choice_of_lines():
    assert parsed() == (Choice(years=(2021, 2023, 2024)), {})
    assert rules.parse({}, Options((), (), (), ())) == (Choice(), {})


def test_a_choice_is_read():
    choice, faults = parsed(
        **{"code": ["C4", "R8,C1"], "of": "county:LT-KL", "lib": "krt", "from": "2022"},
        to="2024",
        by="library",
        view="pivot",
        rows="year",
        cols="group",
    )
    assert faults == {}
    assert choice == Choice(
        codes=("C4", "R8", "C1"),
        groups=("county:LT-KL",),
        libraries=("krt",),
        years=(2023, 2024),
        by="library",
        view="pivot",
        rows="year",
        columns="group",
    )


def test_years_one_by_one_go_before_a_span():
    choice, faults = parsed(year=["2024", "2021", "2024"], **{"from": "2023"})
    assert (choice.years, choice.listed, faults) == ((2021, 2024), True, {})


def test_what_is_wrong_is_told_and_left_out():
    choice, faults = parsed(
        **{
            "code": ["C4", "X9", "<b>"],
            "of": "county:LT-XX",
            "lib": ["krt", "nobody"],
            "from": "2024",
            "to": "2021",
            "by": "moon",
            "view": "pie",
            "rows": "year",
            "cols": "year",
            "sort": "up",
        }
    )
    assert choice == Choice(
        codes=("C4",),
        libraries=("krt",),
        years=(2021, 2023, 2024),
        by="each",
        rows="year",
        columns="group",
    )
    assert faults == {
        "code": Fault("unknown", "X9"),
        "of": Fault("unknown", "county:LT-XX"),
        "lib": Fault("unknown", "nobody"),
        "from": Fault("turned"),
        "by": Fault("unknown", "moon"),
        "view": Fault("unknown", "pie"),
        "cols": Fault("same"),
        "sort": Fault("unknown", "up"),
    }


@pytest.mark.parametrize(
    ("form", "years", "faults"),
    [
        ({"from": "metai"}, (2021, 2023, 2024), {"from": Fault("unknown", "metai")}),
        ({"to": "²⁰²⁴"}, (2021, 2023, 2024), {"to": Fault("unknown", "²⁰²⁴")}),
        ({"from": "2022", "to": "2022"}, (2024,), {"from": Fault("year", "2021–2024")}),
        ({"year": "1999"}, (2021, 2023, 2024), {"year": Fault("unknown", "1999")}),
        ({"from": "1900", "to": "2021"}, (2021,), {}),
        ({"from": object(), "year": {"a": 1}}, (2021, 2023, 2024), {}),
    ],
)
def test_years_that_cant_be(form, years, faults):
    choice, found = rules.parse(form, OPTIONS)
    assert (choice.years, found) == (years, faults)


def test_single_libraries_are_ranked_only_for_those_who_may():
    form = {"code": "C1", "by": "library", "sort": "value"}
    assert rules.parse(form, OPTIONS)[0].sort == "auto"
    assert rules.parse(form, OPTIONS)[1] == {"sort": Fault("rank")}
    allowed = rules.parse(form, OPTIONS._replace(may_rank=True))
    assert (allowed[0].sort, allowed[1]) == ("value", {})
    by_county = rules.parse({**form, "by": "county"}, OPTIONS)
    assert (by_county[0].sort, by_county[1]) == ("value", {})


def test_bars_lie_by_value_where_that_is_no_ranking_of_libraries():
    ranking = OPTIONS._replace(may_rank=True)
    orders = {
        (by, options.may_rank): Choice(view="bar", by=by).order(options)
        for by in ("county", "band", "library", "municipality", "each")
        for options in (OPTIONS, ranking)
    }
    assert orders == {
        ("county", False): "value",
        ("county", True): "value",
        ("band", False): "name",
        ("band", True): "name",
        ("library", False): "name",
        ("library", True): "value",
        ("municipality", False): "name",
        ("municipality", True): "value",
        ("each", False): "name",
        ("each", True): "value",
    }
    assert Choice(view="table", by="county").order(ranking) == "name"
    assert Choice(view="bar", by="county", sort="name").order(ranking) == "name"


def test_too_many_lines_and_two_for_a_scatter():
    codes = tuple(f"C{number}" for number in range(30))
    choice, faults = rules.parse({"code": ",".join(codes)}, OPTIONS._replace(codes=codes))
    assert (choice.codes, faults) == (codes[:20], {"code": Fault("many", "20")})
    assert parsed(code=["C1"], view="scatter")[1] == {"view": Fault("two")}
    assert parsed(code=["C1", "C4"], view="scatter")[1] == {}


def test_an_address_is_read_back():
    form = {
        "code": ["C4", "R8"],
        "of": ["territory"],
        "lib": ["pag"],
        "year": ["2021", "2024"],
        "by": "each",
        "view": "pivot",
        "rows": "indicator",
        "cols": "group",
    }
    choice, faults = parsed(**form)
    again = {}
    for name, text in rules.pairs_of(choice):
        again.setdefault(name, []).append(text)
    assert (rules.parse(again, OPTIONS), faults) == ((choice, {}), {})
    assert rules.pairs_of(parsed(code="C1")[0]) == [
        ("code", "C1"),
        ("from", "2021"),
        ("to", "2024"),
        ("by", "territory"),
        ("view", "table"),
    ]


# figures


@pytest.fixture
def cube():
    found = made_table()
    masks = {
        "all": [1, 1, 1, 1],
        "ab": [1, 1, 0, 0],
        "d": [0, 0, 0, 1],
    }
    groups = [
        rules.Group(name, name, numpy.array(mask, dtype=bool)) for name, mask in masks.items()
    ]
    groups += [
        rules.Group(one.id, one.name, numpy.arange(4) == place, place)
        for place, one in enumerate(found.members)
    ]
    return rules.cube(found, ("C1", "R8", "B8"), groups, (2023, 2024))


def told(cube, code):
    """group -> for each year (value, used, asked, state)."""
    place = cube.codes.index(code)
    found = {}
    for number, group in enumerate(cube.groups):
        cells = [cube.cell(place, number, year) for year in range(len(cube.years))]
        found[group.id] = [
            (cell.figure.value, cell.figure.used, cell.figure.asked, cell.state) for cell in cells
        ]
    return found


def test_an_element_is_added_up_and_what_is_missing_is_counted(cube):
    assert told(cube, "C1") == {
        "all": [(30, 3, 4, ""), (66, 2, 3, "")],
        "ab": [(30, 2, 2, ""), (11, 1, 2, "")],
        "d": [(None, 0, 1, "unknown"), (None, 0, 0, "not_asked")],
        "a": [(10, 1, 1, ""), (11, 1, 1, "")],
        "b": [(20, 1, 1, ""), (None, 0, 1, "no_report")],
        "c": [(None, 1, 1, "not_applicable"), (55, 1, 1, "")],
        "d_": [(None, 0, 1, "unknown"), (None, 0, 0, "closed")],
    }


def test_an_indicator_is_a_ratio_of_sums(cube):
    assert told(cube, "R8") == {
        "all": [(4, 2, 4, ""), (None, 2, 3, "unknown")],
        "ab": [(4, 2, 2, ""), (None, 1, 2, "unknown")],
        "d": [(None, 0, 1, "unknown"), (None, 0, 0, "not_asked")],
        "a": [(3, 1, 1, ""), (None, 1, 1, "unknown")],
        "b": [(5, 1, 1, ""), (None, 0, 1, "no_report")],
        "c": [(None, 0, 1, "unknown"), (None, 1, 1, "unknown")],
        "d_": [(None, 0, 1, "unknown"), (None, 0, 0, "closed")],
    }
    # 30 + 50 over 10 + 10 in the first year.
    assert cube.cell(1, 0, 0).figure == GroupFigure(4, 80, 20, 4, 2)


def test_what_isnt_added_up_stands_only_by_itself(cube):
    assert told(cube, "B8") == {
        "all": [(None, 1, 4, "apart"), (None, 0, 3, "not_asked")],
        "ab": [(None, 1, 2, "apart"), (None, 0, 2, "not_asked")],
        "d": [(None, 0, 1, "unknown"), (None, 0, 0, "not_asked")],
        "a": [(7, 1, 1, ""), (None, 0, 1, "not_asked")],
        "b": [(None, 0, 1, "empty"), (None, 0, 1, "not_asked")],
        "c": [(None, 0, 1, "empty"), (None, 0, 1, "not_asked")],
        "d_": [(None, 0, 1, "unknown"), (None, 0, 0, "closed")],
    }


def test_breaks_are_marked_at_the_first_year_shown(cube):
    assert {code: [*years] for code, years in cube.breaks.items()} == {
        "C1": [2024],
        "R8": [],
        "B8": [],
    }
    assert (cube.is_break(0, 1), cube.is_break(0, 0), cube.is_break(1, 1)) == (True, False, False)
    found = made_table()
    group = [rules.Group("all", "all", found.everybody())]
    assert rules.cube(found, ("C1",), group, (2024,)).breaks == {"C1": {}}


def test_groups_by_value_come_with_the_greatest_first(cube):
    order = rules.by_value(cube)
    assert [cube.ordered(order).groups[place].id for place in range(7)] == [
        *("all", "c", "ab", "a", "d", "b", "d_"),
    ]
    assert cube.ordered(order).cell(0, 0, 1) == cube.cell(0, 0, 1)


def test_a_table_has_lines_as_columns_and_a_pivot_what_was_chosen(cube):
    table = rules.pivot(cube, Choice(view="table"))
    assert (table.outer, table.inner, table.column) == ("group", "year", "indicator")
    assert (len(table.rows), table.columns, table.size) == (14, (0, 1, 2), 42)
    assert table.places((1, 0), 2) == (2, 1, 0)
    turned = rules.pivot(cube, Choice(view="pivot", rows="indicator", columns="group"))
    assert (turned.outer, turned.inner, turned.column) == ("year", "indicator", "group")
    assert turned.places((1, 2), 3) == (2, 3, 1)
    found = made_table()
    both = cube.ordered([1, 2])
    one_line = both._replace(codes=("C1",))
    wide = rules.pivot(one_line, Choice(view="table"))
    assert (wide.outer, wide.inner, wide.column) == ("", "group", "year")
    assert wide.places((0, 1), 0) == (0, 1, 0)
    group = [rules.Group("all", "all", found.everybody())]
    small = rules.cube(found, ("C1",), group, (2024,))
    one = rules.pivot(small, Choice(view="table"))
    assert (one.outer, one.inner, one.rows, one.columns) == ("", "group", ((0, 0),), (0,))


def test_growth_is_told_only_of_whole_series():
    found = made_table()
    one = [rules.Group("a", "a", numpy.array([1, 0, 0, 0], dtype=bool))]
    with_break = rules.cube(found, ("C1",), one, (2023, 2024))
    assert rules.growths(with_break, 0) == []
    [change] = rules.growths(with_break._replace(breaks={"C1": {}}), 0)
    assert change == (0, pytest.approx(0.1), 2023, 2024)
    # Library b has reported once: in no two years are both whole.
    two = [*one, rules.Group("b", "b", numpy.array([0, 1, 0, 0], dtype=bool))]
    without = rules.cube(found, ("C1",), two, (2023, 2024))._replace(breaks={"C1": {}})
    assert rules.growths(without, 0) == []
    assert rules.growths(rules.cube(found, ("C1",), one, (2023,)), 0) == []


def test_extremes_need_two_whole_groups_that_differ(cube):
    assert rules.extremes(cube, 0, 0) == (1, 3)
    assert rules.extremes(cube, 2, 1) is None


def test_correlation_needs_points_that_differ():
    assert rules.linear([(1, 2), (2, 4), (3, 6)]) == pytest.approx(1)
    assert rules.linear([(1, 6), (2, 4), (3, 2)]) == pytest.approx(-1)
    assert rules.linear([(1, 2), (2, 4)]) is None
    assert rules.linear([(1, 2), (1, 4), (1, 6)]) is None
