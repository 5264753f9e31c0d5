"""What a case waits for on the reviewers' side."""

from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.goodpractice.interfaces import IWaits
from zope.component import adapter
from zope.interface import implementer


@implementer(IWaits)
@adapter(IGoodPractice)
class ReviewWaits:
    """Reviewers are to be asked; who was asked owes a review."""

    def __init__(self, case):
        self.case = case

    def days(self, state):
        """token -> day (date) or None; see IWaits."""
        if state == rules.SUBMITTED:
            return {store.ASSIGNMENT: None}
        review_round = self.case.open_round
        if state != rules.REVIEWING or review_round is None:
            return {}
        counted = review_round.counted
        days = {store.review_of(one.evaluator): one.due for one in counted if one.is_owed}
        if len(counted) < rules.REVIEWERS:
            days[store.ASSIGNMENT] = None
        return days
