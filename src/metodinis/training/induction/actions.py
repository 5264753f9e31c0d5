"""Forms that make and change a track, its modules, and the department's template."""

from metodinis.common.api import date_of
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.training.induction import attended
from metodinis.training.induction import operations
from metodinis.training.induction import rules
from metodinis.training.induction.content import template_of
from metodinis.training.induction.content import today
from metodinis.training.induction.schema import TRACK_FIELDS
from metodinis.training.induction.views import hours_of
from metodinis.training.induction.views import OWN_TRAININGS
from metodinis.training.induction.views import STEPS
from metodinis.training.induction.views import TrackView
from metodinis.training.induction.vocabularies import KIND_TITLES
from metodinis.training.induction.vocabularies import mentors_of
from metodinis.training.induction.vocabularies import newcomers_of
from metodinis.training.induction.vocabularies import place_of
from plone.memoize.view import memoize
from zExceptions import NotFound


EMPTY_ROWS = 3
SAVED = _("induction_saved", default="The changes are saved.")


class TrackForm(ActionPage):
    """Base of the two forms of a track's fields."""

    @property
    def newcomers(self):
        """(user id, name) of those who may be the newcomer."""
        return newcomers_of(self.context).items()

    @property
    def mentors(self):
        """(user id, name) of those who may be the mentor."""
        return mentors_of(self.context).items()

    @property
    def kicker(self):
        library = place_of(self.context)
        return OWN_TRAININGS if library is None else library.title

    def value(self, name):
        """What stands in a field: what was typed, else what is stored."""
        return self.typed(name, self.stored.get(name) or "")

    def values(self):
        """The fields as operations take them. Raises FieldErrors for the date."""
        values = {name: self.typed(name) or None for name in TRACK_FIELDS}
        values["starts"] = self.typed_day("starts")
        return values


class AddTrackPage(TrackForm):
    """`@@add-induction` of a library or of the training's folder."""

    title = _("induction_add", default="New introductory training")
    lead = _(
        "induction_add_lead",
        default="The track begins with the modules of the department's template; you can change "
        "them afterwards.",
    )
    made = None

    @property
    def stored(self):
        return {"starts": today().isoformat()}

    @property
    def next_url(self):
        return self.made.absolute_url()

    def act(self, form):
        self.made = operations.add_track(self.context, self.values())
        return _("induction_added", default="The track is made. Look its modules through.")


class EditTrackPage(TrackForm):
    """`@@edit` of a track."""

    title = _("induction_edit_title", default="Change the track")
    lead = _(
        "induction_edit_lead",
        default="If the first day moves, the days of the modules stay: change them in the list "
        "of modules.",
    )

    @property
    @memoize
    def stored(self):
        stored = {name: getattr(self.context, name) for name in TRACK_FIELDS}
        return {**stored, "starts": self.context.starts.isoformat()}

    def act(self, form):
        operations.update_track(self.context, self.values())
        return SAVED


class ModuleRows(ActionPage):
    """Base of the two forms with a row for each module; works without scripts.

    day: "due" or "days", the field by which rows differ.
    """

    kinds = KIND_TITLES.items()
    day = "days"
    has_events = False
    events = ()

    def stored_rows(self):
        """Dicts of texts of what is stored."""
        raise NotImplementedError

    @property
    def kept(self):
        """What keeps the modules: it has a `revision`."""
        raise NotImplementedError

    @property
    @memoize
    def rows(self):
        """Rows of texts: what was typed, else what is stored with a few empty rows below."""
        if self.refusal is not None:
            return self.typed_rows()
        return [*self.stored_rows(), *({} for _number in range(EMPTY_ROWS))]

    def typed_rows(self):
        """The rows that the form sent, as texts."""
        count = self.typed("count")
        count = min(int(count), rules.MAX_MODULES + EMPTY_ROWS) if count.isdecimal() else 0
        names = ("id", "kind", "title", self.day, "hours", "required", "link", "text", "event")
        return [
            {name: self.typed(f"module-{place}-{name}") for name in (*names, "remove")}
            for place in range(count)
        ]

    def error(self, place, name):
        return self.error_of(f"module-{place}-{name}")

    def sent_rows(self):
        """Rows as operations take them. Raises FieldErrors for fields named by their place."""
        errors, found = {}, []
        for place, row in enumerate(self.typed_rows()):
            try:
                found.append(self.sent_row(row, f"module-{place}-"))
            except FieldErrors as refusal:
                errors |= refusal.errors
                found.append(None)
        if errors:
            raise FieldErrors(errors)
        return found

    def sent_row(self, row, prefix):
        """A row as operations take it; None for an empty one or one that is to go."""
        if row["remove"] or not (row["id"] or row["title"].strip()):
            return {"id": row["id"], "remove": True} if row["remove"] and row["id"] else None
        return {
            "kind": row["kind"] or None,
            "title": row["title"],
            "hours": hours_of(row["hours"], f"{prefix}hours"),
            "required": row["required"] == "yes",
            "link": row["link"],
            "text": row["text"],
            self.day: self.day_value(row[self.day].strip(), f"{prefix}{self.day}"),
        }

    @property
    def revision(self):
        text = self.typed("revision")
        return int(text) if text.isdecimal() else self.kept.revision

    def numbered(self, operation, rows):
        """Run an operation with the rows that are none; errors keep the numbers of the form."""
        places = [place for place, row in enumerate(rows) if row is not None]
        try:
            operation([rows[place] for place in places])
        except FieldErrors as refusal:
            raise FieldErrors(
                {_renumbered(name, places): text for name, text in refusal.errors.items()}
            ) from refusal

    def stored_texts(self, module):
        """The texts of a Row or Module."""
        return {
            **module._asdict(),
            "hours": f"{module.hours:g}".replace(".", "," if self.lang == "lt" else "."),
            "required": "yes" if module.required else "",
            self.day: str(getattr(module, self.day)),
        }


def _renumbered(name, places):
    prefix, _dash, rest = name.partition("-")
    number, _dash, field = rest.partition("-")
    return f"{prefix}-{places[int(number)]}-{field}" if number.isdecimal() else name


class ModulesPage(ModuleRows, TrackView):
    """`@@modules` of a track."""

    title = _("induction_modules_title", default="Modules of the track")
    lead = _(
        "induction_modules_lead",
        default="Fill an empty row to add a module; tick “Remove” to take one away with what was "
        "said of it. If it is signed already, it has to be signed anew.",
    )
    day = "due"
    has_events = True

    @property
    def kicker(self):
        return self.context.title

    @property
    def kept(self):
        return self.context

    @property
    @memoize
    def events(self):
        return attended.offered(self.context.modules)

    def stored_rows(self):
        return [self.stored_texts(module) for module in self.context.modules]

    def day_value(self, text, name):
        return date_of({name: text}, name)

    def sent_row(self, row, prefix):
        sent = super().sent_row(row, prefix)
        if sent is not None and "remove" not in sent:
            sent |= {"id": row["id"], "event": row["event"]}
        return sent

    def act(self, form):
        self.numbered(
            lambda rows: operations.set_modules(self.context, rows, self.revision),
            self.sent_rows(),
        )
        return SAVED


class TemplatePage(ModuleRows):
    """`@@induction-template` of the training's folder."""

    title = _("induction_template", default="Template of introductory training")
    lead = _(
        "induction_template_lead",
        default="Each new track begins with these modules; days are counted from the first day "
        "at work, and move to the next working day. Tracks under way stay as they are.",
    )

    @property
    def kicker(self):
        return self.place_name

    @property
    @memoize
    def kept(self):
        return template_of(self.context)

    def stored_rows(self):
        return [{**self.stored_texts(row), "id": ""} for row in self.kept.rows]

    def day_value(self, text, name):
        if text and not (text.isascii() and text.isdecimal() and len(text) < 5):
            message = _("induction_days_invalid", default="Write days in digits: 14.")
            raise FieldErrors({name: message})
        return int(text) if text else None

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@induction"

    def act(self, form):
        self.numbered(
            lambda rows: operations.set_template(self.context, rows, self.revision),
            self.sent_rows(),
        )
        return SAVED


class StepPage(TrackView, ActionPage):
    """`@@step?name=stop|resume|reopen`: confirm, with a reason where there has to be one."""

    @property
    @memoize
    def step(self):
        step = STEPS.get(self.typed("name"))
        if step is None:
            raise NotFound("name")
        return step

    def act(self, form):
        reason = (self.typed("reason"),) if self.step.has_reason else ()
        self.step.operation(self.context, *reason)
        return self.step.done


class RemoveTrackPage(TrackView, ActionPage):
    """`@@remove`: delete a track, once confirmed."""

    title = _("induction_remove", default="Delete the track")
    consequences = _(
        "induction_remove_text",
        default="The track is deleted for good, with all marks, notes and signatures. To keep "
        "them, stop it instead.",
    )
    next_url = ""

    def act(self, form):
        # Asked before: afterwards it has no place any more.
        self.next_url, _title = self.place
        if self.context.library is None:
            self.next_url += "/@@induction"
        operations.delete_track(self.context)
        return _("induction_removed", default="The track is deleted.")
