"""What an event's page shows of feedback to its trainers and the staff, and a private link."""

from metodinis.common.permissions import may
from metodinis.layout.views import Section
from metodinis.training.evaluation import catalog
from metodinis.training.evaluation import mails
from metodinis.training.evaluation import operations
from metodinis.training.evaluation import rules
from metodinis.training.evaluation.vocabularies import FORM_TITLES
from plone.memoize.view import memoize


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
        return may(operations.MANAGE, self.context)


class ParticipantSection(Section):
    """At a participant's private link: the forms that are open to them, or that they answered."""

    weight = 30

    @property
    def is_empty(self):
        return not self.forms

    @property
    @memoize
    def forms(self):
        """What is shown of each form: whether it is open, its address, words."""
        registration = self.__parent__.registration
        found = []
        for form in rules.FORMS:
            standing = operations.standing(self.context, registration, form)
            if standing in (operations.OPEN, operations.ANSWERED):
                found.append(
                    {
                        "is_open": standing == operations.OPEN,
                        "url": mails.link_of(self.context, registration, form),
                        "title": FORM_TITLES[form],
                    }
                )
        return found
