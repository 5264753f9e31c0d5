"""Rows in the form of an event: its sessions, and the questions of its registration form.

They work without scripts: there are always two empty rows below those that are filled, and a
button asks for more; a row that is emptied is left out.
"""

from datetime import date
from datetime import time
from metodinis.common.clock import zone
from metodinis.common.moments import WrongTime
from metodinis.i18n import _
from metodinis.training.events.rules import LONGEST_TEXT
from metodinis.training.events.rules import MOST_ROWS
from metodinis.training.events.rules import Question
from metodinis.training.events.rules import QUESTION_KINDS
from metodinis.training.events.rules import Session
from metodinis.training.events.rules import sitting
from z3c.form.converter import BaseDataConverter
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import IWidget
from z3c.form.interfaces import NO_VALUE
from z3c.form.widget import FieldWidget
from z3c.form.widget import Widget
from zope.component import adapter
from zope.interface import implementer
from zope.interface import implementer_only
from zope.interface import Invalid
from zope.schema.interfaces import ITuple
import secrets


EMPTY_ROWS = 2
QUESTION_KIND_TITLES = {
    "text": _("training_question_text", default="Text"),
    "choice": _("training_question_choice", default="One of several"),
    "yes_no": _("training_question_yes_no", default="Yes or no"),
}
SESSION_INCOMPLETE = _(
    "training_session_incomplete", default="Row ${row}: write the day, the beginning and the end."
)
SESSION_ERRORS = {
    "order": _(
        "training_session_order",
        default="Row ${row}: the end must be after the beginning. What goes on after midnight is "
        "a session of the next day.",
    ),
    "skipped": _(
        "training_session_skipped",
        default="Row ${row}: there is no such time on that day, for the clock is turned forward.",
    ),
}
QUESTION_UNASKED = _("training_question_unasked", default="Row ${row}: write the question.")
QUESTION_CHOICES = _(
    "training_question_choices_missing",
    default="Row ${row}: write at least two different answers, with semicolons between them.",
)
TOO_MANY_ROWS = _("training_rows_many", default="At most ${max} rows can be kept.")


class WrongRow(Invalid):
    """What is wrong with a row; told at the field."""

    def __init__(self, message, **mapping):
        super().__init__(type(message)(message, mapping=mapping))


class IRowsWidget(IWidget):
    """Rows of texts."""


class ISessionsWidget(IRowsWidget):
    """Sessions."""


class IQuestionsWidget(IRowsWidget):
    """Questions."""


class RowsWidget(Widget):
    """Base: its value is a list of dicts of texts."""

    columns = ()
    # What a row may have without being filled.
    presets = ("id", "kind", "required")

    @property
    def rows(self):
        """The rows to show: what is filled, and some empty ones."""
        filled = list(self.value or ())
        return filled + [dict.fromkeys(self.columns, "") for _row in range(EMPTY_ROWS)]

    def extract(self, default=NO_VALUE):
        """The filled rows of the request."""
        form = self.request.form
        if f"{self.name}-marker" not in form:
            return default
        found = []
        for number in range(MOST_ROWS + EMPTY_ROWS + 1):
            row = {name: self._typed(form, number, name) for name in self.columns}
            if any(value for name, value in row.items() if name not in self.presets):
                found.append(row)
        return found

    def _typed(self, form, number, name):
        value = form.get(f"{self.name}.{number}.{name}", "")
        return value.strip()[:LONGEST_TEXT] if isinstance(value, str) else ""


@implementer_only(ISessionsWidget)
class SessionsWidget(RowsWidget):
    """Day, from, to, title and place of each."""

    columns = ("day", "starts", "ends", "title", "place")


@implementer_only(IQuestionsWidget)
class QuestionsWidget(RowsWidget):
    """Question, kind, whether it must be answered, and the answers to choose from."""

    columns = ("id", "title", "kind", "required", "choices")
    kinds = QUESTION_KIND_TITLES.items()


@implementer(IFieldWidget)
def SessionsFieldWidget(field, request):
    return FieldWidget(field, SessionsWidget(request))


@implementer(IFieldWidget)
def QuestionsFieldWidget(field, request):
    return FieldWidget(field, QuestionsWidget(request))


class RowsConverter(BaseDataConverter):
    """Base: between rows of the widget and the tuple of the field."""

    def toWidgetValue(self, value):
        return [self.as_row(item) for item in value or ()]

    def toFieldValue(self, value):
        if len(value) > MOST_ROWS:
            raise WrongRow(TOO_MANY_ROWS, max=str(MOST_ROWS))
        return tuple(self.from_row(row, str(n)) for n, row in enumerate(value, start=1))


@adapter(ITuple, ISessionsWidget)
class SessionsConverter(RowsConverter):
    """Between Sessions and rows in the time of the site."""

    def as_row(self, session):
        starts, ends = session.starts.astimezone(zone()), session.ends.astimezone(zone())
        return {
            "day": starts.date().isoformat(),
            "starts": f"{starts:%H:%M}",
            "ends": f"{ends:%H:%M}",
            "title": session.title,
            "place": session.place,
        }

    def from_row(self, row, number):
        try:
            day = date.fromisoformat(row["day"])
            starts, ends = time.fromisoformat(row["starts"]), time.fromisoformat(row["ends"])
        except ValueError:
            raise WrongRow(SESSION_INCOMPLETE, row=number) from None
        try:
            starts, ends = sitting(day, starts, ends, zone())
        except WrongTime as error:
            raise WrongRow(SESSION_ERRORS[error.code], row=number) from None
        return Session(starts, ends, row["title"], row["place"])


@adapter(ITuple, IQuestionsWidget)
class QuestionsConverter(RowsConverter):
    """Between Questions and rows."""

    def as_row(self, question):
        return {
            "id": question.id,
            "title": question.title,
            "kind": question.kind,
            "required": "yes" if question.required else "",
            "choices": "; ".join(question.choices),
        }

    def from_row(self, row, number):
        if not row["title"]:
            raise WrongRow(QUESTION_UNASKED, row=number)
        kind = row["kind"] if row["kind"] in QUESTION_KINDS else "text"
        choices = ()
        if kind == "choice":
            parts = (part.strip() for part in row["choices"].split(";"))
            choices = tuple(dict.fromkeys(part for part in parts if part))
            if len(choices) < 2:
                raise WrongRow(QUESTION_CHOICES, row=number)
        id_ = row["id"] or secrets.token_hex(4)
        return Question(id_, row["title"], kind, row["required"] == "yes", choices)
