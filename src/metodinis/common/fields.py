"""Values checked against the fields of a schema, with what is wrong told in our own words.

Forms of the site check by the same fields; this is for REST services, imports and scripts.
"""

from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from zope.i18nmessageid import Message
from zope.interface import Invalid
from zope.schema import getFields
from zope.schema.interfaces import ConstraintNotSatisfied
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import TooBig
from zope.schema.interfaces import TooLong
from zope.schema.interfaces import TooSmall
from zope.schema.interfaces import WrongType


MISSING = _("common_field_missing", default="Fill this in.")
UNKNOWN = _("common_field_unknown", default="There is no such field here.")


def too_long(most):
    """The message of a text of more than `most` characters."""
    return _(
        "common_field_long",
        default="Write at most ${max} characters.",
        mapping={"max": most},
    )


def checked(schema, values, context, *, partial=False):
    """`values` (name -> value) as the fields of `schema` take them: texts trimmed, "" as None.

    partial: fields that are left out keep what they have; else they take their defaults.
    context: what vocabularies are bound to. Raises FieldErrors with all that is wrong.
    """
    fields, good, errors = getFields(schema), {}, {}
    for name in values:
        if name not in fields:
            errors[name] = UNKNOWN
    for name, field in fields.items():
        if name not in values and partial:
            continue
        value = values.get(name, field.default)
        if isinstance(value, str):
            value = value.strip() or None
        field = field.bind(context)
        try:
            _validate(field, value)
        except Invalid as error:
            errors[name] = message_of(error, field)
        else:
            good[name] = _as_offered(field, value)
    if errors:
        raise FieldErrors(errors)
    return good


def _validate(field, value):
    if value is None and field.required:
        raise RequiredMissing(field.__name__)
    if isinstance(value, bool) and field._type in (int, float):
        raise WrongType(value)
    field.validate(value)


def _as_offered(field, value):
    """The very value that a choice offers: 2025 for 2025.0, which is equal to it."""
    if IChoice.providedBy(field) and value is not None:
        return field.vocabulary.getTerm(value).value
    return value


def message_of(error, field):
    """What is wrong with a value, and what to do: a message."""
    if isinstance(error.__doc__, Message) and error.__doc__.domain == MISSING.domain:
        return error.__doc__
    if isinstance(error, RequiredMissing):
        return MISSING
    if isinstance(error, TooSmall | TooBig):
        return _(
            "common_field_range",
            default="Write a number from ${low} to ${high}.",
            mapping={"low": field.min, "high": field.max},
        )
    if isinstance(error, TooLong):
        return too_long(field.max_length)
    if isinstance(error, ConstraintNotSatisfied):
        return _("common_field_choice", default="Choose one of the values offered.")
    return _("common_field_wrong", default="A value of this kind doesn't fit here.")
