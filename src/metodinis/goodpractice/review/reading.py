"""Who may read what of the reviews of a case: one answer for pages, other rooms and REST.

Nothing of a review that wasn't given is seen by anyone but its reviewer, nor of one that was
before the other is. Who still owes one sees nobody else's, of any round and in whatever other
role: an editor who is asked decides for neither.
"""

from metodinis.common import evaluations
from metodinis.common.evaluations import SeenEvaluation
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.operations import PROCESS
from metodinis.goodpractice.review import pool
from metodinis.goodpractice.review.remarks import REMARKED
from metodinis.goodpractice.vocabularies import setting
from metodinis.libraries.people import name_of


def is_reviewed(case):
    """Whether the open round has the reviews that a recommendation rests on, and owes no more."""
    opened = case.open_round
    if opened is None or any(one.is_owed for one in opened.counted):
        return False
    return len(evaluations.given(opened.counted)) >= rules.REVIEWERS


def my_review(case):
    """The present user's Evaluation of the open round, or None if they weren't asked (any more)."""
    review_round = case.open_round
    mine = review_round.of(me()) if review_round is not None else None
    return mine if mine is not None and mine.refused_at is None else None


def owes(case):
    """Whether the present user has a review to give."""
    mine = my_review(case)
    return mine is not None and mine.is_owed


def coordinates(case):
    """Whether the present user follows the review with the names: an editor who is no author of
    the case and owes no review of it."""
    return not owes(case) and pool.may_assign(case)


def rounds_seen(case):
    """The SeenRounds of a case for the present user, the newest first."""
    found = (_seen(case, review_round) for review_round in reversed(case.rounds))
    return [seen for seen in found if seen is not None]


def _seen(case, review_round):
    mine = review_round.of(me())
    given = evaluations.given(review_round.evaluations)
    if owes(case):
        # What they gave in an earlier round, and their own of this one.
        shown = [SeenEvaluation(name_of(me()), mine, True)] if mine else []
        return _told(review_round, shown, counted=()) if shown else None
    if pool.may_assign(case):
        # Whoever reads one review may be asked for the other: it waits until both are given.
        is_whole = review_round.closed_at is not None or len(given) >= rules.REVIEWERS
        shown = [
            SeenEvaluation(name_of(one.evaluator), one, is_whole and one.given_at is not None)
            for one in review_round.evaluations
        ]
        return _told(review_round, shown, counted=None if is_whole else ())
    if mine is not None and mine.given_at is not None:
        return _told(review_round, [_unnamed(one, one == mine) for one in given])
    if review_round.closed_at is not None and may(PROCESS, case):
        return _told(review_round, [_unnamed(one) for one in given])
    return None


def _unnamed(one, is_mine=False):
    """An Evaluation without what is for editors alone: the name of who gave it, unless names are
    shown, and what was written to them."""
    name = name_of(one.evaluator) if is_mine or setting("names_shown") else ""
    return SeenEvaluation(name, one if is_mine else one._replace(private=""), True)


def _told(review_round, shown, counted=None):
    return evaluations.seen_round(review_round, shown, rules.CRITERIA, counted)


def remarks_of(seen):
    """name of a field -> [(SeenEvaluation, text)] of a SeenRound, in the order of the form."""
    said = [(one, dict(one.evaluation.remarks)) for one in seen.evaluations if one.said]
    found = {
        name: [(one, remarks[name]) for one, remarks in said if name in remarks]
        for name in REMARKED
    }
    return {name: told for name, told in found.items() if told}


def remarks_by_field(case):
    """name of a field -> [(name of the reviewer or "", text)] of the newest round, in the order
    of the form, as far as the present user may read it."""
    seen = _seen(case, case.rounds[-1]) if case.rounds else None
    if seen is None:
        return {}
    return {
        field: [(one.name, text) for one, text in told] for field, told in remarks_of(seen).items()
    }
