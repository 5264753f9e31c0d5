"""What becomes of marks when the sessions of their event change."""

from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.training.attendance import rules
from metodinis.training.events.rules import Session
from metodinis.training.registration.rules import PARTICIPANTS
import transaction


TIMES = {"sessions", "start", "end"}


def event_changed(event, told):
    """Let marks follow their sessions. Refuses to drop a session that somebody is marked at."""
    if not TIMES & told.changed:
        return
    places = rules.moved(_sessions_before(event, told.before), event.sessions)
    people = [one for one in event.registrations.found(*PARTICIPANTS) if one.marks]
    for one in people:
        if set(one.marks) - set(places):
            # Told after the change was written: nothing of it may stay.
            transaction.doom()
            raise FieldErrors(
                {
                    "sessions": _(
                        "attendance_session_marked",
                        default="Attendance of a session that you take out is marked already. "
                        "Leave it, or take its marks back first.",
                    )
                }
            )
    for one in people:
        one.marks = {places[number]: mark for number, mark in one.marks.items()}
        one.marked = {
            places[number]: made for number, made in one.marked.items() if number in places
        }
        one.state = rules.outcome(len(event.sessions), one.marks)


def _sessions_before(event, before):
    named = before.get("sessions", event.named_sessions)
    alone = Session(before.get("start", event.start), before.get("end", event.end))
    return tuple(named or ()) or (alone,)
