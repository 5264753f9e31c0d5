"""`@@training` of a library: events to come, and who of the staff goes there."""

from datetime import timedelta
from metodinis.common.api import whole_number_of
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.layout.views import Section
from metodinis.training.events.rules import POSTPONED
from metodinis.training.events.schema import ITrainingEvent
from metodinis.training.registration import operations
from metodinis.training.registration import rules
from metodinis.training.registration import seating
from metodinis.training.registration.coming import events_to_come
from metodinis.training.registration.pages import EventRelated
from metodinis.training.registration.pages import YES_NO
from plone import api
from plone.memoize.view import memoize
from plone.uuid.interfaces import IUUID
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


# How long an event that is over stays in the list.
KEPT = timedelta(days=30)
ROWS, MOST_ROWS = 3, operations.MOST_STAFF
FIELDS = ("name", "email", "position", "needs")


def event_named(name):
    """The event with a short name that the present user may see. Raises NotFound."""
    event = api.portal.get()["training"].get(name) if name else None
    if not ITrainingEvent.providedBy(event) or not may("View", event):
        raise NotFound("event")
    return event


class LibraryTraining(EventRelated):
    """The page of a library's director."""

    title = _("registration_library_title", default="Training of the staff")
    empty_title = _("registration_no_training", default="No training is announced now")

    @property
    def event(self):
        return event_named(self.typed("event"))

    def act(self, form):
        event = self.event
        operations.withdraw(event, self.context, self.typed("id"))
        return _("registration_withdrawn", default="The registration is cancelled.")

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@training"

    @property
    @memoize
    def rows(self):
        """Events to come or over of late, with the library's own registrations."""
        uid = IUUID(self.context)
        found = events_to_come("announced", "postponed", since=now() - KEPT)
        return [self._row(event, uid) for event in found]

    def _row(self, event, uid):
        state = seating.registration_state(event)
        is_open = state == rules.OPEN
        people = [one for one in event.registrations.of_library(uid) if not one.anonymised]
        return {
            "event": event,
            "name": event.getId(),
            "when": self.date_time(event.start),
            "is_postponed": state_of(event) == POSTPONED,
            "is_open": is_open,
            "told": self._seats(event) if is_open else NOT_OPEN.get(state),
            "people": [self._person(event, one, uid) for one in people],
        }

    def _seats(self, event):
        free = seating.free_seats(event)
        if free is None:
            return None
        quota = event.library_quota
        if quota is not None:
            taken = event.registrations.seats.by_library.get(IUUID(self.context), 0)
            free = min(free, max(0, quota - taken))
        return self.plural(free, "registration_free") if free else WAIT

    def _person(self, event, registration, uid):
        page = EventRelated(event, self.request)
        is_theirs = operations.is_of_library(registration, uid)
        can = registration.state in rules.ACTIONS["cancel"] and now() < event.start
        return {
            "id": registration.id,
            "name": registration.name,
            "badge": page.badge(registration),
            "may_cancel": is_theirs and can,
        }


# Of what is over or postponed the line says nothing more.
NOT_OPEN = {state: seating.CLOSED_WORDS[state] for state in (rules.NOT_YET, rules.CLOSED)}
WAIT = _(
    "registration_library_wait", default="No free seat for your library: they would wait in line."
)


class RegisterStaffPage(EventRelated):
    """`@@register-staff?event=<short name>`: several of the staff at once."""

    title = _("registration_staff", default="Register staff")
    yes_no = YES_NO

    @property
    @memoize
    def event(self):
        return event_named(self.typed("event"))

    @property
    def count(self):
        """How many rows the form has."""
        try:
            wanted = whole_number_of(self.request.form, "rows", ROWS, MOST_ROWS)
        except FieldErrors:
            wanted = ROWS
        return min(max(wanted, 1) + ROWS * self.wants_more, MOST_ROWS)

    @property
    def wants_more(self):
        """Whether “more rows” was pressed: what was typed stays, nobody is registered yet."""
        return bool(self.typed("more"))

    @property
    def rows(self):
        return range(self.count)

    @property
    def may_have_more(self):
        return self.count < MOST_ROWS

    def write(self, event, work):
        # More rows write nothing, and need no turn.
        return None if self.wants_more else super().write(event, work)

    def finish(self, done):
        return self.index() if done is None else super().finish(done)

    @property
    def questions(self):
        return self.event.questions

    def act(self, form):
        numbers = [
            n for n in self.rows if any(self.typed(f"{n}-{name}").strip() for name in FIELDS)
        ]
        if not numbers:
            raise FieldErrors({"0-name": NOBODY})
        try:
            made = operations.register_many(
                self.event, self.context, [self._values(n) for n in numbers], language=self.lang
            )
        except FieldErrors as refusal:
            raise FieldErrors(_renumbered(refusal.errors, numbers)) from None
        return _told([one.state for one in made])

    def _values(self, number):
        answers = {q.id: self.typed(f"{number}-answer-{q.id}") for q in self.questions}
        return {name: self.typed(f"{number}-{name}") for name in FIELDS} | {"answers": answers}

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@training"

    @property
    def all_or_none(self):
        """What a refused form tells above its errors."""
        return ALL_OR_NONE if self.errors else None

    @property
    def is_open(self):
        return seating.registration_state(self.event) == rules.OPEN

    @property
    def closed_title(self):
        return seating.CLOSED_WORDS.get(seating.registration_state(self.event))


def _told(states):
    """What a director is told of the states that their staff came into."""
    if rules.PENDING in states:
        return _(
            "registration_staff_asked",
            default="Asked for a seat: ${count}. The organisers decide and write to each.",
            mapping={"count": str(len(states))},
        )
    seated = states.count(rules.REGISTERED)
    return _(
        "registration_staff_done",
        default="Registered: ${seated}; on the waiting list: ${waiting}. Each gets a letter.",
        mapping={"seated": str(seated), "waiting": str(len(states) - seated)},
    )


def _renumbered(errors, numbers):
    """Errors of the people that were sent, at the rows of the form that they stand in."""
    found = {}
    for name, text in errors.items():
        row, _dash, field = name.partition("-")
        found[f"{numbers[int(row)]}-{field}"] = text
    return found


NOBODY = _("registration_staff_nobody", default="Write at least one person.")
ALL_OR_NONE = _(
    "registration_staff_all",
    default="Nobody is registered yet: all are registered together once each row is right.",
)


class LibraryTrainingLink(Section):
    """The way from a library's page, for its director."""

    index = ViewPageTemplateFile("templates/link.pt")
    title = LibraryTraining.title

    @property
    def is_empty(self):
        return bool(self.context.closed) or not may(operations.REGISTER_STAFF, self.context)
