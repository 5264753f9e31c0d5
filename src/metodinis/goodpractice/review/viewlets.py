"""What a case's page tells of its reviews, to whom it may."""

from metodinis.common.states import state_of
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.schema import title_of
from metodinis.goodpractice.review import pool
from metodinis.goodpractice.review import reading
from metodinis.goodpractice.review.vocabularies import CRITERIA_TITLES
from metodinis.goodpractice.review.vocabularies import OUTCOME_TITLES
from metodinis.goodpractice.review.vocabularies import PROGRESS_TITLES
from metodinis.goodpractice.review.vocabularies import ROUND_TITLE
from metodinis.goodpractice.review.vocabularies import UNNAMED
from metodinis.i18n import _
from metodinis.layout.evaluations import RoundsShown
from metodinis.layout.views import Section
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Reviews(RoundsShown, Section):
    """Rounds of review as far as their reader may know them, and the next step of a review."""

    index = ViewPageTemplateFile("templates/reviews.pt")
    weight = 5
    criterion_titles = CRITERIA_TITLES
    outcome_titles = OUTCOME_TITLES
    round_title = ROUND_TITLE
    unnamed = UNNAMED
    progress_titles = PROGRESS_TITLES
    owed_title = _("practice_review_yours", default="Your review is awaited")

    @property
    def is_empty(self):
        return not self.rounds and not self.reviewers_title and not self.owed

    @property
    @memoize
    def owed(self):
        """The reader's own Evaluation, if they owe it."""
        mine = reading.my_review(self.context)
        return mine if mine is not None and mine.is_owed else None

    @property
    def owed_text(self):
        return _(
            "practice_review_yours_text",
            default="Read the case, remark and score until ${day}. Nobody sees it before you give "
            "it.",
            mapping={"day": self.date(self.owed.due)},
        )

    @property
    @memoize
    def reviewers_title(self):
        """What leads to the page of reviewers, for editors; None where there is nothing to do."""
        state = state_of(self.context)
        if self.owed or state not in (rules.SUBMITTED, rules.REVIEWING):
            return None
        if not pool.may_assign(self.context):
            return None
        if state == rules.SUBMITTED:
            return _("practice_ask_reviewers", default="Ask reviewers")
        return _("practice_reviewers", default="Reviewers")

    @property
    def asks_first(self):
        """Whether nothing else leads on than to ask reviewers."""
        return state_of(self.context) == rules.SUBMITTED

    @property
    @memoize
    def rounds(self):
        """What is shown of each round; a review that is owed stands on its own page."""
        return [
            self.shown(seen)
            for seen in reading.rounds_seen(self.context)
            if not (self.owed and seen.closed_at is None)
        ]

    @property
    def current(self):
        """The rounds that one does something about now: decides by them, or mends."""
        return self.rounds[:1] if self.is_current else []

    @property
    def past(self):
        """The others: they are unfolded by who wants to know."""
        return self.rounds[1:] if self.is_current else self.rounds

    @property
    def is_current(self):
        return not self.owed and state_of(self.context) in (rules.REVIEWING, rules.RETURNED)

    def shown(self, seen):
        remarks = [
            (title_of(field), [(self.named(seen, one), text) for one, text in told])
            for field, told in reading.remarks_of(seen).items()
        ]
        return self.round(seen, remarks)

    def named(self, seen, one):
        """The name of a SeenEvaluation of a round, or its number where it isn't told."""
        number = str(seen.evaluations.index(one) + 1)
        return one.name or self.worded(self.unnamed, n=number)
