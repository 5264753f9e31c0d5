"""What is kept of one person, and its erasure; see the package for whose it is."""

from metodinis.common.fields import MISSING
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.training.interfaces import IPersonalData
from metodinis.training.registration import operations
from metodinis.training.registration import seating
from plone import api
from zope.component import getUtilitiesFor
from zope.interface import implementer
import logging


logger = logging.getLogger(__name__)


def find(directory, email):
    """All that training keeps of an address, room by room. Raises FieldErrors ("email")."""
    require(operations.MANAGE, directory)
    email = _address(email)
    rooms = sorted(getUtilitiesFor(IPersonalData))
    return [record for _name, room in rooms for record in room.find(email)]


def erase(directory, email):
    """Erase a person everywhere in training; return how many records knew them.

    Counts stay: how many came, and of which library. Raises FieldErrors ("email").
    """
    require(operations.MANAGE, directory)
    email = _address(email)
    count = sum(room.erase(email) for _name, room in sorted(getUtilitiesFor(IPersonalData)))
    logger.info("a person's data were erased by %s: %d records", me(), count)
    return count


def _address(email):
    email = (email or "").strip()
    if not email:
        raise FieldErrors({"email": MISSING})
    return email


@implementer(IPersonalData)
class RegistrationData:
    """`metodinis.training.registration`"""

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
