"""Where a number stands in a group, and who is like whom. Pure.

Arrays are float64, NaN where there is no number; such places are in no count. `direction`: of
indicators.catalogue.DIRECTIONS; with "down" less is better, with "context" nothing is better,
and places are counted as with "up".
"""

from typing import NamedTuple
import math
import numpy


# Inhabitants from which a band begins. BIX, the German library index, compares public libraries
# in these five (bix-bibliotheksindex.de).
BANDS = (0, 15_000, 30_000, 50_000, 100_000)
# Of fewer libraries with a number nothing is told: a quarter would be less than one or two.
SMALLEST = 5
NEIGHBOURS = 7
# Of two libraries of whom less than this share of the measures is known, no distance is.
KNOWN_SHARE = 0.5


class Spread(NamedTuple):
    """How the numbers of a group lie: how many, least, quartiles and median, greatest."""

    count: int
    low: float
    q1: float
    median: float
    q3: float
    high: float


class RankBand(NamedTuple):
    """The places, from 1 for the best, that those of one number share among `count`."""

    first: int
    last: int
    count: int


class Standing(NamedTuple):
    """Where a number stands in its group. star: whether it is in the top third, never of
    "context"; quarter: 1 for the best quarter … 4."""

    percentile: float
    rank: RankBand
    quarter: int
    star: bool


def known(numbers):
    """The numbers that there are, of an array of any shape."""
    flat = numpy.asarray(numbers, dtype=float).ravel()
    return flat[~numpy.isnan(flat)]


def spread(numbers, smallest=1):
    """The Spread of numbers; None of fewer than `smallest` or of none.

    Quartiles are interpolated between neighbours, type 7 of Hyndman and Fan (Sample Quantiles in
    Statistical Packages, The American Statistician 50, 1996), as in numpy, pandas, R and Excel.
    """
    there = numpy.sort(known(numbers))
    if len(there) < max(smallest, 1):
        return None
    return Spread(len(there), *(_quantile(there, part) for part in (0, 0.25, 0.5, 0.75, 1)))


def _quantile(there, part):
    # A tenth of what numpy's own takes, which is made for many dimensions.
    place = part * (len(there) - 1)
    lower = math.floor(place)
    low, high = float(there[lower]), float(there[min(lower + 1, len(there) - 1)])
    return low + (high - low) * (place - lower)


def yearly_spreads(numbers, smallest=1):
    """The Spread, or None, of each column of numbers (libraries, years)."""
    return [spread(column, smallest) for column in numpy.asarray(numbers, dtype=float).T]


def _better_and_equal(numbers, value, direction):
    there = known(numbers)
    equal = int(numpy.count_nonzero(there == value))
    above = int(numpy.count_nonzero(there > value))
    better = len(there) - above - equal if direction == "down" else above
    return better, equal, len(there)


def percentile(numbers, value, direction="up"):
    """The percentile rank of `value` among numbers that it is one of, 0…100; the more, the better.

    The share of those worse and of half of those equal, itself among these (Hazen's mid rank):
    equal numbers stand equal, and the median of any group is 50. None without a value or numbers.
    """
    if value is None or math.isnan(value):
        return None
    better, equal, count = _better_and_equal(numbers, value, direction)
    return 100 * (count - better - equal / 2) / count if count else None


def percentiles(numbers, direction="up"):
    """The percentile rank of each of numbers (libraries,) among them, NaN where there is none."""
    numbers = numpy.asarray(numbers, dtype=float)
    there = numpy.sort(known(numbers))
    below = numpy.searchsorted(there, numbers, side="left")
    upto = numpy.searchsorted(there, numbers, side="right")
    share = (below + upto) / 2
    if direction == "down":
        share = len(there) - share
    return numpy.where(numpy.isnan(numbers), numpy.nan, 100 * share / max(len(there), 1))


def rank_band(numbers, value, direction="up"):
    """The RankBand of `value` among numbers that it is one of; None if it is none of them."""
    if value is None or math.isnan(value):
        return None
    better, equal, count = _better_and_equal(numbers, value, direction)
    return RankBand(better + 1, better + equal, count) if equal else None


def quarter_of(percentile):
    """1 for the best quarter … 4 for the last, of a percentile rank."""
    return next((place for place, least in ((1, 75), (2, 50), (3, 25)) if percentile >= least), 4)


def top_third(numbers, value, direction="up"):
    """Whether two thirds of the numbers or more are worse than `value`, one of them.

    BIX gives a star for the top third. Equals share it only if all of them are in that third, so
    that nobody has it where all are alike. Never of "context".
    """
    if direction == "context" or value is None or math.isnan(value):
        return False
    better, equal, count = _better_and_equal(numbers, value, direction)
    return bool(equal) and 3 * (better + equal) <= count


def standing(numbers, value, direction="up", smallest=SMALLEST):
    """The Standing of `value` among numbers that it is one of; None of fewer than `smallest`, or
    if it is none of them."""
    rank = rank_band(numbers, value, direction)
    if rank is None or rank.count < smallest:
        return None
    share = percentile(numbers, value, direction)
    return Standing(share, rank, quarter_of(share), top_third(numbers, value, direction))


def latest_known(numbers, place):
    """Of each row of numbers (libraries, years) that of column `place`, else the last one before
    it, else the first one after it; NaN if there is none."""
    numbers = numpy.asarray(numbers, dtype=float)
    order = [*range(place, -1, -1), *range(place + 1, numbers.shape[1])]
    there = ~numpy.isnan(numbers[:, order])
    first = numpy.argmax(there, axis=1)
    return numbers[numpy.arange(len(numbers)), numpy.array(order)[first]]


def band_of(population):
    """The place in BANDS of a number of inhabitants; None of NaN or None."""
    if population is None or math.isnan(population):
        return None
    return int(numpy.searchsorted(BANDS, population, side="right")) - 1


def bands(population):
    """The place in BANDS of each of an array, -1 where it isn't known."""
    population = numpy.asarray(population, dtype=float)
    places = numpy.searchsorted(BANDS, population, side="right") - 1
    return numpy.where(numpy.isnan(population), -1, places)


def distances(measures, row):
    """How far each library is from that of `row`; NaN of those of whom too little is known.

    measures: (libraries, measures), sizes from 0 up. Each is taken as ln(1 + size), since twice
    as large is as far for small as for large, and divided by its standard deviation over all
    libraries; then it is the root of the mean square over the measures known of both. So are
    "nearest neighbours" of local authorities found in Britain (CIPFA's Nearest Neighbours Model:
    Euclidean distance of standardised measures).
    """
    measures = numpy.asarray(measures, dtype=float)
    logs = numpy.log1p(numpy.where(measures >= 0, measures, numpy.nan))
    apart = logs - logs[row]
    there = ~numpy.isnan(apart)
    squares = numpy.where(there, (apart / _deviations(logs)) ** 2, 0).sum(axis=1)
    counts = there.sum(axis=1)
    enough = counts >= max(KNOWN_SHARE * measures.shape[1], 1)
    return numpy.where(enough, numpy.sqrt(squares / numpy.maximum(counts, 1)), numpy.nan)


def _deviations(logs):
    """The standard deviation of each column; 1 where all are alike or nothing is known."""
    there = ~numpy.isnan(logs)
    counts = numpy.maximum(there.sum(axis=0), 1)
    means = numpy.where(there, logs, 0).sum(axis=0) / counts
    squares = numpy.where(there, (logs - means) ** 2, 0).sum(axis=0)
    deviations = numpy.sqrt(squares / counts)
    return numpy.where(deviations > 0, deviations, 1)


def nearest(measures, row, count, among):
    """The rows of the `count` libraries nearest to that of `row`, the nearest first.

    among: mask (libraries,) of those that may be chosen; of equals the first in order is.
    """
    far = distances(measures, row)
    eligible = numpy.asarray(among, dtype=bool) & ~numpy.isnan(far)
    eligible[row] = False
    order = numpy.argsort(numpy.where(eligible, far, numpy.inf), kind="stable")
    return [int(one) for one in order[:count] if eligible[one]]
