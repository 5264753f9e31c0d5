"""What visitors and participants open: the form, and the page behind the private link."""

from AccessControl import Unauthorized
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.refusals import NotAllowed
from metodinis.common.refusals import Refused
from metodinis.common.robots import is_trapped
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.training.events.workflow import is_announced
from metodinis.training.privacy import keep_private
from metodinis.training.registration import calendars
from metodinis.training.registration import mails
from metodinis.training.registration import operations
from metodinis.training.registration import rules
from metodinis.training.registration import seating
from metodinis.training.registration.pages import PersonForm
from metodinis.training.registration.pages import require_a_person
from metodinis.training.registration.pages import stored_values
from plone import api
from plone.memoize.view import memoize
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
import logging


logger = logging.getLogger(__name__)
VIEW = "View"
TITLES = {
    rules.REGISTERED: _("registration_done_registered", default="A seat is kept for you"),
    rules.WAITING: _("registration_done_waiting", default="You are on the waiting list"),
    rules.PENDING: _("registration_done_pending", default="Your request has come"),
    rules.OFFERED: _("registration_done_offered", default="A seat is offered to you"),
}


class Macros(BrowserView):
    """`@@registration-macros`: what several pages of registrations show."""

    index = ViewPageTemplateFile("templates/macros.pt")

    def __getitem__(self, name):
        return self.index.macros[name]


class RegisterPage(PersonForm):
    """`@@register`: the form for everyone, and what it came to."""

    title = _("registration_register", default="Register")
    is_own = True
    answer = None

    def write(self, event, work):
        if is_trapped(self.request.form):
            logger.info("%s: a robot fell into the trap", event.getId())
            return operations.Answer(rules.REGISTERED)
        require_a_person(self.request)
        return super().write(event, work)

    def act(self, form):
        return operations.register(
            self.context,
            self.values(),
            consent=self.typed("consent") == "yes",
            language=self.lang,
            token=self.typed("token"),
        )

    def finish(self, done):
        # No redirect: what somebody is told has no address, and the form sent anew tells it again.
        self.answer = done
        return self.index()

    @property
    def answer_title(self):
        return TITLES.get(self.answer.state, TITLES[rules.PENDING])

    @property
    def answer_until(self):
        return self.date_time(self.answer.until) if self.answer.until else ""

    @property
    @memoize
    def state(self):
        return seating.registration_state(self.context)

    @property
    def is_open(self):
        return self.state == rules.OPEN

    @property
    def closed_title(self):
        return seating.CLOSED_WORDS.get(self.state)

    @property
    def closed_text(self):
        """When it opens, or opened and closed."""
        opens, closes = self.context.registration_opens, self.context.registration_closes
        if self.state == rules.NOT_YET:
            return _(
                "registration_opens_at",
                default="It opens ${moment}.",
                mapping={"moment": self.date_time(opens)},
            )
        if self.state == rules.CLOSED:
            return _(
                "registration_closed_at",
                default="It closed ${moment}. Write to the organisers if you want to come.",
                mapping={"moment": self.date_time(closes)},
            )
        return None

    @property
    def seats(self):
        """What there is for who comes now, in words; None if there are as many as come."""
        free = seating.free_seats(self.context)
        if free is None:
            return None
        if free:
            return self.plural(free, "registration_free")
        return _(
            "registration_full",
            default="All seats are taken: you can join the waiting list.",
        )

    @property
    def stored(self):
        """Who is logged in finds name and address filled in."""
        if api.user.is_anonymous():
            return {}
        user = api.user.get_current()
        return {name: user.getProperty(key, "") for name, key in OWN_PROPERTIES.items()}


OWN_PROPERTIES = {"name": "fullname", "email": "email"}


class MyRegistrationPage(PersonForm):
    """`@@my-registration`: behind the private link; without one it sends the link by mail."""

    is_own = True
    has_library = False
    link_form = ViewPageTemplateFile("templates/link.pt")
    title = _("registration_my", default="My registration")
    link_title = _("registration_link_title", default="Your registration")
    asked = False

    def __call__(self):
        keep_private(self.request.response)
        if self.registration is not None:
            return super().__call__()
        if not may(VIEW, self.context):
            raise Unauthorized(VIEW)
        return self.without_link()

    def without_link(self):
        """A form that sends the link to whose it is."""
        if self.secret:
            self.request.response.setStatus(404)
        if self.request.method == "POST" and not self.secret:
            try:
                require_a_person(self.request)
                email = self.typed("email")
                self.write(self.context, lambda: operations.send_link(self.context, email))
                self.asked = True
            except Refused as refusal:
                self.refusal = refusal
                self.request.response.setStatus(refusal.status)
        return self.link_form()

    @property
    def secret(self):
        return self.typed("secret")

    @property
    def registration(self):
        """The Registration whose link it is, or None."""
        return operations.by_secret(self.context, self.secret)

    @property
    def stored(self):
        return stored_values(self.registration)

    @property
    def next_url(self):
        return mails.link_of(self.context, self.kept)

    def write(self, event, work):
        found, changes = self.registration, self.typed("action") == "change"
        if found is not None and changes and operations.moves(found, self.typed("email")):
            # It is told whether an address is registered, and mailed to: not without an end.
            require_a_person(self.request)
        return super().write(event, work)

    def act(self, form):
        # Read anew in this turn; its link may be another one afterwards.
        self.kept = registration = self.registration
        action = self.typed("action")
        if registration is None:
            raise NotAllowed(seating.GONE)
        if action == "change":
            address = registration.email
            operations.change(self.context, registration, self.values())
            return CHANGED_ADDRESS if registration.email != address else DONE["change"]
        if action not in operations.OWN_ACTIONS:
            raise NotAllowed(seating.GONE)
        operations.OWN_ACTIONS[action](self.context, registration)
        return DONE[action]

    def finish(self, done):
        if done is CHANGED_ADDRESS:
            # Who reads the new address finds the new link there.
            api.portal.show_message(done, self.request)
            return self.request.response.redirect(self.context.absolute_url())
        return super().finish(done)

    @property
    @memoize
    def state(self):
        return seating.state_at(self.registration)

    @property
    def has_begun(self):
        return now() >= self.context.start

    def can(self, action):
        """Whether the person can do one of rules' actions now."""
        return self.state in rules.ACTIONS[action] and not self.has_begun

    @property
    def is_unconfirmed(self):
        return self.registration.confirmed_at is None and self.can("confirm")

    @property
    def confirm_until(self):
        ends_at = self.registration.ends_at
        return self.date_time(ends_at) if ends_at else ""

    @property
    def headline(self):
        """The state in a sentence."""
        return self.state_text(self.registration)

    @property
    def join_url(self):
        """The link to join, for the registered, from a day before until the end."""
        event, moment = self.context, now()
        if self.state not in rules.PARTICIPANTS or not is_announced(event):
            return None
        near = event.start - rules.NEAR <= moment <= event.end
        return event.online_link if near else None

    @property
    def join_later(self):
        """Whether there will be a link to join."""
        is_coming = self.state == rules.REGISTERED and now() < self.context.start
        return bool(self.context.online_link) and is_coming and not self.join_url

    @property
    def event_notice(self):
        """(title, reason) of what became of the event, or None."""
        state = state_of(self.context)
        title = EVENT_NOTICES.get(state)
        return (title, self.context.reason) if title else None

    @property
    def may_register_again(self):
        return self.state == rules.CANCELLED and (
            seating.registration_state(self.context) == rules.OPEN
        )

    invalid_text = _(
        "registration_link_invalid",
        default="This link doesn't work: it isn't whole, or a newer one was sent.",
    )
    asked_text = _(
        "registration_link_asked",
        default="If this address is registered for the event, the link comes to it within some "
        "minutes. If it was sent a moment ago already, look for that letter, among unwanted mail "
        "too.",
    )

    @property
    def library_name(self):
        return next((t for uid, t in self.libraries if uid == self.registration.library_uid), "")

    @property
    def calendar_url(self):
        """Of the event in the person's calendar, while they are to come."""
        if self.state != rules.REGISTERED:
            return None
        return f"{self.context.absolute_url()}/@@my-registration.ics?secret={self.secret}"


EVENT_NOTICES = {
    "postponed": _("registration_event_postponed", default="The event is postponed"),
    "cancelled": _("registration_event_cancelled", default="The event won't take place"),
}
CHANGED_ADDRESS = _(
    "registration_changed_address",
    default="The changes are saved. We have sent a letter to the new address: confirm it there. "
    "The old link doesn't work any more.",
)
DONE = {
    "confirm": _("registration_done_confirm", default="Thank you, your address is confirmed."),
    "change": _("registration_done_change", default="The changes are saved."),
    "cancel": _("registration_done_cancel", default="Your registration is cancelled."),
    "accept": _("registration_done_accept", default="The seat is yours. See you there!"),
    "refuse": _(
        "registration_done_refuse", default="Thank you: the seat goes to the next in line."
    ),
}


class MyCalendar(BrowserView):
    """`@@my-registration.ics`: the event for the calendar of one participant."""

    def __call__(self):
        secret = self.request.form.get("secret")
        registration = operations.by_secret(self.context, secret if isinstance(secret, str) else "")
        keep_private(self.request.response)
        if registration is None:
            raise NotFound(self.__name__)
        data = calendars.calendar(
            self.context,
            mails.link_of(self.context, registration),
            registration.language,
            now(),
            cancelled=seating.state_at(registration) in rules.GONE,
        )
        response = self.request.response
        response.setHeader("Content-Type", f"{calendars.MEDIA_TYPE}; charset=utf-8")
        response.setHeader("Content-Disposition", f'attachment; filename="{calendars.FILE_NAME}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        return data
