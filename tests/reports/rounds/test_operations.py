"""A round makes its reports once, counts who is late, and publishes what was accepted."""

from AccessControl import Unauthorized
from datetime import datetime
from datetime import timedelta
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.indicators.store import catalogue_text
from metodinis.reports.rounds import operations
from metodinis.reports.rules import days_left
from metodinis.reports.rules import is_late
from metodinis.reports.rules import rate
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.conftest import ZONE
from tests.reports.test_workflow import bring
import pytest


def brain_of(report):
    with act_as("metodininke"):
        [brain] = api.content.find(UID=report.UID())
    return brain


DUE = datetime(2026, 2, 10, 23, 59, tzinfo=ZONE)


def test_opening_makes_a_report_of_each_form_for_each_library(reporting_round):
    with act_as("metodininke"):
        found = api.content.find(round_uid=reporting_round.UID())
    assert sorted((b.library_code, b.report_form, b.review_state) for b in found) == sorted(
        (code, form, "draft")
        for code in ("KLM", "KRT", "PAG")
        for form in ("narrative", "statistical")
    )


def test_opening_again_makes_none(reporting_round):
    with act_as("metodininke"):
        libraries = operations.expected_libraries(reporting_round)
        assert operations.make_reports(reporting_round, libraries) == 0


def test_round_asks_only_the_chosen(world):
    with act_as("metodininke"):
        reporting_round = make_round(2024)
        reporting_round.libraries = {library("PAG").UID()}
        assert operations.open_round(reporting_round) == 2
        found = api.content.find(round_uid=reporting_round.UID())
    assert [brain.library_code for brain in found] == ["PAG", "PAG"]


def test_indicators_are_frozen_when_opened(world):
    with act_as("metodininke"):
        reporting_round = make_round(2024)
        reporting_round.catalogue_text = reporting_round.rules_text = ""
        operations.open_round(reporting_round)
    assert "C1" in reporting_round.catalogue.elements
    assert reporting_round.catalogue_text == catalogue_text()


def test_round_is_closed_reopened_and_archived(reporting_round):
    with act_as("metodininke"):
        states = []
        for step in ("close", "reopen", "close", "archive"):
            operations.TRANSITIONS[step](reporting_round)
            states.append(state_of(reporting_round))
    assert states == ["closed", "open", "closed", "archived"]


@pytest.mark.parametrize("person", ["krt-direktore", "redaktore", "svecias"])
def test_rounds_are_the_departments(world, person):
    with act_as("metodininke"):
        reporting_round = make_round(2024)
    with act_as(person), pytest.raises(Unauthorized):
        operations.open_round(reporting_round)
    assert state_of(reporting_round) == "preparing"


def test_extension_moves_one_deadline(reporting_round, report):
    until = DUE + timedelta(days=7)
    with act_as("metodininke"):
        operations.extend_deadline(reporting_round, report.library, until, "Liga.")
    assert (report.due, library("PAG")["statistical-2025"].due) == (until, DUE)
    with act_as("metodininke"):
        operations.withdraw_extension(reporting_round, report.library)
    assert report.due == DUE


@pytest.mark.parametrize(
    ("until", "reason", "field"),
    [(DUE, "Liga.", "until"), (DUE + timedelta(days=1), " ", "reason")],
)
def test_bad_extension_names_its_field(reporting_round, report, until, reason, field):
    with act_as("metodininke"), pytest.raises(FieldErrors) as caught:
        operations.extend_deadline(reporting_round, report.library, until, reason)
    assert list(caught.value.errors) == [field]


def test_publishing_a_round_takes_what_is_accepted(reporting_round, report):
    bring(report, "accepted")
    with act_as("vedeja"):
        assert operations.publish_round(reporting_round) == 1
    assert state_of(report) == "published"
    assert state_of(library("PAG")["statistical-2025"]) == "draft"


def test_punctuality_is_judged_by_the_first_hand_in(reporting_round, report):
    bring(report, "returned")
    reporting_round.deadline = report.first_submitted_at + timedelta(hours=1)
    operations.reindex_due(reporting_round)
    assert brain_of(report).report_on_time is True
    reporting_round.deadline = report.first_submitted_at - timedelta(hours=1)
    operations.reindex_due(reporting_round)
    assert brain_of(report).report_on_time is False


@pytest.mark.parametrize(
    ("submitted", "now", "late"),
    [
        (None, DUE + timedelta(seconds=59), False),
        (None, DUE + timedelta(minutes=1), True),
        (DUE + timedelta(seconds=59), DUE + timedelta(days=9), False),
        (DUE + timedelta(minutes=1), DUE + timedelta(days=9), True),
    ],
)
def test_late(submitted, now, late):
    assert is_late(DUE, submitted, now) is late


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (datetime(2026, 2, 10, 0, 1, tzinfo=ZONE), 0),
        (datetime(2026, 2, 9, 23, 59, tzinfo=ZONE), 1),
        (datetime(2026, 2, 11, 0, 1, tzinfo=ZONE), -1),
    ],
)
def test_days_left(now, days):
    assert days_left(DUE, now) == days


def test_rate_of_nothing_is_no_rate():
    assert (rate(0, 0), rate(1, 4)) == (None, 0.25)
