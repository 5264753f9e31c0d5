"""Times by the clock in Lithuania: also on the nights when it is turned."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from metodinis.common.moments import WrongTime
from metodinis.training.events import rules
from zoneinfo import ZoneInfo
import pytest


ZONE = ZoneInfo("Europe/Vilnius")
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


@pytest.mark.parametrize(
    ("day", "starts", "ends", "length"),
    [
        (date(2027, 3, 4), time(10), time(12), 120),
        # The clock goes from 3 to 4.
        (SPRING, time(2), time(5), 120),
        (SPRING, time(1, 30), time(2, 30), 60),
        # It goes from 4 back to 3.
        (AUTUMN, time(2), time(5), 240),
        (AUTUMN, time(3, 30), time(3, 45), 15),
        # Ends in the second of the two hours.
        (AUTUMN, time(3, 45), time(3, 15), 30),
        (AUTUMN, time(4), time(6), 120),
    ],
)
def test_sitting_lasts_as_long_as_it_does(day, starts, ends, length):
    first, last = rules.sitting(day, starts, ends, ZONE)
    assert last - first == timedelta(minutes=length)
    assert (first.tzinfo, last.tzinfo) == (UTC, UTC)


@pytest.mark.parametrize(
    ("day", "starts", "ends", "code"),
    [
        (SPRING, time(3, 30), time(5), "skipped"),
        (SPRING, time(2), time(3, 15), "skipped"),
        (date(2027, 3, 4), time(12), time(12), "order"),
        (date(2027, 3, 4), time(22), time(1), "order"),
    ],
)
def test_times_that_cannot_be(day, starts, ends, code):
    with pytest.raises(WrongTime) as caught:
        rules.sitting(day, starts, ends, ZONE)
    assert caught.value.code == code


def at(*parts):
    return datetime(*parts, tzinfo=ZONE)


def test_carried_keeps_the_clock_over_the_change_of_time():
    moved = rules.carried(at(2027, 3, 25, 14), at(2027, 3, 25, 10), at(2027, 3, 30, 10), ZONE)
    assert moved.astimezone(ZONE) == at(2027, 3, 30, 14)
    assert moved - at(2027, 3, 25, 14) == timedelta(days=5, hours=-1)


def test_carried_follows_a_beginning_at_another_hour():
    moved = rules.carried(at(2027, 3, 26, 14), at(2027, 3, 25, 10), at(2027, 4, 1, 9), ZONE)
    assert moved.astimezone(ZONE) == at(2027, 4, 2, 13)


def session(day, starts, ends, place=""):
    return rules.Session(at(2027, 3, day, starts), at(2027, 3, day, ends), "", place)


def test_rows_outside_and_overlapping_are_numbered_as_they_were_written():
    rows = [session(5, 9, 11), session(4, 10, 12), session(4, 11, 13), session(4, 11, 13, "II")]
    assert rules.outside(rows, at(2027, 3, 4, 10), at(2027, 3, 5, 10)) == [1]
    assert rules.overlapping(rows) == [3]


def test_merge_tells_who_changed_what():
    stored = {"title": "B", "text": "nauja", "hours": 8.0, "location": "Salė"}
    seen = {
        "title": rules.fingerprint("A"),
        "text": rules.fingerprint("sena"),
        "hours": rules.fingerprint(6.0),
        "location": rules.fingerprint("Salė"),
    }
    sent = {"title": "C", "text": "sena", "hours": 8.0, "location": "Kita salė"}
    assert rules.merge(sent, stored, seen) == rules.Merge(
        {"hours": 8.0, "location": "Kita salė"}, ["text"], ["title"]
    )
    assert rules.merge(sent, stored, {}) == rules.Merge(sent, [], [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, ""),
        ((), None),
        ("a\r\nb \n", "a\nb"),
        (at(2027, 3, 4, 10), datetime(2027, 3, 4, 8, tzinfo=UTC)),
    ],
)
def test_fingerprints_of_equal_values_are_equal(one, other):
    assert rules.fingerprint(one) == rules.fingerprint(other)
