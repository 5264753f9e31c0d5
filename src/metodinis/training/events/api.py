"""REST of events: `@training-events` of the folder; of an event `@training-event`,
`@event-transition`, `@event-copy` and `@event-materials`; PATCH takes the place of that of plain
content.
"""

from decimal import Decimal
from decimal import InvalidOperation
from metodinis.common.api import as_float
from metodinis.common.api import file_of
from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.clock import moment_of
from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.common.stored_documents import serve
from metodinis.i18n import _
from metodinis.training.events import catalog
from metodinis.training.events import operations
from metodinis.training.events import rules
from metodinis.training.events.rules import Question
from metodinis.training.events.rules import QUESTION_KINDS
from metodinis.training.events.rules import Session
from metodinis.training.events.schema import IEventValues
from metodinis.training.events.workflow import possible_steps
from metodinis.training.registration.seating import free_seats
from plone.app.textfield.interfaces import IRichText
from plone.app.textfield.value import RichTextValue
from plone.uuid.interfaces import IUUID
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from zope.schema import getFields
from zope.schema.interfaces import IDatetime
from zope.schema.interfaces import IDecimal
from zope.schema.interfaces import IFloat
from zope.schema.interfaces import ITuple
import secrets


# Who reads them: the rest of the fields are everyone's.
FOR_STAFF = ("cost", "trainer_accounts")
FOR_CONDUCTING = ("online_link",)
ROWS_WRONG = _(
    "training_rows_wrong", default="Send a list of objects as the documentation shows them."
)


def event_json(event):
    """What the present user may know of an event; moments are ISO texts in UTC."""
    manages, conducts = may(operations.MANAGE, event), may(operations.CONDUCT, event)
    hidden = () if manages else FOR_STAFF
    hidden += () if conducts else FOR_CONDUCTING
    values = operations.stored_values(event)
    told = {
        "@id": event.absolute_url(),
        "UID": IUUID(event),
        "review_state": state_of(event),
        "reason": event.reason,
        "free_seats": free_seats(event),
        **{name: _as_json(event, values[name]) for name in values if name not in hidden},
        "materials": [material_json(event, *found) for found in operations.materials_for(event)],
    }
    if manages:
        told["transitions"] = possible_steps(event)
        told["seen"] = operations.seen_values(event)
    return told


def _as_json(event, value):
    if isinstance(value, Session):
        return value._asdict() | {
            "starts": value.starts.isoformat(),
            "ends": value.ends.isoformat(),
        }
    if isinstance(value, Question):
        return value._asdict() | {"choices": list(value.choices)}
    if isinstance(value, tuple):
        return [_as_json(event, part) for part in value]
    if isinstance(value, RichTextValue):
        return value.output_relative_to(event)
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def row_json(row):
    """An event of the list, of the catalog alone."""
    return {
        "@id": row.url,
        "UID": row.uid,
        "title": row.title,
        "description": row.description,
        "start": row.starts.isoformat(),
        "end": row.ends.isoformat(),
        "review_state": row.state,
        "kind": row.kind,
        "form": row.form,
        "competences": list(row.competences),
        "location": row.location,
        "hours": row.hours,
        "price": row.price / 100,
        "free_seats": free_seats(catalog.event_of(row)),
    }


def material_json(event, id_, material):
    """A file of an event."""
    return {
        "@id": f"{event.absolute_url()}/@event-materials/{id_}",
        "id": id_,
        "title": material.title,
        "stage": material.stage,
        "audience": material.audience,
        "filename": material.file.name,
        "kind": material.file.kind,
        "size": material.file.size,
    }


def values_of(body):
    """The fields of a body as operations take them. Raises FieldErrors for what can't be read."""
    values, errors, fields = {}, {}, getFields(IEventValues)
    for name, value in body.items():
        try:
            values[name] = _value(fields.get(name), name, value)
        except FieldErrors as refusal:
            errors |= refusal.errors
    if errors:
        raise FieldErrors(errors)
    return values


def _value(field, name, value):
    if value is None or field is None:
        return value
    if name == "sessions":
        return tuple(_session(row) for row in _objects(value, name))
    if name == "questions":
        return tuple(_question(row) for row in _objects(value, name))
    if IRichText.providedBy(field) and isinstance(value, str):
        return RichTextValue(value, "text/html", "text/x-html-safe")
    if IDatetime.providedBy(field):
        return moment_of(value, name)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if IFloat.providedBy(field) and is_number:
        return as_float(value)
    if IDecimal.providedBy(field) and (is_number or isinstance(value, str)):
        return _decimal(value, name)
    if ITuple.providedBy(field) and isinstance(value, list):
        return tuple(value)
    return value


def _decimal(value, name):
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite():
        raise FieldErrors(
            {name: _("common_field_wrong", default="A value of this kind doesn't fit here.")}
        )
    return found


def _objects(value, name):
    if (
        not isinstance(value, list)
        or len(value) > rules.MOST_ROWS
        or not all(isinstance(row, dict) for row in value)
    ):
        raise FieldErrors({name: ROWS_WRONG})
    return value


def _session(row):
    starts, ends = (moment_of(row.get(name), "sessions") for name in ("starts", "ends"))
    texts = [row.get(name) or "" for name in ("title", "place")]
    if ends <= starts or not all(isinstance(text, str) for text in texts):
        raise FieldErrors({"sessions": ROWS_WRONG})
    return Session(starts, ends, *(text[: rules.LONGEST_TEXT] for text in texts))


def _question(row):
    title, kind, choices = row.get("title"), row.get("kind", "text"), row.get("choices") or []
    is_right = (
        isinstance(title, str)
        and title.strip()
        and kind in QUESTION_KINDS
        and isinstance(choices, list)
        and all(isinstance(choice, str) and choice.strip() for choice in choices)
        and (kind != "choice" or len(set(choices)) > 1)
        and isinstance(row.get("required", False), bool)
        and isinstance(row.get("id", ""), str)
    )
    if not is_right:
        raise FieldErrors({"questions": ROWS_WRONG})
    id_ = row.get("id") or secrets.token_hex(4)
    kept = tuple(choices) if kind == "choice" else ()
    return Question(
        id_, title.strip()[: rules.LONGEST_TEXT], kind, row.get("required", False), kept
    )


class TrainingEvents(JsonService):
    """GET @training-events: by when (upcoming, past), topic, kind, form, month, free."""

    def answer(self):
        return self.batch(catalog.find(catalog.filters_of(self.request.form)), row_json)


class AddEvent(JsonService):
    """POST @training-events: a new event, in preparation."""

    def answer(self):
        event = operations.create_event(self.context, values_of(self.body()))
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", event.absolute_url())
        return event_json(event)


class GetEvent(JsonService):
    """GET @training-event"""

    def answer(self):
        return event_json(self.context)


class EditEvent(JsonService):
    """PATCH on an event: the fields that are to change, and `seen` as GET told it, so that
    nobody writes over another's change unseen."""

    def answer(self):
        body = self.body()
        seen = body.pop("seen", None)
        if seen is not None and not isinstance(seen, dict):
            raise FieldErrors({"seen": ROWS_WRONG})
        changed, kept = operations.edit_event(self.context, values_of(body), seen)
        return event_json(self.context) | {"changed": changed, "kept": kept}


class DeleteEvent(JsonService):
    """DELETE on an event in preparation."""

    def answer(self):
        operations.delete_event(self.context)
        return self.reply_no_content()


class EventTransition(JsonService):
    """POST @event-transition: {"name", "reason" (postpone, cancel), "start", "end" (resume)}"""

    def answer(self):
        body = self.body()
        name = text_of(body, "name")
        if name not in operations.TRANSITIONS:
            raise FieldErrors(
                {"name": _("common_field_choice", default="Choose one of the values offered.")}
            )
        step = operations.TRANSITIONS[name]
        if name in operations.WITH_REASON:
            step(self.context, text_of(body, "reason"))
        elif name == "resume":
            step(self.context, values_of({k: v for k, v in body.items() if k != "name"}))
        else:
            step(self.context)
        return event_json(self.context)


class CopyEvent(JsonService):
    """POST @event-copy: {"start"}; a new event like this one."""

    def answer(self):
        start = moment_of(self.body().get("start"), "start")
        event = operations.copy_event(self.context, start)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", event.absolute_url())
        return event_json(event)


@implementer(IPublishTraverse)
class EventMaterials(FileService):
    """GET @event-materials: the files that the present user may have, or, with an id behind it,
    the file itself. `secret`: of a participant's private link."""

    id = ""

    def publishTraverse(self, request, name):
        if self.id:
            raise NotFound(name)
        self.id = name
        return self

    def answer(self):
        secret = self.request.form.get("secret")
        registrations = self.context.registrations
        registration = registrations.by_secret(secret) if isinstance(secret, str) else None
        found = operations.materials_for(self.context, registration)
        if not self.id:
            return {"items": [material_json(self.context, *one) for one in found]}
        material = dict(found).get(self.id)
        if material is None:
            raise NotFound(self.id)
        return _bytes(serve(material.file, self.request.response))


def _bytes(stream):
    return stream if isinstance(stream, bytes) else b"".join(stream)


class AddMaterial(JsonService):
    """POST @event-materials {"title", "stage", "audience",
    "file": {"filename", "data": base64}}
    """

    def answer(self):
        values = dict(self.body())
        upload = file_of(values.pop("file")) if "file" in values else None
        id_ = operations.add_material(self.context, values, upload)
        self.request.response.setStatus(201)
        return material_json(self.context, id_, self.context.materials[id_])


@implementer(IPublishTraverse)
class OneMaterial(JsonService):
    """Base: the file whose id stands behind the service."""

    id = ""

    def publishTraverse(self, request, name):
        self.id = name
        return self


class EditMaterial(OneMaterial):
    """PATCH @event-materials/<id>: title, stage, audience."""

    def answer(self):
        operations.edit_material(self.context, self.id, self.body())
        return material_json(self.context, self.id, self.context.materials[self.id])


class DeleteMaterial(OneMaterial):
    """DELETE @event-materials/<id>"""

    def answer(self):
        operations.delete_material(self.context, self.id)
        return self.reply_no_content()
