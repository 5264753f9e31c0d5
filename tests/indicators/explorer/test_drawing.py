"""Titles of charts say what can be said, and what is missing isn't drawn as if it were there."""

from metodinis.indicators.explorer.reading import Question
from metodinis.indicators.explorer.views import ExplorePage
from tests.indicators.values.conftest import put
from tests.libraries.conftest import act_as
import pytest


@pytest.fixture
def drawn(world):
    """query -> the page, as a methodologist sees it: all three libraries, two years."""
    for code, visits in (("KLM", ("100", "150")), ("KRT", ("80", "90")), ("PAG", ("60", "54"))):
        for year, number in zip((2023, 2024), visits, strict=True):
            put(code, year, "published", {"C4": number, "C1": "10"}, population=1000)
    put("KRT", 2025, "published", {"C4": "900", "C1": "10"}, population=1000)

    def make(**form):
        request = world.REQUEST.clone()
        request.form = form
        request.environ["HTTP_ACCEPT_LANGUAGE"] = "lt"
        view = ExplorePage(world["indicators"], request)
        with act_as("metodininke"):
            return view, list(view.charts)

    return make


def values_of(chart, *fields):
    return [tuple(row[field] for field in fields) for row in chart.spec["data"]["values"]]


def test_lines_say_who_grew_most_and_leave_out_what_is_missing(drawn):
    _view, [chart] = drawn(code="C4", by="library", view="line")
    assert chart.id == "line-c4"
    assert chart.title == (
        "Apsilankymai: 2023–2024 m. labiausiai išaugo – Klaipėda (+50,0\N{NO-BREAK SPACE}%)"
    )
    assert chart.rows == (
        ("2023", "100", "80", "60"),
        ("2024", "150", "90", "54"),
        ("2025", "nėra ataskaitos", "900", "nėra ataskaitos"),
    )
    _view, [whole] = drawn(code="C4", view="line")
    assert whole.title == ("Apsilankymai: 2023–2024 m. pokytis – +22,5\N{NO-BREAK SPACE}%")
    assert values_of(whole, "year", "value") == [(2023, 240), (2024, 294), (2025, None)]
    assert whole.rows[2] == ("2025", "900 (1 iš 3)")


def test_bars_lie_by_value_with_what_is_missing_in_their_names(drawn):
    _view, [chart] = drawn(code="C4", by="library", view="bar", to="2024")
    assert values_of(chart, "label", "value") == [
        ("Klaipėda", 150),
        ("Kretinga", 90),
        ("Pagėgiai", 54),
    ]
    assert chart.title == (
        "Apsilankymai, 2024: didžiausia reikšmė – Klaipėda (150), mažiausia – Pagėgiai (54)"
    )
    _view, [partial] = drawn(code="C4", by="kind", view="bar", of="territory", year="2025")
    assert ("Savivaldybių viešosios bibliotekos (1 iš 3)", 900) in values_of(
        partial, "label", "value"
    )


def test_two_indicators_of_few_libraries_are_shown_without_a_claim(drawn):
    _view, [chart] = drawn(code=["C1", "C4"], by="library", view="scatter", to="2024")
    assert chart.title == "Registruoti vartotojai / Apsilankymai, 2024"
    assert chart.rows == (
        ("Klaipėda", "10", "150"),
        ("Kretinga", "10", "90"),
        ("Pagėgiai", "10", "54"),
    )


def test_a_map_has_municipalities(drawn):
    view, charts = drawn(code="C4", view="map", to="2024")
    with act_as("metodininke"):
        [tile_map] = view.maps
    assert charts == []
    assert tile_map.title == "Apsilankymai, 2024"
    assert ("Kretingos r. sav.", "", "90", "") in tile_map.rows


def test_a_year_that_few_reported_isnt_asked_about(drawn):
    view, _charts = drawn()
    with act_as("metodininke"):
        question = Question({}, view.table, "lt", view.say)
        assert (question.years, question.whole_years) == ((2023, 2024, 2025), (2023, 2024))
