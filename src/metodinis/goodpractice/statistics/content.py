"""How often cases were read, by day."""

from BTrees.IIBTree import IIBTree
from BTrees.OOBTree import OOBTree
from datetime import date
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations


KEY = "metodinis.goodpractice.views"


class Views(Persistent):
    """UID of a case -> day -> how often it was read."""

    def __init__(self):
        self._by_uid = OOBTree()  # UID -> IIBTree: ordinal of the day -> int

    def add(self, counts):
        """Count more. counts: (UID, day as a date) -> how often."""
        for (uid, day), number in counts.items():
            days = self._by_uid.get(uid)
            if days is None:
                days = self._by_uid[uid] = IIBTree()
            days[day.toordinal()] = days.get(day.toordinal(), 0) + number

    def of(self, uid):
        """day (date) -> how often a case was read."""
        days = self._by_uid.get(uid) or {}
        return {date.fromordinal(ordinal): number for ordinal, number in days.items()}


def views_of(directory):
    """The Views of the folder of good practice, for reading: nothing is stored."""
    return IAnnotations(directory).get(KEY) or Views()


def views_for_writing(directory):
    """The Views of the folder of good practice."""
    annotations = IAnnotations(directory)
    if KEY not in annotations:
        annotations[KEY] = Views()
    return annotations[KEY]
