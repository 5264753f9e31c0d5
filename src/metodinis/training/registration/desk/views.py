"""`@@registrations` of an event and what hangs on it: one registration, adding, letters."""

from metodinis.common.refusals import FieldErrors
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.layout.views import PageView
from metodinis.libraries.people import name_of
from metodinis.libraries.search import library_names
from metodinis.training.registration import rules
from metodinis.training.registration import seating
from metodinis.training.registration.desk import operations as desk
from metodinis.training.registration.finding import filtered
from metodinis.training.registration.finding import NO_LIBRARY
from metodinis.training.registration.pages import EventRelated
from metodinis.training.registration.pages import PersonForm
from metodinis.training.registration.pages import stored_values
from metodinis.training.registration.vocabularies import ACTION_TITLES
from metodinis.training.registration.vocabularies import BADGES
from metodinis.training.registration.vocabularies import LOG_TITLES
from metodinis.training.registration.vocabularies import state_text
from metodinis.training.registration.vocabularies import STATE_TITLES
from operator import attrgetter
from plone.memoize.view import memoize
from zExceptions import NotFound
from zope.i18n import translate


ROWS = 50
FILTERS = ("text", "state", "library", "unconfirmed")
# Several at once; "move" is of one.
BULK_ACTIONS = ("approve", "decline", "seat", "remove", "resend")


class Registrations(Listing, PageView):
    """What the list and its file share."""

    first_order = ("number", False)
    export_name = "registrations-export"

    @property
    def columns(self):
        return (
            Column("number", _("registration_column_number", default="No."), NUMBER, NUMBER),
            Column("name", NAME_TITLE, attrgetter("name"), lambda one: sort_key(one.name)),
            Column(
                "library",
                LIBRARY_TITLE,
                self.library_of,
                lambda one: sort_key(self.library_of(one)),
            ),
            Column("institution", INSTITUTION_TITLE, lambda one: one.institution),
            Column("position", POSITION_TITLE, lambda one: one.position),
            Column("email", EMAIL_TITLE, lambda one: one.email, lambda one: one.email.casefold()),
            Column("state", STATE_TITLE, self.state_of, self.state_key),
            Column("requested", REQUESTED_TITLE, REQUESTED_AT, REQUESTED_AT),
        )

    @property
    @memoize
    def found(self):
        return filtered(self.context, self.request.form)

    @property
    @memoize
    def names(self):
        """UID -> name of libraries."""
        return library_names()

    def library_of(self, registration):
        return self.names.get(registration.library_uid, "")

    @property
    @memoize
    def places(self):
        """id -> place in line."""
        return self.context.registrations.positions()

    def state_of(self, registration):
        until = registration.offer_until
        return translate(
            state_text(
                seating.state_at(registration),
                self.places.get(registration.id),
                self.date_time(until, "short") if until else "",
            ),
            context=self.request,
        )

    def state_key(self, registration):
        """The order of states, and of those who wait their places."""
        state = seating.state_at(registration)
        return rules.STATES.index(state), self.places.get(registration.id, 0)


NUMBER, REQUESTED_AT = attrgetter("number"), attrgetter("requested_at")
NAME_TITLE = _("registration_name", default="First and last name")
LIBRARY_TITLE = _("registration_library", default="Library")
INSTITUTION_TITLE = _("registration_institution", default="Branch or other institution")
POSITION_TITLE = _("registration_position", default="Position")
EMAIL_TITLE = _("registration_email", default="E-mail")
STATE_TITLE = _("registration_column_state", default="State")
REQUESTED_TITLE = _("registration_column_requested", default="Registered at")


class RegistrationsPage(Registrations, EventRelated):
    """`@@registrations`: the list, and what is done to several at once."""

    title = _("registration_list", default="Registrations")
    empty_title = _("registration_list_none", default="Nobody has registered yet")
    nothing_title = _("registration_list_nothing", default="Nobody is found by these filters")
    is_over_title = _(
        "registration_over_capacity", default="More are registered than there are seats"
    )

    @property
    def page(self):
        return self.batch(self.ordered, ROWS)

    @property
    def is_filtered(self):
        return any(self.typed(name) for name in FILTERS)

    @property
    def query(self):
        """The filters as a query string, for the links to letters and files."""
        return self.query_without("b_start", "b_size", "sort", "order", "set_language")

    def act(self, form):
        # Those whose boxes are ticked, or all that the filters find.
        ids = form.get("ids") or []
        if self.typed("all") == "yes":
            ids = [one.id for one in filtered(self.context, form)]
        ids = [id_ for id_ in ids if isinstance(id_, str)]
        done = desk.act(self.context, ids, self.typed("action"), reason=self.typed("reason"))
        return _("registration_acted", default="Done: ${count}.", mapping={"count": str(done)})

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@registrations{self.query}"

    @property
    def actions(self):
        """(action, title) of what can be done to several."""
        return [(action, ACTION_TITLES[action]) for action in BULK_ACTIONS]

    def badge_of(self, registration):
        return BADGES[seating.state_at(registration)]

    @property
    @memoize
    def tiles(self):
        """(label, value, note, state to filter by) of what the event has."""
        seats, capacity = self.context.registrations.seats, self.context.capacity
        of = self.number(capacity) if capacity else None
        taken = self.number(seats.taken)
        free = seating.free_seats(self.context)
        tiles = [
            (
                _("registration_tile_taken", default="Seats taken"),
                f"{taken} / {of}" if of else taken,
                "",
            ),
            (_("registration_tile_free", default="Free seats"), self.number(free), ""),
            (STATE_TITLES[rules.WAITING], self.number(seats.waiting), rules.WAITING),
        ]
        if self.context.moderated or seats.pending:
            tiles.append((STATE_TITLES[rules.PENDING], self.number(seats.pending), rules.PENDING))
        return tiles

    @property
    def over_capacity(self):
        """By how many more there are than seats; 0 if they have room."""
        capacity = self.context.capacity
        return max(0, self.context.registrations.seats.taken - capacity) if capacity else 0

    @property
    def over_text(self):
        return self.plural(self.over_capacity, "registration_over_by")

    @property
    def state_choices(self):
        """(state, title) of the filter."""
        return STATE_TITLES.items()

    @property
    def library_choices(self):
        """(UID, name) of libraries that somebody came from, and those without one."""
        names = self.names
        used = [uid for uid in self.context.registrations.libraries() if uid in names]
        found = sorted(((uid, names[uid]) for uid in used), key=lambda pair: sort_key(pair[1]))
        return [
            *found,
            (NO_LIBRARY, _("registration_no_library", default="No library of the register")),
        ]


class RegistrationsExport(ListingExport, Registrations):
    """`@@registrations-export`: the list as it is filtered, with needs and answers."""

    file_name = "registrations"
    sheet_name = RegistrationsPage.title

    @property
    def columns(self):
        more = [
            Column("confirmed", CONFIRMED_TITLE, lambda one: one.confirmed_at),
            Column("phone", _("registration_phone", default="Telephone"), lambda one: one.phone),
            Column(
                "needs",
                _("registration_needs", default="What we should know"),
                lambda one: one.needs,
            ),
        ]
        asked = [
            Column(q.id, q.title, lambda one, q=q: self.answer_of(one, q))
            for q in self.context.questions
        ]
        return (*Registrations.columns.fget(self), *more, *asked)

    def answer_of(self, registration, question):
        text = registration.answers.get(question.id, "")
        if question.kind == "yes_no":
            return dict(PersonForm.yes_no).get(text, "")
        return text


CONFIRMED_TITLE = _("registration_column_confirmed", default="Address confirmed")


class OfOne(PersonForm):
    """Base of pages about one registration, named by `id`."""

    @property
    def registration(self):
        """The Registration that the address names. Raises NotFound."""
        found = self.context.registrations.get(self.typed("id"))
        if found is None:
            raise NotFound(self.__name__)
        return found

    @property
    def list_url(self):
        return f"{self.context.absolute_url()}/@@registrations"


class RegistrationPage(OfOne):
    """`@@registration?id=…`: one registration: data, what was done, and what can be."""

    kicker = RegistrationsPage.title

    @property
    def title(self):
        return self.registration.name or _("registration_nameless", default="Name taken out")

    @property
    def stored(self):
        return stored_values(self.registration)

    @property
    @memoize
    def libraries(self):
        """(UID, name) to choose from, the present one too if it was closed since."""
        found, uid = super().libraries, self.registration.library_uid
        if not uid or uid in dict(found):
            return found
        return [(uid, library_names().get(uid, uid)), *found]

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@registration?id={self.typed('id')}"

    def act(self, form):
        action = self.typed("action")
        if action == "change":
            desk.correct(self.context, self.registration, self.values())
            return _("registration_done_change", default="The changes are saved.")
        place = self.typed("place")
        desk.act(
            self.context,
            [self.typed("id")],
            action,
            reason=self.typed("reason"),
            position=int(place) if place.isdecimal() and len(place) < 6 else None,
        )
        return _("registration_acted_one", default="Done.")

    @property
    @memoize
    def facts(self):
        """(title, text) of what isn't in the form."""
        one = self.registration
        confirmed = self.date_time(one.confirmed_at) if one.confirmed_at else NOT_YET
        return [
            (REQUESTED_TITLE, self.date_time(one.requested_at)),
            (CONFIRMED_TITLE, confirmed),
            (_("registration_by", default="Registered by"), self.who(one.by) or THEMSELVES),
        ]

    @property
    def possible(self):
        """(action, title) of what can be done now."""
        state = self.registration.state
        return [
            (action, title)
            for action, title in ACTION_TITLES.items()
            if state in rules.ACTIONS[action] and not self.registration.anonymised
        ]

    @property
    def may_move(self):
        return self.registration.state == rules.WAITING

    @property
    def place(self):
        return self.context.registrations.position(self.registration)

    @property
    def log(self):
        """What was done, the latest first: when, who, what, reason."""
        return [
            {
                "at": self.date_time(at),
                "who": self.who(by),
                "what": LOG_TITLES.get(what, STATE_TITLES.get(what, what)),
                "reason": reason,
            }
            for at, by, what, reason in reversed(self.registration.log)
        ]

    def who(self, userid):
        """The full name of a user; "" for nobody."""
        return name_of(userid)


NOT_YET = _("registration_not_confirmed", default="Not yet")
THEMSELVES = _("registration_by_themselves", default="Themselves")


class AddPage(PersonForm):
    """`@@add-registration`: somebody who called or wrote."""

    title = _("registration_add", default="Register somebody")

    def act(self, form):
        done = desk.register_by_hand(
            self.context, self.values(), reason=self.typed("reason"), language=self.lang
        )
        return _(
            "registration_added",
            default="${name}: ${state}.",
            mapping={
                "name": done.name,
                "state": translate(self.state_text(done), context=self.request),
            },
        )

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@registrations"

    @property
    def is_full(self):
        return seating.free_seats(self.context) == 0


class LetterPage(Registrations, EventRelated):
    """`@@registrations-mail`: a letter to those whom the filters find."""

    title = _("registration_letter", default="Write to participants")

    @property
    @memoize
    def recipients(self):
        """Registrations that get it: without a state chosen those who are to come or wait."""
        asked = bool(self.typed("state"))
        wanted = rules.STATES if asked else (*rules.ALIVE, *rules.PARTICIPANTS)
        return [one for one in self.found if one.state in wanted and one.email]

    @property
    def recipients_text(self):
        return self.plural(len(self.recipients), "registration_letter_to")

    @property
    def sample(self):
        """Some of their names."""
        names = [one.name for one in self.recipients[:5]]
        return ", ".join(names) + ("…" if len(self.recipients) > 5 else "")

    @property
    def kept(self):
        """(name, value) of filters that are sent along."""
        return [(name, self.typed(name)) for name in FILTERS[1:] if self.typed(name)]

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@registrations"

    def act(self, form):
        if not self.recipients:
            raise FieldErrors({"ids": _("registration_letter_nobody", default="Nobody gets it.")})
        ids = [one.id for one in self.recipients]
        done = desk.write_to(self.context, ids, self.typed("subject"), self.typed("letter"))
        return _(
            "registration_letter_sent",
            default="Letters queued: ${count}.",
            mapping={"count": str(done)},
        )
