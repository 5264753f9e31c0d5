"""Who may read what of the evaluations of a programme: one answer for pages, files and REST.

Nothing of an evaluation that wasn't given is seen by anyone but its evaluator, nor of one that
was before the other is: who reads it could be asked for that. Who still owes one sees nobody
else's, of any round and in whatever other role: a head who evaluates neither.
"""

from metodinis.common import evaluations
from metodinis.common.evaluations import SeenEvaluation
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.libraries.people import name_of
from metodinis.training.programmes import rules
from metodinis.training.programmes.operations import APPROVE
from metodinis.training.programmes.operations import MANAGE
from metodinis.training.programmes.operations import SUBMIT


def my_evaluation(programme):
    """The present user's Evaluation of the open round, or None if they weren't asked (any more)."""
    evaluation_round = programme.open_round
    mine = evaluation_round.of(me()) if evaluation_round is not None else None
    return mine if mine is not None and mine.refused_at is None else None


def owes(programme):
    """Whether the present user has an evaluation to give."""
    mine = my_evaluation(programme)
    return mine is not None and mine.is_owed


def coordinates(programme):
    """Whether the present user follows the evaluation with the names: staff who wrote nothing of
    it, and who decides; never who owes an evaluation."""
    if owes(programme):
        return False
    if may(APPROVE, programme):
        return True
    return may(MANAGE, programme) and me() not in programme.writers


def rounds_seen(programme):
    """The SeenRounds of a programme for the present user, the newest first."""
    found = []
    for evaluation_round in reversed(programme.rounds):
        seen = _seen(programme, evaluation_round)
        if seen is not None:
            found.append(seen)
    return found


def _seen(programme, evaluation_round):
    asked = evaluation_round.evaluations
    mine = evaluation_round.of(me())
    is_closed = evaluation_round.closed_at is not None
    if owes(programme):
        shown = [SeenEvaluation(name_of(me()), mine, True)] if mine else []
        return _told(evaluation_round, shown, counted=[]) if shown else None
    if coordinates(programme):
        # Whoever reads one evaluation may be asked for the other: it waits until both are given.
        is_whole = is_closed or len(evaluations.given(asked)) >= rules.EVALUATORS
        shown = [
            SeenEvaluation(name_of(one.evaluator), one, is_whole and one.given_at is not None)
            for one in asked
        ]
        return _told(evaluation_round, shown, counted=None if is_whole else [])
    if mine is not None and mine.given_at is not None:
        given = evaluations.given(asked)
        shown = [SeenEvaluation(name_of(one.evaluator), one, True) for one in given]
        return _told(evaluation_round, shown)
    if is_closed and may(SUBMIT, programme):
        given = evaluations.given(asked)
        return _told(evaluation_round, [SeenEvaluation("", one, True) for one in given])
    return None


def _told(evaluation_round, shown, counted=None):
    return evaluations.seen_round(evaluation_round, shown, rules.CRITERIA, counted)


def last_mean(programme):
    """The overall mean of the newest closed round, or None; not for who owes an evaluation."""
    closed = [one for one in programme.rounds if one.closed_at is not None]
    if not closed or not may(MANAGE, programme) or owes(programme):
        return None
    return evaluations.overall(closed[-1].counted)
