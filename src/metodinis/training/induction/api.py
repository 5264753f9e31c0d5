"""REST of introductory training: all that its pages do."""

from metodinis.common.api import choice_of
from metodinis.common.api import date_of
from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.layout.exports import MEDIA_TYPES
from metodinis.libraries.people import name_of
from metodinis.training.induction import attended
from metodinis.training.induction import exports
from metodinis.training.induction import marking
from metodinis.training.induction import operations
from metodinis.training.induction import rules
from metodinis.training.induction import search
from metodinis.training.induction.content import template_of
from metodinis.training.induction.content import today
from metodinis.training.induction.schema import TRACK_FIELDS
from metodinis.training.induction.tracks import TracksExport
from metodinis.training.induction.workflow import ACTIVE
from plone import api


LIST_INVALID = _("induction_api_rows", default="Send a list of objects.")
STEPS = {
    "stop": (operations.stop, True),
    "resume": (operations.resume, False),
    "reopen": (operations.reopen, True),
}


def row_json(row):
    """A track as lists show it."""
    return {
        "@id": row.url,
        "title": row.title,
        "position": row.position or None,
        "library": row.library or None,
        "library_uid": row.library_uid or None,
        "mentor": row.mentor_title or None,
        "starts": row.starts.isoformat(),
        "state": row.state,
        "done": row.done,
        "needed": row.needed,
        "hours": row.hours,
        "next_due": row.next_due.isoformat() if row.next_due else None,
        "late": row.late,
        "ready": row.is_ready,
    }


def track_json(track):
    """A track with its modules; its log for those who look after it."""
    progress, library = track.progress, track.library
    values = {name: getattr(track, name) or None for name in TRACK_FIELDS}
    found = {
        "@id": track.absolute_url(),
        **values,
        "starts": track.starts.isoformat(),
        "library": None if library is None else library.absolute_url(),
        "mentor_title": track.mentor_title or None,
        "state": state_of(track),
        "done": progress.done,
        "needed": progress.needed,
        "hours": progress.hours,
        "late": progress.late if state_of(track) == ACTIVE else 0,
        "revision": track.revision,
        "modules": [module_json(track, module) for module in track.modules],
        "signatures": [
            {"side": side, **_signed(track.signatures.get(side))} for side in track.sides
        ],
        "ended_at": track.ended_at.isoformat() if track.ended_at else None,
    }
    if may(operations.MANAGE, track):
        found["log"] = [
            {
                "at": moment.isoformat(),
                "by": userid,
                "what": what,
                "module": module,
                "reason": reason,
            }
            for moment, userid, what, module, reason in track.log
        ]
    return found


def _signed(signature):
    if signature is None:
        return {"at": None, "by": None}
    moment, userid = signature
    return {"at": moment.isoformat(), "by": name_of(userid)}


def module_json(track, module):
    """A module with what was said of it."""
    marks, claims = track.marks, track.claims
    mark, claim = marks.get(module.id), claims.get(module.id)
    event = attended.seen(track, module)
    state = rules.state_of(module, marks, claims)
    return {
        "id": module.id,
        "kind": module.kind,
        "title": module.title,
        "due": module.due.isoformat(),
        "hours": module.hours,
        "required": module.required,
        "link": module.link or None,
        "text": module.text or None,
        "event": module.event or None,
        "attended": event.registration or None if event is not None else None,
        "state": state,
        "late": state not in rules.SETTLED and module.due < today() and state_of(track) == ACTIVE,
        "mark": None
        if mark is None
        else {
            "passed": mark.passed,
            "on": mark.on.isoformat(),
            "by": name_of(mark.by),
            "hours": mark.hours,
            "note": mark.note or None,
        },
        "claim": None
        if claim is None
        else {"on": claim.on.isoformat() if claim.on else None, "note": claim.note or None},
    }


def _track_values(body):
    values = dict(body)
    if values.get("starts") is not None:
        values["starts"] = date_of(values, "starts")
    return values


def _module_rows(rows):
    """Rows of a body, with dates for texts. Raises FieldErrors."""
    errors, found = {}, []
    for place, row in enumerate(_rows(rows)):
        row = dict(row)
        try:
            if row.get("due") is not None:
                row["due"] = date_of(row, "due")
        except FieldErrors as refusal:
            errors[f"module-{place}-due"] = refusal.errors["due"]
        found.append(row)
    if errors:
        raise FieldErrors(errors)
    return found


def _rows(rows):
    is_list = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
    if not is_list:
        raise FieldErrors({"modules": LIST_INVALID})
    return rows


def _revision(body):
    revision = body.get("revision")
    if revision is not None and (isinstance(revision, bool) or not isinstance(revision, int)):
        message = _("common_number_invalid", default="This must be a whole number.")
        raise FieldErrors({"revision": message})
    return revision


class Tracks(JsonService):
    """GET @induction on the training's folder?state=&library=&text=: the late ones first."""

    def answer(self):
        return self.batch(search.find(search.filters_of(self.request.form)), row_json)


class LibraryTracks(JsonService):
    """GET @induction on a library: its tracks that the present user sees."""

    def answer(self):
        brains = api.content.find(
            portal_type="InductionTrack",
            path={"query": "/".join(self.context.getPhysicalPath()), "depth": 1},
        )
        return self.batch(search.rows_of(brains), row_json)


class AddTrack(JsonService):
    """POST @induction {"title", "starts", …, "modules": [{"kind", "title", "due", …}]}

    Without modules the track takes those of the template.
    """

    def answer(self):
        values = _track_values(self.body())
        modules = values.pop("modules", None)
        rows = None if modules is None else _module_rows(modules)
        track = operations.add_track(self.context, values, rows)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", track.absolute_url())
        return track_json(track)


class TracksFile(FileService):
    """GET @induction-export?format=csv|xlsx with the filters of @induction: the file itself."""

    def answer(self):
        choice_of(self.request.form, "format", tuple(MEDIA_TYPES))
        return TracksExport(self.context, self.request)()


class GetTemplate(JsonService):
    """GET @induction-template: the modules that a new track begins with."""

    def answer(self):
        template = template_of(self.context)
        return {
            "@id": f"{self.context.absolute_url()}/@induction-template",
            "revision": template.revision,
            "modules": [row._asdict() for row in template.rows],
        }


class PutTemplate(GetTemplate):
    """PUT @induction-template {"modules": [{"kind", "title", "days", …}], "revision"}"""

    def answer(self):
        body = self.body()
        rows = _rows(body.get("modules"))
        operations.set_template(self.context, rows, _revision(body))
        return super().answer()


class GetTrack(JsonService):
    """GET @induction-track"""

    def answer(self):
        return track_json(self.context)


class EditTrack(GetTrack):
    """PATCH @induction-track: the fields that are to change."""

    def answer(self):
        operations.update_track(self.context, _track_values(self.body()))
        return super().answer()


class DeleteTrack(JsonService):
    """DELETE @induction-track"""

    def answer(self):
        operations.delete_track(self.context)
        return self.reply_no_content()


class PatchModules(GetTrack):
    """PATCH @induction-modules {"modules": [{"id", …}, {"id", "remove": true}, {…}], "revision"}

    With an id a module is changed or removed, without one is added; others stay.
    """

    def answer(self):
        body = self.body()
        rows = _module_rows(body.get("modules"))
        operations.set_modules(self.context, rows, _revision(body))
        return super().answer()


class MarkModule(GetTrack):
    """POST @induction-mark {"module", "passed", "on", "hours", "note"}; null for `passed` takes a
    mark back. Without `on` it is today."""

    def answer(self):
        body = self.body()
        id_ = text_of(body, "module")
        body.pop("module", None)
        if "passed" in body and body["passed"] is None:
            marking.unmark(self.context, id_)
        else:
            day = date_of(body, "on") if body.get("on") is not None else None
            marking.mark(self.context, id_, {**body, "on": day or today()})
        return super().answer()


class PassClaimed(GetTrack):
    """POST @induction-pass: pass all that the newcomer says is done."""

    def answer(self):
        marking.pass_claimed(self.context)
        return super().answer()


class ClaimModule(GetTrack):
    """POST @induction-claim {"module", "done", "note"}"""

    def answer(self):
        body = self.body()
        id_ = text_of(body, "module")
        body.pop("module", None)
        marking.claim(self.context, id_, body)
        return super().answer()


class SignTrack(GetTrack):
    """POST @induction-sign {"side": "mentor" or "head"}"""

    def answer(self):
        marking.sign(self.context, text_of(self.body(), "side"))
        return super().answer()


class StepTrack(GetTrack):
    """POST @induction-step {"name": "stop", "resume" or "reopen", "reason"}"""

    def answer(self):
        body = self.body()
        operation, has_reason = STEPS[choice_of(body, "name", tuple(STEPS))]
        reason = (text_of(body, "reason"),) if has_reason else ()
        operation(self.context, *reason)
        return super().answer()


class TrackFile(FileService):
    """GET @induction-pdf: the track as a file."""

    def answer(self):
        language = api.portal.get_current_language()
        return exports.deliver(self.request.response, self.context, language)
