"""Seats, the line and deadlines: pure rules."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from metodinis.training.registration import rules
from metodinis.training.registration.rules import Limits
from zoneinfo import ZoneInfo
import pytest


ZONE = ZoneInfo("Europe/Vilnius")
NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
LINES = st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=12)
LIMITS = st.builds(Limits, st.none() | st.integers(1, 8), st.none() | st.integers(1, 3))


def test_capacity_that_was_lowered_frees_no_seat():
    assert [Limits(10).free(taken) for taken in (9, 10, 12)] == [1, 0, 0]
    assert Limits(None).free(12) is None


def test_full_quota_is_passed_over_and_keeps_its_place():
    line = [(1, "a"), (2, "a"), (3, ""), (4, "b")]
    assert list(rules.next_in_line(line, Limits(5, 1), 2, {"a": 1})) == [3, 4]
    assert list(rules.next_in_line(line, Limits(5, 2), 2, {"a": 1})) == [1, 3, 4]
    assert list(rules.next_in_line(line, Limits(3, 2), 2, {"a": 1})) == [1]


@given(LINES, LIMITS, st.integers(0, 10))
def test_next_in_line_keeps_limits_and_order_and_leaves_nobody_who_fits(line, limits, taken):
    rows = list(enumerate(line))
    keys = list(rules.next_in_line(rows, limits, taken, {}))
    assert keys == sorted(keys)
    counts = {uid: [line[key] for key in keys].count(uid) for uid in "abc"}
    if limits.capacity is not None:
        assert len(keys) <= max(0, limits.capacity - taken)
    if limits.quota is not None:
        assert max(counts.values()) <= limits.quota
    left = [uid for key, uid in rows if key not in keys]
    assert not any(limits.fit(taken + len(keys), counts, uid) for uid in left)


@pytest.mark.parametrize(
    ("position", "expected"), [(1, 0.0), (2, 1.5), (3, 2.5), (4, 4.0), (9, 4.0), (-5, 0.0)]
)
def test_rank_before(position, expected):
    assert rules.rank_before([1.0, 2.0, 3.0], position) == expected


def test_rank_in_an_empty_line():
    assert rules.rank_before([], 1) == 0.0


def test_offer_never_lasts_beyond_the_beginning():
    assert rules.offer_until(NOW, 48, NOW + timedelta(hours=5)) == NOW + timedelta(hours=5)
    assert rules.offer_until(NOW, 48, NOW + timedelta(days=9)) == NOW + timedelta(days=2)


def test_address_need_not_be_confirmed_where_the_seat_could_not_be_given_on():
    assert rules.confirm_until(NOW, 48, NOW + timedelta(days=9)) == NOW + timedelta(days=2)
    assert rules.confirm_until(NOW, 48, NOW + timedelta(days=2)) is None


@pytest.mark.parametrize(
    ("opens", "closes", "start", "announced", "expected"),
    [
        (None, None, 1, True, "open"),
        (None, None, 0, True, "over"),
        (1, None, 2, True, "not_yet"),
        (0, None, 2, True, "open"),
        (None, 0, 2, True, "closed"),
        (None, 1, 2, True, "open"),
        (None, None, 1, False, "not_announced"),
    ],
)
def test_registration_state(opens, closes, start, announced, expected):
    def day(number):
        return None if number is None else NOW + timedelta(days=number)

    found = rules.registration_state(NOW, day(start), day(opens), day(closes), announced=announced)
    assert found == expected


def test_reminder_comes_at_the_hour_of_the_event_though_the_clock_changes():
    # 28 March 2027: at 3:00 the clock goes to 4:00.
    start = datetime(2027, 3, 29, 10, 0, tzinfo=ZONE).astimezone(UTC)
    due = datetime(2027, 3, 26, 10, 0, tzinfo=ZONE)
    early = due - timedelta(minutes=1)
    assert list(rules.reminders_due(early, start, ZONE, online=False)) == []
    assert list(rules.reminders_due(due, start, ZONE, online=False)) == [("days", due)]
    late = start - timedelta(hours=24)
    assert list(rules.reminders_due(late, start, ZONE, online=False)) == []


def test_reminder_of_two_hours_is_for_what_is_online():
    start = NOW + timedelta(hours=2)
    assert list(rules.reminders_due(NOW, start, ZONE, online=True)) == [("hours", NOW)]
    assert list(rules.reminders_due(NOW, start, ZONE, online=False)) == []
    assert list(rules.reminders_due(start, start, ZONE, online=True)) == []
