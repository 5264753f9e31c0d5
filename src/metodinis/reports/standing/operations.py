"""Every write of what never applies to a library."""

from datetime import date
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import parsed_catalogue
from metodinis.reports.content import standing_of
from metodinis.reports.operations import checked_text
from metodinis.reports.operations import MANAGE_ROUND
from metodinis.reports.operations import set_standing


def choices():
    """The elements of this year's catalogue that may be "not applicable", in its order."""
    catalogue = parsed_catalogue(catalogue_text()).for_year(date.today().year)
    return [element for element in catalogue.elements.values() if element.not_applicable]


def change_standing(library, reasons):
    """Say what never applies to a library, and why; all or nothing. Returns the changed codes.

    reasons: {code: reason}; an empty reason takes it back. Codes that aren't named stay.
    Raises FieldErrors (code -> message) or Unauthorized.
    """
    require(MANAGE_ROUND, library)
    known = {element.code for element in choices()} | set(standing_of(library))
    wanted, errors = {}, {}
    for code, reason in reasons.items():
        try:
            if code not in known:
                raise FieldErrors({code: UNKNOWN_CODE})
            wanted[code] = checked_text(code, reason, required=False) or None
        except FieldErrors as refusal:
            errors |= refusal.errors
    if errors:
        raise FieldErrors(errors)
    changed = [code for code, reason in wanted.items() if reason != reason_of(library, code)]
    for code in changed:
        set_standing(library, code, wanted[code])
    return changed


UNKNOWN_CODE = _(
    "reports_standing_unknown",
    default="No element of the catalogue with this code may be “not applicable”.",
)


def reason_of(library, code):
    """Why an element never applies to a library; None if it does apply."""
    stored = standing_of(library).get(code)
    return stored[0] if stored else None
