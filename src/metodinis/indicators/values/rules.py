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


def tidy(total):
    """A sum without the rest that adding binary fractions leaves; parts have six decimals."""
    return round(float(total), 6)
