"""REST services of the staff's desk: what its pages do."""

from metodinis.common.api import file_of
from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.training.registration import seating
from metodinis.training.registration.api import staff_json
from metodinis.training.registration.api import values_of
from metodinis.training.registration.api import WritingService
from metodinis.training.registration.desk import imports
from metodinis.training.registration.desk import operations as desk
from metodinis.training.registration.desk.views import RegistrationsExport
from metodinis.training.registration.finding import filtered
from plone import api
from zope.i18n import translate


def ids_of(body):
    """The ids of a body. Raises FieldErrors."""
    ids = body.get("ids", [])
    if not isinstance(ids, list) or not all(isinstance(id_, str) for id_ in ids):
        raise FieldErrors({"ids": _("registration_ids_invalid", default="Send a list of ids.")})
    return ids


class Registrations(JsonService):
    """GET @registrations of an event: all, batched; by `state`, `library` (UID), `unconfirmed`
    and `text`; in the order in which they came."""

    def answer(self):
        found = filtered(self.context, self.request.form)
        seats = self.context.registrations.seats
        return {
            **self.batch(found, lambda one: staff_json(self.context, one)),
            "seats": {
                "capacity": self.context.capacity,
                "quota": self.context.library_quota,
                "taken": seats.taken,
                "free": seating.free_seats(self.context),
                "waiting": seats.waiting,
                "pending": seats.pending,
            },
        }


class AddRegistration(WritingService):
    """POST @registrations of an event: as @register, and "reason" for a seat beyond the limits."""

    def answer(self):
        body = self.body()
        values, reason = values_of(body), text_of(body, "reason")
        language = text_of(body, "language", api.portal.get_default_language())
        if language not in api.portal.get_registry_record("plone.available_languages"):
            raise FieldErrors({"language": UNKNOWN_LANGUAGE})
        made = self.write(
            self.context,
            lambda: desk.register_by_hand(self.context, values, reason=reason, language=language),
        )
        self.request.response.setStatus(201)
        return staff_json(self.context, made)


UNKNOWN_LANGUAGE = _("common_field_choice", default="Choose one of the values offered.")


class Correct(WritingService):
    """PATCH @registrations of an event {"id", …}: corrects somebody's data."""

    def answer(self):
        body = self.body()
        id_, values = text_of(body, "id"), values_of(body)

        def work():
            found = self.context.registrations.get(id_)
            if found is None:
                raise FieldErrors({"id": seating.GONE})
            stored = {name: getattr(found, name) for name in seating.FIELDS}
            stored["library_uid"] = stored["library_uid"] or None
            answers = {**found.answers, **values["answers"]}
            desk.correct(self.context, found, {**stored, **values, "answers": answers})
            return found

        return staff_json(self.context, self.write(self.context, work))


class Act(WritingService):
    """POST @registrations-action {"ids", "action", "reason", "place"}: to all of them or none."""

    def answer(self):
        body = self.body()
        ids, action, reason = ids_of(body), text_of(body, "action"), text_of(body, "reason")
        place = body.get("place")
        place = None if isinstance(place, bool) else place
        done = self.write(
            self.context,
            lambda: desk.act(self.context, ids, action, reason=reason, position=place),
        )
        return {"done": done}


class Write(WritingService):
    """POST @registrations-mail {"ids", "subject", "text"}"""

    def answer(self):
        body = self.body()
        ids, subject, text = ids_of(body), text_of(body, "subject"), text_of(body, "text")
        done = self.write(self.context, lambda: desk.write_to(self.context, ids, subject, text))
        return {"queued": done}


class Import(WritingService):
    """POST @registrations-import {"file": {"filename", "data"}, "store": false, "reason",
    "write": true}: what was read, or what is wrong by cell; with "store" they are registered."""

    def answer(self):
        body = self.body()
        _name, data = file_of(body.get("file"))
        reason, write = text_of(body, "reason"), body.get("write", True) is True
        found = imports.plan(self.context, data)
        told = {
            "people": found.people,
            "findings": [
                {
                    "cell": finding.cell,
                    "text": finding.text,
                    "message": translate(finding.message, context=self.request),
                }
                for finding in found.findings
            ],
            "stored": False,
        }
        if found.findings or body.get("store") is not True:
            if found.findings and body.get("store") is True:
                self.request.response.setStatus(400)
            return told
        language = api.portal.get_current_language(self.context)
        self.write(
            self.context,
            lambda: imports.store(
                self.context, found.people, reason=reason, write=write, language=language
            ),
        )
        return {**told, "stored": True}


class Export(FileService):
    """GET @registrations-export?format=xlsx|csv, with the filters of the list."""

    def answer(self):
        return RegistrationsExport(self.context, self.request)()
