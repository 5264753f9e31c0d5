"""Series through the years: which code stands for it, and from when it isn't comparable."""

from metodinis.indicators.values.series import Break
from metodinis.indicators.values.series import Series
from tests.indicators.made_tables import element
from tests.indicators.made_tables import indicator
from tests.indicators.made_tables import made_catalogue


def series(current, **by_year):
    return Series(current, {int(year[1:]): catalogue for year, catalogue in by_year.items()})


def test_replaced_codes_make_one_series_with_a_mark():
    old = made_catalogue(element("A1"), element("B"), indicator("R", "A1", "B"))
    new = made_catalogue(
        element("A1", valid_to="2023", replaced_by="A2"),
        element("A2", valid_from="2024", replaced_by="A3"),
        element("A3", valid_from="2025"),
        element("B"),
        indicator("R", "A3", "B"),
    )
    found = series(new, y2022=old, y2024=new.for_year(2024), y2025=new.for_year(2025))
    assert found.lineage("A3") == ["A3", "A2", "A1"]
    assert found.codes("A3") == {2022: "A1", 2024: "A2", 2025: "A3"}
    assert found.breaks("A3") == [Break(2024, "code", "A1", "A2"), Break(2025, "code", "A2", "A3")]
    assert found.heads == ["A3", "B", "R"]
    # An ended code is told as it was last, a series of it alone as well.
    assert found.line("A1").replaced_by == "A2"
    assert found.codes("A1") == {2022: "A1"}
    assert found.line("A1", 2025) is None
    assert found.line("nothing") is None
    assert (found.lineage("nothing"), found.codes("nothing"), found.breaks("nothing")) == (
        ["nothing"],
        {},
        [],
    )


def test_what_was_ended_without_an_heir_is_still_there():
    old = made_catalogue(element("A"), element("B"))
    found = series(made_catalogue(element("B")), y2020=old)
    assert found.heads == ["B", "A"]
    assert found.line("A") == old.elements["A"]


def test_a_ring_of_replacements_hides_nothing():
    form = made_catalogue(element("A", replaced_by="B"), element("B", replaced_by="A"))
    found = series(form, y2024=form)
    assert found.heads == ["A", "B"]
    assert found.lineage("A") == ["A", "B"]
    assert found.codes("B") == {2024: "B"}


def test_the_newest_code_counts_where_both_are_asked():
    form = made_catalogue(element("A", replaced_by="B"), element("B"))
    assert series(form, y2024=form).codes("B") == {2024: "B"}


def test_formulas_units_and_definitions_break_a_series():
    def form(definition="Metų pabaigoje.", unit="", formula="A", own=""):
        return made_catalogue(
            element("A", definition_lt=definition),
            element("B", unit=unit),
            indicator("R", formula, "B", definition_lt=own),
        )

    found = series(
        form(),
        y2020=form(),
        y2021=form(formula="2*A"),
        y2022=form(formula="2*A", unit="vnt."),
        y2023=form(formula="2*A", unit="vnt.", own="Santykis."),
        y2025=form("Per metus.", formula="2*A", unit="vnt.", own="Santykis."),
    )
    assert found.breaks("R") == [
        Break(2021, "formula", "A / B × 1", "2*A / B × 1"),
        Break(2023, "definition", "", "Santykis."),
        # Of an element that it reads.
        Break(2025, "definition", "Metų pabaigoje.", "Per metus."),
    ]
    assert found.breaks("A") == [Break(2025, "definition", "Metų pabaigoje.", "Per metus.")]
    assert found.breaks("B") == [Break(2022, "unit", "", "vnt.")]
