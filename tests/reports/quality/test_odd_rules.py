"""Odd values by hand: each kind, and what isn't one."""

from metodinis.reports.quality import rules
from metodinis.reports.quality.rules import Oddity
import numpy
import pytest


NAN = numpy.nan
BEFORE = numpy.array([1000, 1100, 1200, 1300, 1400, 1500, 1600, 1700, 1800], dtype=float)


def changed(*, row, to):
    """Last year's numbers, each a little larger by another share, one replaced."""
    now = numpy.round(BEFORE * (1 + numpy.arange(9) / 100))
    now[row] = to
    return now


def test_a_digit_too_many():
    found = rules.odd_changes("C4", changed(row=2, to=12_100), BEFORE)
    assert found == [Oddity(2, "C4", "tenfold", 12_100, 1200, 1200, None, 1210)]


def test_growth_far_from_all():
    [odd] = rules.odd_changes("C4", changed(row=2, to=2000), BEFORE)
    assert (odd.row, odd.kind, odd.value, odd.previous) == (2, "growth", 2000, 1200)
    logs = numpy.log(changed(row=2, to=2000) / BEFORE)
    middle = numpy.median(logs)
    assert odd.typical == pytest.approx(1200 * numpy.exp(middle))
    mad = numpy.median(numpy.abs(logs - middle))
    assert odd.score == pytest.approx(abs(logs[2] - middle) / mad)


def test_small_and_usual_changes_are_not_told():
    assert rules.odd_changes("C4", changed(row=2, to=1219), BEFORE) == []
    assert rules.odd_changes("C4", changed(row=2, to=NAN), BEFORE) == []
    few = changed(row=2, to=2000)
    few[5:] = NAN
    assert rules.odd_changes("C4", few, BEFORE) == []


def test_ratios_far_from_the_median():
    values = numpy.array([1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 9.0, 0, NAN])
    [odd] = rules.far_ratios("R8", values, numpy.full(10, NAN))
    logs = numpy.log(values[:8])
    middle = numpy.median(logs)
    assert odd[:5] == (7, "R8", "ratio", 9.0, None)
    assert odd.typical == pytest.approx(numpy.exp(middle))
    assert odd.score == pytest.approx((logs[7] - middle) / numpy.median(numpy.abs(logs - middle)))


def test_equal_numbers_have_no_distance():
    assert rules.far_ratios("R8", numpy.array([2.0] * 9 + [50.0]), numpy.full(10, NAN)) == []


def test_the_same_as_last_year_where_that_is_rare():
    before = numpy.arange(100, 1300, 100, dtype=float)
    now = before + 7
    now[3] = before[3]
    assert rules.same_as_before("C4", now, before) == [Oddity(3, "C4", "same", 400, 400)]
    # Below a hundred it happens; and where many have it, it is the way of the thing.
    now[3], now[0], before[0] = 407, 99, 99
    assert rules.same_as_before("C4", now, before) == []
    assert rules.same_as_before("F1", before, before) == []


def test_the_same_in_two_lines():
    now = {"C1": numpy.array([500.0, 40]), "C4": numpy.array([500.0, 40])}
    before = {"C1": numpy.array([450.0, 30]), "C4": numpy.array([450.0, 30])}
    assert rules.twins(now, before) == [Oddity(0, "C4", "twins", 500, 450, twin="C1")]
    before["C4"][0] = 451
    assert rules.twins(now, before) == []


def test_a_line_is_told_once_beside_the_first_that_it_is_like():
    now = {code: numpy.array([500.0, 700]) for code in ("C1", "C4", "D1")}
    before = {code: numpy.array([450.0, 600]) for code in now}
    before["C4"][1] = 601
    assert rules.twins(now, before) == [
        Oddity(0, "C4", "twins", 500, 450, twin="C1"),
        Oddity(0, "D1", "twins", 500, 450, twin="C1"),
        Oddity(1, "D1", "twins", 700, 600, twin="C1"),
    ]
