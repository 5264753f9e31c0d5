"""How rooms of good practice make tasks of what cases wait for: one way for all."""

from datetime import datetime
from datetime import time
from metodinis.common.agenda import Entry
from metodinis.common.agenda import Found
from metodinis.common.agenda import pressing_first
from metodinis.common.agenda import Task
from metodinis.common.clock import zone
from metodinis.goodpractice.cases import store
from plone import api


def directory():
    """The folder of good practice."""
    return api.portal.get()["good-practice"]


def end_of(day):
    """The last minute of a day where the site is."""
    return datetime.combine(day, time(23, 59), zone())


def moment_of(day):
    """An aware datetime as it is; of a date its end."""
    return day if isinstance(day, datetime) else end_of(day)


def others(waiting, person, token):
    """UID -> day or None of what waits for a token of the editors, and which a Person judges: all
    but what is their own or their library's."""
    own = waiting.found(store.written_by(person.userid)).keys()
    for uid in person.libraries:
        own |= waiting.found(store.own_of(uid)).keys()
    return {uid: day for uid, day in waiting.found(token).items() if uid not in own}


def brains_of(uids):
    """UID -> brain of the cases that the present user may see."""
    uids = list(uids)
    found = api.content.find(portal_type="GoodPractice", UID=uids) if uids else ()
    return {brain.UID: brain for brain in found}


def found_of(wanted, limit):
    """The Found of (UID -> day or None, title, view) each, the most pressing first."""
    brains = brains_of(uid for days, _title, _view in wanted for uid in days)
    tasks = [
        Task(
            title,
            brains[uid].Title,
            f"{brains[uid].getURL()}/{view}",
            due=end_of(day) if day is not None else None,
        )
        for days, title, view in wanted
        for uid, day in days.items()
        if uid in brains
    ]
    return Found(len(tasks), sorted(tasks, key=pressing_first)[:limit])


def entries_of(wanted, start, end):
    """Entries of (kind, title, UID -> day, aware datetime or None) each, between two moments."""
    found = [
        (kind, title, uid, moment)
        for kind, title, days in wanted
        for uid, day in days.items()
        if day is not None and start <= (moment := moment_of(day)) < end
    ]
    brains = brains_of(uid for _kind, _title, uid, _moment in found)
    return [
        Entry(f"{kind}-{uid}", title, brains[uid].Title, brains[uid].getURL(), moment, moment)
        for kind, title, uid, moment in found
        if uid in brains
    ]
