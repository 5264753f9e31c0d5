"""Days, progress and reminders of tracks."""

from datetime import date
from datetime import timedelta
from metodinis.training.induction import rules
from metodinis.training.induction.rules import Claim
from metodinis.training.induction.rules import Mark
from metodinis.training.induction.rules import Module
import pytest


DAY = date(2027, 3, 3)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2027, 3, 1), 0, date(2027, 3, 1)),
        (date(2027, 3, 1), 5, date(2027, 3, 8)),  # a Saturday
        (date(2027, 3, 1), 10, date(2027, 3, 12)),  # 11 March, Independence Restored
        (date(2027, 3, 1), 28, date(2027, 3, 30)),  # Easter Monday
        (date(2026, 12, 24), 0, date(2026, 12, 28)),  # Christmas, then a weekend
    ],
)
def test_due_days_are_working_days(start, days, due):
    assert rules.due_on(start, days) == due


def module(name, days=0, required=True):
    return Module(name, "task", name.upper(), DAY + timedelta(days=days), 2.0, required)


def mark(passed=True, hours=2.0):
    return Mark(passed, DAY, "x", hours)


def test_progress_counts_what_is_needed():
    modules = (module("a", -1), module("b", -1), module("c", 2), module("d", 0, required=False))
    marks = {"a": mark(hours=3.0), "b": mark(passed=False), "d": mark(hours=1.5)}
    progress = rules.progress_of(modules, marks, {}, DAY)
    assert progress == (1, 3, 4.5, (modules[1], modules[2]), 1)
    assert not progress.is_ready
    # What is done and waits for the mentor isn't late.
    assert rules.progress_of(modules, marks, {"b": Claim(DAY)}, DAY) == (*progress[:4], 0)


def test_ready_once_all_that_is_needed_is_passed():
    modules = (module("a"), module("d", required=False))
    assert rules.progress_of(modules, {"a": mark()}, {}, DAY).is_ready
    assert not rules.progress_of(modules[1:], {"d": mark()}, {}, DAY).is_ready


@pytest.mark.parametrize(
    ("mark", "claim", "state"),
    [
        (None, None, "open"),
        (None, Claim(None, "Nesupratau"), "open"),
        (None, Claim(DAY), "claimed"),
        (mark(), Claim(DAY), "passed"),
        (mark(passed=False), None, "failed"),
        (mark(passed=False), Claim(DAY), "claimed"),
    ],
)
def test_state_of_a_module(mark, claim, state):
    marks = {"a": mark} if mark else {}
    claims = {"a": claim} if claim else {}
    assert rules.state_of(module("a"), marks, claims) == state


@pytest.mark.parametrize(
    ("days", "sent", "kind"),
    [
        (4, None, None),
        (3, None, "soon"),
        (0, None, "soon"),
        (2, "soon", None),
        (-1, "soon", "late"),
        (-1, None, "late"),
        (-9, "late", None),
        (2, "late", None),
    ],
)
def test_each_reminder_goes_out_once(days, sent, kind):
    due = DAY + timedelta(days=days)
    assert rules.reminder_kind(due, (sent, due) if sent else None, DAY) == kind


def test_another_day_is_reminded_of_anew():
    sent = ("late", DAY - timedelta(days=5))
    assert rules.reminder_kind(DAY + timedelta(days=1), sent, DAY) == "soon"


def test_template_to_begin_with():
    rows = rules.default_rows()
    assert len(rows) >= 12
    assert list(rows) == sorted(rows, key=lambda row: row.days)
    assert {row.kind for row in rows} == set(rules.KINDS)
    assert rows[0] == (
        "briefing",
        "Pažintis su kolektyvu, darbo vieta ir darbo tvarka",
        0,
        2.0,
        True,
        "",
        "Kas už ką atsakingas, darbo laikas, prisijungimai, pavadavimai.",
    )
