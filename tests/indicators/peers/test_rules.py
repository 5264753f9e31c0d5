"""Spreads, places and distances: small cases by hand, many against numpy and pandas."""

from math import log
from metodinis.indicators.peers import rules
from metodinis.indicators.peers.rules import RankBand
from metodinis.indicators.peers.rules import Spread
from metodinis.indicators.peers.rules import Standing
import math
import numpy
import pandas
import pytest


NAN = float("nan")
SOME = numpy.random.default_rng(7)


def made(count):
    """Numbers with ties and places without one."""
    numbers = numpy.round(SOME.lognormal(1, 0.6, count), 1)
    numbers[SOME.random(count) < 0.1] = NAN
    return numbers


def test_spread_by_hand():
    assert rules.spread([4, NAN, 1, 3, 2]) == Spread(4, 1, 1.75, 2.5, 3.25, 4)
    assert rules.spread([5]) == Spread(1, 5, 5, 5, 5, 5)


def test_spread_of_too_few_is_none():
    assert rules.spread([]) is None
    assert rules.spread([NAN, NAN]) is None
    assert rules.spread([1, 2, 3, NAN], smallest=4) is None
    assert rules.spread([1, 2, 3, 4, NAN], smallest=4).count == 4


@pytest.mark.parametrize("count", [5, 11, 60, 1200])
def test_spread_is_that_of_pandas(count):
    numbers = made(count)
    series = pandas.Series(numbers)
    found = rules.spread(numbers)
    assert found.count == series.count()
    assert found[1:] == pytest.approx(series.quantile([0, 0.25, 0.5, 0.75, 1]).tolist(), abs=1e-12)


def test_yearly_spreads_are_of_columns():
    numbers = [[1, NAN], [3, NAN], [5, 7]]
    assert rules.yearly_spreads(numbers, 2) == [Spread(3, 1, 2, 3, 4, 5), None]


def test_percentile_by_hand():
    numbers = [1, 2, 3, 4, NAN]
    assert [rules.percentile(numbers, one) for one in (1, 2, 3, 4)] == [12.5, 37.5, 62.5, 87.5]
    assert rules.percentile(numbers, 1, "down") == 87.5
    assert rules.percentile(numbers, 4, "context") == 87.5


def test_equals_have_the_same_percentile():
    assert rules.percentile([1, 2, 2, 3], 2) == 50
    assert rules.percentile([2, 2, 2], 2) == 50
    assert rules.percentile([2, 2, 3, 4], 2, "down") == 75


def test_percentile_of_nothing_is_none():
    assert rules.percentile([1, 2], None) is None
    assert rules.percentile([1, 2], NAN) is None
    assert rules.percentile([NAN], 3) is None


@pytest.mark.parametrize("direction", ["up", "down", "context"])
@pytest.mark.parametrize("count", [5, 11, 60, 1200])
def test_percentiles_are_those_of_pandas(count, direction):
    numbers = made(count)
    ranks = pandas.Series(numbers).rank(method="average", ascending=direction != "down")
    expected = ((ranks - 0.5) / ranks.count() * 100).to_numpy()
    assert rules.percentiles(numbers, direction) == pytest.approx(expected, abs=1e-9, nan_ok=True)
    each = [rules.percentile(numbers, one, direction) for one in numbers]
    each = [NAN if one is None else one for one in each]
    assert each == pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_percentiles_of_nothing_are_nothing():
    assert numpy.isnan(rules.percentiles([NAN, NAN])).all()


def test_rank_band_counts_the_best_first():
    numbers = [10, 7, 7, 3, NAN]
    assert rules.rank_band(numbers, 10) == RankBand(1, 1, 4)
    assert rules.rank_band(numbers, 7) == RankBand(2, 3, 4)
    assert rules.rank_band(numbers, 10, "down") == RankBand(4, 4, 4)
    assert rules.rank_band(numbers, 5) is None
    assert rules.rank_band(numbers, NAN) is None


def test_quarters_end_at_their_edges():
    assert [rules.quarter_of(one) for one in (100, 75, 74.9, 50, 49.9, 25, 24.9, 0)] == [
        *(1, 1, 2, 2, 3, 3, 4, 4)
    ]


@pytest.mark.parametrize(
    ("count", "starred"), [(2, 0), (3, 1), (5, 1), (6, 2), (9, 3), (10, 3), (11, 3), (12, 4)]
)
def test_star_is_for_the_top_third(count, starred):
    numbers = list(range(count))
    assert [rules.top_third(numbers, one) for one in numbers[::-1]] == [
        place < starred for place in range(count)
    ]
    assert [rules.top_third(numbers, one, "down") for one in numbers] == [
        place < starred for place in range(count)
    ]


def test_star_isnt_shared_beyond_the_third():
    assert not rules.top_third([5, 5, 5, 5, 5, 5], 5)
    assert rules.top_third([9, 9, 5, 4, 3, 2], 9)
    assert not rules.top_third([9, 8, 8, 4, 3, 2], 8)


def test_context_has_no_star():
    assert not rules.top_third([1, 2, 3, 4, 5, 6], 6, "context")
    assert not rules.top_third([1, 2, 3], NAN)


def test_standing_tells_all_of_a_place():
    numbers = [1, 2, 3, 4, 5, 6]
    assert rules.standing(numbers, 6) == Standing(pytest.approx(91.666667), (1, 1, 6), 1, True)
    assert rules.standing(numbers, 6, "down") == Standing(
        pytest.approx(8.333333), (6, 6, 6), 4, False
    )
    assert rules.standing(numbers, 6, "context").star is False


def test_standing_of_too_few_isnt_told():
    assert rules.standing([1, 2, 3, 4, NAN], 4) is None
    assert rules.standing([1, 2, 3, 4, NAN], 4, smallest=4).rank == RankBand(1, 1, 4)
    assert rules.standing([1, 2, 3, 4, 5], None) is None


def test_latest_known_looks_back_then_ahead():
    numbers = [[1, 2, 3], [1, NAN, 3], [NAN, NAN, 3], [NAN, NAN, NAN], [1, 2, NAN]]
    assert rules.latest_known(numbers, 1) == pytest.approx([2, 1, 3, NAN, 2], nan_ok=True)
    assert rules.latest_known(numbers, 2) == pytest.approx([3, 3, 3, NAN, 2], nan_ok=True)


def test_bands_begin_at_their_edges():
    edges = [0, 14_999, 15_000, 30_000, 49_999.5, 50_000, 99_999, 100_000, 152_000]
    assert [rules.band_of(one) for one in edges] == [0, 0, 1, 2, 2, 3, 3, 4, 4]
    assert rules.bands([*edges, NAN]).tolist() == [0, 0, 1, 2, 2, 3, 3, 4, 4, -1]
    assert rules.band_of(NAN) is None
    assert rules.band_of(None) is None


def test_distance_by_hand():
    """Of two libraries the deviation is half of what they are apart: each measure gives 2."""
    assert rules.distances([[9, 99], [99, 9]], 0).tolist() == pytest.approx([0, 2])
    deviation = numpy.std([log(10), log(100), log(1000)])
    assert rules.distances([[9], [99], [999]], 1).tolist() == pytest.approx(
        [log(10) / deviation, 0, log(10) / deviation]
    )


def test_distance_is_over_what_is_known_of_both():
    found = rules.distances([[9, 9], [9, NAN], [NAN, NAN], [99, 9]], 0)
    assert found[:2].tolist() == [0, 0]
    assert math.isnan(found[2])
    assert found[3] > 0


def test_nearest_come_in_order_and_only_of_those_among():
    measures = [[10], [11], [100], [12], [NAN]]
    everybody = [True] * 5
    assert rules.nearest(measures, 0, 2, everybody) == [1, 3]
    assert rules.nearest(measures, 0, 9, everybody) == [1, 3, 2]
    assert rules.nearest(measures, 0, 2, [True, False, True, True, True]) == [3, 2]
    assert rules.nearest(measures, 4, 2, everybody) == []


def test_of_equally_near_the_first_is_taken():
    assert rules.nearest([[5], [5], [5], [50]], 1, 1, [True] * 4) == [0]
    assert rules.nearest([[5], [5]], 0, 3, [True, True]) == [1]
