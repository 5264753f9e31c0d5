"""Expressions over the codes of elements, and the computed indicators. Pure.

An expression is a sum of products: `H3 + H4 - 2.5`, `1.5*G1`, `A12/A1`; last year's value is
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
_TOKEN = re.compile(
    r"\s*(?P<sign>[-+*/−])?\s*"
    r"(?:(?P<number>\d+(?:\.\d+)?)|(?P<code>[A-Za-z]\w*)(?P<back>@-1)?)\s*",
    re.ASCII,
)


class Expression(NamedTuple):
    """A sum of a number, single codes, and products.

    terms: (factor, code, whether last year's); products: (factor, parts), each part a
    (code, whether last year's, whether it divides).
    """

    text: str
    constant: int | Decimal
    terms: tuple[tuple[int | Decimal, str, bool], ...]
    products: tuple[tuple[int | Decimal, tuple[tuple[str, bool, bool], ...]], ...]
    now_codes: tuple[str, ...]
    last_codes: tuple[str, ...]

    @property
    def codes(self):
        """Codes of this year and of the last, each once, in order."""
        return tuple(dict.fromkeys(self.now_codes + self.last_codes))

    @property
    def adds_up(self):
        """Whether it is a sum of several codes of this year, as the parts of a total are."""
        return len(self.terms) > 1 and not self.products and not self.last_codes

    def value(self, now, last, missing=None):
        """The number over two dicts code -> number; a code not there counts as `missing`.

        None if a code has no number and `missing` is None, and if a division is by zero.
        """
        total = self.constant
        for factor, code, back in self.terms:
            number = (last if back else now).get(code, missing)
            if number is None:
                return None
            total += factor * number
        for factor, parts in self.products:
            number = Decimal(factor)
            for code, back, divides in parts:
                part = (last if back else now).get(code, missing)
                if part is None or (divides and not part):
                    return None
                number = number / part if divides else number * part
            total += number
        return total

    def function(self):
        """`value`, or for a single code something faster that gives the same."""
        if self.products or self.constant or len(self.terms) != 1 or self.terms[0][0] != 1:
            return self.value
        _factor, code, back = self.terms[0]
        if back:
            return lambda now, last, missing=None: last.get(code, missing)
        return lambda now, last, missing=None: now.get(code, missing)

    def __str__(self):
        return self.text


def parse_expression(text, elements, column="", *, last_year=False):
    """The Expression of a text over the codes of `elements` (code -> Element).

    last_year: whether CODE@-1 may be used. Raises Fault for `column`.
    """
    products = []  # of [factor, parts]
    position = 0
    while position < len(text) or not position:
        token = _TOKEN.match(text, position)
        sign = token["sign"] if token else None
        if not token or (position and not sign) or (not position and sign in ("*", "/")):
            raise Fault(column, "expression", found=text)
        if sign not in ("*", "/"):
            products.append([1 if sign in (None, "+") else -1, ()])
        divides = sign == "/"
        if token["number"]:
            number = Decimal(token["number"])
            if divides and not number:
                raise Fault(column, "expression", found=text)
            factor = products[-1][0] / number if divides else products[-1][0] * number
            products[-1][0] = int(factor) if factor == factor.to_integral_value() else factor
        else:
            if token["back"] and not last_year:
                raise Fault(column, "expression", found=text)
            element = _number_element(token["code"], elements, column)
            if element.type == "money":
                products[-1][0] *= 1 / CENT if divides else CENT
            products[-1][1] += ((element.code, bool(token["back"]), divides),)
        position = token.end()
    return _expression(text, products)


def _number_element(code, elements, column):
    element = elements.get(code)
    if element is None:
        raise Fault(column, "unknown_code", found=code)
    if element.type not in NUMBER_TYPES:
        raise Fault(column, "not_number_code", found=code)
    return element


def _expression(text, products):
    constant, terms, others = 0, [], []
    for factor, parts in products:
        if not parts:
            constant += factor
        elif len(parts) == 1 and not parts[0][2]:
            terms.append((factor, *parts[0][:2]))
        else:
            others.append((factor, parts))
    used = [part for _factor, parts in products for part in parts]
    return Expression(
        " ".join(text.split()),
        constant,
        tuple(terms),
        tuple(others),
        tuple(dict.fromkeys(code for code, back, _divides in used if not back)),
        tuple(dict.fromkeys(code for code, back, _divides in used if back)),
    )


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


def _ratio(indicator, numerator, denominator):
    if numerator is None or not denominator:
        return None
    return Decimal(numerator) * indicator.factor / Decimal(denominator)
