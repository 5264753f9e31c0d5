"""What an event's page shows of feedback: to its trainers and the staff."""

from metodinis.common.permissions import may
from metodinis.layout.views import Section
from metodinis.training.evaluation import catalog
from metodinis.training.evaluation import rules
from metodinis.training.evaluation.operations import MANAGE


class FeedbackSection(Section):
    """The mean and how many answered, with the way to the results."""

    weight = 70
    is_empty = False

    @property
    def is_asked(self):
        """Whether anybody was asked, or has answered unasked."""
        return any(len(urn) or urn.asked_on for urn in self.context.feedback.urns.values())

    @property
    def mean(self):
        """The mean as it is written, or None if it may not be shown."""
        found = catalog.satisfaction_of(self.context)[0]
        return None if found is None else self.number(found, 2)

    @property
    def answers(self):
        return self.number(len(self.context.feedback.urns[rules.AFTER]))

    @property
    def may_manage(self):
        return may(MANAGE, self.context)
