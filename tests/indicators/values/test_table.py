"""What a reader sees of the store, and what groups of libraries add up to."""

from metodinis.indicators.values.rules import GroupFigure
from metodinis.indicators.values.table import statistics
from metodinis.indicators.values.table import table
from plone.uuid.interfaces import IUUID
from tests.indicators.values.conftest import put
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
from zope.component.hooks import setSite
import numpy
import transaction


ALL = ("accepted", "published")


def row(found, code, name="numbers"):
    """name of a library -> its numbers by year, None where there is none."""
    values = getattr(found, name)(code)
    return {
        one.code: [None if numpy.isnan(number) else float(number) for number in values[place]]
        for place, one in enumerate(found.members)
        if one.code in ("KRT", "PAG")
    }


def test_values_of_each_state_are_for_their_readers(held):
    with act_as("metodininke"):
        assert row(table(), "C1") == {"KRT": [80, 100], "PAG": [None, 50]}
    with act_as("krt-direktore"):
        assert row(table(), "C1") == {"KRT": [80, 100], "PAG": [None, None]}


def test_indicators_are_ratios(held):
    found = table(ALL)
    assert row(found, "R8") == {"KRT": [800 / 37800, 900 / 37500], "PAG": [None, None]}
    assert row(found, "R9") == {"KRT": [None, None], "PAG": [None, None]}


def test_words_are_told_apart(held):
    found = table(ALL)
    places = [found.place[IUUID(library(code))] for code in ("KRT", "PAG")]
    assert found.words("C2")[places].tolist() == [[2, 1], [0, 2]]
    assert found.words("C4")[places].tolist() == [[1, 1], [0, 3]]


def test_a_group_is_a_sum_or_a_ratio_of_sums(held):
    found = table(ALL)
    group = found.mask([IUUID(library("KRT")), IUUID(library("PAG"))])
    assert found.total("C1", 2025, group) == GroupFigure(150, None, None, 2, 2)
    assert found.total("C6", 2025, group) == GroupFigure(11, None, None, 2, 2)
    # What doesn't apply isn't missing.
    assert found.total("C2", 2025, group) == GroupFigure(20, None, None, 2, 2)
    assert found.total("R8", 2025, group) == GroupFigure(900 / 37500, 900, 37500, 2, 1)
    assert found.total("R9", 2025, group) == GroupFigure(None, 150, 0, 2, 2)
    assert found.total("C1", 2024, group) == GroupFigure(80, None, None, 2, 1)


def test_taken_back_is_gone(held):
    assert put("PAG", 2025, "returned", {}) is True
    assert row(table(ALL), "C1") == {"KRT": [80, 100], "PAG": [None, None]}
    assert put("PAG", 2025, "returned", {}) is False
    assert statistics().row(IUUID(library("PAG")), 2025) == (None, {})


def test_a_kept_table_reads_by_the_connection_of_who_asks(served_world):
    put("KRT", 2025, "published", {"C1": "100", "C4": "900"})
    transaction.commit()
    other = served_world._p_jar.db().open()
    try:
        elsewhere = other.root()["Application"][served_world.getId()]
        setSite(elsewhere)
        assert row(table(ALL), "C1")["KRT"] == [100]
    finally:
        setSite(served_world)
        other.close()
    assert row(table(ALL), "C4")["KRT"] == [900]


def test_many_groups_at_once_are_what_each_is_by_itself(held):
    found = table(ALL)
    krt, pag = (found.mask([IUUID(library(code))]) for code in ("KRT", "PAG"))
    groups = numpy.array([krt, pag, krt | pag, found.everybody(), found.mask([])])
    for code in ("C1", "C2", "C4", "C6", "A7", "R8", "R2", "R9"):
        many = found.grouped(code, groups)
        for place, group in enumerate(groups):
            for year, total in found.totals(code, group).items():
                assert many.figure(place, found.years.index(year)) == total
    # Pagėgiai has no number there, so it isn't in both.
    assert found.grouped("C4", groups).known.tolist() == [[1, 1], [0, 0], [1, 1], [1, 1], [0, 0]]
