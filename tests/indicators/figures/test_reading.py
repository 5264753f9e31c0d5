"""What is told of a series: groups, changes between years, libraries, municipalities."""

from datetime import date
from metodinis.indicators.figures.reading import Change
from metodinis.indicators.figures.reading import LibraryRow
from metodinis.indicators.figures.reading import Series
from metodinis.indicators.peers.rules import Spread
from metodinis.indicators.values.rules import GroupFigure
from metodinis.indicators.values.rules import NUMBER
from metodinis.indicators.values.table import table
from plone.uuid.interfaces import IUUID
from tests.indicators.values.conftest import held  # noqa: F401 a fixture
from tests.indicators.values.conftest import put
from tests.libraries.conftest import library
from tests.reports.conftest import element
from tests.reports.rounds.test_territory import TABLE
import pytest


ALL = ("accepted", "published")


def series(code):
    found = table(ALL)
    return Series(found, code, found.years)


def group(found, *codes):
    return found.table.mask([IUUID(library(code)) for code in codes])


def test_a_group_is_told_together_and_by_its_libraries(held):  # noqa: F811
    found = series("C1")
    figure = found.figure(2025, group(found, "KRT", "PAG"))
    assert figure.value == 150
    assert figure.figure == GroupFigure(150, None, None, 2, 2)
    assert figure.spread == Spread(2, 50, 62.5, 75, 87.5, 100)
    assert found.figure(2025, group(found, "KRT", "PAG"), smallest=3).spread is None


def test_what_is_not_put_together_is_told_by_its_median(held):  # noqa: F811
    text = TABLE + "\n" + element("B8", "Pavadinimai", "C", aggregation="none")
    put("KRT", 2025, "published", {"B8": "900"}, text)
    put("PAG", 2025, "published", {"B8": "300"}, text)
    found = series("B8")
    figure = found.figure(2025, found.table.everybody())
    assert (figure.value, figure.figure.value) == (600, None)


@pytest.mark.parametrize(
    ("code", "codes", "expected"),
    [
        ("C1", ("KRT",), Change(0.25, 1, 1)),
        # Pagėgiai has no report of 2024: what both years have is compared.
        ("C1", ("KRT", "PAG"), Change(0.25, 1, 2)),
        ("R8", ("KRT",), Change(900 / 37500 / (800 / 37800) - 1, 1, 1)),
        ("C1", ("PAG",), None),
        # It doesn't apply in the year before.
        ("C2", ("KRT",), None),
        # Zero against zero is no change.
        ("C9", ("KRT",), None),
    ],
)
def test_change_is_of_those_that_have_both_years(held, code, codes, expected):  # noqa: F811
    found = series(code)
    change = found.change(2024, 2025, group(found, *codes))
    if expected is None:
        assert change is None
    else:
        assert change.share == pytest.approx(expected.share, abs=1e-12)
        assert change[1:] == expected[1:]


def test_merged_libraries_are_looked_at_together(held):  # noqa: F811
    put("PAG", 2024, "published", {"C1": "40"})
    put("PAG", 2025, "returned", {})
    put("KLM", 2024, "published", {"C1": "60"})
    put("KLM", 2025, "published", {"C1": "105"})
    pagegiai = library("PAG")
    pagegiai.closed, pagegiai.merged_into = date(2024, 12, 31), IUUID(library("KLM"))
    pagegiai.reindexObject()
    found = series("C1")
    change = found.change(2024, 2025, found.table.everybody())
    # Kretinga 80 → 100, Klaipėda with Pagėgiai 100 → 105; others have no report.
    assert change.share == pytest.approx(205 / 180 - 1)
    assert change.libraries == 2


def test_another_unit_cannot_be_compared(held):  # noqa: F811
    other = "\n".join(
        element("C1", "Registruoti vartotojai", "C", unit="tūkst.")
        if line.startswith("element,C1,")
        else line
        for line in TABLE.splitlines()
    )
    put("KRT", 2025, "published", {"C1": "100"}, other)
    found = series("C1")
    assert [one.what for one in found.breaks[2025]] == ["unit"]
    assert found.change(2024, 2025, group(found, "KRT")) is None
    assert [one.is_break for one in found.figures(found.table.everybody())] == [False, True]


def test_libraries_are_told_one_by_one(held):  # noqa: F811
    found = series("C1")
    rows = {row.member.code: row for row in found.libraries(2025)}
    assert rows["KRT"] == LibraryRow(rows["KRT"].member, 100, NUMBER, 80, 0.25)
    assert rows["PAG"][1:] == (50, NUMBER, None, None)
    assert rows["KLM"][1:] == (None, 0, None, None)


def test_municipalities_are_of_their_libraries(held):  # noqa: F811
    found = series("C1").by_municipality(2025)
    known = {code: value for code, (value, _figure) in found.items() if value is not None}
    assert known == {"LT-22": 100, "LT-29": 50}
