"""How the rooms of training meet: places on an event's page, and what is told of an event.

The events are object events: subscribe for `ITrainingEvent` and one of these interfaces. They are
told by every way in, the stock menu too, after the change and before the transaction ends.
"""

from zope.interface import Attribute
from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent
from zope.viewlet.interfaces import IViewletManager


class IEventSections(IViewletManager):
    """The public page of an event."""


class IEventStaffSections(IViewletManager):
    """What the staff see of an event."""


class IEventChanged(IObjectEvent):
    """Fields of a training event were edited, in whichever state it is."""

    changed = Attribute("frozenset of the fields' names: those of IEventValues")
    before = Attribute("dict of these names -> the value that was there")


class IEventAnnounced(IObjectEvent):
    """It was announced for the first time, or again after it was taken back."""


class IEventWithdrawn(IObjectEvent):
    """It was taken back to preparation: nobody is registered."""


class IEventPostponed(IObjectEvent):
    """It takes place later, nobody knows when yet; `object.reason` says why."""


class IEventResumed(IObjectEvent):
    """A postponed one is announced anew. `changed` and `before` as in IEventChanged, which isn't
    told beside it."""

    changed = Attribute("frozenset of the fields' names")
    before = Attribute("dict of these names -> the value that was there")


class IEventCancelled(IObjectEvent):
    """It won't take place; `object.reason` says why."""


class IFollowUpChanged(IObjectEvent):
    """What is left to do after a training event may be something else now: marks were made, or
    certificates issued."""


class _WithChanges(ObjectEvent):
    def __init__(self, event, before):
        super().__init__(event)
        self.before = before
        self.changed = frozenset(before)


@implementer(IEventChanged)
class EventChanged(_WithChanges):
    """See IEventChanged; before: name of a changed field -> its value before."""


@implementer(IEventResumed)
class EventResumed(_WithChanges):
    """See IEventResumed."""


@implementer(IEventAnnounced)
class EventAnnounced(ObjectEvent):
    """See IEventAnnounced."""


@implementer(IEventWithdrawn)
class EventWithdrawn(ObjectEvent):
    """See IEventWithdrawn."""


@implementer(IEventPostponed)
class EventPostponed(ObjectEvent):
    """See IEventPostponed."""


@implementer(IEventCancelled)
class EventCancelled(ObjectEvent):
    """See IEventCancelled."""


@implementer(IFollowUpChanged)
class FollowUpChanged(ObjectEvent):
    """See IFollowUpChanged."""


class IParticipantSections(IViewletManager):
    """What a participant finds at their private link.

    The view has `registration`: the Registration whose link it is.
    """
