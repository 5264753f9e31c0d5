"""Whether published cases are still true: asked of their libraries, and archived after silence."""

from datetime import timedelta
from metodinis.common.clock import today
from metodinis.common.moments import now
from metodinis.common.moments import years_later
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.operations import checked_reason
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.operations import SUBMIT
from metodinis.goodpractice.cases.waits import note_waiting
from metodinis.goodpractice.desk import mails
from metodinis.goodpractice.desk import operations
from metodinis.goodpractice.desk import reading
from metodinis.goodpractice.desk.rules import ANSWERS
from metodinis.goodpractice.desk.rules import CHANGES
from metodinis.goodpractice.desk.rules import NO
from metodinis.goodpractice.desk.rules import Question
from metodinis.goodpractice.desk.rules import SILENCE
from metodinis.goodpractice.desk.rules import YES
from metodinis.goodpractice.desk.store import desk_for_writing
from metodinis.goodpractice.vocabularies import setting
from metodinis.i18n import _
from plone import api
from plone.uuid.interfaces import IUUID
import logging


logger = logging.getLogger(__name__)

CHOOSE = _("practice_truth_choose", default="Choose one of the answers.")
NOT_PUBLISHED = _(
    "practice_truth_published", default="Only of what is published it is asked whether it is true."
)


def ask_truth(case):
    """An editor asks a library whether its case is still true, before its day comes."""
    require(MANAGE, case)
    if state_of(case) != rules.PUBLISHED:
        raise NotAllowed(NOT_PUBLISHED)
    question = reading.last_question(case)
    if reading.unsettled(case) or (question is not None and question.is_open):
        raise NotAllowed(
            _("practice_truth_asked", default="That is asked already, or waits for an editor.")
        )
    return put_question(case, today())


def put_question(case, day):
    """Ask on a day (date), without looking who may: the night does. Returns the Question."""
    question = Question(now(), day + timedelta(days=setting("answer_days")))
    keep(case, question)
    mails.truth_asked(case, question)
    logger.info("%s: is it still true? until %s", case.absolute_url_path(), question.due)
    return question


def keep(case, question):
    """Keep a Question as it stands now."""
    desk_for_writing(case.__parent__).put_question(IUUID(case), question)
    note_waiting(case)


def answer_truth(case, answer, words=""):
    """Its library says whether the case is still true, asked or not.

    answer: one of ANSWERS: YES, it counts as true for another term, though what was told of
    before still waits for an editor; CHANGES, an editor corrects what the words tell of; NO, it
    goes into the archive with the words as the reason. Raises FieldErrors, NotAllowed.
    """
    require(SUBMIT, case)
    if state_of(case) != rules.PUBLISHED:
        raise NotAllowed(NOT_PUBLISHED)
    errors = {}
    if answer not in ANSWERS:
        errors["answer"] = CHOOSE
    try:
        words = checked_reason(words, "words", required=answer in (CHANGES, NO))
    except FieldErrors as refusal:
        errors |= refusal.errors
    if errors:
        raise FieldErrors(errors)
    question = reading.last_question(case)
    if question is None or not question.is_open:
        question = Question(now(), today())
    question = question._replace(answered_at=now(), answered_by=me(), answer=answer, words=words)
    keep(case, question)
    logger.info("%s: still true? %s, says %s", case.absolute_url_path(), answer, me())
    if answer == YES:
        case.valid_until = years_later(today(), setting("valid_years"))
        note_waiting(case)
        operations.changed(case)
    elif answer == NO:
        archive_for(case, words)
    else:
        mails.truth_changed(case, question)
    return question


def settle(case):
    """An editor has looked at what the library told of: nothing has to be corrected."""
    require(MANAGE, case)
    if not operations.settle_changes(case):
        raise NotAllowed(
            _("practice_truth_settled", default="No change of this case waits for an editor.")
        )
    note_waiting(case)
    operations.changed(case)
    logger.info("%s: changes settled by %s", case.absolute_url_path(), me())


def archive_in_silence(case, reason):
    """Nobody answered: the case goes into the archive. reason: for its history."""
    question = reading.last_question(case)
    keep(case, question._replace(answered_at=now(), answer=SILENCE))
    archive_for(case, reason)


def archive_for(case, reason):
    """Archive by what is known of a case, not by who is there: a step of the editors alone."""
    # Everybody sees what is published: that isn't given to managers beside them.
    with api.env.adopt_roles(["Manager", "Anonymous"]):
        operations.archive(case, reason)
    mails.archived(case, reason)
