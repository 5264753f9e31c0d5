"""How a number changed, and which places among peers are worth a sentence. Pure."""

from typing import NamedTuple
import re


# Of a share a change is told in points, of all else in per cent.
SHARE_UNIT = "%"
# Least share of the other libraries -> how it is said.
SHARES = ((1, "all"), (0.9, "nine"), (0.75, "quarters"), (2 / 3, "thirds"))
MOST_SENTENCES = 4
# Smaller changes, as shares and in points, are neither good nor bad.
SMALL_SHARE = 0.005
SMALL_POINTS = 0.05


class Change(NamedTuple):
    """How a value differs from the one before. amount: of points as it is, else a share."""

    amount: float
    is_points: bool


class Verdict(NamedTuple):
    """A place among peers that is worth a sentence.

    is_strength: whether it does better than most, else worse; share: of SHARES; percentile: rank.
    """

    code: str
    is_strength: bool
    share: str
    percentile: float


def change_of(now, before, unit):
    """The Change from one number to another; None if one is missing or nothing can be divided."""
    if now is None or before is None:
        return None
    if unit == SHARE_UNIT:
        return Change(now - before, True)
    return Change(now / before - 1, False) if before > 0 else None


def tone_of(change, direction):
    """What a Change is by the good direction: "good", "bad" or "neutral"."""
    if change is None or direction == "context":
        return "neutral"
    if abs(change.amount) < (SMALL_POINTS if change.is_points else SMALL_SHARE):
        return "neutral"
    return "good" if (change.amount > 0) == (direction == "up") else "bad"


def verdict(code, direction, standing):
    """The Verdict on a peers.rules.Standing; None where nothing is to be said: too few peers, no
    good direction, or a place in the middle."""
    if standing is None or direction == "context":
        return None
    others = standing.rank.count - 1
    worse = standing.rank.count - standing.rank.last
    better = standing.rank.first - 1
    for is_strength, count in ((True, worse), (False, better)):
        for least, share in SHARES:
            if others and count / others >= least:
                return Verdict(code, is_strength, share, standing.percentile)
    return None


def told(verdicts):
    """(strengths, gaps): the clearest of each, at most MOST_SENTENCES."""
    found = [one for one in verdicts if one is not None]
    strengths = sorted((one for one in found if one.is_strength), key=lambda one: -one.percentile)
    gaps = sorted((one for one in found if not one.is_strength), key=lambda one: one.percentile)
    return strengths[:MOST_SENTENCES], gaps[:MOST_SENTENCES]


def percentile_number(percentile):
    """A percentile rank as the whole number that people read, 1…99."""
    return min(max(round(percentile), 1), 99)


def theme_title(title):
    """A section's title without what it says in brackets of its elements' unit."""
    return re.sub(r"\s*\([^()]*\)$", "", title)
