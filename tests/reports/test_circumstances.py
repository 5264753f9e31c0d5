"""What the rules are told of a report beside its values."""

from datetime import date
from metodinis.libraries.operations import close_library
from metodinis.libraries.operations import create_library
from metodinis.reports import operations
from metodinis.reports.rounds import operations as rounds
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import CATALOGUE
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.conftest import RULES
from tests.reports.rounds.conftest import due_in
import pytest


FLAGS = ("first_report", "opened", "closed", "merged", "late", "explanation_reused")
FLAG_RULES = RULES + "".join(
    f"{flag},info,,,flag,{flag},,skip,,,,,,Aplinkybė: {flag}.,Circumstance: {flag}.\n"
    for flag in FLAGS
)
PEER_RULES = RULES + "loans,info,C4,C4,peers,C1,,skip,,,,,,Įprastai {right}.,Mostly {right}.\n"


@pytest.fixture
def open_report(reporting_round, report):
    """Kretinga's report of a round with a rule for each circumstance, whose time isn't over."""
    reporting_round.rules_text = FLAG_RULES
    due_in(reporting_round, days=5)
    return report


def told(report):
    """The circumstances that are told of a report: (name, code of an element or "")."""
    return [
        (finding.rule, finding.element)
        for finding in report.findings()
        if finding.severity == "info"
    ]


def report_last_year():
    """Open 2024 with the same rules; return Kretinga's report of it."""
    with api.env.adopt_roles(["Manager"]):
        earlier = make_round(2024)
        rounds.open_round(earlier)
    return library("KRT")["statistical-2024"]


def test_first_report(open_report):
    assert told(open_report) == [("first_report", "")]
    report_last_year()
    assert told(open_report) == []


@pytest.mark.parametrize(("day", "expected"), [(date(2025, 5, 1), True), (date(2024, 5, 1), False)])
def test_library_opened_in_the_reported_year(open_report, day, expected):
    open_report.library.opened = day
    assert (("opened", "") in told(open_report)) is expected


def test_library_closed_in_the_reported_year(open_report):
    with act_as("vedeja"):
        close_library(open_report.library, date(2025, 9, 30))
    assert told(open_report) == [("first_report", ""), ("closed", "")]


def test_library_merged_in_the_reported_year(open_report):
    with act_as("vedeja"):
        close_library(open_report.library, date(2025, 9, 30), merged_into=library("KLM"))
    assert told(open_report) == [("first_report", ""), ("closed", ""), ("merged", "")]


def test_library_closed_in_another_year(open_report):
    with act_as("vedeja"):
        close_library(open_report.library, date(2026, 1, 31), merged_into=library("KLM"))
    assert told(open_report) == [("first_report", "")]


def test_late_by_the_time_of_the_first_hand_in(open_report, reporting_round):
    fill(open_report, C1="100", C2="20", C4="900")
    due_in(reporting_round, hours=-1)
    assert ("late", "") in told(open_report)
    due_in(reporting_round, hours=1)
    with act_as("krt-direktore"):
        operations.sign(open_report)
    reporting_round.deadline = open_report.first_submitted_at
    assert ("late", "") not in told(open_report)


def test_extension_is_in_time(open_report, reporting_round):
    due_in(reporting_round, hours=-1)
    with act_as("metodininke"):
        until = reporting_round.deadline.replace(year=reporting_round.deadline.year + 1)
        rounds.extend_deadline(reporting_round, open_report.library, until, "Gaisras.")
    assert ("late", "") not in told(open_report)


def test_explanation_in_the_words_of_last_year(open_report):
    two_years_ago = report_last_year()
    fill(two_years_ago, C1="90", C2="10", C4="300")
    fill(open_report, C1="100", C2="20", C4="900")
    [finding] = open_report.open_findings()
    # As an import of past years leaves it: with the finding of that year.
    two_years_ago.explain(finding, "Nauja salė.", "metodininke", two_years_ago.record("C4").at)
    with act_as("krt-darbuotoja"):
        operations.explain(open_report, finding.key, "Nauja salė.")
        assert told(open_report) == [("explanation_reused", "C4")]
        operations.explain(open_report, finding.key, "Antra nauja salė.")
    assert told(open_report) == []


def accepted(code, **raw):
    """An accepted report of 2024 of a new library."""
    with api.env.adopt_roles(["Manager"]):
        new = create_library(
            {"code": code, "title": f"{code} biblioteka", "short_name": code, "kind": "other"}
        )
        rounds.make_reports(api.portal.get()["rounds"]["2024"], [new])
    report = new["statistical-2024"]
    with api.env.adopt_roles(["Manager", "LibraryDirector", "Methodologist"]):
        operations.save_cells(report, {name: {"raw": value} for name, value in raw.items()})
        operations.sign(report)
        operations.accept(report)


def test_peers_are_last_years_accepted_reports_as_at_the_opening(world, monkeypatch):
    report_last_year()
    for number in range(8):
        accepted(f"L{number}", C1="100", C2="5", C4=str(900 + 50 * number))
    monkeypatch.setattr(rounds, "catalogue_text", lambda: CATALOGUE)
    monkeypatch.setattr(rounds, "rules_text", lambda: PEER_RULES)
    with api.env.adopt_roles(["Manager"]):
        reporting_round = make_round(2025)
        reporting_round.catalogue_text = ""
        rounds.open_round(reporting_round)
    report = library("KRT")["statistical-2025"]
    fill(report, C1="100", C4="1000")
    assert told(report) == []
    fill(report, C1="100", C4="9000")
    [finding] = [found for found in report.findings() if found.rule == "loans"]
    assert finding.element == "C4"
    assert finding.text("lt") == "Įprastai 10,75."
    assert reporting_round.catalogue_text == CATALOGUE
