"""Every write to tracks and to the template; see `libraries/operations.py` for the manners.

What is said of modules, and the signatures, are in `marking.py`.
"""

from metodinis.common.api import as_float
from metodinis.common.fields import checked
from metodinis.common.fields import MISSING
from metodinis.common.fields import too_long
from metodinis.common.fields import UNKNOWN
from metodinis.common.moments import now
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.refusals import Refused
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.training.induction import mails
from metodinis.training.induction import rules
from metodinis.training.induction.content import stored_template
from metodinis.training.induction.content import template_of
from metodinis.training.induction.schema import IInductionTrack
from metodinis.training.induction.schema import IModule
from metodinis.training.induction.schema import IRow
from metodinis.training.induction.vocabularies import place_of
from metodinis.training.induction.workflow import ACTIVE
from metodinis.training.induction.workflow import CHANGED_BY_STEPS
from metodinis.training.induction.workflow import FINISHED
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent
import logging
import secrets


logger = logging.getLogger(__name__)

MANAGE = "metodinis: Manage Induction"
MARK = "metodinis: Mark Induction"
FOLLOW = "metodinis: Follow Induction"
MANAGE_TRAINING = "metodinis: Manage Training"
LOCAL_ROLES = {"mentor": "Mentor", "newcomer": "Newcomer"}
LONGEST_REASON = 1000


def add_track(container, values, modules=None):
    """Make a track in a library, or in the training's folder for the department; return it.

    values: fields of IInductionTrack. modules: as `set_modules` takes them; else those of the
    department's template, with days counted from the start. Raises FieldErrors, NotAllowed if
    the library is closed.
    """
    require(MANAGE, container)
    _require_open(container)
    fields = checked(IInductionTrack, values, container)
    _require_two(fields.get("newcomer"), fields.get("mentor"))
    if modules is None:
        rows = _template_modules(fields["starts"])
    else:
        rows = _checked_modules(modules, (), container)
    track = createContent("InductionTrack", **fields)
    # No name in the address: addresses are written into logs.
    track.id = f"induction-{secrets.token_hex(4)}"
    track.keep_modules(rows)
    track = addContentToContainer(container, track, checkConstraints=False)
    give_roles(track)
    record(track, "made")
    mails.assigned(track)
    return track


def _template_modules(starts):
    rows = template_of(api.portal.get()["training"]).rows
    return [
        rules.Module(
            id=_new_id(),
            kind=row.kind,
            title=row.title,
            due=rules.due_on(starts, row.days),
            hours=row.hours,
            required=row.required,
            link=row.link,
            text=row.text,
        )
        for row in rows
    ]


def _new_id():
    return secrets.token_hex(4)


def _require_open(container):
    library = place_of(container)
    if library is not None and library.closed:
        raise NotAllowed(
            _("induction_closed", default="This library is closed: it gets no new employees.")
        )


def _require_two(newcomer, mentor):
    if newcomer and newcomer == mentor:
        raise FieldErrors(
            {
                "mentor": _(
                    "induction_mentor_self",
                    default="Nobody is a mentor to themselves: choose another.",
                )
            }
        )


def require_active(track):
    """Raise NotAllowed if a track is finished or stopped."""
    if state_of(track) != ACTIVE:
        raise NotAllowed(
            _("induction_not_active", default="This track is not under way: it stays as it is.")
        )


def update_track(track, values):
    """Change fields of a track; those left out stay. Raises FieldErrors, NotAllowed if it isn't
    under way. The days of its modules stay too."""
    require(MANAGE, track)
    require_active(track)
    fields = checked(IInductionTrack, values, track, partial=True)
    _require_two(fields.get("newcomer", track.newcomer), fields.get("mentor", track.mentor))
    changed = [name for name, value in fields.items() if getattr(track, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(track, name, fields[name])
    if "mentor" in changed:
        track.keep_signatures({})
    if {"mentor", "newcomer"} & {*changed}:
        give_roles(track)
        mails.assigned(track, {"mentor", "newcomer"} & {*changed})
    notify(ObjectModifiedEvent(track))
    record(track, "edited")


def give_roles(track):
    """Let mentor and newcomer see a track, and no others any more."""
    roles = {*LOCAL_ROLES.values()}
    given = [name for name, names in track.get_local_roles() if roles & {*names}]
    track.manage_delLocalRoles(given)
    for field, role in LOCAL_ROLES.items():
        userid = getattr(track, field)
        if userid:
            track.manage_setLocalRoles(userid, [role])
    track.reindexObjectSecurity()


def set_modules(track, rows, revision=None):
    """Add, change and remove modules of a track.

    rows: dicts with fields of IModule; with `id` a module is changed (fields left out stay), and
    removed if `remove` is true; without, one is added. Modules that no row names stay. revision:
    of the list that was seen. Raises FieldErrors for fields named like "module-0-title", NotAllowed
    if the track isn't under way or the list has another revision by now.
    """
    require(MANAGE, track)
    require_active(track)
    _require_seen(track, revision)
    modules = _checked_modules(rows, track.modules, track)
    if modules != [*track.modules]:
        track.keep_modules(modules)
        record(track, "modules")
        drop_signatures(track)


def _require_seen(kept, revision):
    if revision is not None and revision != kept.revision:
        raise NotAllowed(
            _(
                "induction_changed_meanwhile",
                default="Somebody else has changed the modules meanwhile. Open the page anew and "
                "repeat your changes.",
            )
        )


def _checked_modules(rows, present, context):
    """The list of Modules that rows make of the present ones. Raises FieldErrors."""
    kept = {module.id: module for module in present}
    errors, added = {}, []
    for place, row in enumerate(rows):
        row = dict(row)
        id_, removed = row.pop("id", None), row.pop("remove", False)
        if id_ and (not isinstance(id_, str) or id_ not in kept):
            errors[f"module-{place}-id"] = UNKNOWN
            continue
        if removed:
            kept.pop(id_ or "", None)
            continue
        before = kept.get(id_ or "")
        fields = _checked_row(IModule, row, place, context, errors, before)
        _check_event(fields.get("event"), before, place, errors)
        values = {name: "" if value is None else value for name, value in fields.items()}
        if before is not None:
            kept[id_] = before._replace(**values)
        elif fields:
            added.append(values)
    _refuse_many(len(kept) + len(added), errors)
    return [*rules.in_order([*kept.values(), *(rules.Module(_new_id(), **one) for one in added)])]


def _refuse_many(count, errors):
    if count > rules.MAX_MODULES:
        errors["modules"] = _(
            "induction_too_many",
            default="At most ${max} modules fit.",
            mapping={"max": rules.MAX_MODULES},
        )
    if errors:
        raise FieldErrors(errors)


def _checked_row(schema, row, place, context, errors, before=None):
    """Fields of one row; what is wrong is added to `errors`, and then {} is returned."""
    if isinstance(row.get("hours"), int) and not isinstance(row["hours"], bool):
        row["hours"] = as_float(row["hours"])
    try:
        return checked(schema, row, context, partial=before is not None)
    except FieldErrors as refusal:
        errors |= {f"module-{place}-{name}": text for name, text in refusal.errors.items()}
    return {}


def _check_event(uid, before, place, errors):
    """An event of the site that the present user sees; one that was there already may stay."""
    if not uid or (before is not None and before.event == uid):
        return
    if not api.content.find(portal_type="TrainingEvent", UID=uid):
        errors[f"module-{place}-event"] = _(
            "induction_event_unknown", default="There is no such event any more. Choose another."
        )


def set_template(training, rows, revision=None):
    """Replace the modules of the department's template.

    rows: dicts with fields of IRow. revision: of the list that was seen. Raises FieldErrors for
    fields named like "module-0-title", NotAllowed if the list has another revision by now. Tracks
    that are under way stay as they are.
    """
    require(MANAGE_TRAINING, training)
    _require_seen(template_of(training), revision)
    errors, found = {}, []
    for place, row in enumerate(rows):
        fields = _checked_row(IRow, dict(row), place, training, errors)
        found.append({name: "" if value is None else value for name, value in fields.items()})
    if not found:
        errors["modules"] = MISSING
    _refuse_many(len(found), errors)
    stored_template(training).keep([rules.Row(**fields) for fields in found])
    logger.info("template of induction: %d modules by %s", len(found), me())


def stop(track, reason):
    """Stop a track that won't be finished. Raises FieldErrors, NotAllowed."""
    _step(track, "stop", "stopped", reason)


def resume(track):
    """Go on with a stopped track. Raises NotAllowed."""
    _step(track, "resume", "resumed")


def reopen(track, reason):
    """Go on with a finished track: something was marked by mistake. Raises FieldErrors."""
    _step(track, "reopen", "reopened", reason)


def _step(track, name, what, reason=None):
    require(MANAGE, track)
    if reason is not None:
        reason = checked_reason(reason)
    change_state(track, name, reason or "")
    record(track, what, reason=reason or "")


def change_state(track, name, comment=""):
    """Make a transition. Raises NotAllowed if it isn't possible now."""
    workflow = api.portal.get_tool("portal_workflow")
    try:
        workflow.doActionFor(track, name, comment=comment)
    except WorkflowException as error:
        # The workflow tool raises a second one of the same class around the first.
        if isinstance(error, Refused):
            raise
        raise NotAllowed(
            _("induction_step_gone", default="The track is in another state by now. Reload it.")
        ) from error


def checked_reason(text):
    """A reason, trimmed. Raises FieldErrors for field "reason"."""
    text = (text or "").strip()
    if not text:
        raise FieldErrors({"reason": MISSING})
    if len(text) > LONGEST_REASON:
        message = too_long(LONGEST_REASON)
        raise FieldErrors({"reason": message})
    return text


def delete_track(track):
    """Delete a track and all that was said in it. Raises NotAllowed for one that is signed."""
    require(MANAGE, track)
    if state_of(track) == FINISHED:
        raise NotAllowed(
            _(
                "induction_remove_finished",
                default="This track is signed: it is kept as long as attendance is. If it was "
                "signed by mistake, reopen it first.",
            )
        )
    container, path = track.__parent__, track.absolute_url_path()
    # What is public of the container asks for the right to delete any content.
    container._delObject(track.getId())
    logger.info("%s: deleted by %s", path, me())


def drop_signatures(track):
    """What was signed has changed: it has to be signed anew."""
    if track.signatures:
        track.keep_signatures({})
        record(track, "unsigned")


def record(track, what, module="", reason=""):
    """Add to the track's log, and let the catalog know what changed."""
    track.log.append((now(), me() or "", what, module, reason))
    track.reindexObject(idxs=CHANGED_BY_STEPS)
    logger.info("%s: %s by %s", track.absolute_url_path(), what, me())
