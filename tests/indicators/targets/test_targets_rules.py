"""What the methods give, which target wins, and how lights change: by hand."""

from datetime import datetime
from datetime import UTC
from metodinis.indicators.targets import rules
from metodinis.indicators.targets.content import Targets
from metodinis.indicators.targets.rules import Basis
from metodinis.indicators.targets.rules import Limits
from metodinis.indicators.targets.rules import Step
from metodinis.indicators.targets.rules import Target
import math
import pytest


NAN = math.nan
AT = datetime(2026, 11, 2, 10, tzinfo=UTC)


def target(number=1, group="territory", **more):
    values = {
        "code": "R8",
        "year": 2027,
        "group_title": "Visos",
        "value": 3.0,
        "direction": "up",
        "measure": "each",
        "basis": Basis(),
        "reason": "Geriausių mediana",
        "state": "approved",
        "by": "metodininke",
        "at": AT,
    }
    return Target(id=number, group=group, **{**values, **more})


@pytest.mark.parametrize(
    ("numbers", "direction", "value"),
    [
        ([1, 2, 3, 4, 5, 6], "up", 5.5),
        ([1, 2, 3, 4, 5, 6], "down", 1.5),
        ([4, NAN, 1, 3, 2], "up", 3.5),
        ([1, 2, 3, 4, 5, 6, 7], "up", 6),
        ([7, 7, 1], "up", 7),
        ([1, 2, NAN], "up", None),
        ([], "up", None),
    ],
)
def test_best_third_is_its_median(numbers, direction, value):
    assert rules.best_third(numbers, direction) == value


@pytest.mark.parametrize(
    ("share", "direction", "value"),
    [(50, "up", 30), (75, "up", 40), (75, "down", 20), (90, "up", 46), (90, "down", 14)],
)
def test_percentile_is_taken_in_the_good_direction(share, direction, value):
    found = rules.percentile([10, 20, NAN, 30, 40, 50], share, direction)
    assert found == pytest.approx(value, abs=1e-9)


def test_percentile_of_too_few_is_none():
    assert rules.percentile([1, 2], 75, "up") is None


def test_trend_goes_on_and_one_odd_year_does_not_turn_it():
    assert rules.trend([2021, 2022, 2023], [1.0, 2.0, 3.0], 2026) == 6
    odd = rules.trend([2020, 2021, 2022, 2023, 2024], [1.0, 2.0, 90.0, 4.0, 5.0], 2027)
    assert odd == pytest.approx(8, abs=1e-9)
    assert rules.trend([2021, 2022, 2024], [4.0, None, 8.0], 2025) is None
    assert rules.trend([2021, 2022, 2023, 2024], [3.0, 2.0, NAN, 0.0], 2027) == 0


@pytest.mark.parametrize(
    ("value", "direction", "baseline", "light"),
    [
        (3.0, "up", None, "met"),
        (2.7, "up", None, "near"),
        (2.69, "up", None, "far"),
        (2.69, "up", 1.0, "near"),
        (2.4, "up", 1.0, "far"),
        (3.0, "down", None, "met"),
        (2.0, "down", None, "met"),
        (3.3, "down", None, "near"),
        (3.4, "down", None, "far"),
        (3.4, "down", 5.0, "near"),
        (4.0, "down", 5.0, "far"),
        (None, "up", None, ""),
        (NAN, "up", None, ""),
        (5.0, "", None, ""),
    ],
)
def test_light(value, direction, baseline, light):
    assert rules.light(value, 3.0, direction, baseline) == light


def test_limits_are_settable():
    assert rules.light(2.5, 3.0, "up", limits=Limits(near=0.8)) == "near"
    assert rules.light(2.5, 3.0, "up", 2.0, Limits(near=0.99, way=0.5)) == "near"
    assert rules.light(2.5, 3.0, "up", 2.0, Limits(near=0.99, way=0.51)) == "far"


def test_what_reads_the_same_is_met():
    assert rules.light(2.996, 3.0, "up") == "near"
    assert rules.light(2.996, 3.0, "up", digits=2) == "met"
    assert rules.light(2.994, 3.0, "up", digits=2) == "near"


def test_nothing_is_the_target():
    assert rules.light(0, 0, "down") == "met"
    assert rules.light(1, 0, "down") == "far"
    assert rules.light(0, 0, "up") == "met"


def test_way_is_from_the_baseline():
    assert rules.way(2.5, 3.0, "up", 2.0) == 0.5
    assert rules.way(4.0, 3.0, "down", 5.0) == 0.5
    assert rules.way(1.0, 3.0, "up", 2.0) == 0
    assert rules.way(9.0, 3.0, "up", 2.0) == 1
    assert rules.way(9.0, 3.0, "up", 4.0) is None
    assert rules.way(9.0, 3.0, "up", None) is None
    assert rules.way(9.0, 3.0, "", 2.0) is None


def test_most_specific_wins():
    kinds = ["territory", "kind:municipal", "county:LT-KL", "population:1", "own:a", "library:u1"]
    targets = [target(number, group) for number, group in enumerate(kinds, 1)]
    for count in range(len(kinds), 0, -1):
        found = rules.most_specific(targets[:count], [*reversed(kinds)])
        assert found.group == kinds[count - 1]
    # Whoever isn't in the more specific ones has the next.
    assert rules.most_specific(targets, ["territory", "county:LT-KL"]).group == "county:LT-KL"
    assert rules.most_specific(targets, []) is None
    # Of own groups the first that is told, which is the smallest; of equals the newest.
    pair = [target(1, "own:a"), target(2, "own:b"), target(3, "own:b")]
    assert rules.most_specific(pair, ["own:b", "own:a"]).id == 3
    assert rules.most_specific(pair, ["own:a", "own:b"]).id == 1


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("proposed", {"change", "approve", "return", "decline", "withdraw"}),
        ("returned", {"change", "withdraw"}),
        ("approved", {"withdraw"}),
        ("declined", set()),
        ("withdrawn", set()),
        ("superseded", set()),
    ],
)
def test_steps_of_each_state(state, steps):
    assert {name for name in rules.STEPS if rules.can(target(state=state), name)} == steps


def test_records_come_back_as_they_were():
    kept = Targets()
    assert (kept.new_id(), kept.all(), kept.get(1)) == (1, [], None)
    basis = Basis("percentile", "own:a", "Pajūrio", 2025, (), 75, 11, 10, 2.5, 3.004, 2.4)
    first = target(1, basis=basis, steps=(Step("propose", "metodininke", AT, 3.0),))
    kept.put(first)
    kept.put(target(2, "library:u1"))
    assert kept.get(1) == first
    assert [type(part) for part in (kept.get(1).basis, *kept.get(1).steps)] == [Basis, Step]
    assert (kept.new_id(), [one.id for one in kept.all()]) == (3, [1, 2])
    assert type(kept._targets[1]) is tuple
    assert kept.limits == Limits(0.9, 0.75)
    kept.limits = Limits(0.8, 0.5)
    assert kept.limits == Limits(0.8, 0.5)
