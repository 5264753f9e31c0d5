"""Each step of a report moves the store of statistics with it; and the store can be made anew."""

from backend.rebuild import look_into
from contextlib import contextmanager
from datetime import date
from metodinis.common.numbers import parse_cell
from metodinis.indicators.values.rules import library_key
from metodinis.indicators.values.table import statistics
from metodinis.indicators.values.table import table
from metodinis.libraries.operations import close_library
from metodinis.libraries.operations import create_library
from metodinis.libraries.operations import reopen_library
from metodinis.libraries.operations import update_library
from metodinis.reports import operations
from metodinis.reports.rounds import operations as rounds
from metodinis.reports.rounds.catalog import figures
from metodinis.reports.rules import ACCEPTED
from metodinis.reports.rules import NotReady
from metodinis.reports.schema import IStatisticalReport
from metodinis.reports.statistics import compare
from metodinis.reports.statistics import Difference
from metodinis.reports.statistics import rebuild
from plone import api
from plone.uuid.interfaces import IUUID
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from tests.reports.conftest import act_as
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.rounds.test_territory import accepted
from tests.reports.rounds.test_territory import open_round
from tests.reports.rounds.test_territory import TABLE
from zExceptions import BadRequest
from zope.component import getGlobalSiteManager
from zope.component.hooks import site as in_site
import pytest
import transaction


KRT_ROW = {
    "A7": 37500,
    "C1": 100,
    "C2": 20,
    "C4": 900,
    "C6": 10.5,
    "C9": 0,
    "R8/n": 900,
    "R8/d": 37500,
    "R2/n": 20,
    "R2/d": 100,
    "R9/n": 100,
    "R9/d": 0,
}
PAG_ROW = {
    "A7": 7300,
    "C1": 50,
    "C2": "not_applicable",
    "C4": "unknown",
    "C6": 0.5,
    "C9": 0,
    "R8/n": "unknown",
    "R8/d": "unknown",
    "R2/n": "not_applicable",
    "R2/d": "not_applicable",
    "R9/n": 50,
    "R9/d": 0,
}
NOTHING = (None, {})


def held(code, year=2025):
    return statistics().row(IUUID(library(code)), year)


def total(code, year=2025):
    """(value, libraries asked, libraries in it) of an element, of all libraries."""
    found = table(ACCEPTED)
    figure = found.total(code, year, found.everybody())
    return figure.value, figure.asked, figure.used


def sign(code, person):
    report = library(code)["statistical-2025"]
    fill(report, person, C1="100", C2="20", C4="900", C6="10,50", C9="0")
    with act_as(person):
        operations.sign(report)
    return report


# the steps


def test_each_step_moves_the_store(world):
    open_round()
    report = sign("KRT", "krt-direktore")
    assert held("KRT") == NOTHING
    with act_as("metodininke"):
        operations.accept(report)
    assert held("KRT") == ("accepted", KRT_ROW)
    with act_as("vedeja"):
        operations.publish(report)
    assert held("KRT") == ("published", KRT_ROW)
    with act_as("metodininke"):
        operations.correct(report, "C1", "apie 80", "Patikslino.")
    assert held("KRT") == ("published", KRT_ROW | {"C1": 80, "R2/d": 80, "R9/n": 80})
    with act_as("vedeja"):
        operations.reopen(report, "Dar kartą.")
    assert held("KRT") == NOTHING
    assert compare(world) == []


def test_words_stand_in_columns(world):
    open_round()
    accepted("PAG")
    assert held("PAG") == ("accepted", PAG_ROW)


def test_sending_back_what_was_never_accepted_writes_nothing(world):
    open_round()
    report, before = sign("KRT", "krt-direktore"), statistics().version()
    with act_as("metodininke"):
        operations.return_(report, "Patikslinkite.")
    assert (held("KRT"), statistics().version()) == (NOTHING, before)


def test_refused_step_writes_nothing(world):
    open_round()
    accepted("PAG")
    before = statistics().version()
    with act_as("krt-direktore"), pytest.raises(NotReady):
        operations.sign(library("KRT")["statistical-2025"])
    with act_as("pag-direktore"), pytest.raises(operations.NotAllowed):
        operations.publish(library("PAG")["statistical-2025"])
    assert (held("KRT"), held("PAG")[0]) == (NOTHING, "accepted")
    assert statistics().version() == before


@contextmanager
def failing():
    """What comes after the store in a step fails; gives the states that it saw there."""
    seen = []

    def fail(report, event):
        seen.append(held(report.library.code)[0])
        raise RuntimeError("the disk is full")

    manager, what = getGlobalSiteManager(), (IStatisticalReport, IAfterTransitionEvent)
    manager.registerHandler(fail, what)
    try:
        yield seen
    finally:
        manager.unregisterHandler(fail, what)


def test_failed_step_leaves_nothing_half(served_world, call_site):
    open_round()
    report = sign("KRT", "krt-direktore")
    transaction.commit()
    path = f"libraries/{report.library.getId()}/statistical-2025/@report-transition"
    with failing() as seen:
        answer = call_site("vedeja", "POST", path, json={"name": "accept"})
    assert (answer.status_code, seen) == (500, ["accepted"])
    assert held("KRT") == NOTHING
    assert compare(served_world) == []


# whom a round asks


def test_round_tells_whom_it_asks(world):
    with api.env.adopt_roles(["Manager"]):
        reporting_round = make_round(2025)
        reporting_round.catalogue_text = TABLE
        reporting_round.libraries = {IUUID(library(code)) for code in ("KRT", "PAG")}
        rounds.open_round(reporting_round)
    sign("KRT", "krt-direktore")
    with act_as("metodininke"):
        operations.accept(library("KRT")["statistical-2025"])
    assert total("C1") == (100, 2, 1)
    with act_as("vedeja"):
        chosen = {IUUID(library(code)) for code in ("KRT", "PAG", "KLM")}
        rounds.edit_round(reporting_round, {"libraries": chosen})
    assert total("C1") == (100, 3, 1)
    assert figures(reporting_round, "statistical").expected == 3
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(library("PAG"))
    assert total("C1") == (100, 2, 1)
    assert figures(reporting_round, "statistical").expected == 2
    assert compare(world) == []


def test_narrative_rounds_ask_for_no_numbers(world):
    with api.env.adopt_roles(["Manager"]):
        reporting_round = make_round(2025)
        reporting_round.forms = {"narrative"}
        rounds.open_round(reporting_round)
    assert statistics().year(2025) is None
    assert table(ACCEPTED).years == ()


def test_libraries_that_come_close_and_merge(world):
    open_round()
    accepted("KRT")
    with act_as("vedeja"):
        close_library(library("PAG"), date(2025, 6, 30), library("KRT"))
        create_library(
            {"code": "NAU", "title": "Nauja", "municipality": "LT-20", "opened": date(2026, 1, 1)}
        )
    # Whom the round asked before stays asked, whoever hands it in; who came later isn't.
    assert total("C1") == (100, 3, 1)
    told = {one.code: (one.closed, one.heir) for one in table(ACCEPTED).members}
    assert told["PAG"] == (date(2025, 6, 30), IUUID(library("KRT")))
    with act_as("vedeja"):
        reopen_library(library("PAG"))
        update_library(library("NAU"), {"short_name": "Aukštoji"})
    assert [(one.code, one.closed) for one in table(ACCEPTED).members] == [
        ("NAU", None),
        ("KLM", None),
        ("KRT", None),
        ("PAG", None),
    ]


def test_library_with_accepted_numbers_stays(world):
    open_round()
    accepted("KRT")
    with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest):
        api.content.delete(library("KRT"))
    assert held("KRT") == ("accepted", KRT_ROW)


# two at once


class Side:
    """One of two transactions that see the site as it stood before both."""

    def __init__(self, world):
        self.manager = transaction.TransactionManager()
        self.connection = world._p_jar.db().open(transaction_manager=self.manager)
        application = self.connection.root()["Application"]
        self.site = application.unrestrictedTraverse(world.getPhysicalPath()[1:])

    def put(self, code, **raw):
        with in_site(self.site):
            report = self.site["libraries"][code.lower()]["statistical-2025"]
            for name, text in raw.items():
                report.store(name, parse_cell(text, "count"), "rasa", None, "enter")
            report.count_in("accepted")

    def c1(self):
        with in_site(self.site):
            return total("C1")


@pytest.fixture
def sides(served_world):
    open_round()
    statistics().put(
        IUUID(library("KLM")),
        2025,
        "accepted",
        served_world["rounds"]["2025"].catalogue,
        {name: parse_cell("1", "count") for name in ("A7", "C1", "C2", "C4")},
        served_world["rounds"]["2025"].catalogue_text,
    )
    transaction.commit()
    sides = Side(served_world), Side(served_world)
    yield sides
    for side in sides:
        side.manager.abort()
        side.connection.close()


def test_two_that_are_accepted_at_once_are_merged(sides):
    sides[0].put("KRT", C1="100", C2="20", C4="900")
    sides[1].put("PAG", C1="50", C2="5", C4="300")
    before = statistics().version()
    for side in sides:
        side.manager.commit()
    transaction.begin()
    assert total("C1") == (151, 3, 3)
    assert held("PAG") == (
        "accepted",
        {"A7": 7300, "C1": 50, "C2": 5, "C4": 300}
        | {"R8/n": 300, "R8/d": 7300, "R2/n": 5, "R2/d": 50},
    )
    assert statistics().version() == before + 2


def test_each_transaction_reads_its_own_state(sides):
    early, late = sides
    assert early.c1() == (1, 3, 1)
    late.put("KRT", C1="100")
    assert late.c1() == (101, 3, 2)
    assert early.c1() == (1, 3, 1)
    late.manager.commit()
    assert late.c1() == (101, 3, 2)
    # What was kept of the newer state isn't for who began before it.
    assert early.c1() == (1, 3, 1)
    early.manager.begin()
    assert early.c1() == (101, 3, 2)


def test_aborted_writing_leaves_no_arrays(sides):
    side = sides[0]
    with in_site(side.site):
        before = table(ACCEPTED)
    side.put("KRT", C1="100", C4="900")
    with in_site(side.site):
        # Asked for before the writing, read after it.
        before.numbers("C4")
    side.manager.abort()
    with in_site(side.site):
        found = table(ACCEPTED)
        assert found.total("C4", 2025, found.everybody()).value == 1


# rebuilding


def spoil(store):
    """Change a number, lose one, take another state, ask nobody, and put a stray one."""
    year, key = store.year(2025), library_key(IUUID(library("KRT")))
    year.columns["C1"][key] = 7
    del year.columns["C4"][key]
    year.states[key] = "published"
    year.asked.remove(key)
    year.columns["C1"][5] = 1
    store.drop(IUUID(library("PAG")), 2025)


def test_spoiled_store_is_found_and_mended(world):
    open_round()
    accepted("KRT")
    accepted("PAG")
    assert compare(world) == []
    spoil(statistics())
    found = compare(world)
    assert [one for one in found if one.library != "PAG"] == [
        Difference(2025, "000000000000005", "C1", 1, None),
        Difference(2025, "KRT", "asked", False, True),
        Difference(2025, "KRT", "state", "published", "accepted"),
        Difference(2025, "KRT", "C1", 7, 100),
        Difference(2025, "KRT", "C4", None, 900),
    ]
    lost = {one.name: (one.held, one.right) for one in found if one.library == "PAG"}
    right = {"state": "accepted", **PAG_ROW}
    assert lost == {name: (None, value) for name, value in right.items()}
    assert rebuild(world) == found
    assert (held("KRT"), held("PAG")) == (("accepted", KRT_ROW), ("accepted", PAG_ROW))
    assert total("C1") == (150, 3, 2)
    assert (compare(world), rebuild(world)) == ([], [])


def test_lost_store_is_made_anew(world):
    open_round()
    accepted("KRT")
    statistics().clear()
    assert table(ACCEPTED).years == ()
    rebuild(world)
    assert total("C1") == (100, 3, 1)
    assert statistics().year(2025).catalogue_text == world["rounds"]["2025"].catalogue_text


def test_year_without_reports_goes(world):
    statistics().ask("a" * 32, 2019)
    assert [str(one) for one in compare(world)] == [f"2019 {'a' * 15} asked: True -> False"]
    rebuild(world)
    assert statistics().all_years == []


def test_command_tells_and_mends(served_world, capsys):
    open_round()
    accepted("KRT")
    transaction.commit()
    statistics().year(2025).columns["C1"][library_key(IUUID(library("KRT")))] = 7
    transaction.commit()
    assert look_into(served_world, check=True) == 1
    assert capsys.readouterr().out == "2025 KRT C1: 7 -> 100\n1 differences.\n"
    assert held("KRT")[1]["C1"] == 7
    assert look_into(served_world, check=False) == 0
    assert look_into(served_world, check=True) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "0 differences."
    transaction.begin()
    assert held("KRT") == ("accepted", KRT_ROW)
