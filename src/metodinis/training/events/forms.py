"""Write down and edit an event: the schema's form over the operations."""

from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import Refused
from metodinis.i18n import _
from metodinis.training.events import operations
from metodinis.training.events.schema import IEventValues
from plone import api
from plone.autoform.form import AutoExtensibleForm
from plone.dexterity.browser.add import DefaultAddView
from plone.z3cform.layout import wrap_form
from z3c.form import button
from z3c.form.field import Fields
from z3c.form.form import Form
from z3c.form.interfaces import ActionExecutionError
from z3c.form.interfaces import HIDDEN_MODE
from z3c.form.interfaces import IErrorViewSnippet
from zope import schema
from zope.component import getMultiAdapter
from zope.i18n import translate
from zope.interface import Invalid
import json


SEEN = "seen"


class EventForm(AutoExtensibleForm, Form):
    """What both forms share: they store by an operation, and tell refusals at their fields."""

    schema = IEventValues
    default_fieldset_label = _("training_fieldset_event", default="Event")
    enable_form_tabbing = True
    enctype = "multipart/form-data"

    def save(self, data):
        """Do it; return the address to go to. Raises Refused."""
        raise NotImplementedError

    @button.buttonAndHandler(_("training_save", default="Save"), name="save")
    def handle_save(self, action):
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        try:
            url = self.save(data)
        except FieldErrors as refusal:
            self.show_errors(refusal.errors)
        except Refused as refusal:
            raise ActionExecutionError(Invalid(refusal.message)) from refusal
        else:
            self.request.response.redirect(url)

    @button.buttonAndHandler(_("training_cancel", default="Cancel"), name="cancel")
    def handle_cancel(self, action):
        self.request.response.redirect(self.context.absolute_url())

    def updateActions(self):
        super().updateActions()
        self.actions["save"].addClass("btn-primary")
        self.actions["cancel"].addClass("btn-secondary")

    def show_errors(self, errors):
        """Tell errors (name -> message) at their fields, whichever fieldset these are in."""
        for form in (self, *self.groups):
            for name in set(errors) & set(form.widgets):
                widget = form.widgets[name]
                widget.error = getMultiAdapter(
                    (
                        Invalid(errors[name]),
                        self.request,
                        widget,
                        widget.field,
                        form,
                        self.getContent(),
                    ),
                    IErrorViewSnippet,
                )
                widget.error.update()
                form.widgets.errors += (widget.error,)
        self.status = self.formErrorsMessage

    def tell_seats(self, event):
        """A word if fewer seats are left than are taken."""
        taken, capacity = event.registrations.seats.taken, event.capacity
        if capacity is not None and taken > capacity:
            api.portal.show_message(
                _(
                    "training_capacity_low",
                    default="There are ${capacity} seats and ${taken} are taken. Nobody loses "
                    "theirs; new ones aren't given until enough are free.",
                    mapping={"capacity": str(capacity), "taken": str(taken)},
                ),
                self.request,
                type="warning",
            )


class AddEventForm(EventForm):
    """Write down a new event."""

    portal_type = "TrainingEvent"
    label = _("training_event_add", default="Add an event")
    ignoreContext = True  # noqa: N815

    def getContent(self):
        return {}

    def save(self, data):
        event = operations.create_event(self.context, data)
        api.portal.show_message(
            _("training_event_added", default="The event is saved. Announce it when all is set."),
            self.request,
        )
        return event.absolute_url()


class AddEventPage(DefaultAddView):
    """`++add++TrainingEvent`"""

    form = AddEventForm


class EditEventForm(EventForm):
    """Change an event; what others changed meanwhile stays, or is told."""

    label = _("training_event_edit", default="Edit the event")

    def getContent(self):
        seen = json.dumps(operations.seen_values(self.context))
        return operations.stored_values(self.context) | {SEEN: seen}

    def updateFieldsFromSchemata(self):
        super().updateFieldsFromSchemata()
        self.fields += Fields(
            schema.TextLine(__name__=SEEN, title="", required=False), mode=HIDDEN_MODE
        )

    def save(self, data):
        seen = _read(data.pop(SEEN))
        try:
            changed, kept = operations.edit_event(self.context, data, seen)
        except operations.Overtaken as refusal:
            # Of these fields the new value counts as seen now: sent once more, the form wins.
            now = operations.seen_values(self.context)
            seen |= {name: now[name] for name in refusal.errors}
            self.widgets[SEEN].value = json.dumps(seen)
            raise
        api.portal.show_message(
            _("training_event_saved", default="The event is saved."), self.request
        )
        if kept:
            self.tell_kept(kept)
        if "capacity" in changed:
            self.tell_seats(self.context)
        return self.context.absolute_url()

    def tell_kept(self, names):
        fields = ", ".join(self._title(name) for name in names)
        api.portal.show_message(
            _(
                "training_event_kept",
                default="Meanwhile somebody else had changed: ${fields}. Their change stays.",
                mapping={"fields": fields},
            ),
            self.request,
            type="warning",
        )

    def _title(self, name):
        return translate(IEventValues[name].title, context=self.request)


def _read(seen):
    """Field -> fingerprint, as the form sent them along; {} for what is none of ours."""
    try:
        found = json.loads(seen or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


EditEventPage = wrap_form(EditEventForm)
