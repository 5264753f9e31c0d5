"""What is said of modules, by newcomer and mentor, and the signatures that end a track."""

from AccessControl import Unauthorized
from metodinis.common.api import as_float
from metodinis.common.fields import checked
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.i18n import _
from metodinis.training.induction import mails
from metodinis.training.induction import rules
from metodinis.training.induction.content import today
from metodinis.training.induction.operations import change_state
from metodinis.training.induction.operations import drop_signatures
from metodinis.training.induction.operations import FOLLOW
from metodinis.training.induction.operations import MANAGE
from metodinis.training.induction.operations import MARK
from metodinis.training.induction.operations import record
from metodinis.training.induction.operations import require_active
from metodinis.training.induction.schema import IClaimValues
from metodinis.training.induction.schema import IMarkValues
from metodinis.training.induction.workflow import refuse_unready


def may_mark(track):
    """Whether the present user may mark modules of a track: never of their own."""
    return may(MARK, track) and track.newcomer != me()


def _require_mark(track):
    require_active(track)
    require(MARK, track)
    _refuse_own(track)


def _refuse_own(track):
    if track.newcomer == me():
        raise NotAllowed(
            _(
                "induction_own",
                default="This is your own track: your mentor or director marks and signs it.",
            )
        )


def _module(track, id_):
    module = track.module(id_)
    if module is None:
        message = _("induction_module_gone", default="There is no such module any more.")
        raise FieldErrors({"module": message})
    return module


def mark(track, id_, values):
    """Say of a module whether it is passed. values: fields of IMarkValues.

    Without hours a passed module has those that were planned. Raises FieldErrors (also for a day
    that is still to come), NotAllowed for one's own track or one that isn't under way.
    """
    _require_mark(track)
    module = _module(track, id_)
    values = {"hours": module.hours, **values}
    if isinstance(values["hours"], int) and not isinstance(values["hours"], bool):
        values["hours"] = as_float(values["hours"])
    fields = checked(IMarkValues, values, track)
    if fields["on"] > today():
        raise FieldErrors({"on": _("induction_mark_future", default="This day is still to come.")})
    was_ready = track.progress.is_ready
    _keep(track, module, fields)
    if not was_ready:
        _tell_if_ready(track)


def _keep(track, module, fields):
    hours = fields["hours"] or 0.0
    kept = rules.Mark(fields["passed"], fields["on"], me(), hours, fields["note"] or "")
    if track.marks.get(module.id) == kept:
        return
    track.keep_mark(module.id, kept)
    claim = track.claims.get(module.id)
    if claim is not None and not kept.passed:
        # It is to be done anew; what the newcomer wrote stays.
        track.keep_claim(module.id, claim._replace(on=None))
    record(track, "passed" if kept.passed else "failed", module.title, kept.note)
    drop_signatures(track)


def unmark(track, id_):
    """Take back what was marked. Raises FieldErrors, NotAllowed."""
    _require_mark(track)
    module = _module(track, id_)
    if module.id in track.marks:
        track.keep_mark(module.id, None)
        record(track, "unmarked", module.title)
        drop_signatures(track)


def pass_claimed(track):
    """Pass all that the newcomer says is done, on the day that they said; return the Modules."""
    _require_mark(track)
    waiting = claimed(track)
    for module in waiting:
        day = track.claims[module.id].on
        _keep(track, module, {"passed": True, "on": day, "hours": module.hours, "note": ""})
    if waiting:
        _tell_if_ready(track)
    return waiting


def claimed(track):
    """The Modules that the newcomer says are done, and that are not passed."""
    marks, claims = track.marks, track.claims
    return [
        module for module in track.modules if rules.state_of(module, marks, claims) == rules.CLAIMED
    ]


def claim(track, id_, values):
    """Say of one's own module that it is done, and write a note. values: fields of IClaimValues.

    Raises FieldErrors if the module isn't one that the newcomer does alone or is passed already,
    NotAllowed if the track isn't under way.
    """
    require_active(track)
    require(FOLLOW, track)
    module = _module(track, id_)
    fields = checked(IClaimValues, values, track)
    before = track.claims.get(id_)
    is_passed = id_ in track.marks and track.marks[id_].passed
    day = before.on if before is not None else None
    if not is_passed:
        day = (day or today()) if fields["done"] else None
    if day is not None and module.kind not in rules.OWN_KINDS:
        message = _("induction_claim_kind", default="Your mentor marks this one.")
        raise FieldErrors({"done": message})
    kept = rules.Claim(day, fields["note"] or "")
    if kept == (before or rules.Claim(None)):
        return
    track.keep_claim(id_, kept if kept.on or kept.note else None)
    what = "noted" if day == (before.on if before else None) else "claimed" if day else "unclaimed"
    record(track, what, module.title)


def waiting_for(track):
    """The sides that have not signed yet."""
    return [side for side in track.sides if side not in track.signatures]


def may_sign(track, side):
    """Whether the present user signs for a side."""
    if track.newcomer == me() or side not in track.sides:
        return False
    return track.mentor == me() if side == rules.MENTOR else may(MANAGE, track)


def sign(track, side):
    """Sign for a side (rules.MENTOR or rules.HEAD); the last signature finishes the track.

    Raises Unauthorized, FieldErrors for a side that there isn't, NotAllowed while a module that is
    needed isn't passed.
    """
    require_active(track)
    if side not in track.sides:
        message = _("common_field_choice", default="Choose one of the values offered.")
        raise FieldErrors({"side": message})
    _refuse_own(track)
    if not may_sign(track, side):
        raise Unauthorized(MANAGE)
    refuse_unready(track)
    if side in track.signatures:
        return
    track.keep_signatures({**track.signatures, side: (now(), me())})
    record(track, f"signed_{side}")
    if waiting_for(track):
        _tell_if_ready(track)
        return
    change_state(track, "finish")
    record(track, "finished")
    mails.finished(track)


def _tell_if_ready(track):
    """Tell those who can sign now that they can."""
    if track.progress.is_ready:
        waiting = waiting_for(track)
        # The director signs what the mentor has signed.
        mails.ready(track, waiting[0], me())
