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


def steps(*told):
    return [(name, at(moment)) for name, moment in told]


PUBLISHED = steps(
    ("submit", "2026-01-10T10:00"),
    ("assign", "2026-01-11T10:00"),
    ("return", "2026-01-14T10:00"),
    ("submit", "2026-02-01T10:00"),
    ("recommend", "2026-02-11T10:00"),
    ("publish", "2026-02-12T10:00"),
    ("archive", "2027-02-12T10:00"),
    ("restore", "2027-02-13T10:00"),
    ("publish", "2027-02-14T10:00"),
)
DECLINED = steps(
    ("ask_signature", "2026-02-01T10:00"),
    ("sign", "2026-02-02T22:30"),
    ("withdraw", "2026-02-03T10:00"),
    ("submit", "2026-02-04T10:00"),
    ("decline", "2026-02-05T22:00"),
)
WAITING = steps(("submit", "2026-12-31T22:30"))


def told(steps, topics=("skaitymas",), **more):
    return Told(
        "a",
        "A",
        "/a",
        topics,
        "KRT",
        "published",
        rules.decisions(steps, VILNIUS),
        rules.first_day(steps, rules.HANDED_IN, VILNIUS),
        rules.first_day(steps, rules.PUBLISHING, VILNIUS),
        **more,
    )


CASES = [
    told(PUBLISHED, views={(2026, 2): 5, (2027, 1): 2}, reuse=3),
    told(DECLINED, ("skaitymas", "erdves")),
    told(WAITING, ()),
]


def test_each_submission_waits_for_its_own_decision():
    assert rules.decisions(PUBLISHED, VILNIUS) == (
        Decision("return", date(2026, 1, 14), 4.0),
        Decision("recommend", date(2026, 2, 11), 10.0),
    )
    # What was withdrawn waited for nothing; the day is that of the site's clock.
    assert rules.decisions(DECLINED, VILNIUS) == (Decision("decline", date(2026, 2, 6), 1.5),)
    assert rules.decisions(WAITING, VILNIUS) == ()


def test_decision_that_is_taken_back_is_waited_for_again():
    taken_back = steps(
        ("submit", "2026-01-01T10:00"),
        ("decline", "2026-01-02T10:00"),
        ("reconsider", "2026-03-01T10:00"),
        ("recommend", "2026-03-04T10:00"),
    )
    assert [one.waited for one in rules.decisions(taken_back, VILNIUS)] == [1.0, 3.0]


def test_last_decision_on_a_submission_counts():
    way = [
        ("submit", "2026-01-01T10:00"),
        ("recommend", "2026-01-05T10:00"),
        ("decline", "2026-01-08T10:00"),
    ]
    assert rules.decisions(steps(*way), VILNIUS) == (Decision("decline", date(2026, 1, 8), 7.0),)
    # What is decided after publication is no answer to the submission.
    way[2:] = [
        ("publish", "2026-01-06T10:00"),
        ("archive", "2026-03-01T10:00"),
        ("restore", "2026-03-02T10:00"),
        ("decline", "2026-03-03T10:00"),
    ]
    found = rules.decisions(steps(*way), VILNIUS)
    assert found == (Decision("recommend", date(2026, 1, 5), 4.0),)


def test_first_day_of_a_step_is_that_of_the_site():
    assert [case.submitted for case in CASES] == [
        date(2026, 1, 10),
        date(2026, 2, 3),
        date(2027, 1, 1),
    ]
    assert [case.published for case in CASES] == [date(2026, 2, 12), None, None]


def test_summary_of_all_of_a_year_and_of_a_month():
    total = rules.summary(CASES)
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
    assert rules.summary(CASES, 2027) == Summary(submitted=1, views=2, reuse=3)
    assert rules.summary(CASES, 2026, 2) == Summary(
        submitted=1, recommended=1, declined=1, median=5.75, published=1, views=5, reuse=3
    )
    assert rules.summary([]) == Summary()
    assert (Summary().acceptance, Summary().is_empty, total.is_empty) == (None, True, False)


def test_years_are_those_in_which_something_happened():
    assert rules.years([CASES[0], CASES[2]]) == [2027, 2026]
    assert rules.years([]) == []


def test_views_are_summed_by_month():
    days = {date(2026, 2, 1): 2, date(2026, 2, 28): 3, date(2026, 3, 1): 1}
    assert rules.by_month(days) == {(2026, 2): 5, (2026, 3): 1}


def test_case_of_several_topics_counts_for_each():
    first, second, _third = CASES
    found = rules.by(CASES, lambda case: case.topics)
    assert found == {"skaitymas": [first, second], "erdves": [second]}


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
