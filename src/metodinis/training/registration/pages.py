"""What pages and services of registrations share: turns, people's data in forms, robots."""

from metodinis.common import robots
from metodinis.common.rates import Rate
from metodinis.common.refusals import Refused
from metodinis.common.schema import DEPARTMENT_PREFIX
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.training.registration import seating
from metodinis.training.registration.mails import span
from metodinis.training.registration.turns import in_turn
from metodinis.training.registration.vocabularies import BADGES
from metodinis.training.registration.vocabularies import open_libraries
from metodinis.training.registration.vocabularies import state_text
from plone import api
from plone.memoize.view import memoize
import secrets


RATE = Rate()
YES_NO = (
    ("yes", _("registration_yes", default="Yes")),
    ("no", _("registration_no", default="No")),
)


def require_a_person(request):
    """Raise TooOften for an address that sends forms without an end; who is logged in is known."""
    robots.require_a_person(request, RATE, seating.setting("forms_per_hour"))


class EventRelated(ActionPage):
    """Base of pages about registrations of an event; POST takes its turn."""

    def __call__(self):
        if self.request.method == "POST":
            try:
                done = self.write(self.event, lambda: self.act(self.request.form))
            except Refused as refusal:
                self.refusal = refusal
                self.request.response.setStatus(refusal.status)
            else:
                return self.finish(done)
        return self.index()

    def write(self, event, work):
        """What `work()` returns, stored."""
        return in_turn(event, self.request, work)

    def finish(self, done):
        """Go on after the message that `act` returned."""
        if done:
            api.portal.show_message(done, self.request)
        return self.request.response.redirect(self.next_url)

    @property
    def event(self):
        return self.context

    @property
    def when(self):
        """When the event is, as one line."""
        return span(self.event.start, self.event.end, self.lang)

    @property
    def where(self):
        return getattr(self.event, "location", "") or ""

    def state_text(self, registration):
        """What the state of a Registration is called, with its place in line or its end."""
        position = self.event.registrations.position(registration)
        until = self.date_time(registration.offer_until) if registration.offer_until else ""
        return state_text(seating.state_at(registration), position, until)

    def badge(self, registration):
        """(state of the badge, text) of a Registration."""
        return BADGES[seating.state_at(registration)], self.state_text(registration)


class PersonForm(EventRelated):
    """Base of forms with a person's data, for macro `person_fields`."""

    yes_no = YES_NO
    has_library = True
    # Whether the person fills it in themselves: then browsers know what to propose.
    is_own = False

    def value(self, name):
        """What stands in a field: what was typed, else what is stored."""
        return self.typed(name, self.stored.get(name, ""))

    @property
    def stored(self):
        return {}

    def auto(self, name):
        """What a browser may propose for a field."""
        return name if self.is_own else "off"

    @property
    @memoize
    def libraries(self):
        """(UID, name) to choose from."""
        return [(term.value, term.title) for term in open_libraries(self.context)]

    @property
    def questions(self):
        return self.event.questions

    def values(self):
        """What was typed, as operations take it."""
        names = [name for name in seating.FIELDS if name in self.request.form]
        values = {name: self.typed(name) for name in names}
        values["library_uid"] = values.get("library_uid") or None
        answers = {q.id: self.typed(f"answer-{q.id}") for q in self.questions}
        return {**values, "answers": answers}

    @property
    def token(self):
        """The form's own: sent twice, it does once what it does."""
        return self.typed("token") or secrets.token_urlsafe(12)

    @property
    def privacy_url(self):
        """The address of the privacy notice, or None if there is none."""
        page = api.portal.get_registry_record(f"{DEPARTMENT_PREFIX}.privacy_page")
        return f"{self.portal_url}/{page}" if page and page in api.portal.get() else None


def stored_values(registration):
    """Name of a form's field -> what a Registration has there."""
    values = {name: getattr(registration, name) for name in seating.FIELDS}
    return values | {f"answer-{id_}": text for id_, text in registration.answers.items()}
