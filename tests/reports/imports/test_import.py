"""The import into a site: whole or not at all, repeatable, never over what a library began."""

from AccessControl import Unauthorized
from metodinis.common.states import state_of
from metodinis.indicators.values.table import table
from metodinis.libraries.operations import set_population
from metodinis.reports.imports import operations
from metodinis.reports.imports.outcome import lines
from metodinis.reports.imports.planning import Source
from metodinis.reports.rounds import operations as rounds
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import CATALOGUE
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.conftest import RULES
import pytest


DATA = "code,C1,C2,C4\nKRT,100,20,3000\nPAG,50,-,-1\n"
MAPPING = 'states: {"-1": {unknown: not counted}}\n'
YEAR = 2024


def source(data=DATA, mapping=MAPPING, **more):
    given = {"catalogue": CATALOGUE.encode(), "rules": RULES.encode(), **more}
    return Source("senos.csv", data.encode(), mapping.encode(), **given)


@pytest.fixture
def run(world):
    """run(source, year): import as the head of department."""

    def run(given=None, year=YEAR, work=operations.import_reports):
        with act_as("vedeja"):
            return work(world["rounds"], given or source(), year, language="en")

    return run


def messages(outcome):
    return [(r.part, r.line, r.library, r.column) for r in outcome.refused]


def test_year_is_made(run, world):
    outcome = run()
    assert outcome.refused == ()
    assert outcome[:7] == (YEAR, True, 0, 2, 0, 0, 6)
    reporting_round = world["rounds"]["2024"]
    assert state_of(reporting_round) == "archived"
    assert reporting_round.catalogue_text.startswith("kind,code")
    report = library("KRT")["statistical-2024"]
    assert state_of(report) == "published"
    assert report.cells()["C1"].value == 100
    # From the register, frozen with the rest.
    assert report.cells()["A7"].value == 37800
    assert {change.action for change in report.changes} == {"import", "freeze"}
    step = report.workflow_history["metodinis_report"][-1]
    assert (step["action"], step["actor"]) == ("import", "vedeja")
    assert step["comments"] == "Importuota iš failo senos.csv"
    unknown = library("PAG")["statistical-2024"].cells()["C4"]
    assert (unknown.state, unknown.reason) == ("unknown", "not counted")
    [brain] = api.content.find(round_uid=reporting_round.UID(), library_code="KRT")
    assert (brain.review_state, brain.report_on_time) == ("published", True)
    found = table(("published",))
    assert found.total("A7", 2024, found.everybody()) == (37800, None, None, 2, 1)
    assert found.total("C1", 2024, found.everybody()).used == 2


def test_second_run_changes_nothing(run, world):
    run()
    before = list(library("KRT")["statistical-2024"].changes)
    outcome = run()
    assert not outcome.is_new
    assert (outcome.same, outcome.cells, outcome.refused) == (2, 0, ())
    assert list(library("KRT")["statistical-2024"].changes) == before


def test_looking_writes_nothing(run, world):
    looked = run(work=operations.look)
    assert looked.reports == 2
    assert "2024" not in world["rounds"]
    assert run() == looked


def test_one_bad_row_stops_all(run, world):
    outcome = run(source(DATA + "XYZ,1,1,1\nKLM,x1,1,1\n"))
    assert messages(outcome) == [("file", 4, "XYZ", "code"), ("file", 5, "KLM", "C1")]
    assert "2024" not in world["rounds"]
    assert "statistical-2024" not in library("KRT")


def test_errors_are_refused_or_kept(run):
    wrong = "code,C1,C2,C4\nKRT,10,20,5\n"
    outcome = run(source(wrong))
    assert messages(outcome) == [("file", 2, "KRT", "C2")]
    kept = run(source(wrong, "errors: keep\nstate: accepted\n"))
    assert kept.refused == ()
    assert ("error", "children", 1) in kept.findings
    assert state_of(library("KRT")["statistical-2024"]) == "accepted"


def test_accepted_value_is_corrected_only_if_asked(run):
    run()
    other = DATA.replace("100", "101")
    outcome = run(source(other))
    assert messages(outcome) == [("file", 2, "KRT", "C1")]
    outcome = run(source(other, MAPPING + "replace: yes\n"))
    assert (outcome.changed, outcome.same, outcome.cells) == (1, 1, 1)
    report = library("KRT")["statistical-2024"]
    assert report.cells()["C1"].value == 101
    [correction] = report.corrections.values()
    assert (correction.original.value, correction.corrected.value) == (100, 101)
    assert correction.reason == "Importuota iš failo senos.csv"
    others = library("PAG")["statistical-2024"].cells()["C1"].value
    found = table(("published",))
    assert found.total("C1", 2024, found.everybody()) == (101 + others, None, None, 2, 2)
    assert run(source(other)).same == 2


def test_what_a_library_began_is_not_touched(run, world):
    with api.env.adopt_roles(["Manager"]):
        reporting_round = make_round(YEAR)
    with act_as("metodininke"):
        rounds.open_round(reporting_round)
    assert [r.part for r in run().refused] == ["round"]
    fill(library("KRT")["statistical-2024"], C1="7")
    with act_as("metodininke"):
        rounds.close_round(reporting_round)
    assert messages(run()) == [("file", 2, "KRT", "")]
    # Pagėgiai has begun nothing.
    outcome = run(source("code,C1,C2,C4\nPAG,50,-,30\n"))
    assert (outcome.makes_round, outcome.reports) == (False, 1)
    assert state_of(library("PAG")["statistical-2024"]) == "published"


def test_libraries_are_made_if_asked(run):
    mapping = "libraries: {columns: {title: NAME, population: A7}, values: {kind: other}}\n"
    outcome = run(source("code,NAME,A7,C1,C2,C4\nNEW1,Nauja biblioteka,500,1,1,1\n", mapping))
    assert (outcome.refused, outcome.libraries) == ((), 1)
    made = library("NEW1")
    assert made.title == "Nauja biblioteka"
    assert made.population == ({"year": YEAR, "population": 500, "source": "senos.csv"},)
    outcome = run(source("code,NAME,A7,C1,C2,C4\nnew 2,,x,1,1,1\n", mapping), year=2023)
    assert {r.column for r in outcome.refused} >= {"A7"}


def test_file_wins_over_the_register_of_today(run):
    with api.env.adopt_roles(["Manager"]):
        set_population(library("KRT"), [{"year": YEAR, "population": 9, "source": "VDA"}])
        library("KRT").reindexObject()
    run(source("code,A7,C1,C2,C4\nKRT,37000,1,1,1\n"))
    assert library("KRT")["statistical-2024"].cells()["A7"].value == 37000


@pytest.mark.parametrize(
    ("given", "year", "part"),
    [
        (source(mapping="kye: x"), YEAR, "mapping"),
        (source(catalogue=b"kind,code\n"), YEAR, "catalogue"),
        (source(rules=b"code\n"), YEAR, "rules"),
        (source(rules=b"\xff"), YEAR, "rules"),
        (source(mapping="catalogue: a.csv", catalogue=None), YEAR, "catalogue"),
        (source(), 2100, "round"),
        (source(mapping="deadline: 2024-05-05"), YEAR, "round"),
        (source('code,C1\n"KRT,1\n'), YEAR, "file"),
    ],
)
def test_unusable_files_are_told_apart(run, given, year, part):
    outcome = run(given, year=year)
    assert {refusal.part for refusal in outcome.refused} == {part}


@pytest.mark.parametrize("person", ["metodininke", "redaktore", "krt-direktore", "svecias"])
@pytest.mark.parametrize("work", [operations.look, operations.import_reports])
def test_others_may_not(world, person, work):
    with act_as(person), pytest.raises(Unauthorized):
        work(world["rounds"], source(), YEAR)


def test_look_says_at_the_terminal_that_nothing_was_written(run):
    told = list(lines(run(work=operations.look), "en", dry=True))
    assert told[:2] == [
        "Only looked at, nothing was written. An import would tell:",
        "made the round of 2024",
    ]
    assert list(lines(run(), "en")) == told[1:]
