"""Who has to review a case or to ask reviewers, for the home pages and mails."""

from datetime import datetime
from datetime import time
from metodinis.common.agenda import Entry
from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.agenda import pressing_first
from metodinis.common.agenda import Task
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.waiting import waiting as waiting_of
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.i18n import _
from plone import api
from zope.interface import implementer
import zoneinfo


REVIEW = _("practice_task_review", default="Review a case of good practice")
ASSIGN = _("practice_task_assign", default="Ask reviewers of a case")
OWED = _("practice_task_owed", default="Review of a case")


@implementer(IAgendaSource)
class ReviewAgenda:
    """`metodinis.goodpractice.review`"""

    def tasks(self, person, limit):
        """Reviews of one's own; for editors, cases whose reviewers are to be asked."""
        directory = _directory()
        wanted = [(store.review_of(person.userid), REVIEW, "@@review")]
        if may(MANAGE, directory):
            wanted.append((store.ASSIGNMENT, ASSIGN, "@@case-reviewers"))
        waiting = waiting_of(directory, store.KEY)
        return _found([(waiting.found(token), title, view) for token, title, view in wanted], limit)

    def late(self, person, limit):
        """Reviews whose day has passed, for the editors who asked for them."""
        directory = _directory()
        if not may(MANAGE, directory):
            return Found(0, [])
        today = now().astimezone(_zone()).date()
        waiting = waiting_of(directory, store.KEY)
        mine = waiting.found(store.review_of(person.userid))
        owed = {
            uid: day
            for uid, day in waiting.earliest(store.REVIEW).items()
            if day < today and uid not in mine
        }
        return _found([(owed, OWED, "@@case-reviewers")], limit)

    def entries(self, person, start, end):
        """The days of one's own reviews."""
        days = waiting_of(_directory(), store.KEY).found(store.review_of(person.userid))
        days = {uid: _end_of(day) for uid, day in days.items() if start <= _end_of(day) < end}
        brains = _brains(days)
        return [
            Entry(f"review-{uid}", REVIEW, brains[uid].Title, brains[uid].getURL(), moment, moment)
            for uid, moment in days.items()
            if uid in brains
        ]


def _directory():
    return api.portal.get()["good-practice"]


def _zone():
    return zoneinfo.ZoneInfo(api.portal.get_registry_record("plone.portal_timezone"))


def _end_of(day):
    """The last minute of a day where the site is, in UTC."""
    return datetime.combine(day, time(23, 59), _zone())


def _brains(uids):
    """UID -> brain of the cases that the present user may see."""
    uids = list(uids)
    found = api.content.find(portal_type="GoodPractice", UID=uids) if uids else ()
    return {brain.UID: brain for brain in found}


def _found(wanted, limit):
    """Found of (UID -> day or None, title, view) each."""
    brains = _brains(uid for days, _title, _view in wanted for uid in days)
    tasks = [
        Task(
            title,
            brains[uid].Title,
            f"{brains[uid].getURL()}/{view}",
            due=_end_of(day) if day is not None else None,
        )
        for days, title, view in wanted
        for uid, day in days.items()
        if uid in brains
    ]
    return Found(len(tasks), sorted(tasks, key=pressing_first)[:limit])
