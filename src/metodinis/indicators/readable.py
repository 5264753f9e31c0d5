"""Formulas and check rules as people read them."""

from metodinis.i18n import _
from typing import NamedTuple
import re


CODE = re.compile(r"([A-Za-z]\w*)(@-1)?", re.ASCII)
SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
PLACEHOLDER = re.compile(r"\{\w+\}")
TYPOGRAPHY = str.maketrans("-*", "−×")


class Part(NamedTuple):
    """A piece of an expression: plain `text`, or an element's code with its title."""

    text: str
    code: str = ""
    title: str = ""
    last_year: bool = False


def parts(text, catalogue, language):
    """The Parts of an expression's text, such as "B1 + B2 - B3@-1"."""
    found, position = [], 0
    for match in CODE.finditer(text):
        found.append(Part(_plain(text[position : match.start()])))
        code = match[1]
        title = catalogue.elements[code].title(language)
        found.append(Part("", code, title, bool(match[2])))
        position = match.end()
    found.append(Part(_plain(text[position:])))
    return [part for part in found if part.code or part.text]


def _plain(text):
    return " ".join(re.sub(r"([-+*−])", r" \1 ", text).translate(TYPOGRAPHY).split())


def message(rule, language):
    """What a rule says, with dots where numbers will stand."""
    return PLACEHOLDER.sub("…", rule.message(language)).replace("….", "…")


def limits(rule, number):
    """What a check rule allows, as messages. number: a function that writes a number."""
    return [
        message
        for wanted, message in (
            (_has_range(rule), _range(rule, number)),
            (
                rule.operator in ("same", "duplicate_series") and rule.lower is not None,
                _("indicators_limit_from", default="from ${n}", mapping={"n": number(rule.lower)}),
            ),
            (
                rule.tolerance is not None and rule.operator != "peers",
                _(
                    "indicators_limit_tolerance",
                    default="a difference of ${n} is allowed",
                    mapping={"n": number(rule.tolerance)},
                ),
            ),
            (
                bool(rule.minimum_difference),
                _(
                    "indicators_limit_difference",
                    default="if the difference is ${n} or more",
                    mapping={"n": number(rule.minimum_difference)},
                ),
            ),
            (
                rule.missing == "zero",
                _("indicators_limit_zero", default="a missing value counts as zero"),
            ),
            (
                rule.missing == "require",
                _("indicators_limit_require", default="no value may be missing"),
            ),
        )
        if wanted
    ]


def _has_range(rule):
    return rule.operator in ("band", "between") and (rule.lower, rule.upper) != (None, None)


def _range(rule, number):
    mapping = {"lower": number(rule.lower), "upper": number(rule.upper)}
    if rule.operator == "band":
        return _(
            "indicators_limit_band",
            default="this year's value is between ${lower} and ${upper} times last year's",
            mapping=mapping,
        )
    return _(
        "indicators_limit_between",
        default="between ${lower} and ${upper}",
        mapping=mapping,
    )


def validity(entry):
    """From when to when an element, indicator or rule counts, as a message; None for always."""
    mapping = {"first": str(entry.valid_from), "last": str(entry.valid_to)}
    if entry.valid_from and entry.valid_to:
        return _("indicators_years_both", default="${first}–${last}", mapping=mapping)
    if entry.valid_from:
        return _("indicators_years_from", default="from ${first}", mapping=mapping)
    if entry.valid_to:
        return _("indicators_years_to", default="until ${last}", mapping=mapping)
    return None
