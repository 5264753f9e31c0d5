"""Who may be asked to review a case, and who first."""

from BTrees.OOBTree import OOBTree
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.sorting import sort_key
from metodinis.common.waiting import waiting
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.rules import REVIEWERS
from metodinis.goodpractice.vocabularies import setting
from metodinis.libraries import people
from metodinis.libraries.belongings import heirs
from metodinis.libraries.belongings import library_of
from plone import api
from plone.app.uuid.utils import uuidToObject
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations


# Annotation of the folder: user id -> moment at which they were asked last.
KEY = "metodinis.goodpractice.review"


class Reviewer(NamedTuple):
    """Somebody who may be asked. place: short name of their library, or ""; open: how many
    reviews they owe now."""

    userid: str
    name: str
    place: str
    open: int


def authors(case):
    """user ids of who can't judge a case: who wrote in it, and its library's people."""
    owners = heirs(library_of(case))
    return {*case.writers, *(userid for one in owners for userid in people.everybody_of(one))}


def is_author(case):
    """Whether the present user is one of those."""
    return me() in authors(case)


def may_assign(case):
    """Whether the present user may choose who reviews: an editor who is no author of it."""
    return may(MANAGE, case) and not is_author(case)


def candidates(case):
    """The Reviewers of the pool who may be asked now, the one who is to be asked first first.

    First who owes the fewest reviews, among them who was asked longest ago.
    """
    never = authors(case)
    if case.open_round is not None:
        never |= {one.evaluator for one in case.open_round.evaluations if one.refused_at}
    waits = waiting(case.__parent__, store.KEY)
    asked = IAnnotations(case.__parent__).get(KEY, {})
    found = [
        (asked[userid].timestamp() if userid in asked else 0, _reviewer(userid, waits))
        for userid in setting("reviewers")
        if userid not in never and api.user.get(userid=userid) is not None
    ]
    found.sort(key=lambda pair: (pair[1].open, pair[0], sort_key(pair[1].name)))
    return [reviewer for _asked, reviewer in found]


def _reviewer(userid, waits):
    libraries = [uuidToObject(uid, unrestricted=True) for uid in people.person(userid).libraries]
    place = ", ".join(library.name for library in libraries if library is not None)
    owed = len(waits.found(store.review_of(userid)))
    return Reviewer(userid, people.name_of(userid), place, owed)


def suggested(case):
    """user ids of the two who are to be asked: who was asked already stays, then the first."""
    kept = [one.evaluator for one in case.open_round.counted] if case.open_round else []
    more = [one.userid for one in candidates(case) if one.userid not in kept]
    return [*kept, *more][:REVIEWERS]


def former(case):
    """user ids of who reviewed it the last time and may be asked again; both or nobody.

    Nobody while a round is open.
    """
    closed = [one for one in case.rounds if one.closed_at is not None]
    if case.open_round is not None or not closed:
        return []
    free = {one.userid for one in candidates(case)}
    found = [one.evaluator for one in closed[-1].counted if one.given_at is not None]
    return found if len(found) == REVIEWERS and free.issuperset(found) else []


def note_asked(case, userids, moment):
    """Remember that these people were asked at a moment, so that others come first next time."""
    annotations = IAnnotations(case.__parent__)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    for userid in userids:
        annotations[KEY][userid] = moment
