"""Every write to events. Pages, REST services and the demo call these.

Each asks its permission, writes a log line, and raises Refused (`common/refusals.py`) with what
to do, or Unauthorized; then nothing is stored.
"""

from datetime import datetime
from datetime import UTC
from metodinis.common.clock import zone
from metodinis.common.documents import FILES
from metodinis.common.fields import checked
from metodinis.common.fields import too_long
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.sorting import sort_key
from metodinis.common.states import state_of
from metodinis.common.stored_documents import taken
from metodinis.i18n import _
from metodinis.training.events import rules
from metodinis.training.events.content import Material
from metodinis.training.events.rules import fingerprint
from metodinis.training.events.rules import Question
from metodinis.training.events.rules import Session
from metodinis.training.events.schema import IEventValues
from metodinis.training.events.schema import IMaterialValues
from metodinis.training.events.workflow import NEED_A_REASON as WITH_REASON
from metodinis.training.events.workflow import REASON_MISSING
from metodinis.training.interfaces import EventChanged
from metodinis.training.registration.rules import PARTICIPANTS
from metodinis.training.vocabularies import competences
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from zope.container.interfaces import INameChooser
from zope.event import notify
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent
from zope.schema import getFields
import logging
import re
import secrets


logger = logging.getLogger(__name__)

ADD = "metodinis: Add Training Event"
MANAGE = "metodinis: Manage Training"
CONDUCT = "metodinis: Conduct Training"
TRAINER = "Trainer"
FIELDS = tuple(getFields(IEventValues))
# What calendars show: a change of one of these makes a new version there.
SHOWN_IN_CALENDARS = {"title", "description", "start", "end", "sessions", "location"}
DATES = ("start", "end", "sessions")
REGISTRATION_TIMES = ("registration_opens", "registration_closes")
NOTHING = "–"
YES, NO = _("training_yes", default="yes"), _("training_no", default="no")
TAG = re.compile(r"<[^>]*>")
# Characters of a long text that are shown of what others wrote.
SHOWN = 300


class Overtaken(FieldErrors):
    """Others changed the same fields meanwhile. errors: field -> what they wrote."""

    status = 409


def stored_values(event):
    """Field of IEventValues -> its value of an event; sessions are those that somebody named."""
    found = {name: getattr(event, name, None) for name in FIELDS}
    return found | {"sessions": event.named_sessions, "questions": event.questions}


def seen_values(event):
    """Field -> fingerprint of its value: what a form or a program has seen of an event."""
    return {name: fingerprint(value) for name, value in stored_values(event).items()}


def create_event(directory, values):
    """Write down a new event, in preparation; return it.

    values: field of IEventValues -> value; moments aware, sessions and questions as `rules` has
    them. Raises FieldErrors.
    """
    require(ADD, directory)
    fields = _checked(values, directory, {})
    content = createContent("TrainingEvent", title=fields["title"])
    content.id = INameChooser(directory).chooseName(fields["title"], content)
    _store(content, fields)
    event = addContentToContainer(directory, content, checkConstraints=False)
    _share(event)
    logger.info("%s: made by %s", event.absolute_url_path(), me())
    return event


def edit_event(event, values, seen=None):
    """Change fields of an event; those left out stay. Returns (changed, kept): names of fields.

    seen: what `seen_values` told when the present user began. Fields that others changed since
    and that this user left alone are kept as the others wrote them. Raises Overtaken for those
    that both changed to different values, FieldErrors, and NotAllowed once it is cancelled.
    """
    require(MANAGE, event)
    stored = stored_values(event)
    fields = _checked(values, event, stored)
    merged = rules.merge(fields, stored, seen or {})
    if merged.contested:
        raise Overtaken({name: _theirs(name, stored[name]) for name in merged.contested})
    before = {
        name: stored[name]
        for name, value in merged.values.items()
        if fingerprint(stored[name]) != fingerprint(value)
    }
    _refuse_moving(event, before)
    _write(event, merged.values, before)
    if before:
        notify(EventChanged(event, before))
        logger.info("%s: %s by %s", event.absolute_url_path(), ", ".join(before), me())
    return list(before), merged.kept


def _theirs(name, value):
    return _(
        "training_event_overtaken",
        default="Somebody else has changed “${field}” since you opened this form. Now it says: "
        "${value}. Save once more, and what you wrote stays.",
        mapping={"field": IEventValues[name].title, "value": _as_text(value)},
    )


def _as_text(value):
    """A value of any field as people read it: text or message."""
    if isinstance(value, Session):
        return (
            f"{_as_text(value.starts)}–{value.ends.astimezone(zone()):%H:%M} {value.title}".strip()
        )
    if isinstance(value, Question):
        return value.title
    if isinstance(value, datetime):
        return f"{value.astimezone(zone()):%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return "; ".join(map(_as_text, value)) or NOTHING
    if value in (None, ""):
        return NOTHING
    text = " ".join(TAG.sub(" ", getattr(value, "raw", str(value))).split())
    return text[:SHOWN] + ("…" if len(text) > SHOWN else "")


def _refuse_moving(event, changed):
    """A cancelled event stays where it was; one that people are told is postponed gets new dates
    as it is announced anew."""
    if state_of(event) == rules.CANCELLED and set(changed) & set(DATES):
        raise NotAllowed(
            _(
                "training_event_cancelled_dates",
                default="The event is cancelled: its dates stay. Copy it as a new event.",
            )
        )


def _write(event, fields, before):
    _store(event, fields)
    if "start" in before and state_of(event) != rules.DRAFT:
        event.moved_from = before["start"]
    if SHOWN_IN_CALENDARS & set(before):
        event.sequence += 1
    if "trainer_accounts" in before:
        _share(event)
    if before:
        notify(ObjectModifiedEvent(event, Attributes(IEventValues, *before)))


def _checked(values, context, stored):
    """Values as the fields take them, moments in UTC. Raises FieldErrors for all that is wrong.

    stored: what an event has already: of `values` only some are given then.
    """
    fields, errors = {}, {}
    try:
        fields = checked(IEventValues, values, context, partial=bool(stored))
    except FieldErrors as refusal:
        errors |= refusal.errors
    for name, value in fields.items():
        if isinstance(value, datetime):
            fields[name] = _as_stored(value)
    if "sessions" in fields:
        fields["sessions"] = tuple(
            session._replace(starts=_as_stored(session.starts), ends=_as_stored(session.ends))
            for session in fields["sessions"] or ()
        )
    # Sets, that any form or program may send in an order of its own.
    if "competences" in fields:
        chosen = fields["competences"] or ()
        fields["competences"] = tuple(code for code in competences() if code in chosen)
    if "trainer_accounts" in fields:
        fields["trainer_accounts"] = tuple(sorted(set(fields["trainer_accounts"] or ())))
    together = {**stored, **fields}
    errors = {**time_errors(together, fields), **errors}
    if errors:
        raise FieldErrors(errors)
    return fields


def _as_stored(moment):
    """In UTC, as the database can keep it, whatever zone it was sent in."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def time_errors(values, given=FIELDS):
    """Errors of the times of an event as a whole, at those fields that are `given`."""
    start, end = values.get("start"), values.get("end")
    opens, closes = values.get("registration_opens"), values.get("registration_closes")
    sessions = values.get("sessions") or ()
    errors = {}
    if start and end and end <= start:
        errors["end"] = _(
            "training_event_end_early", default="The end must be after the beginning."
        )
    elif start and end and sessions:
        numbers = ", ".join(map(str, rules.outside(sessions, start, end)))
        if numbers:
            errors["sessions"] = _(
                "training_session_outside",
                default="Not between the beginning and the end of the event: row ${rows}.",
                mapping={"rows": numbers},
            )
    if sessions and "sessions" not in errors and rules.overlapping(sessions):
        errors["sessions"] = _(
            "training_session_overlap",
            default="Begins before an earlier one in the same place has ended: row ${rows}.",
            mapping={"rows": ", ".join(map(str, rules.overlapping(sessions)))},
        )
    if closes and start and closes > start:
        errors["registration_closes"] = _(
            "training_event_closes_late",
            default="Registration must close before the event begins.",
        )
    if opens and opens >= (closes or start or opens):
        errors["registration_opens"] = _(
            "training_event_opens_late", default="Registration must open before it closes."
        )
    # What was sent may make another field wrong: told there, where it can be mended.
    return {name: text for name, text in errors.items() if name in given} or errors


def _store(event, fields):
    for name, value in fields.items():
        if name == "sessions":
            event.keep_sessions(value or ())
        elif name == "questions":
            event.keep_questions(value or ())
        else:
            setattr(event, name, value)


def _share(event):
    """Give the role of a trainer to those who are named, and to no others."""
    wanted = set(event.trainer_accounts or ())
    present = {userid for userid, roles in event.get_local_roles() if TRAINER in roles}
    for userid in wanted - present:
        own = set(event.get_local_roles_for_userid(userid))
        event.manage_setLocalRoles(userid, sorted(own | {TRAINER}))
    for userid in present - wanted:
        own = set(event.get_local_roles_for_userid(userid)) - {TRAINER}
        event.manage_delLocalRoles([userid])
        if own:
            event.manage_setLocalRoles(userid, sorted(own))
    if wanted != present:
        event.reindexObjectSecurity()


# transitions


def announce(event):
    """Announce it: everybody sees it, and registration opens."""
    _transition(event, "announce")


def withdraw(event):
    """Take it back to preparation. Raises NotAllowed once somebody has registered."""
    _transition(event, "withdraw")


def postpone(event, reason):
    """It will be later. Raises FieldErrors ("reason")."""
    _transition(event, "postpone", reason)


def cancel(event, reason):
    """It won't be. Raises FieldErrors ("reason")."""
    _transition(event, "cancel", reason)


def resume(event, values):
    """Announce a postponed event anew. values: new `start` and `end`, and what else changes."""
    require(MANAGE, event)
    stored = stored_values(event)
    missing = [name for name in ("start", "end") if not values.get(name)]
    if missing:
        raise FieldErrors(
            {name: _("common_field_missing", default="Fill this in.") for name in missing}
        )
    if values["start"] <= now():
        raise FieldErrors(
            {"start": _("training_resume_past", default="Give a beginning that is still to come.")}
        )
    fields = _checked(_carried(stored, values), event, stored)
    before = {
        name: stored[name]
        for name, value in fields.items()
        if fingerprint(stored[name]) != fingerprint(value)
    }
    _write(event, fields, before)
    _transition(event, "resume", before=before)


def _carried(stored, values):
    """Values, with sessions and times of registration that move along if nothing is said of
    them."""
    times = stored["start"], values["start"].astimezone(UTC), zone()
    moved = {"sessions": rules.carried_sessions(stored["sessions"], *times)}
    for name in REGISTRATION_TIMES:
        if stored[name] is not None:
            moved[name] = rules.carried(stored[name], *times)
    return {**moved, **values}


def _transition(event, name, reason="", **more):
    require(MANAGE, event)
    reason = (reason or "").strip()
    known = {step["id"] for step in api.portal.get_tool("portal_workflow").getTransitionsFor(event)}
    if name not in known:
        raise NotAllowed(
            _(
                "training_transition_gone",
                default="This can't be done now: the state of the event has changed meanwhile.",
            )
        )
    if name in WITH_REASON and not reason:
        raise FieldErrors({"reason": REASON_MISSING})
    if len(reason) > rules.LONGEST_REASON:
        raise FieldErrors({"reason": too_long(rules.LONGEST_REASON)})
    api.portal.get_tool("portal_workflow").doActionFor(event, name, comment=reason, **more)
    logger.info("%s: %s by %s", event.absolute_url_path(), name, me())


TRANSITIONS = {
    "announce": announce,
    "withdraw": withdraw,
    "postpone": postpone,
    "cancel": cancel,
    "resume": resume,
}


def copy_event(event, start):
    """Make a new event in preparation like this one, beginning at `start` (aware); return it.

    It lasts as long; sessions keep their times of the clock. Participants, materials and times
    of registration aren't copied.
    """
    require(MANAGE, event)
    require(ADD, event.__parent__)
    values = stored_values(event) | dict.fromkeys(REGISTRATION_TIMES)
    times = event.start, start.astimezone(UTC), zone()
    values["start"] = start
    values["end"] = rules.carried(event.end, *times)
    values["sessions"] = rules.carried_sessions(values["sessions"], *times)
    return create_event(event.__parent__, values)


def delete_event(event):
    """Delete an event that was never announced, or was taken back."""
    require(MANAGE, event)
    if state_of(event) != rules.DRAFT or len(event.registrations):
        raise NotAllowed(
            _(
                "training_delete_announced",
                default="Only an event in preparation can be deleted. Cancel this one instead.",
            )
        )
    path = event.absolute_url_path()
    event.__parent__._delObject(event.getId())
    logger.info("%s: deleted by %s", path, me())


# materials


def add_material(event, values, upload):
    """Keep a file of an event; return its id.

    values: field of IMaterialValues -> value; upload: (name, bytes), or None if no file came.
    Raises FieldErrors (field "file" for the file).
    """
    require(CONDUCT, event)
    fields, errors = {}, {}
    try:
        fields = checked(IMaterialValues, values, event)
    except FieldErrors as refusal:
        errors |= refusal.errors
    if upload is None:
        errors["file"] = _("training_material_missing", default="Choose the file.")
    if len(event.materials) >= rules.MOST_MATERIALS:
        errors["file"] = _(
            "training_material_many",
            default="At most ${max} files can be kept. Delete one first.",
            mapping={"max": str(rules.MOST_MATERIALS)},
        )
    if errors:
        raise FieldErrors(errors)
    file = taken(*upload, FILES, now())
    id_ = secrets.token_hex(8)
    title = fields["title"] or file.name
    event.materials[id_] = Material(file, title, fields["stage"], fields["audience"])
    logger.info("%s: %s added by %s", event.absolute_url_path(), file.name, me())
    return id_


def edit_material(event, id_, values):
    """Change title, stage or audience of a file. Raises FieldErrors, NotAllowed if it is gone."""
    require(CONDUCT, event)
    material = _material(event, id_)
    fields = checked(IMaterialValues, values, event, partial=True)
    if "title" in fields:
        fields["title"] = fields["title"] or material.file.name
    for name, value in fields.items():
        setattr(material, name, value)
    logger.info("%s: %s changed by %s", event.absolute_url_path(), material.file.name, me())


def delete_material(event, id_):
    """Delete a file of an event. Raises NotAllowed if it is gone."""
    require(CONDUCT, event)
    name = _material(event, id_).file.name
    del event.materials[id_]
    logger.info("%s: %s deleted by %s", event.absolute_url_path(), name, me())


def _material(event, id_):
    try:
        return event.materials[id_]
    except KeyError:
        raise NotAllowed(
            _("training_material_gone", default="This file has been deleted already.")
        ) from None


def materials_for(event, registration=None):
    """(id, Material) of the files that a reader may have, in the order of stage and title.

    registration: of the participant whose private link was opened, or None. Those who conduct
    the event have all.
    """
    sees_all = may(CONDUCT, event) or is_participant(registration)
    found = [
        (id_, material)
        for id_, material in event.materials.items()
        if sees_all or material.audience == "public"
    ]
    return sorted(found, key=_material_order)


def _material_order(found):
    _id, material = found
    return rules.STAGES.index(material.stage), sort_key(material.title)


def is_participant(registration):
    """Whether a registration (or None) opens what is for participants alone."""
    return registration is not None and registration.state in PARTICIPANTS
