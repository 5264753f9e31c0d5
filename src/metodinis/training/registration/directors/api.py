"""REST services of a library's director."""

from metodinis.common.api import text_of
from metodinis.common.moments import now
from metodinis.common.permissions import me
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.training.registration import operations
from metodinis.training.registration import seating
from metodinis.training.registration.api import moment
from metodinis.training.registration.api import staff_json
from metodinis.training.registration.api import values_of
from metodinis.training.registration.api import WritingService
from metodinis.training.registration.coming import events_to_come
from metodinis.training.registration.directors.views import event_named
from metodinis.training.registration.directors.views import KEPT
from plone import api
from plone.uuid.interfaces import IUUID
from zExceptions import NotFound


def event_of(body):
    """The event that a body names. Raises FieldErrors."""
    try:
        return event_named(text_of(body, "event"))
    except NotFound:
        raise FieldErrors(
            {"event": _("registration_event_unknown", default="There is no such event.")}
        ) from None


class LibraryTraining(WritingService):
    """GET @library-training of a library: events to come, with its own registrations."""

    def answer(self):
        events = events_to_come("announced", "postponed", since=now() - KEPT)
        return self.batch(events, self._told)

    def _told(self, event):
        found = event.registrations.of_library(IUUID(self.context))
        return {
            "@id": event.absolute_url(),
            "name": event.getId(),
            "title": event.title,
            "start": moment(event.start),
            "registration": seating.registration_state(event),
            "free": seating.free_seats(event),
            "registrations": [own_of(event, one) for one in found if not one.anonymised],
        }


def own_of(event, registration):
    """What a director may know of somebody of the library: of whom they registered themselves all;
    of others who goes there, and not what was told to the organisers."""
    told = staff_json(event, registration)
    if registration.by != me():
        return {name: told[name] for name in ("id", "number", "name", "state", "place")}
    del told["log"]
    return told


class RegisterStaff(WritingService):
    """POST @register-staff of a library {"event": short name, "people": [as in @register]}

    All are registered or none; errors name the person and the field: "0-email".
    """

    def answer(self):
        body = self.body()
        event = event_of(body)
        people = body.get("people")
        if not isinstance(people, list) or not all(isinstance(one, dict) for one in people):
            raise FieldErrors(
                {"people": _("registration_people_invalid", default="Send a list of people.")}
            )
        rows, language = [values_of(one) for one in people], api.portal.get_current_language()
        made = self.write(
            event,
            lambda: operations.register_many(event, self.context, rows, language=language),
        )
        self.request.response.setStatus(201)
        return {"registrations": [own_of(event, one) for one in made]}


class Withdraw(WritingService):
    """DELETE @register-staff of a library {"event": short name, "id"}: cancels one of its own."""

    def answer(self):
        body = self.body()
        event, id_ = event_of(body), text_of(body, "id")
        self.write(event, lambda: operations.withdraw(event, self.context, id_))
        self.request.response.setStatus(204)
