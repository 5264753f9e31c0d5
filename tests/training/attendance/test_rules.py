"""States, shares, moments and codes."""

from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st
from metodinis.training.attendance import rules
from metodinis.training.events.rules import Session
from tests.training.attended import BEGIN
from tests.training.attended import DAY
from tests.training.attended import HOUR
from tests.training.attended import SESSIONS
import pytest


MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("marks", "state"),
    [
        ({}, "registered"),
        ({0: "present"}, "registered"),
        ({0: "absent"}, "registered"),
        ({0: "present", 1: "present"}, "attended"),
        ({0: "present", 1: "absent"}, "partly"),
        ({0: "absent", 1: "present"}, "partly"),
        ({0: "absent", 1: "absent"}, "absent"),
        # Of sessions that are there no more.
        ({0: "present", 1: "present", 2: "absent"}, "attended"),
    ],
)
def test_outcome(marks, state):
    assert rules.outcome(2, marks) == state


@pytest.mark.parametrize(
    ("marks", "share"),
    [
        ({}, 0),
        ({0: "present"}, 2 / 3),
        ({1: "present"}, 1 / 3),
        ({0: "present", 1: "present"}, 1),
        ({0: "absent", 1: "present"}, 1 / 3),
    ],
)
def test_share_counts_time(marks, share):
    assert rules.share(SESSIONS, marks) == pytest.approx(share)


def test_share_of_sessions_without_length():
    empty = [Session(BEGIN, BEGIN), Session(BEGIN, BEGIN)]
    assert rules.share(empty, {0: "present"}) == 0.5


@given(
    st.lists(st.integers(1, 500), min_size=1, max_size=6),
    st.dictionaries(st.integers(0, 5), st.sampled_from(["present", "absent"])),
)
def test_share_and_outcome_agree(lengths, marks):
    sessions = [
        Session(BEGIN + number * DAY, BEGIN + number * DAY + length * MINUTE)
        for number, length in enumerate(lengths)
    ]
    share, state = rules.share(sessions, marks), rules.outcome(len(sessions), marks)
    assert 0 <= share <= 1
    expected = {"attended": share == 1, "absent": share == 0, "partly": 0 < share < 1}
    assert expected.get(state, True)


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        (BEGIN - 31 * MINUTE, None),
        (BEGIN - 30 * MINUTE, 0),
        (BEGIN + 2 * HOUR + 30 * MINUTE, 0),
        (BEGIN + 2 * HOUR + 31 * MINUTE, None),
        (BEGIN + DAY, 1),
    ],
)
def test_running(moment, number):
    assert rules.running(SESSIONS, moment) == number


def test_running_of_two_that_touch():
    morning = Session(BEGIN, BEGIN + 2 * HOUR)
    noon = Session(BEGIN + 2 * HOUR, BEGIN + 4 * HOUR)
    found = [
        rules.running((morning, noon), BEGIN + offset)
        for offset in (HOUR, 105 * MINUTE, 2 * HOUR, 150 * MINUTE)
    ]
    assert found == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("moment", "number"),
    [(BEGIN - DAY, 0), (BEGIN + 5 * HOUR, 0), (BEGIN + DAY, 1), (BEGIN + 9 * DAY, 1)],
)
def test_latest(moment, number):
    assert rules.latest(SESSIONS, moment) == number


def test_codes_differ_by_event_session_and_time():
    codes = {
        rules.code_of("a", 0, SESSIONS[0]),
        rules.code_of("b", 0, SESSIONS[0]),
        rules.code_of("a", 1, SESSIONS[1]),
        rules.code_of("a", 0, SESSIONS[0]._replace(starts=BEGIN + MINUTE)),
    }
    assert len(codes) == 4
    assert all(len(code) == 6 and code.isdecimal() for code in codes)
    assert rules.code_of("a", 0, SESSIONS[0]) == rules.code_of("a", 0, SESSIONS[0])


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Rasa Kretingienė", ("Rasa", "Kretingienė")),
        (" Ona  Marija Žukė ", ("Ona Marija", "Žukė")),
        ("Vienas", ("", "Vienas")),
        ("", ("", "")),
    ],
)
def test_split_name(name, parts):
    assert rules.split_name(name) == parts


FIRST, SECOND = SESSIONS
THIRD = Session(BEGIN + 2 * DAY, BEGIN + 2 * DAY + HOUR)


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        ((FIRST, SECOND), (FIRST, SECOND), {0: 0, 1: 1}),
        ((SECOND,), (FIRST, SECOND), {0: 1}),
        ((FIRST, SECOND), (FIRST, SECOND, THIRD), {0: 0, 1: 1}),
        ((FIRST, SECOND), (SECOND,), {1: 0}),
        # Another time or title, the same sessions.
        ((FIRST, SECOND), (FIRST, THIRD), {0: 0, 1: 1}),
        ((FIRST, THIRD), (SECOND, THIRD), {0: 0, 1: 1}),
        ((FIRST, SECOND), (FIRST._replace(title="Kita"), SECOND), {0: 0, 1: 1}),
        ((FIRST,), (SECOND, THIRD), {}),
    ],
)
def test_moved(before, after, places):
    assert rules.moved(before, after) == places
