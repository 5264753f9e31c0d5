"""What several people say of one thing, each by themselves: asked, given or refused, by round."""

from BTrees.OOBTree import OOBTree
from datetime import date
from datetime import datetime
from datetime import timedelta
from metodinis.common.fields import too_long
from metodinis.common.refusals import FieldErrors
from metodinis.common.texts import cleaned
from metodinis.i18n import _
from persistent import Persistent
from typing import NamedTuple
from ZPublisher import zpublish


# The local role of who is asked, on what they evaluate.
ROLE = "Evaluator"
LOWEST, HIGHEST = 1, 5
# A score up to this one has to be explained: the authors are to know what to mend.
EXPLAINED = 3
MAX_COMMENT = 5000
SCORE_WRONG = _("common_score_wrong", default="Choose a score from 1 to 5.")
SCORE_MISSING = _("common_score_missing", default="Score this from 1 to 5.")
COMMENT_MISSING = _(
    "common_comment_missing",
    default="Say in a few words why: the authors are to know what to mend.",
)
REMINDER_DAYS = 3
# The most days that may be given.
LONGEST_DAYS = 365


class Evaluation(NamedTuple):
    """What one evaluator was asked, and said.

    evaluator: user id; scores, comments: one for each criterion of the room, None and "" where
    nothing was said yet; given_at, refused_at: aware datetimes or None; reason: of a refusal;
    due: the last day. reminded: days (date) on which a reminder went out by itself. remarks:
    (name of a field, text) of what is said of single fields. private: what is said to who decides
    alone.
    """

    evaluator: str
    asked_at: datetime
    due: date
    scores: tuple = ()
    comments: tuple = ()
    summary: str = ""
    given_at: datetime | None = None
    refused_at: datetime | None = None
    reason: str = ""
    reminded: tuple = ()
    remarks: tuple = ()
    private: str = ""

    @property
    def is_owed(self):
        return self.given_at is None and self.refused_at is None


@zpublish(False)
class EvaluationRound(Persistent):
    """One round of evaluation: who was asked, what each said, and what was decided.

    Two who give their evaluations at once write different keys, so neither waits.
    outcome: "returned" or "approved", "" while it is open; order: number of the order.
    """

    closed_at = None
    outcome = reason = ""

    def __init__(self, number, opened_at):
        self.number = number
        self.opened_at = opened_at
        self._evaluations = OOBTree()  # user id -> Evaluation as a plain tuple

    @property
    def evaluations(self):
        """The Evaluations in the order in which they were asked for."""
        found = [Evaluation(*stored) for stored in self._evaluations.values()]
        return sorted(found, key=lambda evaluation: (evaluation.asked_at, evaluation.evaluator))

    @property
    def counted(self):
        """Those that weren't refused."""
        return [evaluation for evaluation in self.evaluations if evaluation.refused_at is None]

    def of(self, userid):
        """The Evaluation of a user, or None if they weren't asked."""
        stored = self._evaluations.get(userid) if userid else None
        return Evaluation(*stored) if stored else None

    def put(self, evaluation):
        """Keep an Evaluation in place of what its evaluator had."""
        self._evaluations[evaluation.evaluator] = tuple(evaluation)

    def drop(self, userid):
        """Ask somebody no more who had said nothing."""
        del self._evaluations[userid]

    def ask(self, evaluators, due, moment, criteria):
        """Ask these people until a day (date), and no others of those who still owe.

        Returns the user ids to whom that is news, and those who aren't asked any more.
        """
        dropped = [
            one.evaluator
            for one in self.evaluations
            if one.is_owed and one.evaluator not in evaluators
        ]
        for userid in dropped:
            self.drop(userid)
        news = []
        for userid in evaluators:
            one = self.of(userid)
            if one is None:
                nothing = ((None,) * len(criteria), ("",) * len(criteria))
                self.put(Evaluation(userid, moment, due, *nothing))
            elif one.is_owed and one.due != due:
                self.put(one._replace(due=due, reminded=()))
            else:
                continue
            news.append(userid)
        return news, dropped


class Evaluated:
    """Mixin of content that is evaluated in rounds; its own __init__ makes the list `_rounds`."""

    @property
    def rounds(self):
        """All EvaluationRounds, the oldest first."""
        return list(self._rounds)

    @property
    def open_round(self):
        """The EvaluationRound that isn't closed, or None."""
        last = self._rounds[-1] if self._rounds else None
        return last if last is not None and last.closed_at is None else None

    @zpublish(False)
    def begin_round(self, moment):
        """Begin a new EvaluationRound at a moment; return it."""
        self._rounds.append(EvaluationRound(len(self._rounds) + 1, moment))
        return self._rounds[-1]


class SeenEvaluation(NamedTuple):
    """An evaluation as a reader sees it. name: "" where it isn't told; said: whether what it says
    is told."""

    name: str
    evaluation: Evaluation
    said: bool


class SeenRound(NamedTuple):
    """A round as a reader sees it. means: {} and overall: None where they aren't told."""

    number: int
    opened_at: datetime
    closed_at: datetime | None
    outcome: str
    reason: str
    evaluations: list
    means: dict
    overall: float | None


def seen_round(evaluation_round, shown, criteria, counted=None):
    """A SeenRound that shows these SeenEvaluations.

    counted: the Evaluations that the means are of; None for all that count, () for no means.
    """
    counted = evaluation_round.counted if counted is None else counted
    return SeenRound(
        evaluation_round.number,
        evaluation_round.opened_at,
        evaluation_round.closed_at,
        evaluation_round.outcome,
        evaluation_round.reason,
        shown,
        means(counted, criteria),
        overall(counted),
    )


def round_json(seen, evaluation):
    """A SeenRound as JSON. evaluation: SeenEvaluation -> its JSON."""
    return {
        "number": seen.number,
        "opened_at": seen.opened_at.isoformat(),
        "closed_at": seen.closed_at.isoformat() if seen.closed_at else None,
        "outcome": seen.outcome or None,
        "means": seen.means,
        "overall": seen.overall,
        "evaluations": [evaluation(one) for one in seen.evaluations],
    }


def evaluation_json(one, criteria):
    """A SeenEvaluation as JSON: what it says only where that may be read."""
    evaluation = one.evaluation
    found = {
        "evaluator": one.name or None,
        "due": evaluation.due.isoformat(),
        "given_at": evaluation.given_at.isoformat() if evaluation.given_at else None,
        "refused": evaluation.refused_at is not None,
    }
    if one.said:
        found |= said_json(evaluation, criteria)
    return found


def said_json(evaluation, criteria):
    """What an Evaluation says, as JSON."""
    return {
        "scores": dict(zip(criteria, evaluation.scores, strict=True)),
        "comments": dict(zip(criteria, evaluation.comments, strict=True)),
        "summary": evaluation.summary,
    }


def asked_json(evaluation):
    """How far somebody who was asked is, for who asks: an Evaluation as JSON."""
    return {
        "id": evaluation.evaluator,
        "due": evaluation.due.isoformat(),
        "given": evaluation.given_at is not None,
        "refused": evaluation.refused_at is not None,
        "reason": evaluation.reason,
    }


def let_evaluate(thing, evaluators):
    """Let these people, and no others, see a thing and evaluate it, by their local role."""
    former = [userid for userid, roles in thing.get_local_roles() if tuple(roles) == (ROLE,)]
    thing.manage_delLocalRoles([userid for userid in former if userid not in evaluators])
    for userid in evaluators:
        thing.manage_setLocalRoles(userid, [ROLE])


def due_faults(due, today):
    """What is wrong with the last day (date or None) of an evaluation: {} or {"due": message}."""
    if due is not None and today <= due <= today + timedelta(days=LONGEST_DAYS):
        return {}
    return {
        "due": _("common_due_wrong", default="Choose a day from today on, at most a year ahead.")
    }


def given(evaluations):
    """Those that were given."""
    return [evaluation for evaluation in evaluations if evaluation.given_at is not None]


def means(evaluations, criteria):
    """criterion -> mean of what was given, rounded to hundredths; {} if nothing was."""
    scores = [evaluation.scores for evaluation in given(evaluations)]
    return {
        criterion: round(sum(column) / len(column), 2)
        for criterion, column in zip(criteria, zip(*scores, strict=True), strict=bool(scores))
    }


def overall(evaluations):
    """The mean of all scores that were given, rounded to hundredths, or None."""
    scores = [score for evaluation in given(evaluations) for score in evaluation.scores]
    return round(sum(scores) / len(scores), 2) if scores else None


def reminder_is_due(evaluation, today):
    """Whether an evaluator is to be reminded on `today`: some days before, and once after."""
    if not evaluation.is_owed:
        return False
    left = (evaluation.due - today).days
    if left < 0:
        return not any(day > evaluation.due for day in evaluation.reminded)
    return left <= REMINDER_DAYS and not evaluation.reminded


def checked_evaluation(criteria, scores, comments, summary, *, give):
    """(scores, comments, summary) as an Evaluation keeps them.

    criteria: names; scores: criterion -> 1 to 5, or None; comments: criterion -> text. give: all
    scores must be there, and low ones explained. Raises FieldErrors for "score-<criterion>" and
    the like.
    """
    errors = {}
    unknown = {*scores, *comments} - set(criteria)
    if unknown:
        raise FieldErrors(dict.fromkeys((f"score-{name}" for name in unknown), SCORE_WRONG))
    for name in criteria:
        score, comment = scores.get(name), comments.get(name, "")
        if score is None:
            if give:
                errors[f"score-{name}"] = SCORE_MISSING
        elif isinstance(score, bool) or score not in range(LOWEST, HIGHEST + 1):
            errors[f"score-{name}"] = SCORE_WRONG
        elif give and score <= EXPLAINED and not comment.strip():
            errors[f"comment-{name}"] = COMMENT_MISSING
    texts = {f"comment-{name}": cleaned(comments.get(name, "")) for name in criteria}
    texts["summary"] = cleaned(summary)
    for name, text in texts.items():
        if len(text) > MAX_COMMENT:
            errors[name] = too_long(MAX_COMMENT)
    if errors:
        raise FieldErrors(errors)
    *told, summary = texts.values()
    return tuple(scores.get(name) for name in criteria), tuple(told), summary
