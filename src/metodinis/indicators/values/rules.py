"""What a report puts into the store, and what groups of libraries add up to. Pure.

Numbers are in the unit that people type: money in euros. A number that isn't there is NaN in
arrays; WORDS say why.
"""

from decimal import Decimal
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import NUMBER_TYPES
from metodinis.common.numbers import UNKNOWN
from metodinis.indicators.formulas import numbers_of
from typing import NamedTuple
import math
import numpy


# What stands in a column instead of a number, and how arrays of words write it.
WORDS = {NOT_APPLICABLE: 2, UNKNOWN: 3}
NUMBER = 1
NOTHING = 0
PUBLISHED = "published"
ACCEPTED = ("accepted", PUBLISHED)


def library_key(uid):
    """The number that a library (its UID, hexadecimal) has in columns: 60 bits of it."""
    return int(uid[:15], 16)


def numerator_of(code):
    """The name of the column that holds an indicator's numerators."""
    return f"{code}/n"


def denominator_of(code):
    """The name of the column that holds an indicator's denominators."""
    return f"{code}/d"


def row_of(catalogue, cells):
    """What a report has for columns: name -> int, float, or a word of WORDS.

    catalogue: the Catalogue of its year; cells: code -> Cell. Of an indicator numerator and
    denominator stand there if both are known; a word, if one of its codes is a word:
    NOT_APPLICABLE before UNKNOWN. An estimate is a number; texts and yes/no have no column.
    """
    row = {
        code: _stored(element, cells[code])
        for code, element in catalogue.elements.items()
        if element.type in NUMBER_TYPES and code in cells
    }
    known = numbers_of({code: cells[code] for code in row})
    for code, indicator in catalogue.indicators.items():
        word = next((word for word in WORDS if word in map(row.get, indicator.codes)), None)
        parts = (word, word)
        if word is None:
            parts = (indicator.numerator.value(known, {}), indicator.denominator.value(known, {}))
        if None not in parts:
            row[numerator_of(code)], row[denominator_of(code)] = map(_plain, parts)
    return row


def _stored(element, cell):
    if cell[0] in WORDS:
        return cell[0]
    return cell[1] / 100 if element.type == "money" else _plain(cell[1])


def _plain(number):
    return float(number) if isinstance(number, Decimal) else number


class GroupFigure(NamedTuple):
    """What a group of libraries has together in a year.

    value: None ("no data") if nothing can be said; numerator, denominator: the sums of an
    indicator, whose value is the ratio of sums, else None. asked: libraries of the group that
    the year's round asks; used: those whose values are in it, or to whom it doesn't apply.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    asked: int
    used: int

    @property
    def partial(self):
        """Whether some libraries' values are missing."""
        return self.used < self.asked


def used_of(words):
    """How many libraries have a number, or something that doesn't apply to them: none of these
    is missing. words: array (libraries,)."""
    return int(numpy.count_nonzero((words == NUMBER) | (words == WORDS[NOT_APPLICABLE])))


def sum_of(numbers, words, asked):
    """The GroupFigure of an element that is added up.

    numbers, words: of the group's libraries, arrays (libraries,); asked: how many are asked.
    """
    known = words == NUMBER
    used = used_of(words)
    value = tidy(numbers[known].sum()) if known.any() else None
    return GroupFigure(value, None, None, asked, used)


def mean_of(numbers, words, asked):
    """The GroupFigure of an element that is averaged over libraries that have it."""
    figure = sum_of(numbers, words, asked)
    known = int(numpy.count_nonzero(words == NUMBER))
    return figure if figure.value is None else figure._replace(value=figure.value / known)


def ratio_of(numerators, denominators, words, factor, asked):
    """The GroupFigure of an indicator: ratio of sums over libraries that have both sides."""
    known = words == NUMBER
    used = used_of(words)
    if not known.any():
        return GroupFigure(None, None, None, asked, used)
    above, below = tidy(numerators[known].sum()), tidy(denominators[known].sum())
    value = above * factor / below if below else None
    return GroupFigure(value, above, below, asked, used)


# How the values of a group are put together: `ways` of grouped().
RATIO, SUM, MEAN, APART = "ratio", "sum", "mean", ""


class Grouped(NamedTuple):
    """What many groups have together in many years: arrays (groups, years).

    values, numerators, denominators: float64, NaN where a GroupFigure has None; asked, used: int,
    as there; known: int, the libraries of `used` that have a number.
    """

    values: numpy.ndarray
    numerators: numpy.ndarray
    denominators: numpy.ndarray
    asked: numpy.ndarray
    used: numpy.ndarray
    known: numpy.ndarray

    def figure(self, group, year):
        """The GroupFigure of one place. group, year: their numbers in the arrays."""
        parts = (self.values, self.numerators, self.denominators)
        numbers = (float(part[group, year]) for part in parts)
        return GroupFigure(
            *(None if math.isnan(number) else number for number in numbers),
            int(self.asked[group, year]),
            int(self.used[group, year]),
        )


def grouped(groups, asked, words, parts, ways, factors):
    """The Grouped of a series: what `sum_of`, `mean_of`, `ratio_of` give of each group and year.

    groups: bool (groups, libraries); asked: bool, words: int8 (libraries, years); parts: the
    numerators and denominators of an indicator or the numbers of an element, each (libraries,
    years); ways: of RATIO, SUM, MEAN, APART, one a year; factors: float64 (years,).
    """
    words = numpy.where(asked, words, NOTHING)
    known = words == NUMBER
    ways = numpy.array(ways)
    members = groups.astype(float)
    open_ = _counted(members, asked)
    known_in = _counted(members, known)
    used = known_in + _counted(members, words == WORDS[NOT_APPLICABLE])
    sums = [_summed(members, part, known) for part in parts]
    for total in sums:
        total[(known_in == 0) | (ways == APART)] = numpy.nan
    nothing = numpy.full(open_.shape, numpy.nan)
    if len(sums) == 1:
        with numpy.errstate(divide="ignore", invalid="ignore"):
            values = numpy.where(ways == MEAN, sums[0] / known_in, sums[0])
        return Grouped(values, nothing, nothing, open_, used, known_in)
    above, below = sums
    below_or_none = numpy.where(below == 0, numpy.nan, below)
    return Grouped(above * factors / below_or_none, above, below, open_, used, known_in)


def _counted(members, flags):
    return numpy.rint(members @ flags.astype(float)).astype(int)


def _summed(members, numbers, known):
    return numpy.round(members @ numpy.where(known, numbers, 0.0), 6)


def tidy(total):
    """A sum without the rest that adding binary fractions leaves; parts have six decimals."""
    return round(float(total), 6)
