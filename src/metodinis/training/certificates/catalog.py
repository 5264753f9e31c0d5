"""Finding events that are over and not finished: marks are missing, or certificates.

Not by the catalog, though a keyword would do: anybody may ask it by any index, and who owes what
is nobody's business.
"""

from metodinis.common.waiting import waiting as waiting_of
from metodinis.common.waiting import waiting_for_writing
from metodinis.training.attendance import operations as attendance
from metodinis.training.certificates import operations
from metodinis.training.events.workflow import is_announced
from metodinis.training.events.workflow import is_over
from metodinis.training.registration.rules import REGISTERED
from plone import api
from plone.uuid.interfaces import IUUID


KEY = "metodinis.training.follow_up"
MARKS, CERTIFICATES = "marks", "certificates"


def follow_up(event):
    """What is left to do after an event: MARKS (with `marks:<user id>` of each trainer),
    CERTIFICATES or nothing; of one that isn't over nothing yet."""
    if not is_over(event) or not is_announced(event):
        return ()
    if any(one.state == REGISTERED for one in attendance.participants(event)):
        return (MARKS, *(marks_of(userid) for userid in event.trainer_accounts or ()))
    if event.has_certificate and any(not one.why for one in operations.candidates(event)):
        return (CERTIFICATES,)
    return ()


def marks_of(userid):
    """The keyword of events whose marks a trainer has to make."""
    return f"{MARKS}:{userid}"


def note_follow_up(event, told=None):
    """Keep what is left to do after an event now; `told`: by which event one knows."""
    days = dict.fromkeys(follow_up(event))
    waiting_for_writing(api.portal.get()["training"], KEY).note(IUUID(event), days)


def unfinished(*keywords):
    """(keyword, brain) of events with something left to do that the present user may see, by
    their ends."""
    waiting = waiting_of(api.portal.get()["training"], KEY)
    known = {uid: keyword for keyword in keywords for uid in waiting.found(keyword)}
    if not known:
        return []
    brains = api.content.find(portal_type="TrainingEvent", UID=[*known], sort_on="end")
    return [(known[brain.UID], brain) for brain in brains]


def ended_between(start, end):
    """Events that ended from `start` to before `end` (aware datetimes), whoever asks."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="TrainingEvent", end={"query": (start, end), "range": "min:max"}
    )
    return [brain._unrestrictedGetObject() for brain in brains]
