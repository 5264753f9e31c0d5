"""REST services of registrations: what their pages do."""

from AccessControl import Unauthorized
from metodinis.common.api import choice_of
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.common.robots import is_trapped
from metodinis.i18n import _
from metodinis.training.registration import mails
from metodinis.training.registration import operations
from metodinis.training.registration import seating
from metodinis.training.registration.pages import require_a_person
from metodinis.training.registration.rules import REGISTERED
from metodinis.training.registration.turns import in_turn
from plone import api
from zExceptions import NotFound


def values_of(body):
    """Values as operations take them, from a body. Raises FieldErrors."""
    values = {name: text_of(body, name) for name in seating.FIELDS if name in body}
    if "library_uid" in values:
        values["library_uid"] = values["library_uid"] or None
    answers = body.get("answers", {})
    if not isinstance(answers, dict) or not all(isinstance(v, str) for v in answers.values()):
        raise FieldErrors(
            {"answers": _("registration_answers_invalid", default="Send texts by question.")}
        )
    return {**values, "answers": answers}


def moment(value):
    """An aware datetime as JSON has it."""
    return value.isoformat() if value else None


def own_json(event, registration):
    """What a participant may know of their Registration."""
    return {
        "@id": mails.link_of(event, registration),
        "state": seating.state_at(registration),
        "place": event.registrations.position(registration),
        "confirmed": registration.confirmed_at is not None,
        "ends_at": moment(registration.ends_at),
        "offer_until": moment(registration.offer_until),
        **{name: getattr(registration, name) for name in seating.FIELDS},
        "answers": dict(registration.answers),
    }


def staff_json(event, registration):
    """What the staff may know of a Registration."""
    mine = own_json(event, registration)
    del mine["@id"]
    return {
        "id": registration.id,
        "number": registration.number,
        **mine,
        "language": registration.language,
        "requested_at": moment(registration.requested_at),
        "over": registration.over,
        "by": registration.by,
        "log": [
            {"at": moment(at), "by": by, "what": what, "reason": reason}
            for at, by, what, reason in registration.log
        ],
    }


class WritingService(JsonService):
    """Base of services that write in turn."""

    def write(self, event, work):
        return in_turn(event, self.request, work)


class Register(WritingService):
    """POST @register of an event {"name", "email", "consent": true, "library_uid",
    "institution", "position", "phone", "needs", "answers": {question: text}, "token"}

    Tells {"state", "place" in line, "confirm_until"}: the same to somebody whose address is
    registered already.
    """

    def answer(self):
        body = self.body()
        if is_trapped(body):
            return self.told(operations.Answer(REGISTERED))
        require_a_person(self.request)
        values, language = values_of(body), api.portal.get_current_language(self.context)
        consent, token = body.get("consent") is True, text_of(body, "token")
        done = self.write(
            self.context,
            lambda: operations.register(
                self.context, values, consent=consent, language=language, token=token
            ),
        )
        return self.told(done)

    def told(self, done):
        self.request.response.setStatus(201)
        return {
            "state": done.state,
            "place": done.position,
            "confirm_until": moment(done.until),
        }


class MyRegistration(WritingService):
    """GET @my-registration?secret=…: what a participant finds at their private link."""

    def registration(self, secret):
        """The Registration of a private link. Raises NotFound."""
        found = operations.by_secret(self.context, secret if isinstance(secret, str) else "")
        if found is None:
            if not may("View", self.context):
                raise Unauthorized("View")
            raise NotFound("@my-registration")
        return found

    def answer(self):
        found = self.registration(self.request.form.get("secret"))
        return own_json(self.context, found)


class ChangeMyRegistration(MyRegistration):
    """PATCH @my-registration {"secret", …}: data that change, as in @register."""

    def answer(self):
        body = self.body()
        secret, values = text_of(body, "secret"), values_of(body)

        def work():
            found = self.registration(secret)
            stored = {name: getattr(found, name) for name in seating.FIELDS}
            answers = {**found.answers, **values["answers"]}
            operations.change(self.context, found, {**stored, **values, "answers": answers})
            return found

        if operations.moves(self.registration(secret), values.get("email", "")):
            # It is told whether an address is registered, and mailed to: not without an end.
            require_a_person(self.request)
        changed = self.write(self.context, work)
        if changed.secret != secret:
            # The new link goes to the new address, and nowhere else.
            self.request.response.setStatus(204)
            return None
        return own_json(self.context, changed)


class ActOnMyRegistration(MyRegistration):
    """POST @my-registration {"secret", "action": "confirm", "cancel", "accept" or "refuse"}"""

    def answer(self):
        body = self.body()
        secret = text_of(body, "secret")
        action = choice_of(body, "action", tuple(operations.OWN_ACTIONS))
        self.registration(secret)

        def work():
            found = self.registration(secret)
            operations.OWN_ACTIONS[action](self.context, found)
            return found

        return own_json(self.context, self.write(self.context, work))


class SendLink(WritingService):
    """POST @registration-link {"email"}: mails the private link, if the address is registered."""

    def answer(self):
        email = text_of(self.body(), "email")
        require_a_person(self.request)
        self.write(self.context, lambda: operations.send_link(self.context, email))
        self.request.response.setStatus(204)
