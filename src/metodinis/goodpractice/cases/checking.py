"""What was typed or sent for a case, as it may be stored."""

from decimal import InvalidOperation
from metodinis.common.refusals import FieldErrors
from metodinis.common.typed import check_text
from metodinis.common.typed import checked_whole
from metodinis.common.typed import decimal_of
from metodinis.common.typed import NUMBER_WRONG
from metodinis.common.typed import rows_of
from metodinis.goodpractice.cases.rules import Link
from metodinis.goodpractice.cases.rules import Result
from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.goodpractice.cases.schema import LINK_FIELDS
from metodinis.goodpractice.cases.schema import RESULT_FIELDS
from metodinis.i18n import _
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import parsed_catalogue
from metodinis.libraries.schema import is_web_address
from zope.interface import Invalid


MAX_RESULTS = 20
MAX_LINKS = 20
LONGEST = {"text": 1000, "evidence": 1000, "unit": 60}
# Of a value before or after, to either side: beyond it nothing is counted that a page could show.
LARGEST = 10**12
INDICATOR_WRONG = _(
    "practice_indicator_wrong", default="Choose an indicator of the site's catalogue, or none."
)
OUT_OF_RANGE = _(
    "common_field_range",
    default="Write a number from ${low} to ${high}.",
    mapping={"low": -LARGEST, "high": LARGEST},
)


def checked_case(values, context, *, partial):
    """Fields and rows of a case: ({field: value}, Results or None, Links or None).

    values: name -> value; `results` and `links`: lists of mappings. partial: what is left out
    stays. Raises FieldErrors for all that is wrong, rows' fields as "results-0-before".
    """
    fields, found = checked_whole(IGoodPractice, CHECKS, values, context, partial=partial)
    return fields, found.get("results"), found.get("links")


def checked_results(sent):
    """Results of rows, empty ones left out. Raises FieldErrors."""
    errors, found = {}, []
    known = parsed_catalogue(catalogue_text())
    for place, row in rows_of("results", sent, RESULT_FIELDS, MAX_RESULTS):
        key = f"results-{place}"
        for name, most in LONGEST.items():
            check_text(row[name], f"{key}-{name}", errors, most, required=name == "text")
        code = row["indicator"]
        if code and code not in known.indicators and code not in known.elements:
            errors[f"{key}-indicator"] = INDICATOR_WRONG
        numbers = {}
        for name in ("before", "after"):
            try:
                number = decimal_of(row[name])
            except InvalidOperation:
                errors[f"{key}-{name}"] = NUMBER_WRONG
                continue
            if number is not None and abs(number) > LARGEST:
                errors[f"{key}-{name}"] = OUT_OF_RANGE
                continue
            numbers[name] = None if number is None else float(number)
        found.append(Result(**{**row, "before": None, "after": None, **numbers}))
    if errors:
        raise FieldErrors(errors)
    return tuple(found)


def checked_links(sent):
    """Links of rows, empty ones left out; one without a title is called by its address."""
    errors, found = {}, []
    for place, row in rows_of("links", sent, LINK_FIELDS, MAX_LINKS):
        url = check_text(row["url"], f"links-{place}-url", errors, 500)
        try:
            is_web_address(url)
        except Invalid as error:
            errors[f"links-{place}-url"] = error.__doc__
        title = check_text(row["title"], f"links-{place}-title", errors, 200, required=False)
        found.append(Link(title or url, url))
    if errors:
        raise FieldErrors(errors)
    return tuple(found)


CHECKS = {"results": checked_results, "links": checked_links}
