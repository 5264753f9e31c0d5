"""Pages that do something with an event: its steps, a copy, deletion, its files."""

from datetime import timedelta
from metodinis.common.clock import moment_of
from metodinis.common.documents import FILES
from metodinis.common.documents import MAX_SIZE
from metodinis.common.stored_documents import serve
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.actions import NamedStep
from metodinis.training.events import exports
from metodinis.training.events import operations
from metodinis.training.events import rules
from metodinis.training.events.catalog import event_of
from metodinis.training.events.catalog import filters_of
from metodinis.training.events.catalog import find
from metodinis.training.events.schema import IEventValues
from metodinis.training.events.views import EventBase
from metodinis.training.events.workflow import NEED_A_REASON
from metodinis.training.events.workflow import OPENING
from metodinis.training.events.workflow import possible_steps
from metodinis.training.vocabularies import AUDIENCE_TITLES
from metodinis.training.vocabularies import STAGE_TITLES
from plone import api
from Products.Five.browser import BrowserView
from zope.publisher.interfaces import NotFound


# step -> (its button, what is said once it is done, what will happen)
STEPS = {
    "announce": (
        _("training_step_announce", default="Announce"),
        _("training_done_announce", default="The event is announced."),
        _(
            "training_effect_announce",
            default="Everyone sees the event, and can register from the time that it says.",
        ),
    ),
    "withdraw": (
        _("training_step_withdraw", default="Take back"),
        _("training_done_withdraw", default="The event is in preparation again."),
        _(
            "training_effect_withdraw",
            default="The event is seen by the department and its trainers alone.",
        ),
    ),
    "postpone": (
        _("training_step_postpone", default="Postpone"),
        _("training_done_postpone", default="The event is postponed."),
        _(
            "training_effect_postpone",
            default="Visitors read the reason; nobody can register until it is announced anew. "
            "Registrations stay.",
        ),
    ),
    "resume": (
        _("training_step_resume", default="Announce anew"),
        _("training_done_resume", default="The event is announced with its new dates."),
        _(
            "training_effect_resume",
            default="Registration goes on; sessions move along, keeping their hours.",
        ),
    ),
    "cancel": (
        _("training_step_cancel", default="Cancel the event"),
        _("training_done_cancel", default="The event is cancelled."),
        _(
            "training_effect_cancel",
            default="Visitors read the reason. This can't be taken back: a new event can be made "
            "by copying it.",
        ),
    ),
}


class EventAction(ActionPage, EventBase):
    """Base: a page of an event."""

    def typed_moment(self, name):
        """What was typed into a field of day and time, or None. Raises FieldErrors."""
        text = self.typed(name)
        return moment_of(text, name) if text else None

    def local(self, moment):
        """A moment as a field of day and time holds it."""
        return f"{moment.astimezone(self.zone):%Y-%m-%dT%H:%M}"


class StepPage(NamedStep, EventAction):
    """`@@event-transition?name=…`: says what will happen, and does it when confirmed."""

    names = STEPS

    gone = _(
        "training_step_gone",
        default="This can't be done now: the event's state has changed meanwhile.",
    )

    @property
    def title(self):
        return STEPS[self.name][0]

    @property
    def is_possible(self):
        return self.name in possible_steps(self.context)

    @property
    def is_final(self):
        return self.name == "cancel"

    @property
    def effects(self):
        """Lines on what will happen."""
        lines = [self.say(STEPS[self.name][2])]
        registered = len(self.context.registrations)
        if registered and self.name != "withdraw":
            lines.append(self.plural(registered, "training_effect_told"))
        return lines

    @property
    def unsaid(self):
        """What visitors will look for in vain once it is announced, as a sentence; "" if nothing.

        An event may be announced before its trainers are known: it is told, not forbidden.
        """
        if self.name not in OPENING:
            return ""
        names = rules.unsaid(operations.stored_values(self.context))
        titles = [self.say(IEventValues[name].title) for name in names]
        if not titles:
            return ""
        return _(
            "training_unsaid",
            default="The event doesn't say yet: ${fields}.",
            mapping={"fields": ", ".join(titles)},
        )

    @property
    def asks_reason(self):
        return self.name in NEED_A_REASON

    @property
    def asks_dates(self):
        return self.name == "resume"

    def act(self, form):
        step = operations.TRANSITIONS[self.name]
        if self.asks_reason:
            step(self.context, self.typed("reason"))
        elif self.asks_dates:
            step(self.context, {name: self.typed_moment(name) for name in ("start", "end")})
        else:
            step(self.context)
        return STEPS[self.name][1]


class CopyPage(EventAction):
    """`@@copy-event`: a new event like this one, on another day."""

    title = _("training_copy", default="Copy as a new event")
    lead = _(
        "training_copy_lead",
        default="The text, trainers, questions and sessions are copied; participants, files and "
        "times of registration aren't. The copy is in preparation until it is announced.",
    )

    @property
    def proposed(self):
        """A week after the present one, or what was typed."""
        week = timedelta(days=7)
        return self.typed("start", self.local(self.context.start + week))

    def act(self, form):
        start = moment_of(self.typed("start"), "start")
        self.copy_url = operations.copy_event(self.context, start).absolute_url()
        return _("training_copied", default="This is the copy. Look it through and announce it.")

    @property
    def next_url(self):
        return self.copy_url


class RemovePage(EventAction):
    """`@@remove`: delete an event in preparation, once confirmed."""

    title = _("training_remove", default="Delete the event")
    consequences = _(
        "training_remove_text", default="The event and its files are deleted for good."
    )

    def act(self, form):
        # Asked before: afterwards it has no place any more.
        self.directory_url = self.context.__parent__.absolute_url()
        operations.delete_event(self.context)
        return _("training_removed", default="The event is deleted.")

    @property
    def next_url(self):
        return self.directory_url


class MaterialsPage(EventAction):
    """`@@event-materials`: the files of an event; adds and deletes them."""

    title = _("training_materials", default="Materials")
    lead = _(
        "training_materials_lead",
        default="Participants find their files by their private link; files for everyone stand on "
        "the event's page.",
    )
    caption = _("training_materials_kept", default="Files of this event")
    empty_title = _("training_materials_none", default="No files yet")
    stages = STAGE_TITLES.items()
    audiences = AUDIENCE_TITLES.items()
    accepted = ",".join(f".{kind}" for kind in (*FILES, "jpeg"))
    max_size = MAX_SIZE

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@event-materials"

    @property
    def rows(self):
        return [shown(self.context, *found) for found in operations.materials_for(self.context)]

    def act(self, form):
        deleted = self.typed("delete")
        if deleted:
            operations.delete_material(self.context, deleted)
            return _("training_material_deleted", default="The file is deleted.")
        file = form.get("file")
        upload = None
        if getattr(file, "filename", ""):
            upload = file.filename, file.read(MAX_SIZE + 1)
        values = {name: self.typed(name) for name in ("title", "stage", "audience")}
        operations.add_material(self.context, values, upload)
        return _("training_material_added", default="The file is added.")


def shown(event, id_, material, secret=""):
    """What pages show of a Material; secret: of the participant who is to download it."""
    query = f"&secret={secret}" if secret else ""
    return {
        "id": id_,
        "url": f"{event.absolute_url()}/@@event-material?id={id_}{query}",
        "title": material.title,
        "stage": STAGE_TITLES[material.stage],
        "audience": AUDIENCE_TITLES[material.audience],
        "type": material.file.kind.upper(),
        "size": material.file.size,
    }


class MaterialDownload(BrowserView):
    """`@@event-material?id=…[&secret=…]`: a file, always to be saved and never shown.

    One for participants is there for who conducts the event, and for the private link of a
    participant; for all others there is no such file.
    """

    def __call__(self):
        form, event = self.request.form, self.context
        secret = form.get("secret")
        registration = event.registrations.by_secret(secret) if isinstance(secret, str) else None
        found = dict(operations.materials_for(event, registration))
        id_ = form.get("id")
        material = found.get(id_) if isinstance(id_, str) else None
        if material is None:
            raise NotFound(event, "event-material", self.request)
        return serve(material.file, self.request.response)


class EventCalendar(BrowserView):
    """`@@event.ics`: one event for a calendar."""

    def __call__(self):
        language = api.portal.get_current_language(self.context)
        data = exports.calendar([self.context], language)
        return exports.deliver(self.request.response, data, self.context.getId())


class TrainingCalendar(BrowserView):
    """`@@training.ics`: what is to come and what was lately, with the filters of the list.

    Drafts aren't in it, whoever asks: calendar programs hand on what they are given.
    """

    def __call__(self):
        filters = filters_of(self.request.form)
        rows = find(filters._replace(when="past"))[: rules.PAST_IN_CALENDAR]
        rows += find(filters._replace(when="upcoming"))
        events = [event_of(row) for row in rows if row.state in rules.PUBLIC]
        language = api.portal.get_current_language(self.context)
        data = exports.calendar(events, language)
        return exports.deliver(self.request.response, data, "mokymai")
