"""What a proposal may say: texts that were typed or sent, made into what is kept."""

from decimal import InvalidOperation
from metodinis.common.clock import today
from metodinis.common.fields import MISSING
from metodinis.common.numbers import NUMBER_TYPES
from metodinis.common.refusals import FieldErrors
from metodinis.common.typed import decimal_of
from metodinis.common.typed import reason_of
from metodinis.i18n import _
from metodinis.indicators.targets import computing
from metodinis.indicators.targets import reading
from metodinis.indicators.targets import rules
from metodinis.indicators.targets.computing import Question
from metodinis.indicators.targets.rules import EACH
from metodinis.indicators.targets.rules import WHOLE
from plone import api
from typing import NamedTuple
from zope.i18n import translate
import numpy


FIELDS = (
    *("code", "year", "group", "measure", "direction", "method", "value"),
    *("percentile", "base", "base_year", "span", "reason"),
)
YEARS_AHEAD = 10
CHOOSE = _("targets_choose", default="Choose one of those listed.")
CODE_WRONG = _(
    "targets_code_wrong",
    default="Choose an indicator, or an element that is a number, that is in use in that year.",
)
YEAR_WRONG = _(
    "targets_year_wrong",
    default="Choose a year from this one on, at most ten years ahead.",
)
NUMBER_WRONG = _("targets_number_wrong", default="Write a number that isn't negative, like 12,5.")
DIRECTION_MISSING = _(
    "targets_direction_missing",
    default="Say which direction is good: without it nobody knows who is best.",
)
WHOLE_METHOD = _(
    "targets_whole_method",
    default="The best third and percentiles are of single libraries. For a group together take "
    "its own trend, or write the value by hand.",
)
EACH_METHOD = _(
    "targets_each_method",
    default="Libraries of different sizes have no trend in common. Set the target for the group "
    "together or for one library, or take another method.",
)
FEW_LIBRARIES = _(
    "targets_few_libraries",
    default="In that year fewer than three libraries of the group have a number: choose a larger "
    "group or another year.",
)
FEW_YEARS = _(
    "targets_few_years",
    default="Fewer than three of these years have a complete number: take more years or another "
    "method.",
)
REASON_MISSING = _(
    "targets_reason_missing",
    default="Write why this value: everybody who reads the target sees it.",
)


class Proposal(NamedTuple):
    """What is checked of a target: fields of rules.Target."""

    code: str
    year: int
    group: str
    group_title: str
    value: float
    direction: str
    measure: str
    basis: rules.Basis
    reason: str


def line_choices(found, year):
    """The Elements of numbers and Indicators that are in use in a year, indicators first."""
    current = found.current.for_year(year)
    elements = [one for one in current.elements.values() if one.type in NUMBER_TYPES]
    return [*current.indicators.values(), *elements]


def base_years(found, year):
    """The years whose values can be looked at for a target of `year`, the newest first."""
    return [one for one in reversed(found.reported_years) if one < year]


def usual_base_year(found, years):
    """The newest of some years of which most libraries have reported; else the newest; None of
    none."""
    for year in years:
        place = found.years.index(year)
        asked = numpy.count_nonzero(found.asked[:, place])
        if numpy.count_nonzero(found.reports[:, place]) >= rules.ENOUGH * asked:
            return year
    return next(iter(years), None)


def measures(line, group):
    """Which of rules.MEASURES a target of a line can have for a group."""
    if not reading.adds_up(line) or rules.kind_of(group) == "library":
        return (EACH,)
    return (EACH, WHOLE) if line.aggregation == "sum" else (EACH,)


def question_of(found, values):
    """The Question of values (name -> text or number) over a Table. Raises FieldErrors."""
    errors = {}
    year = _whole(values, "year", errors, _years(), YEAR_WRONG)
    lines = {} if year is None else {one.code: one for one in line_choices(found, year)}
    line = lines.get(_text(values, "code"))
    if line is None and year is not None:
        errors["code"] = CODE_WRONG
    groups = {} if year is None else dict(computing.group_choices(found, year))
    group = _text(values, "group") or rules.TERRITORY
    if group not in groups and year is not None:
        errors["group"] = CHOOSE
    if errors:
        raise FieldErrors(errors)
    measure = _one_of(values, "measure", measures(line, group), errors)
    direction = line.direction
    if direction not in (rules.UP, rules.DOWN):
        direction = _one_of(values, "direction", ("", rules.UP, rules.DOWN), errors)
    held = base_years(found, year)
    usual = usual_base_year(found, held)
    base_year = _whole(values, "base_year", errors, held, CHOOSE, usual) if held else None
    if "base_year" in errors:
        raise FieldErrors(errors)
    bases = dict(computing.base_choices(found, group, base_year))
    base = _one_of(values, "base", tuple(bases), errors)
    span = range(rules.FEWEST_YEARS, rules.MOST_YEARS + 1)
    question = Question(
        line=line,
        year=year,
        group=group,
        group_title=_said(groups[group]),
        measure=measure,
        direction=direction,
        base=base,
        base_title=_said(bases[base]) if base in bases else "",
        base_year=base_year,
        span=_whole(values, "span", errors, span, _between(span), rules.USUAL_YEARS),
        percentile=_whole(
            values,
            "percentile",
            errors,
            rules.PERCENTILES,
            _between(rules.PERCENTILES),
            rules.USUAL_PERCENTILE,
        ),
    )
    if errors:
        raise FieldErrors(errors)
    return question


def checked(found, values, former=None):
    """The Proposal that values say. former: the Target that is changed: where nothing that it was
    computed from is another, what was computed stays as it was. Raises FieldErrors."""
    errors = {name: CHOOSE for name in values if name not in FIELDS}
    question = question_of(found, values)
    method = _text(values, "method")
    if method not in rules.METHODS:
        errors["method"] = CHOOSE
    told = computing.evidence(found, question)
    basis = computing.basis_of(question, told, method)
    if former is not None and _is_same(former, question, basis):
        basis = former.basis
    value = None
    if method == rules.VALUE:
        value = _value(values, reading.digits_of(question.line), errors)
    elif basis.computed is not None:
        value = round(basis.computed, reading.digits_of(question.line))
    elif "method" not in errors:
        name, message = _why_not(question, method)
        errors[name] = message
    reason = ""
    try:
        reason = reason_of(_text(values, "reason"), REASON_MISSING)
    except FieldErrors as refusal:
        errors |= refusal.errors
    if errors:
        raise FieldErrors(errors)
    return Proposal(
        code=question.line.code,
        year=question.year,
        group=question.group,
        group_title=question.group_title,
        value=value,
        direction=question.direction,
        measure=question.measure,
        basis=basis,
        reason=reason,
    )


def values_of(target):
    """name -> text of what was chosen for a Target, as `checked` takes it."""
    basis = target.basis
    return {
        "code": target.code,
        "year": str(target.year),
        "group": target.group,
        "measure": target.measure,
        "direction": target.direction,
        "method": basis.method,
        "value": f"{target.value:g}" if target.value < 1e6 else f"{target.value:.3f}",
        "percentile": str(basis.percentile or rules.USUAL_PERCENTILE),
        "base": basis.group,
        "base_year": str(basis.year or ""),
        "span": str(basis.span),
        "reason": target.reason,
    }


def _is_same(former, question, basis):
    """Whether a Target was computed from what the question and the new Basis ask for."""
    asked = (former.code, former.year, former.group, former.measure, former.direction)
    line = question.line
    if asked != (line.code, question.year, question.group, question.measure, question.direction):
        return False
    names = ("method", "group", "year", "percentile", "span")
    return all(getattr(former.basis, name) == getattr(basis, name) for name in names)


def _why_not(question, method):
    """(field, message): why a method gives nothing."""
    if method == rules.TREND:
        whole = question.measure == WHOLE or rules.kind_of(question.group) == "library"
        if reading.adds_up(question.line) and not whole:
            return "method", EACH_METHOD
        return "method", FEW_YEARS
    if question.measure == WHOLE:
        return "method", WHOLE_METHOD
    if not question.direction:
        return "direction", DIRECTION_MISSING
    return "method", FEW_LIBRARIES


def _years():
    year = today().year
    return range(year, year + YEARS_AHEAD + 1)


def _text(values, name):
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""


def _whole(values, name, errors, allowed, message, default=None):
    """The whole number of a field, one of `allowed`. A default is taken for an empty field."""
    value = values.get(name)
    text = "" if value is None else str(value).strip()
    if not text and default is not None:
        return default
    if isinstance(value, bool) or not (text.isascii() and text.isdecimal() and len(text) < 9):
        errors[name] = message
        return None
    if int(text) not in allowed:
        errors[name] = message
        return None
    return int(text)


def _one_of(values, name, choices, errors):
    """What a field chose; the first if it is empty."""
    value = values.get(name)
    if value in (None, ""):
        return choices[0]
    if not isinstance(value, str) or value not in choices:
        errors[name] = CHOOSE
        return choices[0]
    return value


def _value(values, digits, errors):
    """The number that was typed, to at most `digits` decimals."""
    try:
        number = decimal_of(values.get("value"))
    except InvalidOperation:
        errors["value"] = NUMBER_WRONG
        return None
    if number is None:
        errors["value"] = MISSING
    elif not 0 <= number < rules.LARGEST:
        errors["value"] = NUMBER_WRONG
    elif number != round(number, digits):
        errors["value"] = _(
            "targets_value_digits",
            default="This number is written with at most ${digits} decimals.",
            mapping={"digits": digits},
        )
    return None if number is None else float(number)


def _between(allowed):
    return _(
        "targets_between",
        default="Write a whole number from ${least} to ${most}.",
        mapping={"least": allowed[0], "most": allowed[-1]},
    )


def _said(title):
    return translate(title, target_language=api.portal.get_default_language())
