"""What registrations keep of one person, for requests of theirs."""

from metodinis.common.personal import IPersonalData
from metodinis.i18n import _
from metodinis.training.registration import operations
from metodinis.training.registration import seating
from plone import api
from zope.interface import implementer


@implementer(IPersonalData)
class RegistrationData:
    """`metodinis.training.registration`"""

    permission = operations.MANAGE
    kinds = {"registration": _("registration_facts", default="Registration")}

    def find(self, email):
        return [
            self._told(event, registration)
            for event in all_events()
            for registration in event.registrations.all_by_email(email)
        ]

    def _told(self, event, registration):
        questions = {question.id: question.title for question in event.questions}
        return {
            "kind": "registration",
            "title": event.title,
            "url": event.absolute_url(),
            "start": event.start.isoformat(),
            "state": registration.state,
            "requested_at": registration.requested_at.isoformat(),
            **{name: getattr(registration, name) for name in seating.FIELDS},
            "answers": {questions.get(id_, id_): t for id_, t in registration.answers.items()},
            "marks": {str(number): mark for number, mark in registration.marks.items()},
            "certificate": registration.certificate,
            "log": [[at.isoformat(), what] for at, _by, what, _reason in registration.log],
        }

    def erase(self, email):
        count = 0
        for event in all_events():
            found = event.registrations.all_by_email(email)
            for registration in found:
                operations.anonymise(event, registration)
            if found:
                seating.settle(event)
            count += len(found)
        return count


def all_events():
    """All events, whoever may see them."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type="TrainingEvent", sort_on="start")
    return [brain._unrestrictedGetObject() for brain in brains]
