"""What the training events of a track tell: when they are, and whether the newcomer was there."""

from datetime import datetime
from metodinis.common.permissions import may
from metodinis.training.induction.rules import ZONE
from metodinis.training.registration.rules import ATTENDED
from metodinis.training.registration.rules import PARTLY
from plone import api
from plone.app.uuid.utils import uuidToObject
from typing import NamedTuple


class EventSeen(NamedTuple):
    """A module's event. registration: its state of the newcomer's registration, or ""."""

    title: str
    url: str
    start: datetime
    registration: str

    @property
    def attended(self):
        return self.registration == ATTENDED

    @property
    def partly(self):
        return self.registration == PARTLY


def seen(track, module):
    """The EventSeen of a module; None if it has none, or one that the present user may not see.

    A registration is told only if it was made for the same library: an address that somebody
    wrote into a track must not tell where a person of another library was.
    """
    event = uuidToObject(module.event, unrestricted=True) if module.event else None
    if event is None or not may("View", event):
        return None
    registration = event.registrations.by_email(address_of(track))
    known = registration is not None and registration.library_uid == track.library_uid
    state = registration.state if known else ""
    return EventSeen(event.title, event.absolute_url(), event.start, state)


def address_of(track):
    """The newcomer's e-mail: of the track, else of the account; "" if there is neither."""
    if track.email or not track.newcomer:
        return track.email or ""
    user = api.user.get(userid=track.newcomer)
    return user.getProperty("email", "") if user is not None else ""


def offered(present):
    """(UID, title with its day) of the events to come, and of those in `present` Modules."""
    coming = api.content.find(
        portal_type="TrainingEvent", review_state="announced", sort_on="start"
    )
    now = datetime.now(ZONE)
    chosen = {module.event for module in present} - {""}
    brains = [brain for brain in coming if brain.end is None or brain.end >= now]
    known = {brain.UID for brain in brains}
    if chosen - known:
        brains += api.content.find(portal_type="TrainingEvent", UID=[*(chosen - known)])
    return [(brain.UID, _titled(brain)) for brain in brains]


def _titled(brain):
    if brain.start is None:
        return brain.Title
    return f"{brain.start.astimezone(ZONE):%Y-%m-%d} {brain.Title}"
