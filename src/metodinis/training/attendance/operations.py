"""Every write of attendance. Each person's marks are of their own record, so that two organisers
who mark at once are in each other's way only where they mark the same person."""

from datetime import timedelta
from metodinis.common import moments
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.training.attendance import rules
from metodinis.training.events.workflow import is_announced
from metodinis.training.events.workflow import is_over
from metodinis.training.interfaces import FollowUpChanged
from metodinis.training.registration.rules import PARTICIPANTS
from metodinis.training.schema import TRAINING_PREFIX
from plone import api
from typing import NamedTuple
from zope.event import notify
import hmac
import logging


logger = logging.getLogger(__name__)

CONDUCT = "metodinis: Conduct Training"
MANAGE = "metodinis: Manage Training"
# In the log of a registration; its reason begins with the number of the session.
LOG_WORDS = {
    rules.HERE: "mark_present",
    rules.AWAY: "mark_absent",
    rules.UNMARKED: "mark_none",
}
NO_PERSON = _("attendance_nobody", default="There is no such participant of this event.")
NO_SESSION = _("attendance_session_unknown", default="There is no such session of this event.")
NO_MARK = _("attendance_mark_unknown", default="A mark is present, absent or empty.")
NOT_HELD = _(
    "attendance_not_held",
    default="Only an announced event has attendance: this one is in preparation, postponed or "
    "cancelled.",
)
TOO_EARLY = _(
    "attendance_too_early",
    default="This session can be marked from half an hour before its beginning.",
)
REASON_MISSING = _(
    "attendance_reason_missing",
    default="Write why: the event was long ago, or a certificate is issued.",
)
WRONG_CODE = _(
    "attendance_code_wrong",
    default="This is not the code of the session that is on now. Look at the screen and type it "
    "anew.",
)
TOO_MANY = _(
    "attendance_code_tries",
    default="The code was wrong too often. Ask the organiser to mark you.",
)
NOT_NOW = _(
    "attendance_code_not_now",
    default="Codes are taken from half an hour before a session until half an hour after it.",
)


class Overwritten(NamedTuple):
    """A mark of somebody else that was not seen, and was written over. at: aware datetime."""

    registration: object
    session: int
    mark: str
    by: str
    at: object


class Marked(NamedTuple):
    """How many marks changed, and which of them others had changed meanwhile."""

    changed: int
    overwritten: list


def participants(event):
    """Registrations of those who are to come or came, by surname."""
    found = event.registrations.found(*PARTICIPANTS)
    return sorted(found, key=lambda one: surname_key(one.name))


def surname_key(name):
    """Sort key of a full name: surname, then first names, in Lithuanian order."""
    first, surname = rules.split_name(name)
    return sort_key(surname), sort_key(first)


def is_coming(event):
    """Whether codes of it are or will be taken: it is held, and not over."""
    over = max(session.ends for session in event.sessions) + rules.AROUND
    return is_announced(event) and moments.now() <= over


def needs_reason(event, registration, now):
    """Whether a change of a person's marks is late: a certificate is out, or days have passed."""
    days = api.portal.get_registry_record(f"{TRAINING_PREFIX}.attendance_days")
    over = max(session.ends for session in event.sessions)
    return bool(registration.certificate) or now > over + timedelta(days=days)


def mark(event, cells, *, seen=None, reason=""):
    """Mark persons at sessions; return Marked.

    cells: (id of a registration, number of a session) -> "present", "absent" or "". seen: the
    same keys -> what stood there when the person who marks looked; the last mark counts, and
    those that were written over unseen are told. reason: needed where `needs_reason`.
    Raises FieldErrors (with field "reason" for a missing one), NotAllowed.
    """
    require(CONDUCT, event)
    now, sessions = moments.now(), event.sessions
    _require_held(event)
    changes = [
        change
        for change in (_change(event, key, wanted, now) for key, wanted in cells.items())
        if change
    ]
    if not reason.strip() and any(needs_reason(event, one, now) for one, *_rest in changes):
        raise FieldErrors({"reason": REASON_MISSING})
    overwritten = []
    for registration, number, wanted in changes:
        stood = registration.marks.get(number, rules.UNMARKED)
        if seen is not None and seen.get((registration.id, number), stood) != stood:
            at, by = registration.marked.get(number, (now, ""))
            overwritten.append(Overwritten(registration, number, stood, by, at))
        _write(registration, number, wanted, len(sessions), now, me() or "", reason.strip())
    if changes:
        # What is left to do after it; before its end that is nothing.
        if is_over(event):
            notify(FollowUpChanged(event))
        logger.info("%s: %d marks by %s", event.absolute_url_path(), len(changes), me())
    return Marked(len(changes), overwritten)


def _require_held(event):
    if not is_announced(event):
        raise NotAllowed(NOT_HELD)


def _change(event, key, wanted, now):
    """(registration, number, mark) if it differs from what stands, else None. Raises Refused."""
    id_, number = key
    sessions = event.sessions
    registration = event.registrations.get(id_)
    if registration is None or registration.state not in PARTICIPANTS:
        raise FieldErrors({"id": NO_PERSON})
    if not 0 <= number < len(sessions):
        raise FieldErrors({"session": NO_SESSION})
    if wanted not in rules.MARKS:
        raise FieldErrors({"mark": NO_MARK})
    if registration.marks.get(number, rules.UNMARKED) == wanted:
        return None
    if not rules.can_be_marked(sessions[number], now):
        raise NotAllowed(TOO_EARLY)
    return registration, number, wanted


def _write(registration, number, wanted, count, now, by, reason):
    marks = {**registration.marks, number: wanted}
    if not wanted:
        del marks[number]
    registration.marks = marks
    registration.marked = {**registration.marked, number: (now, by)}
    registration.state = rules.outcome(count, marks)
    told = f"{number + 1}: {reason}" if reason else str(number + 1)
    registration.note(now, by, LOG_WORDS[wanted], told)


def mark_rest(event, number, wanted, *, reason=""):
    """Mark all participants who have no mark at a session; return Marked. Refusals as `mark`."""
    require(CONDUCT, event)
    cells = {(one.id, number): wanted for one in participants(event) if not one.marks.get(number)}
    if not 0 <= number < len(event.sessions):
        raise FieldErrors({"session": NO_SESSION})
    return mark(event, cells, reason=reason)


def check_in(event, id_, number=None):
    """Mark one person, by the code on their phone, present at a session; return (Registration,
    number, whether that is new).

    number: of the session; else of the one that is on now. Raises FieldErrors, NotAllowed.
    """
    require(CONDUCT, event)
    if number is None:
        number = rules.running(event.sessions, moments.now())
    if number is None:
        raise NotAllowed(NOT_NOW)
    registration = event.registrations.get(id_)
    done = mark(event, {(id_, number): rules.HERE})
    return registration, number, bool(done.changed)


def session_code(event):
    """(number of the session that is on now, its code), or (None, ""). For the staff."""
    require(CONDUCT, event)
    number = rules.running(event.sessions, moments.now())
    if number is None:
        return None, ""
    return number, rules.code_of(event.check_in_key, number, event.sessions[number])


def check_in_self(event, secret, code):
    """Mark the person of a private link present, by the code that the organiser shows; return
    (number of the session, "").

    Returns (None, message) for a wrong code, which is counted: after MOST_TRIES of them none is
    taken any more. Raises FieldErrors, NotAllowed.
    """
    registration = event.registrations.by_secret(secret)
    if registration is None or registration.state not in PARTICIPANTS:
        raise FieldErrors({"secret": NO_PERSON})
    now, sessions = moments.now(), event.sessions
    _require_held(event)
    number = rules.running(sessions, now)
    if number is None:
        raise NotAllowed(NOT_NOW)
    if registration.wrong_codes >= rules.MOST_TRIES:
        raise NotAllowed(TOO_MANY)
    right = rules.code_of(event.check_in_key, number, sessions[number])
    if not hmac.compare_digest(right, "".join(code.split()).encode("ascii", "replace").decode()):
        registration.wrong_codes += 1
        return None, WRONG_CODE
    registration.wrong_codes = 0
    if registration.marks.get(number) != rules.HERE:
        _write(registration, number, rules.HERE, len(sessions), now, "", "")
        logger.info("%s: a participant came", event.absolute_url_path())
    return number, ""
