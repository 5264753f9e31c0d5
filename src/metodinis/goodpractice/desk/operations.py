"""What editors decide: steps, publishing, corrections, what is featured.

Each asks its permission, writes a log line, and raises Refused (`common/refusals.py`) with what
to do, or Unauthorized; then nothing is stored.
"""

from datetime import timedelta
from datetime import UTC
from metodinis.common import evaluations
from metodinis.common.clock import today
from metodinis.common.fields import too_long
from metodinis.common.moments import now
from metodinis.common.moments import years_later
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import require_step
from metodinis.common.states import state_of
from metodinis.common.texts import cleaned
from metodinis.goodpractice.cases import operations as cases
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.checking import checked_case
from metodinis.goodpractice.cases.operations import checked_reason
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.schema import title_of
from metodinis.goodpractice.cases.waits import note_waiting
from metodinis.goodpractice.cases.workflow import LACKING
from metodinis.goodpractice.cases.workflow import lacking
from metodinis.goodpractice.cases.workflow import values_of
from metodinis.goodpractice.desk import mails
from metodinis.goodpractice.desk import reading
from metodinis.goodpractice.desk.reading import FIELDS
from metodinis.goodpractice.desk.rules import Decision
from metodinis.goodpractice.desk.rules import DROPPED
from metodinis.goodpractice.desk.rules import FARTHEST_PLAN
from metodinis.goodpractice.desk.rules import LONGEST_VALIDITY
from metodinis.goodpractice.desk.rules import Plan
from metodinis.goodpractice.desk.store import desk_for_writing
from metodinis.goodpractice.interfaces import CaseChanged
from metodinis.goodpractice.pictures import operations as pictures
from metodinis.goodpractice.review.reading import coordinates
from metodinis.goodpractice.review.reading import is_reviewed
from metodinis.goodpractice.vocabularies import setting
from metodinis.i18n import _
from plone import api
from plone.uuid.interfaces import IUUID
from zope.event import notify
from zope.globalrequest import getRequest
from zope.i18n import translate
import logging


logger = logging.getLogger(__name__)

MAX_NOTE = 3000
# What the department says of a case beside its steps.
NOTE = "note"
MAX_FEATURED = 6
# What nobody decides of their own case, or while they owe a review of it.
JUDGING = ("return", "decline", "recommend", "reconsider", "publish", NOTE)
NOT_FAIR = _(
    "practice_decision_not_fair",
    default="You wrote this case, work in its library or owe a review of it: another editor "
    "decides.",
)
REMARK_UNKNOWN = _("practice_remark_unknown", default="A case has no such field.")
FEATURED_UNKNOWN = _("practice_featured_unknown", default="Choose published cases.")
REVIEWS_MISSING = _(
    "practice_reviews_missing",
    default="A recommendation rests on two reviews: wait until both are given.",
)
NOTHING_CHANGED = _("practice_nothing_changed", default="Nothing has changed.")
NOT_AGREED = _(
    "practice_not_agreed",
    default="An editor has changed the case, and its library didn't agree to that yet. Ask it, or "
    "take the changes back.",
)


# decisions


def return_(case, reason, remarks=None):
    """Give the case back to be mended.

    remarks: name of a field -> what the authors are to mend there. Raises FieldErrors.
    """
    _decide(case, "return", reason, remarks)


def decline(case, reason, remarks=None):
    """Decline the case, with the reason that its authors read."""
    _decide(case, "decline", reason, remarks)


def recommend(case, reason="", remarks=None):
    """Recommend the case for publication. Raises NotAllowed before both reviews are given."""
    require_step(case, "recommend")
    if not is_reviewed(case):
        raise NotAllowed(REVIEWS_MISSING)
    _decide(case, "recommend", reason, remarks, required=False, prepared=True)


def reconsider(case, reason):
    """Take up a declined case again: it is submitted as it was."""
    _decide(case, "reconsider", reason)


def archive(case, reason):
    """The public doesn't read the case any more; its number and all data stay."""
    _decide(case, "archive", reason)


def restore(case, reason):
    """Take a case out of the archive, to be published again."""
    _decide(case, "restore", reason)


WITH_REMARKS = ("return", "decline", "recommend")
DECISIONS = {
    "return": return_,
    "decline": decline,
    "recommend": recommend,
    "reconsider": reconsider,
    "archive": archive,
    "restore": restore,
}


def _decide(case, name, reason, remarks=None, required=True, **more):
    """Check a decision, make its step, close the round that it ends, keep it."""
    require_step(case, name)
    _require_fair(case, name)
    errors = {}
    try:
        reason = checked_reason(reason, required=required)
    except FieldErrors as refusal:
        errors |= refusal.errors
    remarks = _checked_remarks(remarks or {}, errors)
    if errors:
        raise FieldErrors(errors)
    opened = case.open_round
    cases.step(case, name, reason, **more)
    if opened is not None and name in WITH_REMARKS:
        opened.closed_at, opened.outcome, opened.reason = now(), state_of(case), reason
    _keep(case, Decision(name, now(), me(), reason, remarks))


def _require_fair(case, name):
    """Raise NotAllowed if the present user judges their own case, or owes a review of it."""
    if name in JUDGING and not coordinates(case):
        raise NotAllowed(NOT_FAIR)


def _checked_remarks(remarks, errors):
    """((field, text), …) in the order of the form; what is wrong is told in `errors`."""
    found = {}
    for name, text in remarks.items():
        key = f"remark-{name}"
        if name not in FIELDS or not isinstance(text, str):
            errors[key] = REMARK_UNKNOWN
            continue
        try:
            text = checked_reason(text, key, required=False)
        except FieldErrors as refusal:
            errors |= refusal.errors
        if text:
            found[name] = text
    return tuple((name, found[name]) for name in FIELDS if name in found)


def _keep(case, decision):
    """Keep a decision; what was planned or asked before it counts no more."""
    desk, uid = desk_for_writing(case.__parent__), IUUID(case)
    desk.add_decision(uid, decision)
    desk.put_plan(uid, None)
    if decision.name == "archive":
        desk.featured = tuple(one for one in desk.featured if one != uid)
        for question in desk.questions_of(uid):
            if question.is_open:
                desk.put_question(uid, question._replace(answered_at=now(), answer=DROPPED))
            elif question.awaits_editor:
                desk.put_question(uid, question._replace(settled_at=now()))
    note_waiting(case)
    mails.decided(case, decision)


# publishing


def publish(case, note=None, valid_until=None, at=None):
    """Publish the case now, or plan that.

    note: what the department says of it, None leaves what there is; valid_until: date until
    which it counts as true, None takes the setting; at: aware datetime to come, None for now.
    Raises FieldErrors, NotAllowed.
    """
    require_step(case, "publish")
    _require_fair(case, "publish")
    errors = {}
    note = _checked_note(case.expert_note if note is None else note, errors)
    if valid_until is not None and not (
        today() < valid_until <= years_later(today(), LONGEST_VALIDITY)
    ):
        errors["valid_until"] = _(
            "practice_valid_until_wrong",
            default="Choose a day that is still to come, at most ten years ahead.",
        )
    if at is not None and not now() < at <= now() + timedelta(days=FARTHEST_PLAN):
        errors["at"] = _(
            "practice_plan_wrong",
            default="Choose a time that is still to come, at most a year ahead.",
        )
    if errors:
        raise FieldErrors(errors)
    require_ready(case)
    case.expert_note = note
    if at is None:
        _publish(case, me(), valid_until)
        return
    # The database keeps moments in UTC: a zone may be of a kind that can't be stored.
    plan = Plan(at.astimezone(UTC), me(), valid_until)
    desk_for_writing(case.__parent__).put_plan(IUUID(case), plan)
    note_waiting(case)
    logger.info("%s: to be published at %s, says %s", case.absolute_url_path(), at, me())


def require_ready(case):
    """Raise NotAllowed if the case can't be published as it is."""
    titles = [translate(title_of(name), context=getRequest()) for name in lacking(case)]
    if titles:
        raise NotAllowed(
            _(
                "practice_publish_lacks",
                default="To be published the case still needs: ${fields}.",
                mapping={"fields": ", ".join(titles)},
            )
        )
    if reading.edited_names(case):
        raise NotAllowed(NOT_AGREED)


def publish_planned(case):
    """Publish a case whose time has come; whether it was. Raises Refused if it can't be now."""
    plan = reading.plan_of(case)
    if plan is None or plan.at > now() or state_of(case) != rules.RECOMMENDED:
        return False
    require_ready(case)
    still_ahead = plan.valid_until is not None and plan.valid_until > today()
    _publish(case, plan.by, plan.valid_until if still_ahead else None)
    return True


def _publish(case, userid, valid_until):
    cases.step(case, "publish", prepared=True)
    if case.number is None:
        case.number = desk_for_writing(case.__parent__).next_number(IUUID(case))
    case.rating = _rating(case)
    case.valid_until = valid_until or years_later(today(), setting("valid_years"))
    case.put_version(rules.PUBLICATION, now(), userid, "", values_of(case))
    _keep(case, Decision("publish", now(), userid))
    case.reindexObject()
    notify(CaseChanged(case))
    logger.info("%s: published as No. %s", case.absolute_url_path(), case.number)


def _rating(case):
    """The mean of the scores that its publication rests on; what it had, if there are none."""
    for one in reversed(case.rounds):
        mean = evaluations.overall(one.counted)
        if one.outcome == rules.RECOMMENDED and mean is not None:
            return mean
    return case.rating


def cancel_plan(case):
    """Don't publish the case by itself. Raises NotAllowed if nothing is planned."""
    require(MANAGE, case)
    if reading.plan_of(case) is None:
        raise NotAllowed(_("practice_plan_none", default="Its publication isn't planned."))
    drop_plan(case)
    logger.info("%s: planned publication called off by %s", case.absolute_url_path(), me())


def drop_plan(case):
    """Forget what was planned, without asking who may."""
    desk_for_writing(case.__parent__).put_plan(IUUID(case), None)
    note_waiting(case)


def write_note(case, note):
    """Change what the department says of a recommended or published case.

    Raises FieldErrors, NotAllowed.
    """
    require(MANAGE, case)
    _require_fair(case, NOTE)
    if state_of(case) not in (rules.RECOMMENDED, rules.PUBLISHED):
        raise NotAllowed(
            _(
                "practice_note_not_now",
                default="The department's note is written when a case is recommended.",
            )
        )
    errors = {}
    note = _checked_note(note, errors)
    if errors:
        raise FieldErrors(errors)
    if note != case.expert_note:
        case.expert_note = note
        changed(case)
        logger.info("%s: note changed by %s", case.absolute_url_path(), me())


def _checked_note(note, errors):
    note = cleaned(note or "")
    if len(note) > MAX_NOTE:
        errors["note"] = too_long(MAX_NOTE)
    return note


def changed(case):
    """Something public of the case has changed: it is found by it from now on."""
    case.reindexObject()
    if state_of(case) == rules.PUBLISHED:
        notify(CaseChanged(case))


# corrections


def correct(case, values, note, seen=None):
    """Correct a published case; keep a version that says what changed. Returns the names.

    values: as `checking.checked_case` takes them, what is left out stays. note: what was wrong,
    for all readers. seen: the revision that the editor saw. Raises FieldErrors, NotAllowed.
    """
    _require_correcting(case, seen)
    note, good = _checked_correction(case, values, note)
    names = cases.write(case, *good)
    if not names:
        raise NotAllowed(NOTHING_CHANGED)
    settle_changes(case)
    _publish_correction(case, note)
    logger.info("%s: %s corrected by %s", case.absolute_url_path(), ", ".join(names), me())
    return names


def correct_picture(case, id_, note, *, alt=None, credit=None, data=b"", seen=None):
    """Correct a picture of a published case; keep a version that says what changed. Returns the
    Picture that stands in its place.

    note: what was wrong, for all readers; alt, credit: None leaves what there is; data: bytes of
    another file, empty leaves that there is. What a library said has changed waits on. Raises
    FieldErrors for "note", "alt", "credit", "file"; NotAllowed.
    """
    _require_correcting(case, seen)
    old, errors = pictures.picture_of(case, id_), {}
    alt, credit = (old.alt if alt is None else alt), (old.credit if credit is None else credit)
    try:
        note = checked_reason(note, "note")
    except FieldErrors as refusal:
        errors |= refusal.errors
    try:
        alt, credit = pictures.checked_words(alt, credit)
        if not alt:
            errors["alt"] = LACKING["alt"]
    except FieldErrors as refusal:
        errors |= refusal.errors
    try:
        new = pictures.made_picture(data, alt, credit) if data else old.described(alt, credit)
    except FieldErrors as refusal:
        errors |= refusal.errors
    if errors:
        raise FieldErrors(errors)
    if not data and (alt, credit) == (old.alt, old.credit):
        raise NotAllowed(NOTHING_CHANGED)
    case.pictures = tuple(new if one is old else one for one in case.pictures)
    cases.note_change(case)
    _publish_correction(case, note)
    logger.info("%s: picture %s corrected by %s", case.absolute_url_path(), old.id, me())
    return new


def _require_correcting(case, seen):
    """Raise Unauthorized or NotAllowed unless the present user may correct what they saw."""
    require(MANAGE, case)
    if state_of(case) != rules.PUBLISHED:
        raise NotAllowed(
            _("practice_correct_published", default="Only what is published is corrected.")
        )
    if seen is not None and seen != case.revision:
        raise NotAllowed(cases.CHANGED_MEANWHILE)


def _publish_correction(case, note):
    """Keep a corrected case as a version, and let its authors and readers know."""
    cases.keep_version(case, rules.CORRECTION, note)
    note_waiting(case)
    changed(case)
    mails.corrected(case, note)


def _checked_correction(case, values, note):
    """(note, what checked_case gives) of a correction; FieldErrors with all that is wrong, as what
    would lack then."""
    errors, told, good = {}, values_of(case), None
    try:
        note = checked_reason(note, "note")
    except FieldErrors as refusal:
        errors |= refusal.errors
    try:
        good = fields, results, links = checked_case(values, case, partial=True)
        rows = {"results": results, "links": links}
        told |= fields | {name: value for name, value in rows.items() if value is not None}
    except FieldErrors as refusal:
        errors |= refusal.errors
    lacks = rules.lacking(told, today())
    errors |= {name: LACKING[code] for name, code in lacks.items() if name not in errors}
    if errors:
        raise FieldErrors(errors)
    return note, good


def settle_changes(case):
    """What the library said has changed is dealt with; the case counts as true again."""
    waiting = reading.unsettled(case)
    if not waiting:
        return False
    desk = desk_for_writing(case.__parent__)
    for question in waiting:
        desk.put_question(IUUID(case), question._replace(settled_at=now()))
    case.valid_until = years_later(today(), setting("valid_years"))
    return True


# featured cases


def feature(directory, uids):
    """Show these published cases first, in this order. Raises FieldErrors for "cases"."""
    require(MANAGE, directory)
    uids = tuple(dict.fromkeys(uids))
    found = api.content.find(portal_type="GoodPractice", review_state=rules.PUBLISHED, UID=uids)
    if uids and {brain.UID for brain in found} != set(uids):
        raise FieldErrors({"cases": FEATURED_UNKNOWN})
    if len(uids) > MAX_FEATURED:
        raise FieldErrors(
            {
                "cases": _(
                    "practice_featured_many",
                    default="Choose at most ${max} cases.",
                    mapping={"max": MAX_FEATURED},
                )
            }
        )
    desk = desk_for_writing(directory)
    gone = set(desk.featured) ^ set(uids)
    desk.featured = uids
    for brain in api.content.find(portal_type="GoodPractice", UID=list(gone)) if gone else ():
        notify(CaseChanged(brain.getObject()))
    logger.info("featured by %s: %s", me(), ", ".join(uids))
