"""The places that pages of training keep for its rooms."""

from zope.viewlet.interfaces import IViewletManager


class IEventSections(IViewletManager):
    """The public page of an event."""


class IEventStaffSections(IViewletManager):
    """What the staff see of an event."""
