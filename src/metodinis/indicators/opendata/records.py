"""The values of a table one by one, as files and answers write them. Pure.

A value has one of STATUSES; NOTHING says that no report has it. Rows and columns of arrays are
those of the Table.
"""

from metodinis.indicators.values import rules
from typing import NamedTuple
import math
import numpy


STATUSES = ("", "value", "not_applicable", "unknown", "zero", "undefined")
UNITS = {"money": "EUR", "thousand_euro": "1000 EUR", "percent": "%"}
NOTHING, VALUE, NOT_APPLICABLE, UNKNOWN, ZERO, UNDEFINED = range(len(STATUSES))


class Record(NamedTuple):
    """One value. row: its library's place in Table.members; value: int, float, or None if its
    status says why there is none; numerator, denominator: of an indicator, else None."""

    code: str
    row: int
    year: int
    value: float | None
    status: str
    numerator: float | None
    denominator: float | None


def statuses(table, code):
    """int8 (libraries, years): the place in STATUSES of each value of a series.

    An indicator whose denominator is zero has no value: UNDEFINED.
    """
    words, numbers = table.words(code), table.numbers(code)
    found = words.copy()
    is_number = words == rules.NUMBER
    found[is_number & (numbers == 0)] = ZERO
    found[is_number & numpy.isnan(numbers)] = UNDEFINED
    return found


def number(value):
    """A float of an array as JSON and files write it: whole numbers without a point, None if
    there is none."""
    if math.isnan(value):
        return None
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def numbers(values):
    """`number` of each value of an array, as lists."""
    known = values[~numpy.isnan(values)]
    whole = bool((known == numpy.floor(known)).all() and (numpy.abs(known) < 1e15).all())
    if whole and known.size == values.size:
        return values.astype(numpy.int64).tolist()
    found = values.astype(object)
    if whole:
        found[~numpy.isnan(values)] = known.astype(numpy.int64)
    found[numpy.isnan(values)] = None
    return found.tolist()


def records(table, code, rows, columns):
    """The Records of a series. rows, columns: arrays of the same length, places of values; by
    library, then by year, where numpy.nonzero finds them."""
    status = statuses(table, code)[rows, columns].tolist()
    values = table.numbers(code)[rows, columns].tolist()
    above, below = ([None] * len(status),) * 2
    if table.line(code).kind == "indicator":
        above, below = (part[rows, columns].tolist() for part in table.parts(code))
        above, below = (list(map(number, part)) for part in (above, below))
    years = [table.years[column] for column in columns.tolist()]
    return [
        Record(code, row, year, number(value), STATUSES[word], *parts)
        for row, year, value, word, *parts in zip(
            rows.tolist(), years, values, status, above, below, strict=True
        )
    ]


def chosen(table, mask, columns):
    """bool (libraries, years): libraries of a mask in some years (places)."""
    found = numpy.zeros((len(table.members), len(table.years)), dtype=bool)
    found[numpy.ix_(mask, columns)] = True
    return found


def there(table, code, among):
    """bool (libraries, years): where a series has something, `among` places (such an array)."""
    return (table.words(code) != rules.NOTHING) & among


def unit(table, code, year):
    """The unit that a series has in a year."""
    line = table.line(table.codes(code).get(year, ""), year) or table.line(code)
    return unit_of(line)


def unit_of(line):
    """The unit of an Element or Indicator, also where only the type of an element tells it."""
    return line.unit or UNITS.get(getattr(line, "type", ""), "")
