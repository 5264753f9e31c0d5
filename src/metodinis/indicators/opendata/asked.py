"""What a question to `@statistics` asks for."""

from metodinis.common.api import whole_number_of
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.indicators.values.rules import ACCEPTED
from metodinis.indicators.values.rules import PUBLISHED
from metodinis.libraries.rules import counties
from metodinis.libraries.rules import KINDS
from metodinis.libraries.rules import municipalities
from typing import NamedTuple
import numpy


LEVELS = ("library", "municipality", "county", "territory")
SHAPES = ("items", "compact")
# Numbers -> (where nothing is said, the largest).
YEARS = {"from": (None, 9999), "to": (None, 9999)}
PAGING = {"b_start": (0, 10**9), "b_size": (100, 1000)}
NUMBERS = YEARS | PAGING
# Filters of libraries -> the attribute of a Member.
FILTERS = {"library": "code", "municipality": "municipality", "county": "county", "kind": "kind"}
NAMES = ("code", *FILTERS, *NUMBERS, "states", "level", "shape")


class Question(NamedTuple):
    """What is asked. states: of reports, in the order of ACCEPTED; codes: of series, () for all;
    filters: attribute of a Member -> values; first, last: years or None; start, size: of a page
    of items."""

    states: tuple
    codes: tuple
    filters: dict
    first: int | None
    last: int | None
    level: str
    shape: str
    start: int
    size: int

    def mask(self, members):
        """bool (libraries,): which Members are asked for."""
        return numpy.array(
            [
                all(getattr(one, name) in values for name, values in self.filters.items())
                for one in members
            ],
            dtype=bool,
        )

    def columns(self, years):
        """Places of the years that are asked for."""
        first, last = self.first or 0, self.last or 10**9
        return [place for place, year in enumerate(years) if first <= year <= last]


def question_of(form, members, codes):
    """The Question of a query string (mapping of texts and lists of texts).

    members: Members there are; codes: of all elements and indicators there are. Raises FieldErrors
    for each field that is wrong, an unknown one too: a slip in a name must not give all there is.
    """
    errors = {name: UNKNOWN for name in form if name not in NAMES}
    known = {
        "code": codes,
        "library": {one.code for one in members},
        "municipality": municipalities(),
        "county": counties(),
        "kind": KINDS,
        "states": ACCEPTED,
        "level": LEVELS,
        "shape": SHAPES,
    }
    asked = {name: _texts(form, name) for name in known}
    for name, values in asked.items():
        wrong = [value for value in values if value not in known[name]]
        if wrong:
            errors[name] = _not_there(wrong[0])
    for name in ("level", "shape"):
        if len(asked[name]) > 1:
            errors[name] = ONE
    numbers = {name: _number(form, name, errors) for name in NUMBERS}
    if errors:
        raise FieldErrors(errors)
    states = asked["states"] or [PUBLISHED]
    return Question(
        tuple(state for state in ACCEPTED if state in states),
        tuple(dict.fromkeys(asked["code"])),
        {FILTERS[name]: set(asked[name]) for name in FILTERS if asked[name]},
        numbers["from"],
        numbers["to"],
        (asked["level"] or LEVELS)[0],
        (asked["shape"] or SHAPES)[0],
        numbers["b_start"],
        numbers["b_size"],
    )


UNKNOWN = _("opendata_name_unknown", default="There is no such parameter.")
ONE = _("opendata_value_one", default="Only one value can be given here.")


def _texts(form, name):
    """The values of a field; what is no text becomes one, and is found nowhere."""
    values = form.get(name) or []
    return [str(value) for value in (values if isinstance(values, list) else [values])]


def _not_there(value):
    return _(
        "opendata_value_unknown",
        default="There is no “${value}” here.",
        mapping={"value": value[:60]},
    )


def _number(form, name, errors):
    default, largest = NUMBERS[name]
    try:
        return whole_number_of(form, name, default, largest)
    except FieldErrors as error:
        errors |= error.errors
        return None
