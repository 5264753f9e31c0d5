"""Several libraries together: sums of elements, and indicators as ratios of sums. Pure.

What one library gives to them is its share. Totals are shares added up, and a share can be taken
out again: so they are kept up to date, however many libraries there are.
"""

from decimal import Decimal
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import NUMBER_TYPES
from metodinis.indicators.formulas import numbers_of
from typing import NamedTuple


class GroupResult(NamedTuple):
    """An element's sum, or an indicator: the ratio of sums, never a mean of ratios.

    value: None ("no data") if no library has both sides, or the denominators add up to 0;
    numerator, denominator: the sums; of an element's sum the denominator is None.
    count: libraries asked; used: those whose values are in it.
    """

    value: int | Decimal | None
    numerator: int | Decimal | None
    denominator: int | Decimal | None
    count: int
    used: int

    @property
    def partial(self):
        """Whether some libraries' values are missing."""
        return self.used < self.count


def summed(catalogue):
    """The Elements of a Catalogue that may be added up."""
    return [
        element
        for element in catalogue.elements.values()
        if element.aggregation == "sum" and element.type in NUMBER_TYPES
    ]


def numbers_for_groups(catalogue, cells):
    """code -> number of a library's cells, None where nothing applies: it adds nothing, and
    nothing is missing."""
    numeric = {
        code: cell
        for code, cell in cells.items()
        if code in catalogue.elements and catalogue.elements[code].type in NUMBER_TYPES
    }
    inapplicable = {code: None for code, cell in numeric.items() if cell[0] == NOT_APPLICABLE}
    return numbers_of(numeric) | inapplicable


def share_of(catalogue, numbers):
    """code of an element or indicator -> (1, numerator, denominator), what a library gives.

    numbers: of `numbers_for_groups`. A sum has denominator 0; an indicator takes libraries that
    have both sides.
    """
    share = {
        element.code: (1, numbers[element.code] or 0, 0)
        for element in summed(catalogue)
        if element.code in numbers
    }
    known = {code: number for code, number in numbers.items() if number is not None}
    for indicator in catalogue.indicators.values():
        numerator = indicator.numerator.value(known, {})
        denominator = indicator.denominator.value(known, {})
        if numerator is not None and denominator is not None:
            share[indicator.code] = (1, numerator, denominator)
    return share


def combined(totals, share, times=1):
    """Totals (code -> (libraries, numerator, denominator)) with a share added, or, with `times`
    -1, taken out; other totals can be added as well."""
    found = dict(totals)
    for code, parts in share.items():
        sums = found.get(code, (0, 0, 0))
        found[code] = tuple(total + times * part for total, part in zip(sums, parts, strict=True))
        if not found[code][0]:
            del found[code]
    return found


def sum_result(element, totals, count):
    """The GroupResult of an Element's sum, in the unit of its cells. count: libraries asked."""
    used, total, _denominator = totals.get(element.code, (0, None, None))
    return GroupResult(total, total, None, count, used)


def ratio_result(indicator, totals, count):
    """The GroupResult of an Indicator. count: libraries asked."""
    used, numerator, denominator = totals.get(indicator.code, (0, None, None))
    value = Decimal(numerator) * indicator.factor / Decimal(denominator) if denominator else None
    return GroupResult(value, numerator, denominator, count, used)
