"""REST of attendance: `@attendance`, `@check-in`, `@check-in-code`, `@arrived`, `@sign-in-list`."""

from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.training.attendance import exports
from metodinis.training.attendance import operations
from metodinis.training.attendance import rules


NOT_MARKS = _(
    "attendance_marks_invalid",
    default="Send marks as a list of {id, session, mark}; mark is present, absent or empty.",
)


def registration_json(registration, count):
    """A participant with the mark of each session; who marked is a user id, "" for themselves."""
    marks = []
    for number in range(count):
        at, by = registration.marked.get(number, (None, None))
        marks.append(
            {
                "session": number,
                "mark": registration.marks.get(number, rules.UNMARKED),
                "at": at and at.isoformat(),
                "by": by,
            }
        )
    return {
        "id": registration.id,
        "name": registration.name,
        "institution": registration.institution,
        "state": registration.state,
        "certificate": registration.certificate or None,
        "marks": marks,
    }


class GetAttendance(JsonService):
    """GET @attendance: sessions, and a page of participants with their marks, by surname."""

    def answer(self):
        sessions = self.context.sessions
        found = operations.participants(self.context)
        answer = self.batch(found, lambda one: registration_json(one, len(sessions)))
        answer["sessions"] = [
            {
                "session": number,
                "starts": session.starts.isoformat(),
                "ends": session.ends.isoformat(),
                "title": session.title,
            }
            for number, session in enumerate(sessions)
        ]
        return answer


class PatchAttendance(JsonService):
    """PATCH @attendance {"marks": [{"id", "session", "mark", "seen"}], "rest": {"session",
    "mark"}, "reason"}: a mark for all of `marks`, then for those who have none at a session.

    `seen` is what stood there when one looked; the answer tells what was written over unseen.
    """

    def answer(self):
        body = self.body()
        cells, seen = _cells_of(body.get("marks", []))
        reason = text_of(body, "reason")
        done = operations.mark(self.context, cells, seen=seen, reason=reason)
        changed = done.changed
        if body.get("rest"):
            [(key, wanted)] = _cells_of([{"id": "", **_object(body["rest"])}])[0].items()
            done_rest = operations.mark_rest(self.context, key[1], wanted, reason=reason)
            changed += done_rest.changed
        return {
            "changed": changed,
            "overwritten": [
                {
                    "id": one.registration.id,
                    "session": one.session,
                    "mark": one.mark,
                    "at": one.at.isoformat(),
                    "by": one.by,
                }
                for one in done.overwritten
            ],
        }


def _object(value):
    if not isinstance(value, dict):
        raise FieldErrors({"marks": NOT_MARKS})
    return value


def _cells_of(rows):
    """(cells, seen) as `operations.mark` takes them. Raises FieldErrors."""
    cells, seen = {}, {}
    if not isinstance(rows, list):
        raise FieldErrors({"marks": NOT_MARKS})
    for row in map(_object, rows):
        id_, number, wanted = row.get("id"), row.get("session"), row.get("mark")
        is_number = isinstance(number, int) and not isinstance(number, bool)
        if not (isinstance(id_, str) and is_number and isinstance(wanted, str)):
            raise FieldErrors({"marks": NOT_MARKS})
        cells[id_, number] = wanted
        if "seen" in row:
            seen[id_, number] = row["seen"]
    return cells, seen


class CheckIn(JsonService):
    """POST @check-in {"code", "session"}: mark the person of a scanned code present; without
    `session` at the one that is on now."""

    def answer(self):
        body = self.body()
        number = body.get("session")
        if number is not None and (not isinstance(number, int) or isinstance(number, bool)):
            raise FieldErrors({"session": operations.NO_SESSION})
        registration, number, is_new = operations.check_in(
            self.context, text_of(body, "code"), number
        )
        return {"id": registration.id, "name": registration.name, "session": number, "new": is_new}


class CheckInCode(JsonService):
    """GET @check-in-code: the code of the session that is on now, or nulls."""

    def answer(self):
        number, code = operations.session_code(self.context)
        return {"session": number, "code": code or None}


class Arrived(JsonService):
    """POST @arrived {"secret", "code"}: a participant, by the private link and the room's code."""

    def answer(self):
        body = self.body()
        number, wrong = operations.check_in_self(
            self.context, text_of(body, "secret"), text_of(body, "code")
        )
        if wrong:
            # Told, not raised: that it was wrong is counted, and what is raised stores nothing.
            refusal = FieldErrors({"code": wrong})
            self.request.response.setStatus(refusal.status)
            return {"error": self.error(refusal)}
        return {"session": number}


class SignInList(FileService):
    """GET @sign-in-list: the list for signatures, as PDF."""

    def answer(self):
        return exports.deliver_sign_in_list(self.context, self.request.response)
