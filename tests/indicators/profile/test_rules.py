"""Changes, their tone, and what is worth a sentence: small cases by hand."""

from metodinis.indicators.peers.rules import RankBand
from metodinis.indicators.peers.rules import Standing
from metodinis.indicators.profile import rules
from metodinis.indicators.profile.rules import Change
from metodinis.indicators.profile.rules import Verdict
import pytest


def standing(first, last, count, percentile=50.0):
    return Standing(percentile, RankBand(first, last, count), 1, False)


def test_change_is_a_share_and_of_shares_points():
    assert rules.change_of(4.5, 4, "") == Change(0.125, False)
    assert rules.change_of(33.5, 31, "%") == Change(2.5, True)
    assert rules.change_of(1, 0, "%") == Change(1, True)


@pytest.mark.parametrize(("now", "before"), [(None, 4), (4, None), (4, 0), (4, -1)])
def test_no_change_without_two_numbers(now, before):
    assert rules.change_of(now, before, "") is None


def test_tone_follows_the_good_direction():
    more, less = Change(0.1, False), Change(-0.1, False)
    assert [rules.tone_of(more, one) for one in ("up", "down", "context")] == [
        *("good", "bad", "neutral")
    ]
    assert [rules.tone_of(less, one) for one in ("up", "down", "context")] == [
        *("bad", "good", "neutral")
    ]
    assert rules.tone_of(Change(0.004, False), "up") == "neutral"
    assert rules.tone_of(Change(0.04, True), "up") == "neutral"
    assert rules.tone_of(Change(0.06, True), "up") == "good"
    assert rules.tone_of(None, "up") == "neutral"


@pytest.mark.parametrize(
    ("first", "last", "count", "said"),
    [
        (1, 1, 11, (True, "all")),
        (2, 2, 11, (True, "nine")),
        (3, 3, 11, (True, "quarters")),
        (4, 4, 11, (True, "thirds")),
        (5, 5, 11, None),
        (7, 7, 11, None),
        (8, 8, 11, (False, "thirds")),
        (10, 10, 11, (False, "nine")),
        (11, 11, 11, (False, "all")),
        (1, 11, 11, None),
        (1, 5, 11, None),
        (1, 1, 1, None),
    ],
)
def test_verdict_by_place(first, last, count, said):
    found = rules.verdict("R8", "up", standing(first, last, count))
    assert (found and (found.is_strength, found.share)) == said


def test_nothing_is_said_of_too_few_or_without_a_direction():
    assert rules.verdict("R8", "up", None) is None
    assert rules.verdict("R2", "context", standing(1, 1, 11)) is None


def test_the_clearest_are_told_first_and_few():
    verdicts = [Verdict(f"R{n}", n % 2 == 0, "thirds", n * 5.0) for n in range(12)]
    strengths, gaps = rules.told([*verdicts, None])
    assert [one.code for one in strengths] == ["R10", "R8", "R6", "R4"]
    assert [one.code for one in gaps] == ["R1", "R3", "R5", "R7"]


def test_percentile_is_never_0_or_100():
    assert [rules.percentile_number(one) for one in (0.2, 1.4, 84.4, 99.9)] == [1, 1, 84, 99]


def test_theme_has_no_unit():
    assert rules.theme_title("Finansai (tūkst. Eur)") == "Finansai"
    assert rules.theme_title("Fondas") == "Fondas"
