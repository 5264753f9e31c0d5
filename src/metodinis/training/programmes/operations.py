"""Every write to programmes. Pages, REST services and the demo call these.

Each asks the permission that the state gives, writes a log line, and raises Refused
(`common/refusals.py`) with what to do, or Unauthorized; then nothing is stored.
"""

from datetime import date
from metodinis.common import evaluations
from metodinis.common.fields import too_long
from metodinis.common.moments import now
from metodinis.common.moments import years_later
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import require_step
from metodinis.common.states import state_of
from metodinis.common.states import take_step
from metodinis.common.texts import cleaned
from metodinis.common.typed import reason_of
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.libraries import people
from metodinis.training.programmes import rules
from metodinis.training.programmes.checking import checked_programme
from metodinis.training.programmes.rules import APPROVED
from metodinis.training.programmes.rules import DRAFT
from metodinis.training.programmes.rules import Review
from metodinis.training.programmes.rules import REVIEWING
from metodinis.training.programmes.rules import RUNNING
from metodinis.training.programmes.waits import note_waiting
from metodinis.training.programmes.workflow import REASON_MISSING
from metodinis.training.schema import TRAINING_PREFIX
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.uuid.interfaces import IUUID
from zope.container.interfaces import INameChooser
from zope.event import notify
from zope.i18nmessageid import Message
from zope.lifecycleevent import ObjectModifiedEvent
import logging
import secrets


logger = logging.getLogger(__name__)

ADD = "metodinis: Add Training Programme"
PROPOSE = "metodinis: Propose Programme"
EDIT = "metodinis: Edit Programme"
SUBMIT = "metodinis: Submit Programme"
MANAGE = "metodinis: Manage Training"
APPROVE = "metodinis: Approve Programme"
PROCESS = "metodinis: View Programme Process"
MAX_NUMBER = 40


def checked_reason(text, field="reason", required=True):
    """A reason that a person typed, cleaned. Raises FieldErrors."""
    return reason_of(text, REASON_MISSING, field, required)


# writing


def create_programme(directory, values, library=None):
    """Begin a programme: the department's, or one that a Library proposes. Returns it.

    values: as `checking.checked_programme` takes them. Raises FieldErrors, NotAllowed if the
    library is closed.
    """
    require(*((ADD, directory) if library is None else (PROPOSE, library)))
    if library is not None and library.closed:
        raise NotAllowed(
            _(
                "programmes_library_closed",
                default="This library is closed: it proposes no programmes any more.",
            )
        )
    fields, topics, trainers = checked_programme(values, directory, partial=False)
    programme = createContent("TrainingProgramme", **fields)
    programme.keep_rows(topics, trainers)
    programme.writers = (me(),)
    programme.revision = 1
    # Kept apart from the names of events.
    name = f"programa-{programme.title}"
    programme.id = INameChooser(directory).chooseName(name, programme)
    if library is not None:
        programme.library_uid = IUUID(library)
        people.set_roles(programme, library)
    programme = addContentToContainer(directory, programme, checkConstraints=False)
    logger.info("%s: begun by %s", programme.absolute_url_path(), me())
    return programme


def update_programme(programme, values, seen=None):
    """Change fields and rows; what is left out stays. Returns the names that changed.

    seen: the revision that the person saw, so that nobody writes over another's change; None
    doesn't ask. Raises FieldErrors, NotAllowed.
    """
    require(EDIT, programme)
    if seen is not None and seen != programme.revision:
        raise NotAllowed(
            _(
                "programmes_changed_meanwhile",
                default="Somebody else has changed this programme meanwhile. Open it in another "
                "window, take over what they changed, and save again.",
            )
        )
    fields, topics, trainers = checked_programme(values, programme, partial=True)
    new = {**fields, "topics": topics, "trainers": trainers}
    changed = [
        name
        for name, value in new.items()
        if not (name in ("topics", "trainers") and value is None)
        and value != getattr(programme, name)
    ]
    if not changed:
        return []
    for name in fields:
        setattr(programme, name, fields[name])
    programme.keep_rows(topics, trainers)
    programme.revision += 1
    if me() not in programme.writers:
        programme.writers = (*programme.writers, me())
    notify(ObjectModifiedEvent(programme))
    logger.info("%s: %s changed by %s", programme.absolute_url_path(), ", ".join(changed), me())
    return changed


def delete_programme(programme):
    """Delete a draft that was never submitted. Raises NotAllowed for any other."""
    require(EDIT, programme)
    if state_of(programme) != DRAFT or programme.rounds:
        raise NotAllowed(
            _(
                "programmes_delete_draft_only",
                default="Only a draft is deleted. A programme that was evaluated is archived.",
            )
        )
    path, directory = programme.absolute_url_path(), programme.__parent__
    note_waiting(programme, gone=True)
    # What is public of the container asks for the right to delete any content.
    directory._delObject(programme.getId())
    logger.info("%s: deleted by %s", path, me())


# steps


def submit(programme):
    """Hand the programme in. Raises NotComplete with what it lacks."""
    step(programme, "submit")


def withdraw(programme):
    """Take back what was submitted, while nobody evaluates it."""
    step(programme, "withdraw")


def hand_back(programme, reason):
    """Give the programme back before anybody evaluates it: something plainly lacks."""
    step(programme, "hand_back", checked_reason(reason))


def return_(programme, reason):
    """Give the programme back to its authors, with the reason that their mail quotes."""
    step(programme, "return", checked_reason(reason))


def is_evaluated(programme):
    """Whether the open round has the evaluations that a decision rests on."""
    evaluation_round = programme.open_round
    if evaluation_round is None:
        return False
    return len(evaluations.given(evaluation_round.counted)) >= rules.EVALUATORS


def approve(programme, order_number, order_date, valid_until, reason=""):
    """Approve: the number and day of the order, and the last day of validity (dates).

    Rests on the evaluations that were given. A mean below the threshold asks for a reason, and
    raises a review. Raises FieldErrors, NotAllowed.
    """
    require(APPROVE, programme)
    require_step(programme, "approve")
    if not is_evaluated(programme):
        raise NotAllowed(
            _(
                "programmes_evaluations_missing",
                default="A decision rests on two evaluations: wait until both are given.",
            )
        )
    mean, low = evaluations.overall(programme.open_round.counted), threshold()
    errors = order_faults(order_number, order_date, valid_until)
    try:
        reason = checked_reason(reason, required=mean < low)
    except FieldErrors as refusal:
        errors |= refusal.errors
    if errors:
        raise FieldErrors(errors)
    programme.order_number = cleaned(order_number)
    programme.order_date, programme.valid_until = order_date, valid_until
    step(programme, "approve", reason, prepared=True)
    _settle(programme, _("programmes_review_approved_anew", default="Approved anew."))
    if mean < low:
        raise_review(
            programme,
            _(
                "programmes_review_evaluators_low",
                default="Approved with a mean of ${mean}, which is below ${threshold}.",
                mapping={"mean": _written(mean, 2), "threshold": _written(low, 1)},
            ),
        )


def _written(value, digits):
    return formats.number(value, api.portal.get_default_language(), digits)


def order_faults(number, day, until):
    """field -> what is wrong with an order and a validity; {} if nothing is."""
    errors, today = {}, now().date()
    missing = _("common_field_missing", default="Fill this in.")
    if not cleaned(number or ""):
        errors["order_number"] = missing
    elif len(number) > MAX_NUMBER:
        errors["order_number"] = too_long(MAX_NUMBER)
    if day is None:
        errors["order_date"] = missing
    elif not date(2000, 1, 1) <= day <= today:
        errors["order_date"] = _(
            "programmes_order_date_wrong", default="Check the day: an order isn't of the future."
        )
    if until is None:
        errors["valid_until"] = missing
    elif not today < until <= years_later(today, 10):
        errors["valid_until"] = _(
            "programmes_valid_until_wrong",
            default="Choose a day that is still to come, at most ten years ahead.",
        )
    return errors


def run(programme):
    """The programme is taught from now on."""
    step(programme, "run")


def begin_review(programme, reason):
    """Take the programme back to be looked at again; the public doesn't see it meanwhile."""
    step(programme, "review", checked_reason(reason))


def resume(programme, reason):
    """A review ends: the programme runs on as it is. Raises NotAllowed if it has expired."""
    require_step(programme, "resume")
    if programme.valid_until is None or programme.valid_until < now().date():
        raise NotAllowed(
            _(
                "programmes_expired",
                default="Its validity has ended: submit it to be evaluated and approved anew.",
            )
        )
    reason = checked_reason(reason)
    step(programme, "resume", reason)
    _settle(programme, reason)


def archive(programme, reason):
    """The programme is taught no more."""
    reason = checked_reason(reason)
    step(programme, "archive", reason)
    _settle(programme, reason)


def restore(programme, reason):
    """Take a programme out of the archive, to be reviewed."""
    step(programme, "restore", checked_reason(reason))


TRANSITIONS = {
    "submit": submit,
    "withdraw": withdraw,
    "hand_back": hand_back,
    "return": return_,
    "approve": approve,
    "run": run,
    "review": begin_review,
    "resume": resume,
    "archive": archive,
    "restore": restore,
}


def step(programme, name, reason="", **more):
    """Make a transition, close the round that it ends, and note who waits for what now."""
    before = state_of(programme)
    evaluation_round = programme.open_round
    take_step(programme, name, reason, **more)
    if evaluation_round is not None and name in ("return", "approve"):
        evaluation_round.closed_at = now()
        evaluation_round.outcome = state_of(programme)
        evaluation_round.reason = reason
    note_waiting(programme)
    logger.info(
        "%s: %s by %s, %s -> %s",
        programme.absolute_url_path(),
        name,
        me(),
        before,
        state_of(programme),
    )


# reviews


def threshold():
    """The lowest good mean, from 1 to 5."""
    return api.portal.get_registry_record(f"{TRAINING_PREFIX}.threshold")


def raise_review(programme, reason):
    """Record that a programme should be looked at again, and why; whether that is new.

    reason: a text, or a Message that is told in each reader's language. The same reason is
    recorded once until the staff have dealt with it. Asks for no permission: night work and
    answers of participants find it out.
    """
    words = _words_of(reason)
    known = (_words_of(review.reason) for review in programme.open_reviews.values())
    if not words or words in known:
        return False
    programme.put_review(secrets.token_hex(8), Review(reason, now()))
    note_waiting(programme)
    logger.info("%s: a review is due: %s", programme.absolute_url_path(), words)
    return True


def _words_of(reason):
    """What makes two reasons the same: the message and what fills it, or the text."""
    if isinstance(reason, Message):
        return " ".join([str(reason), *map(str, sorted((reason.mapping or {}).items()))])
    return cleaned(reason)


def settle_review(programme, key, outcome):
    """Say what came of a reason for a review. Raises FieldErrors, NotAllowed if nothing waits."""
    require(MANAGE, programme)
    if key not in programme.open_reviews:
        raise NotAllowed(
            _("programmes_review_gone", default="Somebody has dealt with this already.")
        )
    outcome = checked_reason(outcome, "outcome")
    _settle(programme, outcome, key)
    note_waiting(programme)
    logger.info("%s: a review settled by %s", programme.absolute_url_path(), me())


def _settle(programme, outcome, *keys):
    """Mark reviews as dealt with; all that are open, if none is named."""
    for key, review in programme.open_reviews.items():
        if not keys or key in keys:
            settled = review._replace(settled_at=now(), settled_by=me(), outcome=outcome)
            programme.put_review(key, settled)
    note_waiting(programme)


def may_review(programme):
    """Whether the present user may take it back now, or deal with what speaks for it."""
    return may(MANAGE, programme) and state_of(programme) in (APPROVED, RUNNING, REVIEWING)
