"""Finding events that are over and not finished: marks are missing, or certificates."""

from metodinis.training.attendance import operations as attendance
from metodinis.training.certificates import operations
from metodinis.training.events.schema import ITrainingEvent
from metodinis.training.events.workflow import is_over
from metodinis.training.registration.rules import REGISTERED
from plone import api
from plone.indexer import indexer


MARKS, CERTIFICATES = "marks", "certificates"


@indexer(ITrainingEvent)
def training_follow_up(event):
    """What is left to do after an event: MARKS (with `marks:<user id>` of each trainer),
    CERTIFICATES or nothing; of one that isn't over nothing yet."""
    if not is_over(event) or not attendance.is_held(event):
        return ()
    if any(one.state == REGISTERED for one in attendance.participants(event)):
        return (MARKS, *(marks_of(userid) for userid in event.trainer_accounts or ()))
    if event.has_certificate and any(not one.why for one in operations.candidates(event)):
        return (CERTIFICATES,)
    return ()


def marks_of(userid):
    """The keyword of events whose marks a trainer has to make."""
    return f"{MARKS}:{userid}"


def unfinished(*keywords):
    """Brains of events with something left to do that the present user may see."""
    return api.content.find(portal_type="TrainingEvent", training_follow_up=keywords, sort_on="end")


def ended_between(start, end):
    """Events that ended from `start` to before `end` (aware datetimes), whoever asks."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="TrainingEvent", end={"query": (start, end), "range": "min:max"}
    )
    return [brain._unrestrictedGetObject() for brain in brains]
