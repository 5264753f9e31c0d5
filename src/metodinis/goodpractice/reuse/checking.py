"""What was typed or sent by readers, as it may be stored."""

from metodinis.common.clock import today
from metodinis.common.refusals import FieldErrors
from metodinis.common.robots import links_message
from metodinis.common.typed import checked_whole
from metodinis.goodpractice.reuse.rules import MOST_LINKS
from metodinis.goodpractice.reuse.schema import IQuestionValues
from metodinis.goodpractice.reuse.schema import IReuseValues
from metodinis.goodpractice.reuse.schema import IThanksValues
from metodinis.i18n import _
from zope.schema import getFieldNames


# Name of a field that strangers fill -> how many links it may have.
LINKS = {"name": 0, "words": 0, "text": MOST_LINKS}
IN_FUTURE = _("reuse_future", default="This day hasn't come yet: tell of what you did already.")
TOO_EARLY = _("reuse_too_early", default="This is before the case itself began.")
CONSENT_MISSING = _(
    "reuse_consent_missing", default="Without your consent we can't hand the question on."
)


def checked_reuse(case, values, stored=None):
    """Fields of a Reuse. values: name -> value; stored: the Reuse whose fields stay where
    `values` leave them out, or None. Raises FieldErrors."""
    kept = {name: getattr(stored, name) for name in getFieldNames(IReuseValues)} if stored else {}
    fields = _checked(IReuseValues, {**kept, **values}, case)
    day = fields["taken_on"]
    if day > today():
        raise FieldErrors({"taken_on": IN_FUTURE})
    if case.started and day < case.started:
        raise FieldErrors({"taken_on": TOO_EARLY})
    return fields


def checked_thanks(case, values):
    """Name and words of thanks. Raises FieldErrors."""
    return _without_links(_checked(IThanksValues, values, case))


def checked_question(case, values, consent):
    """Name, e-mail and text of a question. Raises FieldErrors for all that is wrong."""
    errors = {} if consent else {"consent": CONSENT_MISSING}
    try:
        fields = _without_links(_checked(IQuestionValues, values, case))
    except FieldErrors as refusal:
        raise FieldErrors({**refusal.errors, **errors}) from None
    if errors:
        raise FieldErrors(errors)
    return fields


def _checked(schema, values, context):
    fields, _rows = checked_whole(schema, {}, values, context, partial=False)
    return {name: value if value is not None else "" for name, value in fields.items()}


def _without_links(fields):
    found = {
        name: links_message(fields[name], most) for name, most in LINKS.items() if name in fields
    }
    errors = {name: message for name, message in found.items() if message}
    if errors:
        raise FieldErrors(errors)
    return fields
