"""What a programme lacks, what evaluations come to, and when an evaluator is reminded."""

from datetime import date
from datetime import datetime
from datetime import UTC
from metodinis.training.programmes.rules import cleaned
from metodinis.training.programmes.rules import COMPULSORY
from metodinis.training.programmes.rules import Evaluation
from metodinis.training.programmes.rules import lines_of
from metodinis.training.programmes.rules import means
from metodinis.training.programmes.rules import missing
from metodinis.training.programmes.rules import overall
from metodinis.training.programmes.rules import reminder_is_due
from metodinis.training.programmes.rules import Topic
from metodinis.training.programmes.rules import totals
from metodinis.training.programmes.rules import years_later
import pytest


MOMENT = datetime(2026, 3, 1, 9, tzinfo=UTC)
DUE = date(2026, 3, 15)
ASKED = Evaluation("ona", MOMENT, DUE)


def given(*scores):
    return ASKED._replace(scores=scores, given_at=MOMENT)


def test_totals_are_sums_of_each_kind():
    found = totals((Topic("A", 1.5, 2.0), Topic("B", 0.5, 0.0, 3.0)))
    assert (found.theory, found.practice, found.self_study, found.hours) == (2.0, 2.0, 3.0, 7.0)


def test_totals_of_nothing_are_zero():
    assert totals(()).hours == 0.0


def test_empty_programme_lacks_everything():
    assert missing({}) == list(COMPULSORY)


def test_free_programme_lacks_no_price():
    values = {**dict.fromkeys(COMPULSORY, "x"), "topics": (Topic("A", 1.0),), "price": 0}
    assert missing(values) == []


def test_topics_without_hours_are_lacking():
    values = {**dict.fromkeys(COMPULSORY, "x"), "topics": (Topic("A"),)}
    assert missing(values) == ["topics"]


def test_means_are_of_what_was_given():
    evaluations = [given(5, 4, 4, 5, 3, 2), given(4, 4, 5, 5, 4, 1), ASKED]
    assert means(evaluations) == {
        "relevance": 4.5,
        "coherence": 4.0,
        "methods": 4.5,
        "results": 5.0,
        "trainers": 3.5,
        "duration": 1.5,
    }
    assert overall(evaluations) == 3.83


def test_nothing_given_has_no_mean():
    assert (means([ASKED]), overall([ASKED])) == ({}, None)


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


def test_typed_lines_lose_dashes_and_what_says_nothing():
    assert lines_of(" – Pirma\r\n\r\n- Antra\u200b\n*  \n") == ("Pirma", "Antra")


def test_invisible_signs_are_taken_out():
    assert cleaned("a\u0000b\u202e\r\nc  \n") == "ab\nc"


def test_leap_day_has_its_place_in_other_years():
    assert years_later(date(2028, 2, 29), 3) == date(2031, 2, 28)


def test_topic_without_hours_is_not_told_to_its_end():
    topics = (Topic("Autorių teisės", theory=1.0), Topic("Aprašas"))
    assert missing(dict.fromkeys(COMPULSORY, "x") | {"topics": topics}) == ["topics"]
    assert missing(dict.fromkeys(COMPULSORY, "x") | {"topics": topics[:1]}) == []
