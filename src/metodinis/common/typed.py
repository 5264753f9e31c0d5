"""What people type into forms or send as JSON, before a schema checks it: lines, sums, rows."""

from datetime import date
from decimal import Decimal
from decimal import InvalidOperation
from metodinis.common.fields import checked
from metodinis.common.fields import MISSING
from metodinis.common.fields import too_long
from metodinis.common.refusals import FieldErrors
from metodinis.common.texts import cleaned
from metodinis.common.texts import lines_of
from metodinis.i18n import _
from zope.schema import getFields
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IDecimal
from zope.schema.interfaces import IInt
from zope.schema.interfaces import ITuple


MAX_REASON = 5000
NOT_ROWS = _("common_rows_wrong", default="Send a list of rows, each with its fields.")
MONEY_WRONG = _("common_money_wrong", default="Write a sum like 25 or 25.50.")
NUMBER_WRONG = _("common_decimal_wrong", default="Write a number like 12 or 12.5.")
WHOLE_WRONG = _("common_number_invalid", default="This must be a whole number.")
DATE_WRONG = _("common_date_invalid", default="This must be a date like 2026-02-10.")
LONGEST_NUMBER = 18


def line_long(most):
    """The message of a line that is longer than `most` characters."""
    return _(
        "common_line_long",
        default="One line is longer than ${max} characters. Shorten it.",
        mapping={"max": most},
    )


def lines_many(most):
    """The message of more lines than `most`."""
    return _("common_lines_many", default="Write at most ${max} lines.", mapping={"max": most})


def checked_whole(schema, rows, values, context, *, partial):
    """Fields and rows of one thing: ({field: value}, {name: rows}) of what `values` has.

    rows: name -> what checks such rows, or raises FieldErrors. partial: fields that are left out
    keep what they have. Raises FieldErrors for all that is wrong; a field of a row is named like
    "topics-0-theory".
    """
    values = dict(values)
    sent = {name: values.pop(name) for name in rows if name in values}
    errors, fields, found = {}, {}, {}
    try:
        fields = checked(schema, prepared(schema, values, errors), context, partial=partial)
    except FieldErrors as refusal:
        errors = {**refusal.errors, **errors}
    for name, value in sent.items():
        try:
            found[name] = rows[name](value)
        except FieldErrors as refusal:
            errors |= refusal.errors
    if errors:
        raise FieldErrors(errors)
    return fields, found


def prepared(schema, values, errors):
    """Values as the fields of a schema want them; what can't be made so is told in `errors`.

    Texts are cleaned; a text for a tuple of lines is cut into them; a text for a Decimal is read
    as a sum of money, one for a Date as year-month-day, one for an Int as its digits. Whatever
    else was sent stays as it is.
    """
    good = dict(values)
    for name, field in getFields(schema).items():
        if name not in values:
            continue
        value = values[name]
        if ITuple.providedBy(field):
            value = _lines(name, value, field, errors)
        elif IDecimal.providedBy(field):
            value = _money(name, value, errors)
        elif isinstance(value, str):
            value = cleaned(value)
            if IDate.providedBy(field):
                value = _day(name, value, errors)
            elif IInt.providedBy(field):
                value = _whole(name, value, errors)
        good[name] = value
    return {name: value for name, value in good.items() if name not in errors}


def _lines(name, value, field, errors):
    if isinstance(value, str) or value is None:
        value = lines_of(value or "")
    elif isinstance(value, list | tuple):
        value = tuple(cleaned(line) if isinstance(line, str) else line for line in value)
    if not IChoice.providedBy(field.value_type) and isinstance(value, tuple):
        longest = field.value_type.max_length
        if any(isinstance(line, str) and len(line) > longest for line in value):
            errors[name] = line_long(longest)
        elif len(value) > field.max_length:
            errors[name] = lines_many(field.max_length)
    return value


def _money(name, value, errors):
    try:
        found = decimal_of(value)
        if found is not None and found != round(found, 2):
            raise InvalidOperation
    except InvalidOperation:
        errors[name] = MONEY_WRONG
        return None
    return None if found is None else round(found, 2)


def _day(name, text, errors):
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        errors[name] = DATE_WRONG
        return None


def _whole(name, text, errors):
    digits = "".join(text.split())
    # int() takes digits of all scripts, and as many as there are.
    if digits and not (digits.isdecimal() and digits.isascii() and len(digits) <= LONGEST_NUMBER):
        errors[name] = WHOLE_WRONG
        return None
    return int(digits) if digits else None


def decimal_of(value):
    """A number that was typed or sent, as a Decimal; None for nothing. Raises InvalidOperation."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool):
        raise InvalidOperation
    text = str(value).replace(",", ".").replace("€", "")
    number = Decimal("".join(text.split()))
    if not number.is_finite():
        raise InvalidOperation
    return number


def rows_of(name, sent, fields, most):
    """Rows that say something, as (place, mapping of texts). Raises FieldErrors.

    sent: list of mappings with no other keys than `fields`; most: how many there may be.
    """
    if not isinstance(sent, list | tuple) or not all(isinstance(row, dict) for row in sent):
        raise FieldErrors({name: NOT_ROWS})
    if any(set(row) - set(fields) for row in sent):
        raise FieldErrors({name: NOT_ROWS})
    texts = [{field: _as_line(row.get(field)) for field in fields} for row in sent]
    said = [(place, row) for place, row in enumerate(texts) if any(row.values())]
    if len(said) > most:
        raise FieldErrors(
            {
                name: _(
                    "common_rows_many",
                    default="There are more than ${max} rows.",
                    mapping={"max": most},
                )
            }
        )
    return said


def _as_line(value):
    return "" if value is None else cleaned(str(value)).replace("\n", " ")


def check_text(text, key, errors, most, required=True):
    """Tell in `errors` under `key` what is wrong with a text of a row; return the text."""
    if required and not text:
        errors[key] = MISSING
    elif len(text) > most:
        errors[key] = line_long(most)
    return text


def reason_of(text, missing, field="reason", required=True):
    """A reason that a person typed, cleaned. missing: what to say if there is none where one is
    required. Raises FieldErrors for `field`."""
    text = cleaned(text or "")
    if required and not text:
        raise FieldErrors({field: missing})
    if len(text) > MAX_REASON:
        raise FieldErrors({field: too_long(MAX_REASON)})
    return text
