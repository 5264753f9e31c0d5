"""Days some months away."""

from datetime import date
from metodinis.common.moments import months_before
import pytest


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (1, date(2027, 2, 28)),
        (12, date(2026, 3, 31)),
        (13, date(2026, 2, 28)),
        (0, date(2027, 3, 31)),
    ],
)
def test_months_before(months, expected):
    assert months_before(date(2027, 3, 31), months) == expected
