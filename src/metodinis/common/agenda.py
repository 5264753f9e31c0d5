"""What people have to do and what is coming: the contract between domains and `overview/`.

A domain registers one named utility for IAgendaSource. The home pages, the weekly mail and the
calendar feed collect what all of them tell; none of them knows a domain.
"""

from datetime import datetime
from typing import NamedTuple
from zope.interface import Interface


# How pressing a task is, the most pressing first.
OVERDUE, TODAY, SOON, LATER, OPEN = "overdue", "today", "soon", "later", "open"
URGENCIES = (OVERDUE, TODAY, SOON, LATER, OPEN)
SOON_DAYS = 7


class Person(NamedTuple):
    """For whom the agenda is. libraries: UID -> role of those that they work in."""

    userid: str
    libraries: dict


class Task(NamedTuple):
    """Something to do.

    title: what (message id). who: whose matter it is, a library's name for instance. url: where
    it is done. due: aware datetime, or None for what has no deadline. since: aware datetime from
    which it waits, or None. reason: words of the person who asks for it. badge: a state of the
    badge macro, or "".
    """

    title: str
    who: str
    url: str
    due: datetime | None = None
    since: datetime | None = None
    reason: str = ""
    badge: str = ""
    remarks: int = 0


class Entry(NamedTuple):
    """Something in the calendar: title (message id), who, url; starts and ends: aware
    datetimes, the same for a deadline. uid: the same for the same matter, however it moves."""

    uid: str
    title: str
    who: str
    url: str
    starts: datetime
    ends: datetime


class Found(NamedTuple):
    """The first of what there is, and how much there is in all."""

    total: int
    tasks: list[Task]


class IAgendaSource(Interface):
    """A named utility: what the present user has to do with in one domain.

    Each method costs a fixed number of catalog queries, however much it finds, wakes no object
    for a row, and tells only what the present user may see.
    """

    def tasks(person, limit):
        """What the Person has to do themselves: Found, the most pressing first."""

    def late(person, limit):
        """What others should have done by now, and the Person looks after: Found."""

    def entries(person, start, end):
        """What happens from `start` to before `end` (aware datetimes): list of Entry."""


def days_between(start, end, zone):
    """Whole days of `zone` from the day of `start` to that of `end` (aware datetimes)."""
    return (end.astimezone(zone).date() - start.astimezone(zone).date()).days


def urgency(due, now, zone):
    """How pressing something due at `due` is at `now` (aware datetimes), where days are `zone`'s.

    The minute of the deadline belongs to it, as everywhere: its day decides.
    """
    if due is None:
        return OPEN
    days = days_between(now, due, zone)
    if days < 0:
        return OVERDUE
    if days == 0:
        return TODAY
    return SOON if days <= SOON_DAYS else LATER


def pressing_first(task):
    """Sort key of tasks: by deadline, then by how long they wait, then what has neither."""
    moments = [moment.timestamp() if moment else float("inf") for moment in (task.due, task.since)]
    return (*moments, task.who)
