"""Expressions and computed indicators: no data is never 0."""

from decimal import Decimal
from fractions import Fraction
from hypothesis import given
from hypothesis import strategies
from metodinis.indicators.formulas import compute
from metodinis.indicators.formulas import parse_expression
from tests.indicators.made_tables import cells
from tests.indicators.made_tables import element
from tests.indicators.made_tables import indicator
from tests.indicators.made_tables import made_catalogue
import pytest


CATALOGUE = made_catalogue(
    element("A"),
    element("B"),
    element("M", type="money"),
    indicator("share", "A", "B", factor="100"),
    indicator("cost", "M", "A"),
    indicator("rest", "A - B", "1"),
)
SHARE = CATALOGUE.indicators["share"]


def value(text, now, last=None, missing=None):
    expression = parse_expression(text, CATALOGUE.elements, last_year=True)
    return expression.value(now, last or {}, missing)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A", 7),
        ("A+B", 10),
        (" A - B ", 4),
        ("A − B", 4),
        ("-A+B", -4),
        ("A+2.5", Decimal("9.5")),
        ("100", 100),
        ("2*A", 14),
        ("A*B-1", 20),
        ("1.5*A/B+A", Decimal("10.5")),
        ("A@-1", 5),
        ("A-A@-1", 2),
        ("M", Decimal("12.34")),
        ("M/A@-1", Decimal("2.468")),
        ("1/M*M", 1),
    ],
)
def test_value_of_expression(text, expected):
    assert value(text, {"A": 7, "B": 3, "M": 1234}, {"A": 5}) == expected


def test_number_that_is_missing_or_divides_by_zero():
    assert value("A+B", {"A": 7}) is None
    assert value("A+B", {"A": 7}, missing=0) == 7
    assert value("A/B", {"A": 7, "B": 0}) is None
    assert value("A@-1", {"A": 7}) is None


@given(strategies.lists(strategies.integers(1, 10**6), min_size=1, max_size=9))
def test_sum_is_exact(numbers):
    text = "+".join(f"{number / 100:.2f}" for number in numbers)
    assert Fraction(value(text, {})) == Fraction(sum(numbers), 100)


def test_result_tells_its_sources():
    result = compute(SHARE, cells(CATALOGUE, A="1", B="8"))
    assert result == (Decimal("12.5"), 1, 8, ("A", "B"), ())


@pytest.mark.parametrize(
    ("raw", "missing"),
    [({"A": "1", "B": "0"}, ()), ({"A": "1"}, ("B",)), ({"A": "1", "B": "n/d"}, ("B",))],
)
def test_no_data_is_not_zero(raw, missing):
    result = compute(SHARE, cells(CATALOGUE, **raw))
    assert (result.value, result.missing) == (None, missing)


def test_zero_is_a_value():
    assert compute(SHARE, cells(CATALOGUE, A="0", B="8")).value == 0


def test_money_counts_in_euros():
    result = compute(CATALOGUE.indicators["cost"], cells(CATALOGUE, M="10,50", A="2"))
    assert result.value == Decimal("5.25")
