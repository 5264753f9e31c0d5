"""A day is one of the site's zone, after midnight too."""

from datetime import date
from datetime import datetime
from datetime import UTC
from metodinis.common.clock import zone
from metodinis.common.moments import at
from metodinis.goodpractice.cases.progress import done_of
from metodinis.goodpractice.cases.workflow import lacking
from metodinis.goodpractice.reuse.rules import due_of
from metodinis.goodpractice.reuse.rules import Question
from tests.goodpractice.conftest import make


# Half past midnight of 2 June in Vilnius.
AFTER_MIDNIGHT = datetime(2026, 6, 1, 21, 30, tzinfo=UTC)


def test_what_ended_today_is_over(world):
    with at(AFTER_MIDNIGHT):
        case = make(started="2026-05-01", ended="2026-06-02")
        assert lacking(case) == {}
        done, needed = done_of(case)
        assert done == needed
        case = make(started="2026-05-01", ended="2026-06-03")
        assert lacking(case) == {"ended": "future"}


def test_authors_have_two_weeks_from_the_day_on_which_they_are_asked(world):
    question = Question("1", AFTER_MIDNIGHT, "", "", "", moderated_at=AFTER_MIDNIGHT)
    assert due_of(question, zone()) == date(2026, 6, 16)
