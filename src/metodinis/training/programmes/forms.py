"""Writing a programme: one form for the department, for a library, and for changes.

It works without scripts: more rows are asked for by a button, rows are ordered by their numbers,
and a row that is emptied is gone.
"""

from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.actions import ActionPage
from metodinis.training.programmes import operations
from metodinis.training.programmes.rules import COMPULSORY
from metodinis.training.programmes.rules import MAX_ROWS
from metodinis.training.programmes.rules import totals
from metodinis.training.programmes.schema import ITrainingProgramme
from metodinis.training.programmes.schema import ROW_FIELDS
from metodinis.training.programmes.schema import title_of
from metodinis.training.programmes.schema import TOPIC_FIELDS
from metodinis.training.programmes.schema import TRAINER_FIELDS
from plone import api
from plone.memoize.view import memoize
from plone.protect import CheckAuthenticator
from zope.i18n import translate
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IInt
from zope.schema.interfaces import ITuple


# Of the form: (id, title, names of the fields).
FIELDSETS = (
    (
        "identity",
        _("programmes_part_identity", default="What it is"),
        ("title", "provider", "authors", "level", "form", "competences"),
    ),
    (
        "why",
        _("programmes_part_why", default="Why and for whom"),
        ("annotation", "aim", "objectives", "target_group", "prerequisites"),
    ),
    (
        "content",
        _("programmes_part_content", default="Content and methods"),
        ("topics", "methods", "materials", "literature"),
    ),
    (
        "results",
        _("programmes_part_results", default="Results"),
        ("outcomes", "assessment", "certificate"),
    ),
    (
        "conditions",
        _("programmes_part_conditions", default="Trainers, price and quality"),
        ("trainers", "price", "validity", "quality"),
    ),
)
ROWS = {"topics": TOPIC_FIELDS, "trainers": TRAINER_FIELDS}
# Empty rows below those that say something, and more of them for the asking.
SPARE, MORE = 2, 4
HOURS = ("theory", "practice", "self_study")
SHORT = ("aim", "target_group", "prerequisites", "certificate")
LINES = ("authors", "objectives", "outcomes", "literature")


class ProgrammeForm(ActionPage):
    """Base of the three forms. programme: the TrainingProgramme that is changed, or None."""

    programme = None

    def __call__(self):
        if self.request.method == "POST" and self.asked_for_rows:
            CheckAuthenticator(self.request)
            return self.index()
        return super().__call__()

    @property
    def asked_for_rows(self):
        """Of which rows more were asked for: "topics", "trainers" or None."""
        return next((name for name in ROWS if f"more-{name}" in self.request.form), None)

    @property
    def is_typed(self):
        return self.request.method == "POST"

    @property
    def fieldsets(self):
        """The parts of the form: id, title and fields of each."""
        return [
            {"id": id_, "title": title, "fields": [self.field(name) for name in names]}
            for id_, title, names in FIELDSETS
        ]

    def field(self, name):
        """What the template shows of a field."""
        if name in ROWS:
            title, help_ = ROW_FIELDS[name]
            return {"name": name, "title": title, "help": help_, "kind": "rows", "optional": False}
        field = ITrainingProgramme[name].bind(self.context)
        return {
            "name": name,
            "title": field.title,
            "help": field.description,
            "kind": self.kind(field),
            "optional": name not in COMPULSORY,
            "required": field.required,
            "max_length": getattr(field, "max_length", None),
            "size": 3 if name in SHORT else 6,
            "value": self.value(name),
            "choices": self.choices(field),
        }

    @staticmethod
    def kind(field):
        """How a field is typed: checks, lines, select, number, money, line or text."""
        if ITuple.providedBy(field):
            return "checks" if IChoice.providedBy(field.value_type) else "lines"
        if IChoice.providedBy(field):
            return "select"
        if IInt.providedBy(field):
            return "number"
        if field.__name__ == "price":
            return "money"
        return "line" if field.__name__ in ("title", "provider") else "text"

    @staticmethod
    def choices(field):
        """(value, title) of what a field offers."""
        if ITuple.providedBy(field):
            field = field.value_type
        return [(t.value, t.title) for t in field.vocabulary] if IChoice.providedBy(field) else []

    def value(self, name):
        """What stands in a field: what was typed, else what is stored."""
        if name == "competences":
            return self.chosen if self.is_typed else self.stored(name) or ()
        if self.is_typed:
            return self.typed(name)
        stored = self.stored(name)
        if name in LINES:
            return "\n".join(stored or ())
        if name == "price" and stored is not None:
            return formats.number(stored, self.lang, 2 if stored % 1 else 0)
        return "" if stored is None else stored

    def stored(self, name):
        """What is stored in a field, or what a new programme begins with."""
        if self.programme is None:
            return self.beginning.get(name)
        return getattr(self.programme, name)

    beginning = {}

    @property
    def chosen(self):
        """Codes of the competences that were ticked."""
        found = self.request.form.get("competences", ())
        return [found] if isinstance(found, str) else [c for c in found if isinstance(c, str)]

    @property
    def errors(self):
        """What is wrong, with the field or the row of which it is."""
        return [
            (id_, f"{self.title_of(id_.removeprefix('f-'))}: {self.say(text)}")
            if id_ != "content"
            else (id_, text)
            for id_, text in super().errors
        ]

    def title_of(self, name):
        """What a control is called: a field, or a cell of a row such as topics-0-theory."""
        field, _dash, cell = name.partition("-")
        if field in ROWS and cell:
            place, _dash, column = cell.partition("-")
            return self.row_label(ROWS[field][column], int(place))
        return self.say(title_of(field))

    # rows

    @memoize
    def sent_rows(self, name):
        """The rows that were typed, by their numbers: list of mappings of texts."""
        return self.typed_rows(name, ROWS[name], MAX_ROWS + SPARE + MORE)

    def rows(self, name):
        """The rows that the form shows: those that say something, then empty ones."""
        if self.is_typed:
            rows = list(self.sent_rows(name))
        else:
            stored = getattr(self.programme, name) if self.programme is not None else ()
            rows = [self.row_texts(row._asdict()) for row in stored]
        spare = MORE if self.asked_for_rows == name else SPARE
        empty = dict.fromkeys(ROWS[name], "")
        rows += [empty] * max(0, min(spare, MAX_ROWS - len(rows)))
        return [{"place": place, "texts": row} for place, row in enumerate(rows)]

    def row_texts(self, values):
        """The texts of a stored row."""
        return {
            name: value if isinstance(value, str) else self.hours(value)
            for name, value in values.items()
        }

    def hours(self, value):
        """Hours as they are typed: 1,5; nothing for none."""
        if not value:
            return ""
        return formats.number(value, self.lang, 1 if value % 1 else 0)

    @property
    def total_hours(self):
        """The stored totals by name, and all together under "hours"."""
        found = totals(self.programme.topics if self.programme is not None else ())
        return {
            name: self.number(value, 1 if value % 1 else 0)
            for name, value in (*found._asdict().items(), ("hours", found.hours))
            if name != "title"
        }

    def columns(self, name):
        """(name, title, whether it is words) of the columns of some rows."""
        return [(field, title, field not in HOURS) for field, title in ROWS[name].items()]

    def row_label(self, title, place):
        """What a control of a row is called for who can't see the table."""
        number = str(place + 1)
        if title is None:
            message = _(
                "programmes_row_order", default="Place of row ${number}", mapping={"number": number}
            )
        else:
            message = _(
                "programmes_row_label",
                default="${title}, row ${number}",
                mapping={"title": translate(title, context=self.request), "number": number},
            )
        return translate(message, context=self.request)

    # saving

    def values(self):
        """Everything that was typed, as operations take it."""
        plain = [name for _id, _title, names in FIELDSETS for name in names if name not in ROWS]
        values = {name: self.typed(name) for name in plain}
        values["competences"] = self.chosen
        for name in ("level", "form"):
            values[name] = values[name] or None
        years = values["validity"].strip()
        values["validity"] = int(years) if years.isdecimal() and len(years) < 6 else years or None
        return {**values, **{name: self.sent_rows(name) for name in ROWS}}

    saved = _("programmes_saved", default="Saved: go on whenever you like, and submit it then.")


class AddProgrammePage(ProgrammeForm):
    """`/training/@@add-programme`: the department begins a programme."""

    title = _("programmes_add", default="New programme")
    kicker = _("programmes", default="Programmes")

    def act(self, form):
        self.made = operations.create_programme(self.context, self.values())
        return self.saved

    @property
    def next_url(self):
        return self.made.absolute_url()

    @property
    def cancel_url(self):
        return f"{self.context.absolute_url()}/@@programmes"


class ProposeProgrammePage(AddProgrammePage):
    """`@@propose-programme` of a library: its people begin one that the library proposes."""

    title = _("programmes_propose", default="Propose a programme")

    @property
    def kicker(self):
        return self.context.name

    @property
    def beginning(self):
        return {"provider": self.context.title}

    def act(self, form):
        directory = api.portal.get()["training"]
        self.made = operations.create_programme(directory, self.values(), self.context)
        return self.saved

    @property
    def cancel_url(self):
        return f"{self.portal_url}/training/@@programmes"


class EditProgrammePage(ProgrammeForm):
    """`@@edit` of a programme."""

    title = _("programmes_edit", default="Edit the programme")
    saved = _("programmes_changes_saved", default="The changes are saved.")

    @property
    def programme(self):
        return self.context

    @property
    def kicker(self):
        return self.context.title

    @property
    def seen(self):
        """The revision that is written over: that of the page as it was opened.

        Who was told that somebody else wrote meanwhile has now seen theirs.
        """
        was_told = self.refusal is not None and not isinstance(self.refusal, FieldErrors)
        return (not was_told and self.typed("seen")) or str(self.context.revision)

    @property
    def cancel_url(self):
        return self.context.absolute_url()

    def act(self, form):
        seen = int(self.seen) if self.seen.isdecimal() and len(self.seen) < 9 else -1
        operations.update_programme(self.context, self.values(), seen)
        return self.saved
