"""What was typed or sent for a programme, as it may be stored."""

from metodinis.common.refusals import FieldErrors
from metodinis.common.schema import MAX_LINE
from metodinis.common.typed import check_text
from metodinis.common.typed import checked_whole
from metodinis.common.typed import rows_of
from metodinis.i18n import _
from metodinis.training.programmes.rules import MAX_HOURS
from metodinis.training.programmes.rules import MAX_ROWS
from metodinis.training.programmes.rules import Topic
from metodinis.training.programmes.rules import Trainer
from metodinis.training.programmes.schema import ITrainingProgramme
from metodinis.training.programmes.schema import TOPIC_FIELDS
from metodinis.training.programmes.schema import TRAINER_FIELDS


HOURS_WRONG = _(
    "programmes_hours_wrong",
    default="Write academic hours from 0 to ${max}, in halves: 1 or 1.5.",
    mapping={"max": str(int(MAX_HOURS))},
)


def checked_programme(values, context, partial):
    """Fields and rows of a programme: (fields, topics or None, trainers or None).

    values: name -> value; texts and lists of lines are cleaned; `topics` and `trainers`: lists of
    mappings. partial: what is left out stays. Raises FieldErrors for all that is wrong; a field
    of a row is named like "topics-0-theory".
    """
    fields, found = checked_whole(ITrainingProgramme, CHECKS, values, context, partial=partial)
    return fields, found.get("topics"), found.get("trainers")


def checked_topics(sent):
    """Topics of rows, empty ones left out. Raises FieldErrors."""
    errors, found = {}, []
    for place, row in rows_of("topics", sent, TOPIC_FIELDS, MAX_ROWS):
        title = check_text(row["title"], f"topics-{place}-title", errors, MAX_LINE)
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
    for place, row in rows_of("trainers", sent, TRAINER_FIELDS, MAX_ROWS):
        found.append(
            Trainer(
                *(
                    check_text(row[name], f"trainers-{place}-{name}", errors, 1000)
                    for name in TRAINER_FIELDS
                )
            )
        )
    if errors:
        raise FieldErrors(errors)
    return tuple(found)


CHECKS = {"topics": checked_topics, "trainers": checked_trainers}
