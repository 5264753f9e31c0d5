"""What stops robots at forms that everybody may send."""

from metodinis.common import robots
from metodinis.common.rates import Rate
from metodinis.common.refusals import FieldErrors
import pytest
import time


@pytest.fixture
def clock(site, monkeypatch):
    """Moves the clock by some seconds."""
    start = time.time()
    return lambda seconds: monkeypatch.setattr(robots.time, "time", lambda: start + seconds)


@pytest.mark.parametrize("seconds", [robots.FASTEST + 1, robots.SLOWEST - 1])
def test_form_that_was_open_for_a_while_is_taken(clock, seconds):
    clock(0)
    sent = robots.stamp()
    clock(seconds)
    assert robots.require_time(sent) is None


@pytest.mark.parametrize("seconds", [0, robots.FASTEST - 1, robots.SLOWEST + 2])
def test_form_that_came_too_fast_or_too_late_is_not(clock, seconds):
    clock(0)
    sent = robots.stamp()
    clock(seconds)
    with pytest.raises(FieldErrors) as refusal:
        robots.require_time(sent)
    assert set(refusal.value.errors) == {"opened"}


@pytest.mark.parametrize("sent", ["", "1-ž", "1700000000-00", None, ["a"], "x-y-z"])
def test_stamp_is_not_made_up(clock, sent):
    with pytest.raises(FieldErrors):
        robots.require_time(sent)


def test_stamp_of_another_moment_is_not_ours(clock):
    clock(0)
    moment, _dash, signature = robots.stamp().partition("-")
    clock(60)
    with pytest.raises(FieldErrors):
        robots.require_time(f"{int(moment) + 10}-{signature}")


@pytest.mark.parametrize(
    ("text", "most", "is_fine"),
    [
        ("Kaip sekėsi?", 0, True),
        ("www.a.example", 0, False),
        ("https://a.example ir HTTP://b.example", 2, True),
        ("https://a.example ir HTTP://b.example", 1, False),
        ("www. sutrumpinimas", 0, True),
    ],
)
def test_links_are_counted(text, most, is_fine):
    assert (robots.links_message(text, most) is None) == is_fine


class Request(dict):
    """A request of one network."""

    def getHeader(self, name, default):
        return default

    def getClientAddr(self):
        return "192.0.2.1"


def test_networks_are_bounded_and_people_who_are_known_are_not(monkeypatch):
    rate = Rate()
    monkeypatch.setattr(robots, "me", lambda: "svecias")
    for _time in range(3):
        robots.require_a_person(Request(), rate, 1)
    monkeypatch.setattr(robots, "me", lambda: None)
    robots.require_a_person(Request(), rate, 1)
    with pytest.raises(robots.TooOften) as refusal:
        robots.require_a_person(Request(), rate, 1)
    assert refusal.value.status == 429


def test_what_people_do_not_see_was_filled_by_a_robot():
    assert robots.is_trapped({"website": "x"})
    assert not robots.is_trapped({"website": ""})
    assert not robots.is_trapped({})
