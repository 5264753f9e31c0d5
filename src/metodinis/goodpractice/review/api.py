"""REST of reviews: `@case-reviewers`, `@review`, `@review-refusal`, `@reviews` of each case."""

from metodinis.common import evaluations
from metodinis.common.api import date_of
from metodinis.common.api import JsonService
from metodinis.common.api import mapping_of
from metodinis.common.api import text_of
from metodinis.common.api import texts_of
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.review import operations
from metodinis.goodpractice.review import pool
from metodinis.goodpractice.review import reading


class GetReviewers(JsonService):
    """GET @case-reviewers: who may be asked, the one to be asked first first; who is suggested,
    who reviewed it the last time, and who is asked."""

    def answer(self):
        operations.require_assigning(self.context)
        review_round = self.context.open_round
        asked = review_round.evaluations if review_round is not None else []
        return {
            "candidates": [
                {"id": one.userid, "name": one.name, "library": one.place or None, "open": one.open}
                for one in pool.candidates(self.context)
            ],
            "suggested": pool.suggested(self.context),
            "former": pool.former(self.context),
            "asked": [evaluations.asked_json(one) for one in asked],
        }


class PostReviewers(JsonService):
    """POST @case-reviewers {"reviewers": [two user ids], "due"}"""

    def answer(self):
        body = self.body()
        reviewers, due = texts_of(body, "reviewers"), date_of(body, "due")
        operations.assign(self.context, reviewers, due)
        return {"state": state_of(self.context)}


class PostReminder(JsonService):
    """POST @case-reminder: a mail to those who owe a review."""

    def answer(self):
        return {"reminded": operations.remind(self.context)}


class GetReviews(JsonService):
    """GET @reviews: by round, the newest first, what the present user may read of them."""

    def answer(self):
        return self.batch(reading.rounds_seen(self.context), round_json)


def round_json(seen):
    """A SeenRound."""
    return evaluations.round_json(seen, review_json)


def review_json(one):
    """A SeenEvaluation, with its remarks where they may be read."""
    found = evaluations.evaluation_json(one, rules.CRITERIA)
    return {**found, **beside_scores(one.evaluation)} if one.said else found


def beside_scores(evaluation):
    """What an Evaluation says of fields, and to the editors alone: "" for others."""
    return {"remarks": dict(evaluation.remarks), "private": evaluation.private}


class GetReview(JsonService):
    """GET @review: the present user's own, given or not."""

    def answer(self):
        return own_json(self.context)


class PostReview(JsonService):
    """POST @review {"scores", "comments", "summary", "remarks", "private", "give"}

    scores: criterion -> 1 to 5; comments: criterion -> text; remarks: name of a field -> text;
    private: text for the editors alone; give: true makes it final.
    """

    def answer(self):
        body = self.body()
        scores, comments, remarks = (
            mapping_of(body, name) for name in ("scores", "comments", "remarks")
        )
        comments = {name: text_of(comments, name) for name in comments}
        remarks = {name: text_of(remarks, name) for name in remarks}
        operations.save_review(
            self.context,
            scores,
            comments,
            text_of(body, "summary"),
            remarks,
            text_of(body, "private"),
            give=body.get("give") is True,
        )
        return own_json(self.context)


def own_json(case):
    """The present user's review. Raises NotAllowed if they weren't asked."""
    mine = reading.my_review(case)
    if mine is None:
        raise NotAllowed(operations.NOT_ASKED)
    return {
        "due": mine.due.isoformat(),
        "given_at": mine.given_at.isoformat() if mine.given_at else None,
        **evaluations.said_json(mine, rules.CRITERIA),
        **beside_scores(mine),
    }


class PostRefusal(JsonService):
    """POST @review-refusal {"reason"}: the present user doesn't review."""

    def answer(self):
        operations.refuse(self.context, text_of(self.body(), "reason"))
        return self.reply_no_content()
