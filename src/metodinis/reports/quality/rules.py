"""Odd values among many libraries' numbers. Pure.

Distances are robust: from the median, in median absolute deviations (MAD), of logarithms, so
that half of the libraries would have to be wrong before the measure is (Leys and others,
Detecting outliers: do not use standard deviation around the mean, use absolute deviation around
the median, Journal of Experimental Social Psychology 49, 2013).
"""

from decimal import Decimal
from metodinis.indicators.operators import DEVIATIONS
from metodinis.indicators.operators import likely_value
from metodinis.indicators.rules import MIN_PEERS
from typing import NamedTuple
import numpy


KINDS = ("tenfold", "growth", "ratio", "same", "twins")
# Small numbers double easily; a smaller change is never told.
LEAST_CHANGE = 20
# The same number as last year is odd where few libraries have it.
RARE = 0.1
LEAST_SAME = 100


class Oddity(NamedTuple):
    """An odd value. row: of the library; code: of the line; kind: of KINDS.

    value, previous: this year's and last year's; typical: what would be usual there, or None;
    score: how many MADs away, or None; likely: without a digit too many or too few, or None;
    twin: code of the line with the same numbers, or "".
    """

    row: int
    code: str
    kind: str
    value: float
    previous: float | None
    typical: float | None = None
    score: float | None = None
    likely: float | None = None
    twin: str = ""


def deviations(logs):
    """(MADs from the median of each of `logs`, the median); NaN where nothing can be said:
    of fewer than MIN_PEERS numbers, or if more than half are equal."""
    known = logs[~numpy.isnan(logs)]
    if len(known) < MIN_PEERS:
        return numpy.full(logs.shape, numpy.nan), numpy.nan
    middle = float(numpy.median(known))
    mad = float(numpy.median(numpy.abs(known - middle)))
    if not mad:
        return numpy.full(logs.shape, numpy.nan), middle
    return (logs - middle) / mad, middle


def _log(numbers):
    positive = numpy.where(numbers > 0, numbers, numpy.nan)
    return numpy.log(positive)


def far_ratios(code, numbers, previous):
    """Oddities of an indicator's values, each far from those of all. Arrays (libraries,)."""
    scores, middle = deviations(_log(numbers))
    rows = numpy.flatnonzero(numpy.abs(scores) > DEVIATIONS)
    typical = float(numpy.exp(middle)) if len(rows) else None
    return [
        Oddity(
            int(row),
            code,
            "ratio",
            float(numbers[row]),
            _number(previous[row]),
            typical,
            float(abs(scores[row])),
        )
        for row in rows
    ]


def odd_changes(code, numbers, previous, whole=True):
    """Oddities of an element against last year: ten times as much, or growth far from all
    libraries' growth. whole: whether only whole numbers can be meant."""
    found = []
    with numpy.errstate(divide="ignore", invalid="ignore"):
        scores, middle = deviations(_log(numbers) - _log(previous))
    changed = numpy.abs(numbers - previous) >= LEAST_CHANGE
    for row in numpy.flatnonzero(changed):
        value, before = float(numbers[row]), float(previous[row])
        likely = likely_value(_exact(value), _exact(before), whole)
        if likely is not None:
            odd = Oddity(int(row), code, "tenfold", value, before, before, None, float(likely))
            found.append(odd)
        elif abs(scores[row]) > DEVIATIONS:
            typical, score = before * float(numpy.exp(middle)), float(abs(scores[row]))
            found.append(Oddity(int(row), code, "growth", value, before, typical, score))
    return found


def same_as_before(code, numbers, previous):
    """Oddities of an element that is exactly what it was, where that is rare."""
    both = ~numpy.isnan(numbers) & ~numpy.isnan(previous)
    same = both & (numbers == previous) & (numbers >= LEAST_SAME)
    count = int(both.sum())
    if count < MIN_PEERS or same.sum() > RARE * count:
        return []
    return [
        Oddity(int(row), code, "same", float(numbers[row]), float(previous[row]))
        for row in numpy.flatnonzero(same)
    ]


def twins(now, previous):
    """Oddities of two elements that have the same numbers in both years.

    now, previous: code -> array (libraries,), in the form's order; the later line is told, once,
    beside the first that it is like.
    """
    found = []
    codes = list(now)
    for place, code in enumerate(codes):
        told = numpy.zeros(now[code].shape, dtype=bool)
        for earlier in codes[:place]:
            same = (now[code] == now[earlier]) & (previous[code] == previous[earlier])
            same &= (now[code] >= LEAST_SAME) & (now[code] != previous[code]) & ~told
            told |= same
            found += [
                Oddity(
                    int(row),
                    code,
                    "twins",
                    float(now[code][row]),
                    float(previous[code][row]),
                    twin=earlier,
                )
                for row in numpy.flatnonzero(same)
            ]
    return found


def _number(value):
    return None if numpy.isnan(value) else float(value)


def _exact(value):
    return int(value) if value == int(value) else Decimal(str(value))
