"""Asking reviewers, and what they write: every write of a review.

See `cases/operations.py` for what all writes keep to.
"""

from metodinis.common import evaluations
from metodinis.common.clock import today
from metodinis.common.fields import too_long
from metodinis.common.moments import now
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import require_step
from metodinis.common.states import state_of
from metodinis.common.texts import cleaned
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.mails import editors
from metodinis.goodpractice.cases.operations import checked_reason
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.operations import step
from metodinis.goodpractice.cases.waits import note_waiting
from metodinis.goodpractice.review import mails
from metodinis.goodpractice.review import pool
from metodinis.goodpractice.review.reading import is_reviewed
from metodinis.goodpractice.review.remarks import REMARKED
from metodinis.i18n import _
from metodinis.libraries.people import name_of
import logging


logger = logging.getLogger(__name__)

REVIEW = "metodinis: Review Good Practice"
TOO_LONG = too_long(evaluations.MAX_COMMENT)
NOT_ASKED = _("practice_review_not_asked", default="You aren't asked to review this case now.")


def require_assigning(case):
    """Raise Unauthorized or NotAllowed unless the present user may choose who reviews."""
    require(MANAGE, case)
    if not pool.may_assign(case):
        raise NotAllowed(
            _(
                "practice_assign_not_author",
                default="You wrote in this case, or are of its library: another editor asks the "
                "reviewers.",
            )
        )


def assign(case, reviewers, due):
    """Ask two people to review until a day; or ask others, while the round is open.

    reviewers: user ids; who has given a review stays among them. due: the last day (date), of
    those too who were asked before and still owe. Raises FieldErrors, NotAllowed.
    """
    require_assigning(case)
    review_round = case.open_round
    if review_round is None:
        require_step(case, "assign")
    elif state_of(case) != rules.REVIEWING:
        raise NotAllowed(NOT_ASKED)
    reviewers = list(dict.fromkeys(reviewers))
    errors = {**evaluations.due_faults(due, today()), **_faults(case, reviewers)}
    if errors:
        raise FieldErrors(errors)
    is_new = review_round is None
    if is_new:
        review_round = case.begin_round(now())
    asked, dropped = review_round.ask(reviewers, due, now(), rules.CRITERIA)
    evaluations.let_evaluate(case, reviewers)
    pool.note_asked(case, asked, now())
    if is_new:
        step(case, "assign", prepared=True)
    else:
        note_waiting(case)
    case.reindexObjectSecurity()
    mails.tell(case, asked, mails.ASKED, due=due)
    mails.tell(case, dropped, mails.RELEASED)
    logger.info("%s: %s asked by %s", case.absolute_url_path(), ", ".join(asked), me())


def _faults(case, reviewers):
    """What is wrong with a choice of reviewers: {} or {"reviewers": message}."""
    counted = case.open_round.counted if case.open_round is not None else []
    given = {one.evaluator for one in evaluations.given(counted)}
    free = {one.userid for one in pool.candidates(case)}
    # Who was asked and left the pool since may go on, if they are no author by now.
    free |= {one.evaluator for one in counted} - pool.authors(case)
    if len(reviewers) != rules.REVIEWERS:
        text = _("practice_reviewers_two", default="Choose two different people.")
    elif set(reviewers) - free - given:
        text = _(
            "practice_reviewers_wrong",
            default="Choose people of the pool who wrote nothing of this case, are not of its "
            "library and did not refuse.",
        )
    elif given - set(reviewers):
        text = _(
            "practice_reviewers_given",
            default="Who has given a review stays: choose them again.",
        )
    else:
        return {}
    return {"reviewers": text}


def _mine(case):
    """(the open round, the present user's Evaluation in it). Raises NotAllowed."""
    require(REVIEW, case)
    review_round = case.open_round
    mine = review_round.of(me()) if review_round is not None else None
    if state_of(case) != rules.REVIEWING or mine is None or mine.refused_at is not None:
        raise NotAllowed(NOT_ASKED)
    if mine.given_at is not None:
        raise NotAllowed(
            _(
                "practice_review_given",
                default="You have given your review; it can't be changed any more.",
            )
        )
    return review_round, mine


def save_review(case, scores, comments, summary="", remarks=None, private="", *, give=False):
    """Keep the present user's review; give it, and it is final.

    scores: criterion -> 1 to 5 or None; comments: criterion -> text; summary: text; remarks:
    name of a field -> text; private: text for the editors alone. Until it is given nobody else
    sees it. Raises FieldErrors ("score-…", "comment-…", "summary", "remark-…", "private"),
    NotAllowed.
    """
    review_round, mine = _mine(case)
    if pool.is_author(case):
        raise NotAllowed(
            _(
                "practice_review_author",
                default="You are of the library whose case this is by now: refuse, so that "
                "somebody else is asked.",
            )
        )
    errors = {}
    try:
        scores, comments, summary = evaluations.checked_evaluation(
            rules.CRITERIA, scores, comments, summary, give=give
        )
    except FieldErrors as refusal:
        errors = refusal.errors
    remarks = checked_remarks(remarks or {}, errors)
    private = cleaned(private)
    if len(private) > evaluations.MAX_COMMENT:
        errors["private"] = TOO_LONG
    if errors:
        raise FieldErrors(errors)
    mine = mine._replace(
        scores=scores,
        comments=comments,
        summary=summary,
        remarks=remarks,
        private=private,
        given_at=now() if give else None,
    )
    review_round.put(mine)
    if not give:
        return
    note_waiting(case)
    if is_reviewed(case):
        mails.tell(case, editors(), mails.REVIEWED)
    logger.info("%s: review given by %s", case.absolute_url_path(), me())


def checked_remarks(remarks, errors):
    """(name of a field, text) of what is said of fields, in their order; faults go to `errors`."""
    errors |= {
        f"remark-{name}": _("common_field_unknown", default="There is no such field here.")
        for name in remarks
        if name not in REMARKED
    }
    texts = {name: cleaned(remarks.get(name, "")) for name in REMARKED}
    errors |= {
        f"remark-{name}": TOO_LONG
        for name, text in texts.items()
        if len(text) > evaluations.MAX_COMMENT
    }
    return tuple((name, text) for name, text in texts.items() if text)


def refuse(case, reason):
    """The present user doesn't review it, and says why: the editors ask somebody else."""
    review_round, mine = _mine(case)
    reason = checked_reason(reason)
    review_round.put(mine._replace(refused_at=now(), reason=reason))
    note_waiting(case)
    name = name_of(me())
    # An editor who is an author of the case doesn't learn who is asked about it.
    told = editors(without=pool.authors(case))
    mails.tell(case, told, mails.REFUSED, reason=reason, person=name)
    case.manage_delLocalRoles([me()])
    case.reindexObjectSecurity()
    logger.info("%s: review refused by %s", case.absolute_url_path(), me())


def remind(case):
    """Remind by mail those who owe a review; return how many. Raises NotAllowed."""
    require_assigning(case)
    review_round = case.open_round
    owing = [one for one in review_round.evaluations if one.is_owed] if review_round else []
    if not owing:
        raise NotAllowed(_("practice_nobody_owes", default="Nobody owes a review of this case."))
    for one in owing:
        mails.tell(case, [one.evaluator], mails.REMINDER, due=one.due)
    logger.info("%s: %d reminded by %s", case.absolute_url_path(), len(owing), me())
    return len(owing)


def remind_by_itself(case, today):
    """Remind those whose day comes near or has passed, each once; return their user ids."""
    review_round, found = case.open_round, []
    for one in review_round.evaluations if review_round is not None else ():
        if evaluations.reminder_is_due(one, today):
            mails.tell(case, [one.evaluator], mails.REMINDER, due=one.due)
            review_round.put(one._replace(reminded=(*one.reminded, today)))
            found.append(one.evaluator)
    return found
