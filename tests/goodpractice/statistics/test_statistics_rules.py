"""What is summed of steps and views: decisions, how long they took, who is no reader."""

from datetime import date
from datetime import datetime
from datetime import UTC
from metodinis.goodpractice.statistics import rules
from metodinis.goodpractice.statistics.rules import Decision
from metodinis.goodpractice.statistics.rules import Summary
from metodinis.goodpractice.statistics.rules import Told
from zoneinfo import ZoneInfo
import pytest


VILNIUS = ZoneInfo("Europe/Vilnius")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def told(*steps, uid="a", topics=("skaitymas",), library="KRT", views=(), reuse=0):
    steps = tuple((name, at(moment)) for name, moment in steps)
    return Told(uid, uid, f"/{uid}", topics, library, "published", steps, dict(views), reuse)


PUBLISHED = told(
    ("submit", "2026-01-10T10:00"),
    ("assign", "2026-01-11T10:00"),
    ("return", "2026-01-14T10:00"),
    ("submit", "2026-02-01T10:00"),
    ("recommend", "2026-02-11T10:00"),
    ("publish", "2026-02-12T10:00"),
    ("archive", "2027-02-12T10:00"),
    ("restore", "2027-02-13T10:00"),
    ("publish", "2027-02-14T10:00"),
    views={date(2026, 2, 12): 5, date(2027, 1, 1): 2},
    reuse=3,
)
DECLINED = told(
    ("ask_signature", "2026-02-01T10:00"),
    ("sign", "2026-02-02T22:30"),
    ("withdraw", "2026-02-03T10:00"),
    ("submit", "2026-02-04T10:00"),
    ("decline", "2026-02-05T22:00"),
    uid="b",
    topics=("skaitymas", "erdves"),
    library="PAG",
)
WAITING = told(("submit", "2026-12-31T22:30"), uid="c", topics=())


def test_each_submission_waits_for_its_own_decision():
    assert rules.decisions(PUBLISHED.steps, VILNIUS) == [
        Decision("return", date(2026, 1, 14), 4.0),
        Decision("recommend", date(2026, 2, 11), 10.0),
    ]
    # What was withdrawn waited for nothing; the day is that of the site's clock.
    assert rules.decisions(DECLINED.steps, VILNIUS) == [Decision("decline", date(2026, 2, 6), 1.5)]
    assert rules.decisions(WAITING.steps, VILNIUS) == []


def test_decision_that_is_taken_back_is_waited_for_again():
    steps = (
        ("submit", at("2026-01-01T10:00")),
        ("decline", at("2026-01-02T10:00")),
        ("reconsider", at("2026-03-01T10:00")),
        ("recommend", at("2026-03-04T10:00")),
    )
    assert [one.waited for one in rules.decisions(steps, VILNIUS)] == [1.0, 3.0]


def test_summary_of_all_and_of_a_year():
    cases = [PUBLISHED, DECLINED, WAITING]
    total = rules.summary(cases, VILNIUS)
    assert total == Summary(
        submitted=3,
        returned=1,
        recommended=1,
        declined=1,
        median=4.0,
        published=1,
        views=7,
        reuse=3,
    )
    assert (total.decided, total.acceptance) == (3, 0.5)
    assert rules.summary(cases, VILNIUS, lambda day: day.year == 2027) == Summary(
        submitted=1, views=2, reuse=3
    )
    assert rules.summary([], VILNIUS) == Summary()
    assert (Summary().acceptance, Summary().is_empty, total.is_empty) == (None, True, False)


def test_years_are_those_in_which_something_happened():
    assert rules.years([PUBLISHED, WAITING], VILNIUS) == [2027, 2026]
    assert rules.years([], VILNIUS) == []


def test_case_of_several_topics_counts_for_each():
    found = rules.by([PUBLISHED, DECLINED, WAITING], lambda case: case.topics)
    assert found == {"skaitymas": [PUBLISHED, DECLINED], "erdves": [DECLINED]}


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", True),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15", True),
        ("Opera/9.80 (Android; Opera Mini/36.2) Presto/2.12 Version/12.16", True),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", False),
        ("Mozilla/5.0 (compatible; bingbot/2.0)", False),
        ("Mozilla/5.0 AppleWebKit/537.36 (compatible; ClaudeBot/1.0)", False),
        ("Mozilla/5.0 (compatible; Yahoo! Slurp)", False),
        ("Mozilla/5.0 (X11; Linux) HeadlessChrome/140.0", False),
        ("facebookexternalhit/1.1", False),
        ("curl/8.5.0", False),
        ("python-requests/2.32", False),
        ("Wget/1.21", False),
        ("", False),
    ],
)
def test_robots_are_no_readers(agent, expected):
    assert rules.is_reader(agent) is expected
