"""What was typed or sent for a programme, as it may be stored."""

from decimal import Decimal
from decimal import InvalidOperation
from metodinis.common.fields import checked
from metodinis.common.fields import MISSING
from metodinis.common.refusals import FieldErrors
from metodinis.common.texts import cleaned
from metodinis.common.texts import lines_of
from metodinis.i18n import _
from metodinis.training.programmes.rules import MAX_HOURS
from metodinis.training.programmes.rules import MAX_ROWS
from metodinis.training.programmes.rules import Topic
from metodinis.training.programmes.rules import Trainer
from metodinis.training.programmes.schema import ITrainingProgramme
from metodinis.training.programmes.schema import MAX_LINE
from metodinis.training.programmes.schema import MAX_LINES
from metodinis.training.programmes.schema import ROW_FIELDS
from metodinis.training.programmes.schema import TOPIC_FIELDS
from metodinis.training.programmes.schema import TRAINER_FIELDS
from zope.schema import getFields
from zope.schema.interfaces import ITuple


HOURS_WRONG = _(
    "programmes_hours_wrong",
    default="Write academic hours from 0 to ${max}, in halves: 1 or 1.5.",
    mapping={"max": str(int(MAX_HOURS))},
)
NOT_ROWS = _("programmes_rows_wrong", default="Send a list of rows, each with its fields.")
TOO_MANY = _(
    "programmes_rows_many", default="There are more than ${max} rows.", mapping={"max": MAX_ROWS}
)
LINE_LONG = _(
    "programmes_line_long",
    default="One line is longer than ${max} characters. Shorten it.",
    mapping={"max": MAX_LINE},
)
LINES_MANY = _(
    "programmes_lines_many", default="Write at most ${max} lines.", mapping={"max": MAX_LINES}
)
PRICE_WRONG = _("programmes_price_wrong", default="Write a sum like 25 or 25.50.")


def checked_programme(values, context, partial):
    """Fields and rows of a programme: (fields, topics or None, trainers or None).

    values: name -> value; texts and lists of lines are cleaned; `topics` and `trainers`: lists of
    mappings. partial: what is left out stays. Raises FieldErrors for all that is wrong; a field
    of a row is named like "topics-0-theory".
    """
    values = dict(values)
    rows = {name: values.pop(name) for name in ROW_FIELDS if name in values}
    errors, fields, found = {}, {}, {}
    try:
        fields = checked(ITrainingProgramme, _prepared(values, errors), context, partial=partial)
    except FieldErrors as refusal:
        errors = {**refusal.errors, **errors}
    for name, sent in rows.items():
        try:
            found[name] = CHECKS[name](sent)
        except FieldErrors as refusal:
            errors |= refusal.errors
    if errors:
        raise FieldErrors(errors)
    return fields, found.get("topics"), found.get("trainers")


def _prepared(values, errors):
    """Values as the schema's fields want them; what can't be made so is told in `errors`."""
    good = {}
    for name, field in getFields(ITrainingProgramme).items():
        if name not in values:
            continue
        value = values[name]
        if ITuple.providedBy(field):
            if isinstance(value, str) or value is None:
                value = lines_of(value or "")
            elif isinstance(value, list | tuple):
                value = tuple(cleaned(v) if isinstance(v, str) else v for v in value)
            if name != "competences" and isinstance(value, tuple):
                if any(isinstance(line, str) and len(line) > MAX_LINE for line in value):
                    errors[name] = LINE_LONG
                elif len(value) > MAX_LINES:
                    errors[name] = LINES_MANY
        elif name == "price":
            value = _price(value, errors)
        elif isinstance(value, str):
            value = cleaned(value)
        if name not in errors:
            good[name] = value
    return {**{name: value for name, value in values.items() if name not in errors}, **good}


def _price(value, errors):
    """A sum as a Decimal of whole cents, or None."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        if isinstance(value, bool):
            raise InvalidOperation
        price = Decimal(str(value).replace(",", ".").replace("€", "").strip())
        if not price.is_finite() or price != round(price, 2):
            raise InvalidOperation
    except InvalidOperation:
        errors["price"] = PRICE_WRONG
        return None
    return round(price, 2)


def _rows_of(name, sent, fields):
    """Rows that say something, as (place, mapping of texts). Raises FieldErrors."""
    if not isinstance(sent, list | tuple) or not all(isinstance(row, dict) for row in sent):
        raise FieldErrors({name: NOT_ROWS})
    if any(set(row) - set(fields) for row in sent):
        raise FieldErrors({name: NOT_ROWS})
    texts = [{field: _as_text(row.get(field)) for field in fields} for row in sent]
    said = [(place, row) for place, row in enumerate(texts) if any(row.values())]
    if len(said) > MAX_ROWS:
        raise FieldErrors({name: TOO_MANY})
    return said


def _as_text(value):
    return "" if value is None else cleaned(str(value)).replace("\n", " ")


def _checked_text(text, key, errors, max_length=MAX_LINE):
    if not text:
        errors[key] = MISSING
    elif len(text) > max_length:
        errors[key] = LINE_LONG
    return text


def checked_topics(sent):
    """Topics of rows, empty ones left out. Raises FieldErrors."""
    errors, found = {}, []
    for place, row in _rows_of("topics", sent, TOPIC_FIELDS):
        title = _checked_text(row["title"], f"topics-{place}-title", errors)
        hours = {}
        for name in ("theory", "practice", "self_study"):
            try:
                hours[name] = hours_of(row[name])
            except ValueError:
                errors[f"topics-{place}-{name}"] = HOURS_WRONG
        found.append(Topic(title, **hours))
    if errors:
        raise FieldErrors(errors)
    return tuple(found)


def hours_of(text):
    """Academic hours that were typed, as a float of halves; "" is 0. Raises ValueError."""
    hours = float(text.replace(",", ".")) if text else 0.0
    if not 0 <= hours <= MAX_HOURS or hours * 2 != int(hours * 2):
        raise ValueError(text)
    return hours


def checked_trainers(sent):
    """Trainers of rows, empty ones left out. Raises FieldErrors."""
    errors, found = {}, []
    for place, row in _rows_of("trainers", sent, TRAINER_FIELDS):
        found.append(
            Trainer(
                *(
                    _checked_text(row[name], f"trainers-{place}-{name}", errors, 1000)
                    for name in TRAINER_FIELDS
                )
            )
        )
    if errors:
        raise FieldErrors(errors)
    return tuple(found)


CHECKS = {"topics": checked_topics, "trainers": checked_trainers}
