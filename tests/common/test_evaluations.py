"""What evaluations come to, and when an evaluator is reminded."""

from datetime import date
from datetime import datetime
from datetime import UTC
from metodinis.common.evaluations import Evaluation
from metodinis.common.evaluations import means
from metodinis.common.evaluations import overall
from metodinis.common.evaluations import reminder_is_due
import pytest


CRITERIA = ("relevance", "coherence", "methods", "results", "trainers", "duration")
MOMENT = datetime(2026, 3, 1, 9, tzinfo=UTC)
DUE = date(2026, 3, 15)
ASKED = Evaluation("ona", MOMENT, DUE)


def given(*scores):
    return ASKED._replace(scores=scores, given_at=MOMENT)


def test_means_are_of_what_was_given():
    evaluations = [given(5, 4, 4, 5, 3, 2), given(4, 4, 5, 5, 4, 1), ASKED]
    assert means(evaluations, CRITERIA) == {
        "relevance": 4.5,
        "coherence": 4.0,
        "methods": 4.5,
        "results": 5.0,
        "trainers": 3.5,
        "duration": 1.5,
    }
    assert overall(evaluations) == 3.83


def test_nothing_given_has_no_mean():
    assert (means([ASKED], CRITERIA), overall([ASKED])) == ({}, None)


@pytest.mark.parametrize(
    ("day", "reminded", "due"),
    [
        (date(2026, 3, 11), (), False),
        (date(2026, 3, 12), (), True),
        (date(2026, 3, 13), (date(2026, 3, 12),), False),
        (date(2026, 3, 15), (), True),
        (date(2026, 3, 16), (date(2026, 3, 12),), True),
        (date(2026, 3, 20), (date(2026, 3, 16),), False),
    ],
)
def test_reminders_come_before_and_once_after(day, reminded, due):
    assert reminder_is_due(ASKED._replace(reminded=reminded), day) == due


def test_who_gave_or_refused_is_not_reminded():
    assert not reminder_is_due(given(5, 5, 5, 5, 5, 5), DUE)
    assert not reminder_is_due(ASKED._replace(refused_at=MOMENT), DUE)
