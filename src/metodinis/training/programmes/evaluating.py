"""Asking evaluators, and what they write: the writes of an evaluation.

See `operations.py` for what all writes keep to.
"""

from metodinis.common import evaluations
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import require_step
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.libraries import people
from metodinis.libraries.belongings import library_of
from metodinis.libraries.people import name_of
from metodinis.training.programmes import mails
from metodinis.training.programmes import rules
from metodinis.training.programmes.operations import APPROVE
from metodinis.training.programmes.operations import checked_reason
from metodinis.training.programmes.operations import MANAGE
from metodinis.training.programmes.operations import step
from metodinis.training.programmes.rules import EVALUATING
from metodinis.training.programmes.vocabularies import accounts
from metodinis.training.programmes.waits import note_waiting
import logging


logger = logging.getLogger(__name__)

EVALUATE = "metodinis: Evaluate Programme"
# Days that are offered for an evaluation.
USUAL_DAYS = 14


def excluded(programme):
    """user ids of accounts that can't evaluate: who wrote in it, and its library's people."""
    found = set(programme.writers)
    library = library_of(programme)
    if library is not None:
        found |= set(people.everybody_of(library))
    evaluation_round = programme.open_round
    if evaluation_round is not None:
        found |= {one.evaluator for one in evaluation_round.evaluations if one.refused_at}
    return found


def candidates(programme):
    """user id -> name and place of the accounts that may be asked to evaluate."""
    never = excluded(programme)
    return {userid: name for userid, name in accounts().items() if userid not in never}


def may_assign(programme):
    """Whether the present user may choose who evaluates: staff who wrote nothing of it, or who
    decides."""
    if not may(MANAGE, programme):
        return False
    return me() not in programme.writers or may(APPROVE, programme)


def require_assigning(programme):
    """Raise Unauthorized or NotAllowed unless the present user may choose who evaluates."""
    require(MANAGE, programme)
    if not may_assign(programme):
        raise NotAllowed(
            _(
                "programmes_assign_not_writer",
                default="You wrote in this programme: somebody else of the department asks the "
                "evaluators.",
            )
        )


def assign(programme, evaluators, due):
    """Ask two people to evaluate until a day; or ask others, while the round is open.

    evaluators: user ids; who has given an evaluation stays among them. due: the last day (date),
    of those too who were asked before and still owe. Raises FieldErrors, NotAllowed.
    """
    require_assigning(programme)
    evaluation_round = programme.open_round
    if evaluation_round is None:
        require_step(programme, "assign")
    evaluators = list(dict.fromkeys(evaluators))
    errors = {**evaluations.due_faults(due, now().date()), **_faults(programme, evaluators)}
    if errors:
        raise FieldErrors(errors)
    if evaluation_round is None:
        evaluation_round = programme.begin_round(now())
        evaluations.let_evaluate(programme, evaluators)
        asked, _dropped = evaluation_round.ask(evaluators, due, now(), rules.CRITERIA)
        step(programme, "assign", prepared=True)
    else:
        asked, _dropped = evaluation_round.ask(evaluators, due, now(), rules.CRITERIA)
        evaluations.let_evaluate(programme, evaluators)
        note_waiting(programme)
    programme.reindexObjectSecurity()
    mails.tell(programme, asked, mails.ASKED, due=due)
    logger.info("%s: %s asked by %s", programme.absolute_url_path(), ", ".join(asked), me())


def _faults(programme, evaluators):
    """What is wrong with a choice of evaluators: {} or {"evaluators": message}."""
    given = set()
    if programme.open_round is not None:
        given = {one.evaluator for one in evaluations.given(programme.open_round.evaluations)}
    if len(evaluators) != rules.EVALUATORS:
        text = _("programmes_evaluators_two", default="Choose two different people.")
    elif set(evaluators) - set(candidates(programme)) - given:
        text = _(
            "programmes_evaluators_wrong",
            default="Choose people with an account who wrote nothing of this programme, are not "
            "of its library and did not refuse.",
        )
    elif given - set(evaluators):
        text = _(
            "programmes_evaluators_given",
            default="Who has given an evaluation stays: choose them again.",
        )
    else:
        return {}
    return {"evaluators": text}


def _mine(programme):
    """(the open round, the present user's Evaluation in it). Raises NotAllowed."""
    require(EVALUATE, programme)
    evaluation_round = programme.open_round
    mine = evaluation_round.of(me()) if evaluation_round is not None else None
    if state_of(programme) != EVALUATING or mine is None or mine.refused_at is not None:
        raise NotAllowed(
            _("programmes_evaluation_not_asked", default="You aren't asked to evaluate this now.")
        )
    if mine.given_at is not None:
        raise NotAllowed(
            _(
                "programmes_evaluation_given",
                default="You have given your evaluation; it can't be changed any more.",
            )
        )
    return evaluation_round, mine


def save_evaluation(programme, scores, comments, summary="", *, give=False):
    """Keep the present user's evaluation; give it, and it is final.

    scores: criterion -> 1 to 5 or None; comments: criterion -> text; summary: text. Until it is
    given nobody else sees it. Raises FieldErrors, NotAllowed.
    """
    evaluation_round, mine = _mine(programme)
    scores, comments, summary = evaluations.checked_evaluation(
        rules.CRITERIA, scores, comments, summary, give=give
    )
    mine = mine._replace(
        scores=scores, comments=comments, summary=summary, given_at=now() if give else None
    )
    evaluation_round.put(mine)
    if not give:
        return
    note_waiting(programme)
    if len(evaluations.given(evaluation_round.counted)) == rules.EVALUATORS:
        mails.tell(programme, people.in_group("heads"), mails.EVALUATED)
    logger.info("%s: evaluation given by %s", programme.absolute_url_path(), me())


def refuse_evaluation(programme, reason):
    """The present user evaluates it not, and says why: the staff ask somebody else."""
    evaluation_round, mine = _mine(programme)
    reason = checked_reason(reason)
    evaluation_round.put(mine._replace(refused_at=now(), reason=reason))
    note_waiting(programme)
    name = name_of(me())
    mails.tell(programme, people.department(), mails.REFUSED, reason=reason, person=name)
    programme.manage_delLocalRoles([me()])
    programme.reindexObjectSecurity()
    logger.info("%s: evaluation refused by %s", programme.absolute_url_path(), me())


def remind(programme):
    """Remind by mail those who owe an evaluation; return how many. Raises NotAllowed."""
    require_assigning(programme)
    evaluation_round = programme.open_round
    owing = [one for one in evaluation_round.evaluations if one.is_owed] if evaluation_round else []
    if not owing:
        raise NotAllowed(
            _("programmes_nobody_owes", default="Nobody owes an evaluation of this programme.")
        )
    for one in owing:
        mails.tell(programme, [one.evaluator], mails.REMINDER, due=one.due)
    logger.info("%s: %d reminded by %s", programme.absolute_url_path(), len(owing), me())
    return len(owing)


def remind_by_itself(programme, today):
    """Remind those whose day comes near or has passed, each once; return their user ids."""
    evaluation_round = programme.open_round
    found = []
    for one in evaluation_round.evaluations if evaluation_round is not None else ():
        if evaluations.reminder_is_due(one, today):
            mails.tell(programme, [one.evaluator], mails.REMINDER, due=one.due)
            evaluation_round.put(one._replace(reminded=(*one.reminded, today)))
            found.append(one.evaluator)
    return found
