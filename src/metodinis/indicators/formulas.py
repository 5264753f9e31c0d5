"""Expressions over the codes of elements, and the computed indicators. Pure.

An expression adds and subtracts codes and numbers: `H3 + H4 - 2.5`, last year's value is
`B4@-1`. Numbers are in the unit that people type: euros, though money is kept in cents.
"""

from decimal import Decimal
from metodinis.common.numbers import NUMBER_TYPES
from metodinis.common.numbers import VALUE
from metodinis.common.numbers import ZERO
from metodinis.indicators.tables import Fault
from typing import NamedTuple
import re


CENT = Decimal("0.01")
_TERM = re.compile(
    r"\s*(?P<sign>[+\-−])?\s*"
    r"(?:(?P<number>\d+(?:\.\d+)?)|(?P<code>[A-Za-z]\w*)(?P<back>@-1)?)\s*",
    re.ASCII,
)


class Expression(NamedTuple):
    """A sum: `constant` and `terms` of (factor, code, whether last year's)."""

    text: str
    constant: int | Decimal
    terms: tuple[tuple[int | Decimal, str, bool], ...]

    @property
    def codes(self):
        """Codes of this year and of the last, each once, in order."""
        return tuple(dict.fromkeys(code for _factor, code, _back in self.terms))

    @property
    def looks_back(self):
        """Whether it needs last year's values."""
        return any(back for _factor, _code, back in self.terms)

    def value(self, now, last, missing=None):
        """The sum over two dicts code -> number; a code not there counts as `missing`.

        None if there is a code without a number and `missing` is None.
        """
        total = self.constant
        for factor, code, back in self.terms:
            number = (last if back else now).get(code, missing)
            if number is None:
                return None
            total += factor * number
        return total

    def __str__(self):
        return self.text


def parse_expression(text, elements, column="", *, last_year=False):
    """The Expression of a text over the codes of `elements` (code -> Element).

    last_year: whether CODE@-1 may be used. Raises Fault for `column`.
    """
    position, constant, terms = 0, 0, []
    while position < len(text) or not position:
        found = _TERM.match(text, position)
        if not found or (position and not found["sign"]) or (found["back"] and not last_year):
            raise Fault(column, "expression", found=text)
        sign = 1 if found["sign"] in (None, "+") else -1
        if found["number"]:
            number = Decimal(found["number"])
            whole = number == number.to_integral_value()
            constant += sign * (int(number) if whole else number)
        else:
            element = elements.get(found["code"])
            if element is None:
                raise Fault(column, "unknown_code", found=found["code"])
            if element.type not in NUMBER_TYPES:
                raise Fault(column, "not_number_code", found=found["code"])
            factor = sign * CENT if element.type == "money" else sign
            terms.append((factor, element.code, bool(found["back"])))
        position = found.end()
    return Expression(" ".join(text.split()), constant, tuple(terms))


def numbers_of(cells):
    """code -> value of the cells that have one, zero included."""
    return {code: cell[1] for code, cell in cells.items() if cell[0] in (VALUE, ZERO)}


class Result(NamedTuple):
    """A computed indicator. value: None ("no data") if a code has no value or divides by 0.

    sources: codes that the formula reads; missing: those of them without a value.
    """

    value: Decimal | None
    numerator: int | Decimal | None
    denominator: int | Decimal | None
    sources: tuple[str, ...]
    missing: tuple[str, ...]


class GroupResult(NamedTuple):
    """An indicator of several libraries: the ratio of their sums, never a mean of ratios.

    count: libraries asked about; used: those that have both sides; partial: whether some lack.
    """

    value: Decimal | None
    numerator: int | Decimal | None
    denominator: int | Decimal | None
    count: int
    used: int

    @property
    def partial(self):
        return self.used < self.count


def compute(indicator, cells):
    """The Result of an Indicator over one library's cells (code -> Cell)."""
    numbers = numbers_of(cells)
    numerator = indicator.numerator.value(numbers, {})
    denominator = indicator.denominator.value(numbers, {})
    return Result(
        _ratio(indicator, numerator, denominator),
        numerator,
        denominator,
        indicator.codes,
        tuple(code for code in indicator.codes if code not in numbers),
    )


def compute_group(indicator, reports):
    """The GroupResult of an Indicator over many libraries' cells (iterable of code -> Cell)."""
    count = used = 0
    numerators = denominators = 0
    for cells in reports:
        count += 1
        numbers = numbers_of(cells)
        numerator = indicator.numerator.value(numbers, {})
        denominator = indicator.denominator.value(numbers, {})
        if numerator is not None and denominator is not None:
            used += 1
            numerators += numerator
            denominators += denominator
    if not used:
        return GroupResult(None, None, None, count, 0)
    value = _ratio(indicator, numerators, denominators)
    return GroupResult(value, numerators, denominators, count, used)


def _ratio(indicator, numerator, denominator):
    if numerator is None or not denominator:
        return None
    return Decimal(numerator) * indicator.factor / Decimal(denominator)
