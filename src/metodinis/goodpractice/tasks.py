"""What cases wait for, as tasks and entries of the calendar."""

from functools import partial
from metodinis.common import tasks
from metodinis.goodpractice.cases import store
from plone import api


found_of = partial(tasks.found_of, "GoodPractice")
entries_of = partial(tasks.entries_of, "GoodPractice")


def directory():
    """The folder of good practice."""
    return api.portal.get()["good-practice"]


def others(waiting, person, token):
    """UID -> day or None of what waits for a token of the editors, and which a Person judges: all
    but what is their own or their library's."""
    own = waiting.found(store.written_by(person.userid)).keys()
    for uid in person.libraries:
        own |= waiting.found(store.own_of(uid)).keys()
    return {uid: day for uid, day in waiting.found(token).items() if uid not in own}
