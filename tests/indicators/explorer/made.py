"""A table of four libraries and two years, made by hand: what rules need of a Table."""

from dataclasses import dataclass
from dataclasses import field
from metodinis.indicators.values import rules
from metodinis.indicators.values.series import Break
from typing import NamedTuple
import numpy


NAN = numpy.nan


class Line(NamedTuple):
    kind: str
    aggregation: str = ""


class Member(NamedTuple):
    """closed: the year of it, or None."""

    id: str
    name: str
    closed: int | None = None

    def is_asked(self, year):
        return self.closed is None or year <= self.closed


LINES = {"C1": Line("element", "sum"), "R8": Line("indicator"), "B8": Line("element", "none")}
WAYS = {"C1": rules.SUM, "R8": rules.RATIO, "B8": rules.APART}
NUMBERS = {
    "C1": [[10, 11], [20, NAN], [NAN, 55], [NAN, NAN]],
    "R8": [[3, NAN], [5, NAN], [NAN, NAN], [NAN, NAN]],
    "B8": [[7, NAN], [NAN, NAN], [NAN, NAN], [NAN, NAN]],
}
# In 2024 both numerators stand over nothing.
PARTS = (
    [[30, 33], [50, NAN], [NAN, 9], [NAN, NAN]],
    [[10, 0], [10, NAN], [NAN, 0], [NAN, NAN]],
)
WORDS = {
    "C1": [[1, 1], [1, 0], [2, 1], [3, 0]],
    "R8": [[1, 1], [1, 0], [0, 1], [0, 0]],
    "B8": [[1, 0], [0, 0], [0, 0], [3, 0]],
}


@dataclass
class MadeTable:
    """Library b sends no report in 2024; d is closed at the end of 2023."""

    years: tuple = (2023, 2024)
    members: tuple = (Member("a", "a"), Member("b", "b"), Member("c", "c"), Member("d_", "d", 2023))
    asked: numpy.ndarray = field(
        default_factory=lambda: numpy.array([[1, 1], [1, 1], [1, 1], [1, 0]], dtype=bool)
    )
    reports: numpy.ndarray = field(
        default_factory=lambda: numpy.array([[2, 2], [2, 0], [2, 2], [2, 0]])
    )

    def everybody(self):
        return numpy.ones(4, dtype=bool)

    def line(self, code):
        return LINES[code]

    def codes(self, code):
        return {2023: code} if code == "B8" else dict.fromkeys(self.years, code)

    def breaks(self, code):
        return [Break(2024, "unit", "vnt.", "tūkst. vnt.")] if code == "C1" else []

    def numbers(self, code):
        return numpy.array(NUMBERS[code], dtype=float)

    def words(self, code):
        return numpy.array(WORDS[code], dtype=numpy.int8)

    def parts(self, code):
        return [numpy.array(part, dtype=float) for part in PARTS]

    def grouped(self, code, groups):
        parts = self.parts(code) if code == "R8" else [self.numbers(code)]
        ways = [WAYS[code] if year in self.codes(code) else rules.APART for year in self.years]
        return rules.grouped(
            groups, self.asked, self.words(code), parts, ways, numpy.ones(len(self.years))
        )


def made_table():
    """The table."""
    return MadeTable()
