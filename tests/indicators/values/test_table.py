"""What a reader sees of the store, and what groups of libraries add up to."""

from datetime import date
from metodinis.common.moments import now
from metodinis.indicators.content import Version
from metodinis.indicators.store import parsed_catalogue
from metodinis.indicators.values.rules import GroupFigure
from metodinis.indicators.values.table import statistics
from metodinis.indicators.values.table import table
from plone import api
from plone.uuid.interfaces import IUUID
from tests.indicators.values.conftest import put
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
from tests.reports.conftest import element
from tests.reports.rounds.test_territory import TABLE
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


def test_an_empty_store_is_a_table_without_years(world):
    found = table(ALL)
    assert (found.years, found.lines, found.version) == ((), {}, 0)
    assert len(found.members) == 3
    for array in (found.reports, found.asked, found.numbers("C1"), found.words("R8")):
        assert array.shape == (3, 0)
    assert found.total("C1", 2025, found.everybody()) == GroupFigure(None, None, None, 0, 0)
    assert found.totals("C1", found.everybody()) == {}


def test_lines_are_those_that_have_numbers(held):
    found = table(ALL)
    assert list(found.lines) == ["A7", "C1", "C2", "C4", "C6", "C9", "R2", "R8", "R9"]
    put("KRT", 2024, "returned", {})
    put("KRT", 2025, "returned", {})
    assert list(table(ALL).lines) == ["A7", "C1", "C2", "C4", "C6", "C9", "R2", "R8", "R9"]
    put("PAG", 2025, "returned", {})
    assert table(ALL).lines == {}


def test_an_indicator_tells_why_it_has_no_number(held):
    found = table(ALL)
    places = [found.place[IUUID(library(code))] for code in ("KRT", "PAG")]
    assert found.words("R8")[places].tolist() == [[1, 1], [0, 3]]
    assert found.words("R2")[places].tolist() == [[2, 1], [0, 2]]
    # A denominator of 0: both sides are known, but there is no value.
    assert found.words("R9")[places].tolist() == [[0, 1], [0, 1]]
    assert [part[places, 1].tolist() for part in found.parts("R9")] == [[100, 50], [0, 0]]


def test_public_arrays_hold_nothing_of_what_is_only_accepted(held):
    found = table(("published",))
    place = found.place[IUUID(library("PAG"))]
    assert found.reports[place].tolist() == [0, 0]
    assert found.words("C2")[place].tolist() == [0, 0]
    assert all(numpy.isnan(part[place]).all() for part in found.parts("R9"))
    group = found.mask([IUUID(library("KRT")), IUUID(library("PAG"))])
    assert found.total("C1", 2025, group) == GroupFigure(100, None, None, 2, 1)


def test_arrays_are_for_reading(held):
    found = table(ALL)
    for array in (found.numbers("C1"), found.words("C1"), *found.parts("R8")):
        assert not array.flags.writeable


def test_libraries_count_from_opening_to_closing(held):
    library("PAG").closed = date(2024, 5, 31)
    library("KLM").opened = date(2025, 1, 1)
    found = table(ALL)
    asked = {one.code: found.asked[place].tolist() for place, one in enumerate(found.members)}
    assert asked == {"KLM": [False, True], "KRT": [True, True], "PAG": [True, False]}
    # It was closed before: what it says of 2025 isn't the group's any more.
    assert found.total("C1", 2025, found.everybody()) == GroupFigure(100, None, None, 2, 1)
    assert found.total("C1", 2024, found.everybody()) == GroupFigure(80, None, None, 2, 1)


def test_a_round_says_whom_it_asks(held):
    statistics().ask(IUUID(library("PAG")), 2025)
    found = table(ALL)
    assert found.total("C1", 2025, found.everybody()) == GroupFigure(50, None, None, 1, 1)
    # Of a year without a round all that were open are asked.
    assert found.total("C1", 2024, found.everybody()) == GroupFigure(80, None, None, 3, 1)


def test_a_library_that_left_the_register_is_nobody(held, world):
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(library("PAG"))
    found = table(ALL)
    assert [one.code for one in found.members] == ["KLM", "KRT"]
    assert row(found, "C1") == {"KRT": [80, 100]}
    assert found.total("C1", 2025, found.everybody()) == GroupFigure(100, None, None, 2, 1)


RULES = "\n".join(
    [
        *TABLE.splitlines()[:6],
        element("T", "Pavadinimai", "C", aggregation="none"),
        element("V", "Vidurkis", "C", aggregation="mean"),
        element("L", "Paskutinis", "C", aggregation="last"),
    ]
)


def test_elements_are_put_together_by_their_rules(world):
    put("KRT", 2025, "accepted", {"C1": "1", "T": "10", "V": "10", "L": "10"}, RULES)
    put("PAG", 2025, "accepted", {"C1": "2", "T": "20", "V": "20", "L": "n/d"}, RULES)
    put("KLM", 2025, "accepted", {"V": "-", "T": "-"}, RULES)
    found = table(ALL)
    figures = {code: found.total(code, 2025, found.everybody()) for code in ("T", "V", "L", "C1")}
    assert figures == {
        # Titles overlap, and the last of them is nobody's: a group has none.
        "T": GroupFigure(None, None, None, 3, 3),
        "L": GroupFigure(None, None, None, 3, 1),
        "V": GroupFigure(15, None, None, 3, 3),
        "C1": GroupFigure(3, None, None, 3, 2),
    }
    assert figures["C1"].partial
    assert not figures["V"].partial


def test_a_new_version_of_the_catalogue_reaches_the_table(held):
    catalogue = world_catalogue()
    before = table(ALL)
    assert before.current is parsed_catalogue(catalogue.current("catalogue").text)
    version = Version(catalogue.current("catalogue").number + 1, TABLE, "", now(), "", (0, 0, 0))
    catalogue.put("catalogue", version)
    assert table(ALL).current is parsed_catalogue(TABLE)


def world_catalogue():
    return api.portal.get()["indicators"]


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
