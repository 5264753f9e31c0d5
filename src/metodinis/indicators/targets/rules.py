"""What a target says, its steps, the methods that compute one, and how far a value is. Pure.

Lights, each turned round where less is better:

- met: the value reaches the target;
- near: it lacks at most a tenth of it (`Limits.near`), or has come at least three quarters of
  the way from where it began (`Limits.way`);
- far: anything else; "" where nothing can be said: no value, or no good direction.
"""

from datetime import datetime
from typing import NamedTuple
import itertools
import math
import numpy


VALUE, THIRD, PERCENTILE, TREND = METHODS = ("value", "third", "percentile", "trend")
# A number that is added up is a target of each library, or of the group together.
EACH, WHOLE = MEASURES = ("each", "whole")

PROPOSED, RETURNED, APPROVED, DECLINED, WITHDRAWN, SUPERSEDED = STATES = (
    *("proposed", "returned", "approved"),
    *("declined", "withdrawn", "superseded"),
)
OPEN = (PROPOSED, RETURNED)
# step -> (states in which it can be made, state after it)
STEPS = {
    "change": (OPEN, PROPOSED),
    "approve": ((PROPOSED,), APPROVED),
    "return": ((PROPOSED,), RETURNED),
    "decline": ((PROPOSED,), DECLINED),
    "withdraw": ((PROPOSED, RETURNED, APPROVED), WITHDRAWN),
}
NEED_A_REASON = ("return", "decline", "withdraw")

MET, NEAR, FAR, NONE = LIGHTS = ("met", "near", "far", "")

UP, DOWN = "up", "down"
# Kinds of groups (as in peers.groups, and single libraries), the most specific first: the first
# one that has a target wins; of own groups the smallest.
ORDER = ("library", "own", "population", "county", "kind", "territory")
TERRITORY = "territory"

# Of a group's ratio at least so many libraries are in it, or an earlier year counts; of a sum all.
ENOUGH = 0.8
# Of fewer libraries "the best" says nothing; through fewer years no trend is drawn.
FEWEST_LIBRARIES = 3
FEWEST_YEARS = 3
MOST_YEARS = 10
USUAL_YEARS = 5
PERCENTILES = range(50, 100)
USUAL_PERCENTILE = 75
LARGEST = 1e12


class Limits(NamedTuple):
    """Where lights change. near: share of the target; way: share of the way to it."""

    near: float = 0.9
    way: float = 0.75


class Basis(NamedTuple):
    """What a value comes from, as it was when it was set.

    method: of METHODS. group, group_title: the libraries it was computed over. year: the base
    year, or None; years: those with a value that a trend was drawn through. percentile: whole
    number or None. asked, count: libraries of the group then, and those with a number; median:
    theirs. computed: what the method gave, before it was rounded; None by hand. baseline: the
    value of the target's own group in the base year, or None. span: how many years were looked at.
    """

    method: str = VALUE
    group: str = ""
    group_title: str = ""
    year: int | None = None
    years: tuple = ()
    percentile: int | None = None
    asked: int = 0
    count: int = 0
    median: float | None = None
    computed: float | None = None
    baseline: float | None = None
    span: int = USUAL_YEARS


class Step(NamedTuple):
    """One step in the life of a target. name: of STEPS, "propose" or "supersede"; value: what the
    target was after it; by: user id; at: aware datetime; reason: in words, of
    "supersede" the number of the newer target."""

    name: str
    by: str
    at: datetime
    value: float
    reason: str = ""


class Target(NamedTuple):
    """A target. id: number, for good; code: of an indicator or element; group: id of the group,
    with its title as it was then; value: in the unit that people type; direction: UP, DOWN or "";
    measure: of MEASURES; reason: why this value; by: user id of who proposed it."""

    id: int
    code: str
    year: int
    group: str
    group_title: str
    value: float
    direction: str
    measure: str
    basis: Basis
    reason: str
    state: str
    by: str
    at: datetime
    steps: tuple = ()

    @property
    def place(self):
        """What two approved targets can't share: (code, year, group, measure)."""
        return self.code, self.year, self.group, self.measure

    @property
    def is_of_one(self):
        """Whether it is for a single library."""
        return kind_of(self.group) == "library"


def kind_of(group):
    """The kind of a group by its id, such as "county:LT-KL": one of ORDER."""
    return group.partition(":")[0]


def can(target, step):
    """Whether a step of STEPS can be made in the state of a Target."""
    return target.state in STEPS[step][0]


# methods


def known(numbers):
    """The numbers of an array or list that are there."""
    numbers = numpy.asarray(numbers, dtype=float)
    return numbers[numpy.isfinite(numbers)]


def best_third(numbers, direction):
    """The median of the best third of some numbers (of n: n / 3, rounded up), or None of too few.

    direction: UP or DOWN; NaN are left out.
    """
    found = numpy.sort(known(numbers))
    if len(found) < FEWEST_LIBRARIES:
        return None
    count = math.ceil(len(found) / 3)
    return float(numpy.median(found[:count] if direction == DOWN else found[-count:]))


def percentile(numbers, share, direction):
    """The value that `share` per cent of some numbers don't surpass, between neighbours in
    proportion (as PERCENTILE.INC of spreadsheets); if less is better, don't fall below. None of
    too few."""
    found = known(numbers)
    if len(found) < FEWEST_LIBRARIES:
        return None
    return float(numpy.percentile(found, 100 - share if direction == DOWN else share))


def trend(years, numbers, year):
    """What a series comes to in `year` if it goes on as it went, never below 0; None of too few.

    The line of Theil and Sen: the median of the slopes between all pairs, so that one odd year
    doesn't turn it. years, numbers: of the same length; NaN and None are left out.
    """
    pairs = [
        (one, float(number))
        for one, number in zip(years, numbers, strict=True)
        if number is not None and math.isfinite(number)
    ]
    if len(pairs) < FEWEST_YEARS:
        return None
    slopes = [
        (later[1] - former[1]) / (later[0] - former[0])
        for former, later in itertools.combinations(pairs, 2)
    ]
    slope = float(numpy.median(slopes))
    level = float(numpy.median([number - slope * one for one, number in pairs]))
    return max(level + slope * year, 0.0)


# progress


def closeness(value, target, direction):
    """Which share of a target a value comes to, 1 where it is reached; None if nothing can be
    said. If less is better, the target's share of the value."""
    if value is None or not math.isfinite(value) or direction not in (UP, DOWN):
        return None
    if value <= target if direction == DOWN else value >= target:
        return 1.0
    part, whole = (target, value) if direction == DOWN else (value, target)
    return max(part / whole, 0.0)


def way(value, target, direction, baseline):
    """Which share of the way from a baseline to a target a value has come, from 0 to 1; None if
    nothing can be said, or there was no way to go."""
    if None in (value, baseline) or direction not in (UP, DOWN):
        return None
    if closeness(baseline, target, direction) in (None, 1.0):
        return None
    return min(max((value - baseline) / (target - baseline), 0.0), 1.0)


def light(value, target, direction, baseline=None, limits=None, digits=None):
    """The light of a value: one of LIGHTS. digits: decimals by which both are shown, so that
    what reads the same is met."""
    limits = limits or Limits()
    if digits is not None:
        value, target = (_rounded(number, digits) for number in (value, target))
    share = closeness(value, target, direction)
    if share is None:
        return NONE
    if share == 1:
        return MET
    come = way(value, target, direction, baseline)
    if share >= limits.near or (come is not None and come >= limits.way):
        return NEAR
    return FAR


def _rounded(number, digits):
    return None if number is None else round(number, digits)


def most_specific(targets, groups):
    """The Target of the most specific group, the newest of equals; None if there is none.

    groups: ids of the groups that somebody is in, of equal kinds the smallest first.
    """
    places = {group: place for place, group in enumerate(groups)}
    found = [target for target in targets if target.group in places]
    return min(
        found,
        key=lambda one: (ORDER.index(kind_of(one.group)), places[one.group], -one.id),
        default=None,
    )
