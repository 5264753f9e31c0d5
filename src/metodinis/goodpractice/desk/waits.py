"""What a case waits for on the desk's side."""

from metodinis.common.clock import zone
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.goodpractice.cases.waits import owner_uid
from metodinis.goodpractice.desk import reading
from metodinis.goodpractice.interfaces import IWaits
from metodinis.goodpractice.review.reading import is_reviewed
from zope.component import adapter
from zope.interface import implementer


@implementer(IWaits)
@adapter(IGoodPractice)
class DeskWaits:
    """A decision on two reviews; publishing and agreement; the truth of what is published."""

    def __init__(self, case):
        self.case = case

    def days(self, state):
        """token -> day (date) or None."""
        told = {
            rules.REVIEWING: self._reviewing,
            rules.RECOMMENDED: self._recommended,
            rules.PUBLISHED: self._published,
        }
        return told[state]() if state in told else {}

    def _reviewing(self):
        return {store.DECISION: None} if is_reviewed(self.case) else {}

    def _recommended(self):
        if reading.open_agreement(self.case) is not None:
            return {store.agreeing_of(owner_uid(self.case)): None}
        plan = reading.plan_of(self.case)
        return {store.PUBLISHING: plan.at.astimezone(zone()).date() if plan else None}

    def _published(self):
        question, days = reading.last_question(self.case), {}
        if reading.unsettled(self.case):
            days[store.CHANGED] = None
        if question is not None and question.is_open:
            days[store.truth_of(owner_uid(self.case))] = question.due
        if self.case.valid_until is not None:
            days[store.EXPIRY] = self.case.valid_until
        return days
