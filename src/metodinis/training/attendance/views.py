"""Pages of attendance: marking, checking in, the code on the screen, the sign-in list."""

from metodinis.common import moments
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.views import PageView
from metodinis.libraries.people import name_of
from metodinis.training.attendance import exports
from metodinis.training.attendance import operations
from metodinis.training.attendance import rules
from metodinis.training.events.workflow import is_announced
from metodinis.training.privacy import keep_private
from metodinis.training.registration.rules import ABSENT
from metodinis.training.registration.rules import ATTENDED
from metodinis.training.registration.rules import PARTICIPANTS
from metodinis.training.registration.rules import PARTLY
from plone import api
from plone.memoize.view import memoize
from Products.Five import BrowserView
from urllib.parse import urlencode
from zope.i18n import translate


PAGE_SIZE = 50
MARK_TITLES = {
    rules.HERE: _("attendance_here", default="Present"),
    rules.AWAY: _("attendance_away", default="Absent"),
    rules.UNMARKED: _("attendance_unmarked", default="Not marked"),
}
# As badges: (state of the badge, text).
OUTCOMES = {
    ATTENDED: ("ok", _("attendance_attended", default="Attended")),
    PARTLY: ("warning", _("attendance_partly", default="Attended in part")),
    ABSENT: ("error", _("attendance_absent", default="Did not attend")),
}
SIGNS = {rules.HERE: "✓", rules.AWAY: "✗", rules.UNMARKED: "·"}


def session_label(view, number, session):
    """„1. 2026-03-12, 10:00–12:30. Title“; view: a PageView."""
    starts, ends = (moment.astimezone(view.zone) for moment in session[:2])
    text = f"{number + 1}. {starts:%Y-%m-%d}, {starts:%H:%M}–{ends:%H:%M}"
    return f"{text}. {session.title}" if session.title else text


class EventPage(PageView):
    """What pages of attendance tell of their event."""

    @property
    @memoize
    def sessions(self):
        return self.context.sessions

    @property
    @memoize
    def now_on(self):
        """The number of the session at which people come in now, or None."""
        return rules.running(self.sessions, moments.now())

    def label(self, number):
        return session_label(self, number, self.sessions[number])

    @memoize
    def person(self, userid):
        """The name of who marked; "" stands for participants themselves."""
        if not userid:
            return translate(
                _("attendance_themselves", default="the participant"), context=self.request
            )
        return name_of(userid)


class AttendancePage(ActionPage, EventPage):
    """`@@attendance`: marks of one session, person by person; on a phone too, without scripts."""

    title = _("attendance_title", default="Attendance")
    empty_title = _("attendance_nobody_yet", default="Nobody is registered")
    empty_text = _(
        "attendance_nobody_yet_text", default="Participants stand here once they are registered."
    )
    not_held = operations.NOT_HELD
    too_early = operations.TOO_EARLY
    marks = tuple(MARK_TITLES.items())

    @property
    @memoize
    def session_number(self):
        """The session that is marked: the one that was chosen, else the one of this moment."""
        chosen = self.typed("session")
        if chosen.isdecimal() and int(chosen) < len(self.sessions):
            return int(chosen)
        return rules.latest(self.sessions, moments.now())

    @property
    @memoize
    def words(self):
        return self.typed("q").strip()

    @property
    @memoize
    def everyone(self):
        return operations.participants(self.context)

    @property
    @memoize
    def found(self):
        words = self.words.casefold().split()
        return [
            one
            for one in self.everyone
            if all(word in f"{one.name} {one.institution}".casefold() for word in words)
        ]

    @property
    @memoize
    def rows(self):
        """The Batch of registrations that the request asks for."""
        return self.batch(self.found, PAGE_SIZE)

    @property
    def tabs(self):
        """(address, label, whether it is this one) of each session."""
        return [
            (self.address(session=n), self.label(n), n == self.session_number)
            for n in self._numbers
        ]

    @property
    def _numbers(self):
        return range(len(self.sessions))

    def address(self, **values):
        kept = {"session": self.session_number, "q": self.words, **values}
        query = urlencode({name: value for name, value in kept.items() if value != ""})
        return f"{self.context.absolute_url()}/@@attendance?{query}"

    @property
    def is_held(self):
        return is_announced(self.context)

    @property
    def is_coming(self):
        return operations.is_coming(self.context)

    @property
    def can_be_marked(self):
        return rules.can_be_marked(self.sessions[self.session_number], moments.now())

    @property
    def is_open(self):
        return self.is_held and self.can_be_marked

    @property
    @memoize
    def asks_reason(self):
        now = moments.now()
        return any(operations.needs_reason(self.context, one, now) for one in self.rows)

    @property
    @memoize
    def counts(self):
        """(present, absent, not marked) at this session, of all participants."""
        made = [one.marks.get(self.session_number, rules.UNMARKED) for one in self.everyone]
        return tuple(made.count(mark) for mark in MARK_TITLES)

    def chosen(self, registration):
        """The mark that the form shows: what was typed into a refused one, else what stands."""
        stands = registration.marks.get(self.session_number, rules.UNMARKED)
        return self.typed(f"mark.{registration.id}", stands) if self.refusal else stands

    def marked(self, registration):
        """Who made the mark and when, in one text; "" if nobody did."""
        if self.session_number not in registration.marked:
            return ""
        at, by = registration.marked[self.session_number]
        return f"{self.person(by)}, {self.date_time(at, 'short')}"

    def strip(self, registration):
        """(label, sign, mark in words) of all sessions, where there are several."""
        if len(self.sessions) < 2:
            return []
        made = [registration.marks.get(number, rules.UNMARKED) for number in self._numbers]
        return [
            (number + 1, SIGNS[mark], MARK_TITLES[mark], number == self.session_number)
            for number, mark in enumerate(made)
        ]

    def badge(self, registration):
        return OUTCOMES.get(registration.state)

    def act(self, form):
        seen = self._sent("seen.")
        wanted = {key: mark for key, mark in self._sent("mark.").items() if mark != seen.get(key)}
        reason = self.typed("reason")
        done = operations.mark(self.context, wanted, seen=seen, reason=reason)
        changed = done.changed
        rest = {"rest_present": rules.HERE, "rest_absent": rules.AWAY}.get(self.typed("do"))
        if rest:
            changed += operations.mark_rest(
                self.context, self.session_number, rest, reason=reason
            ).changed
        for one in done.overwritten:
            api.portal.show_message(self._told(one), self.request, type="warning")
        return self.plural(changed, "attendance_changed")

    def _sent(self, prefix):
        """(id, session) -> mark of the fields with a prefix."""
        return {
            (name.removeprefix(prefix), self.session_number): self.typed(name)
            for name in self.request.form
            if name.startswith(prefix)
        }

    def _told(self, one):
        return _(
            "attendance_overwritten",
            default="${name}: meanwhile ${person} had marked „${theirs}“ (${at}); now it is "
            "„${yours}“.",
            mapping={
                "name": one.registration.name,
                "person": self.person(one.by),
                "theirs": translate(MARK_TITLES[one.mark], context=self.request),
                "at": self.date_time(one.at, "short"),
                "yours": translate(
                    MARK_TITLES[one.registration.marks.get(one.session, rules.UNMARKED)],
                    context=self.request,
                ),
            },
        )

    @property
    def next_url(self):
        start = self.typed("b_start")
        return self.address(**({"b_start": start} if start.isdecimal() and start != "0" else {}))


class CheckInPage(ActionPage, EventPage):
    """`@@check-in?code=…`: what the code on a participant's phone opens on the organiser's."""

    title = _("attendance_check_in", default="Check in")
    unknown = operations.NO_PERSON
    not_now = operations.NOT_NOW
    not_held = operations.NOT_HELD

    @property
    @memoize
    def registration(self):
        found = self.context.registrations.get(self.typed("code"))
        return found if found is not None and found.state in PARTICIPANTS else None

    @property
    def problem(self):
        """Why nobody can be checked in, or None."""
        if self.registration is None:
            return self.unknown
        if not is_announced(self.context):
            return self.not_held
        return self.not_now if self.now_on is None else None

    @property
    def is_here(self):
        return self.registration.marks.get(self.now_on) == rules.HERE

    def act(self, form):
        registration, number, _new = operations.check_in(self.context, self.typed("code"))
        return _(
            "attendance_checked_in",
            default="${name} is here: ${session}",
            mapping={"name": registration.name, "session": self.label(number)},
        )

    @property
    def next_url(self):
        query = urlencode({"code": self.typed("code")})
        return f"{self.context.absolute_url()}/@@check-in?{query}"


class CodePage(EventPage):
    """`@@check-in-code`: the code of the present session, for the screen in the room."""

    title = _("attendance_code_title", default="Code of this session")
    not_now = operations.NOT_NOW

    @property
    @memoize
    def shown(self):
        """(label of the session, its digits in two groups), or None."""
        number, code = operations.session_code(self.context)
        if number is None:
            return None
        return self.label(number), f"{code[:3]} {code[3:]}"


class ArrivedPage(ActionPage, EventPage):
    """`@@arrived?secret=…`: a participant types the code that is shown in the room."""

    title = _("attendance_arrived", default="I am here")

    @property
    @memoize
    def registration(self):
        found = self.context.registrations.by_secret(self.typed("secret"))
        return found if found is not None and found.state in PARTICIPANTS else None

    @property
    def is_here(self):
        return (
            self.registration is not None and self.registration.marks.get(self.now_on) == rules.HERE
        )

    @property
    def problem(self):
        if self.registration is None:
            return operations.NO_PERSON
        return operations.NOT_NOW if self.now_on is None else None

    def __call__(self):
        keep_private(self.request.response)
        return super().__call__()

    def act(self, form):
        number, wrong = operations.check_in_self(
            self.context, self.typed("secret"), self.typed("code")
        )
        if wrong:
            raise FieldErrors({"code": wrong})
        return _(
            "attendance_arrived_done",
            default="Welcome! You are marked: ${session}",
            mapping={"session": self.label(number)},
        )

    @property
    def next_url(self):
        query = urlencode({"secret": self.typed("secret")})
        return f"{self.context.absolute_url()}/@@arrived?{query}"


class SignInListPage(BrowserView):
    """`@@sign-in-list`: the list for signatures, as PDF."""

    def __call__(self):
        return exports.deliver_sign_in_list(self.context, self.request.response)
