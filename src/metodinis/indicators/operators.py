"""What each operator of a check rule looks at. Pure.

`compiled(rule, catalogue)` gives a function View -> Hits. It is made once for a form and then
runs over thousands of reports: it looks nothing up twice and writes no text.
"""

from decimal import Decimal
from functools import partial
from math import exp
from math import log
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import UNKNOWN
from metodinis.indicators.formulas import CENT
from typing import NamedTuple
import operator


# What counts where a rule doesn't say: how near to last year's a value with one digit more or
# less has to be, how many median deviations from the peers are odd.
NEAR = (Decimal("0.6"), Decimal("1.6"))
DEVIATIONS = 5


class View(NamedTuple):
    """One report. now, last: code -> number; cells, previous: code -> Cell, of the two years.

    previous is None if there is no report of the last year; last is empty then.
    """

    now: dict
    last: dict
    cells: dict
    previous: dict | None
    context: tuple


class Hit(NamedTuple):
    """What an operator found, numbers in the unit that people type.

    element: the code that it is shown at, "" for the whole report; elements: all codes involved;
    problem: "", or the code of a message that says more than the rule's own.
    """

    element: str
    elements: tuple = ()
    value: int | Decimal | None = None
    previous: int | Decimal | None = None
    likely: int | Decimal | None = None
    left: int | Decimal | float | None = None
    right: int | Decimal | float | None = None
    problem: str = ""


class PeerRange(NamedTuple):
    """Median and median absolute deviation of the natural logarithms of the peers' ratios."""

    median: float
    deviation: float


NOTHING = ()


def compiled(rule, catalogue):
    """The function View -> tuple of Hits for a Rule; None if it says nothing on this form."""
    if rule.operator == "flag":
        return _estimated(catalogue) if rule.right_text == "estimated" else _flag(rule.right_text)
    if rule.operator in LISTS:
        codes = _listed(rule, catalogue)
        return LISTS[rule.operator](rule, codes, catalogue) if codes else None
    if any(code not in catalogue.elements for code in rule.now_codes):
        return None
    return _sides(rule, catalogue, SIDES[rule.operator](rule))


def _listed(rule, catalogue):
    if rule.left_text == "*":
        return tuple(
            code
            for code, element in catalogue.elements.items()
            if element.compulsory and not element.derived
        )
    return tuple(code for code in rule.codes if code in catalogue.elements)


def _scale(code, catalogue):
    return CENT if catalogue.elements[code].type == "money" else 1


def _scaled(number, scale):
    return number if number is None else number * scale


# operators on two expressions, or on one and its bounds


def _sides(rule, catalogue, agrees):
    """Find where both sides have a number and `agrees(view, left, right)` is false."""
    # A line that isn't on this form can't show it.
    place = rule.element if rule.element in catalogue.elements else rule.now_codes[0]
    elements = tuple(dict.fromkeys((place, *rule.now_codes, *rule.last_codes)))
    scale = _scale(place, catalogue)
    left = rule.left.function()
    right = rule.right.function() if rule.right else None

    def hit(view, first=None, second=None, problem=""):
        value = _scaled(view.now.get(place), scale)
        previous = _scaled(view.last.get(place), scale)
        return (Hit(place, elements, value, previous, None, first, second, problem),)

    def find(view):
        first = left(view.now, view.last)
        second = right(view.now, view.last) if right else 1
        if first is None or second is None:
            missing = _missing(rule, view)
            if missing == "require":
                return hit(view, problem="missing")
            if missing == "zero":
                first = left(view.now, view.last, 0)
                second = right(view.now, view.last, 0) if right else 1
            if first is None or second is None:
                return NOTHING
        answer = agrees(view, first, second)
        if answer is True:
            return NOTHING
        return hit(view, *(answer or (first, second)))

    return find


def _missing(rule, view):
    """What to do where a side has no number: "skip", "zero" or "require".

    A number that is known to be unknown is never taken for 0, nor is a whole report that isn't
    there; and what last year lacks can't be required today.
    """
    now = [view.cells.get(code) for code in rule.now_codes]
    last = [(view.previous or {}).get(code) for code in rule.last_codes]
    if any(cell is not None and cell[0] == UNKNOWN for cell in now + last):
        return "skip"
    if rule.last_codes and view.previous is None:
        return "skip"
    if rule.missing == "require":
        return "require" if None in now else "skip"
    if rule.missing == "zero" and any(cell is not None for cell in now):
        return "zero"
    return "skip"


def _comparison(exact, tolerant, rule):
    tolerance = rule.tolerance
    if tolerance:
        return lambda _view, left, right: tolerant(left, right, tolerance)
    return lambda _view, left, right: exact(left, right)


def _between(rule):
    lower, upper = _bounds(rule)
    return lambda _view, left, _right: lower <= left <= upper


def _bounds(rule):
    return (
        rule.lower if rule.lower is not None else Decimal("-Infinity"),
        rule.upper if rule.upper is not None else Decimal("Infinity"),
    )


def _peers(rule):
    """The ratio of the sides against the peers' range, on a logarithmic scale."""
    deviations = float(rule.tolerance or DEVIATIONS)

    def agrees(view, left, right):
        peers = (view.context.peers or {}).get(rule.code)
        if peers is None or left <= 0 or right <= 0:
            return True
        ratio = left / right
        if abs(log(ratio) - peers.median) <= deviations * peers.deviation:
            return True
        # Two places are as much as such a comparison says.
        return round(ratio, 2), round(exp(peers.median), 2)

    return agrees


# Without a tolerance, and with one.
COMPARISONS = {
    "=": (operator.eq, lambda left, right, tolerance: abs(left - right) <= tolerance),
    "!=": (operator.ne, lambda left, right, tolerance: abs(left - right) > tolerance),
    "<": (operator.lt, lambda left, right, tolerance: left < right + tolerance),
    "<=": (operator.le, lambda left, right, tolerance: left <= right + tolerance),
    ">": (operator.gt, lambda left, right, tolerance: left > right - tolerance),
    ">=": (operator.ge, lambda left, right, tolerance: left >= right - tolerance),
}
SIDES = {
    **{name: partial(_comparison, *pair) for name, pair in COMPARISONS.items()},
    "together": lambda _rule: lambda _view, left, right: bool(left) is bool(right),
    "exclusive": lambda _rule: lambda _view, left, right: not (left and right),
    "between": _between,
    "peers": _peers,
}


# operators on a list of codes, each for itself


def _yearly(odd, rule, codes, catalogue):
    """Find codes whose value is `odd(value, previous)`, and differs by the minimum or more."""
    least = rule.minimum_difference or 0
    plan = []
    for code in codes:
        scale = _scale(code, catalogue)
        whole = catalogue.elements[code].type in ("count", "money")
        plan.append((code, least / scale, scale, whole))

    def find(view):
        hits = NOTHING
        now, last = view.now, view.last
        if not last:
            return hits
        for code, least, scale, whole in plan:
            value, previous = now.get(code), last.get(code)
            if value is None or previous is None or not odd(value, previous):
                continue
            if abs(value - previous) >= least:
                likely = _scaled(likely_value(value, previous, whole), scale)
                hits += (Hit(code, (code,), value * scale, previous * scale, likely),)
        return hits

    return find


def likely_value(value, previous, whole=True, near=NEAR):
    """The value without a digit too many, or with one that is lacking; None if that isn't it.

    It is what brings the value near last year's (`near`: lowest and highest ratio).
    whole: whether only whole numbers can be meant.
    """
    if not value or not previous:
        return None
    lower, upper = near[0] * previous, near[1] * previous
    if lower <= value <= upper:
        return None
    for power in (10, 100, 1000):
        less = value // power if whole else Decimal(value) / power
        for likely in (less, value * power):
            if lower <= likely <= upper:
                return likely
    return None


def _band(rule, codes, catalogue):
    lower, upper = _bounds(rule)

    def odd(value, previous):
        return previous and not lower * previous <= value <= upper * previous

    return _yearly(odd, rule, codes, catalogue)


def _tenfold(rule, codes, catalogue):
    near = (rule.lower or NEAR[0], rule.upper or NEAR[1])

    def odd(value, previous):
        return likely_value(value, previous, near=near) is not None

    return _yearly(odd, rule, codes, catalogue)


def _same(rule, codes, catalogue):
    lower = rule.lower or 0

    def odd(value, previous):
        return value and value == previous and value >= lower

    return _yearly(odd, rule, codes, catalogue)


def _duplicates(rule, codes, catalogue):
    """Equal values in two lines, from `lower` up (0 never counts)."""
    scales = [(code, _scale(code, catalogue)) for code in codes]
    lower = rule.lower or 0

    def find(view):
        seen, hits = {}, NOTHING
        for code, scale in scales:
            value = view.now.get(code)
            if not value or value * scale < lower:
                continue
            twins = seen.setdefault(value * scale, [])
            if twins:
                previous = _scaled(view.last.get(code), scale)
                hits += (Hit(code, (code, *twins), value * scale, previous),)
            twins.append(code)
        return hits

    return find


def _compulsory(_rule, codes, catalogue):
    """Empty lines; unknown ones without a reason; "not applicable" where it can't be."""
    refuses = {code for code in codes if not catalogue.elements[code].not_applicable}

    def find(view):
        hits = NOTHING
        for code in codes:
            cell = view.cells.get(code)
            if cell is None:
                hits += (Hit(code, (code,)),)
            elif cell[0] == UNKNOWN and not cell[3]:
                hits += (Hit(code, (code,), problem="reason"),)
            elif cell[0] == NOT_APPLICABLE and code in refuses:
                hits += (Hit(code, (code,), problem="not_applicable"),)
        return hits

    return find


LISTS = {
    "band": _band,
    "same": _same,
    "zero_after": partial(_yearly, lambda value, previous: not value and previous),
    "nonzero_after": partial(_yearly, lambda value, previous: value and not previous),
    "tenfold": _tenfold,
    "compulsory": _compulsory,
    "duplicate_series": _duplicates,
}
# These compare with last year's value of the same code.
YEARLY = ("band", "same", "zero_after", "nonzero_after", "tenfold")


# circumstances of the report, and of single values


FLAGS = ("first_report", "opened", "closed", "merged", "late", "explanation_reused", "estimated")


def _flag(name):
    def find(view):
        found = getattr(view.context, name)
        if found is True:
            return (Hit(""),)
        return tuple(Hit(code, (code,)) for code in found or ())

    return find


def _estimated(catalogue):
    """Values that the library estimated instead of counting."""
    elements = catalogue.elements

    def find(view):
        codes = [code for code, cell in view.cells.items() if cell.estimated]
        return tuple(
            Hit(code, (code,), _scaled(view.now.get(code), _scale(code, catalogue)))
            for code in codes
            if code in elements
        )

    return find
