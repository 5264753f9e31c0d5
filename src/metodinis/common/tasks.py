"""Tasks and entries of the calendar made of what waits in a Waiting: one way for all rooms."""

from datetime import datetime
from datetime import time
from metodinis.common.agenda import Entry
from metodinis.common.agenda import Found
from metodinis.common.agenda import pressing_first
from metodinis.common.agenda import Task
from metodinis.common.clock import zone
from plone import api


def end_of(day):
    """The last minute of a day where the site is."""
    return datetime.combine(day, time(23, 59), zone())


def moment_of(day):
    """An aware datetime as it is; of a date its end."""
    return day if isinstance(day, datetime) else end_of(day)


def brains_of(portal_type, uids):
    """UID -> brain of the things of a type that the present user may see."""
    uids = list(uids)
    found = api.content.find(portal_type=portal_type, UID=uids) if uids else ()
    return {brain.UID: brain for brain in found}


def found_of(portal_type, wanted, limit, badges=()):
    """The Found of (UID -> day or None, title, view or "") each, the most pressing first.

    badges: states of things whose tasks show them.
    """
    brains = brains_of(portal_type, (uid for days, _title, _view in wanted for uid in days))
    tasks = [
        _task(brains[uid], title, view, day, badges)
        for days, title, view in wanted
        for uid, day in days.items()
        if uid in brains
    ]
    return Found(len(tasks), sorted(tasks, key=pressing_first)[:limit])


def _task(brain, title, view, day, badges):
    url = f"{brain.getURL()}/{view}" if view else brain.getURL()
    due = end_of(day) if day is not None else None
    badge = brain.review_state if brain.review_state in badges else ""
    return Task(title, brain.Title, url, due=due, badge=badge)


def late_of(waiting, prefix, userid, today):
    """UID -> the earliest day, before today, of what others owe under tokens that begin with
    `prefix`: nothing of what the user owes too, and so may not judge."""
    mine = waiting.found(f"{prefix}{userid}")
    owed = waiting.earliest(prefix)
    return {uid: day for uid, day in owed.items() if day < today and uid not in mine}


def entries_of(portal_type, wanted, start, end):
    """Entries of (kind, title, UID -> day, aware datetime or None) each, between two moments."""
    found = [
        (kind, title, uid, moment)
        for kind, title, days in wanted
        for uid, day in days.items()
        if day is not None and start <= (moment := moment_of(day)) < end
    ]
    brains = brains_of(portal_type, (uid for _kind, _title, uid, _moment in found))
    return [
        Entry(f"{kind}-{uid}", title, brains[uid].Title, brains[uid].getURL(), moment, moment)
        for kind, title, uid, moment in found
        if uid in brains
    ]
