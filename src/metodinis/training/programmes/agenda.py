"""Who has to evaluate, decide, mend or review a programme, for the home pages and mails."""

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
from metodinis.i18n import _
from metodinis.training.programmes import store
from metodinis.training.programmes.operations import APPROVE
from metodinis.training.programmes.operations import MANAGE
from metodinis.training.programmes.rules import RETURNED
from plone import api
from zope.interface import implementer
import zoneinfo


EVALUATE = _("programmes_task_evaluate", default="Evaluate a programme")
ASSIGN = _("programmes_task_assign", default="Ask evaluators of a programme")
DECIDE = _("programmes_task_decide", default="Decide on an evaluated programme")
MEND = _("programmes_task_mend", default="Revise a returned programme and submit it again")
REVIEW = _("programmes_task_review", default="Review a programme")
OWED = _("programmes_task_owed", default="Evaluation of a programme")
EXPIRES = _("programmes_entry_expires", default="Validity of a programme ends")


@implementer(IAgendaSource)
class ProgrammesAgenda:
    """`metodinis.training.programmes`"""

    def tasks(self, person, limit):
        """Evaluations and revisions of one's own; the department's next steps."""
        wanted = [
            (store.evaluation_of(person.userid), EVALUATE, "@@evaluate"),
            (store.mending_of(person.userid), MEND, ""),
        ]
        directory = _directory()
        if may(MANAGE, directory):
            wanted.append((store.ASSIGNMENT, ASSIGN, "@@programme-evaluators"))
            wanted.append((store.REVIEW, REVIEW, ""))
        if may(APPROVE, directory):
            wanted.append((store.DECISION, DECIDE, ""))
        waiting = waiting_of(directory, store.KEY)
        days = [(title, view, waiting.found(token)) for token, title, view in wanted]
        brains = _brains(uid for _title, _view, found in days for uid in found)
        tasks = [
            _task(brains[uid], title, view, day)
            for title, view, found in days
            for uid, day in found.items()
            if uid in brains
        ]
        return Found(len(tasks), sorted(tasks, key=pressing_first)[:limit])

    def late(self, person, limit):
        """Evaluations whose day has passed, for the staff who asked for them."""
        directory = _directory()
        if not may(MANAGE, directory):
            return Found(0, [])
        today = now().astimezone(_zone()).date()
        waiting = waiting_of(directory, store.KEY)
        mine = waiting.found(store.evaluation_of(person.userid))
        owed = {
            uid: day
            for uid, day in waiting.earliest(store.EVALUATION).items()
            if day < today and uid not in mine
        }
        brains = _brains(owed)
        tasks = [
            _task(brains[uid], OWED, "@@programme-evaluators", day)
            for uid, day in owed.items()
            if uid in brains
        ]
        return Found(len(tasks), sorted(tasks, key=pressing_first)[:limit])

    def entries(self, person, start, end):
        """Days of one's own evaluations; for the staff, ends of validity."""
        directory = _directory()
        waiting = waiting_of(directory, store.KEY)
        wanted = [("evaluation", EVALUATE, waiting.found(store.evaluation_of(person.userid)))]
        if may(MANAGE, directory):
            wanted.append(("expiry", EXPIRES, waiting.found(store.EXPIRY)))
        found = [
            (kind, title, uid, _end_of(day))
            for kind, title, days in wanted
            for uid, day in days.items()
            if day is not None and start <= _end_of(day) < end
        ]
        brains = _brains(uid for _kind, _title, uid, _moment in found)
        return [
            Entry(f"{kind}-{uid}", title, brains[uid].Title, brains[uid].getURL(), moment, moment)
            for kind, title, uid, moment in found
            if uid in brains
        ]


def _directory():
    return api.portal.get()["training"]


def _zone():
    return zoneinfo.ZoneInfo(api.portal.get_registry_record("plone.portal_timezone"))


def _end_of(day):
    """The last minute of a day where the site is, in UTC."""
    return datetime.combine(day, time(23, 59), _zone())


def _brains(uids):
    """UID -> brain of the programmes that the present user may see."""
    uids = list(uids)
    found = api.content.find(portal_type="TrainingProgramme", UID=uids) if uids else ()
    return {brain.UID: brain for brain in found}


def _task(brain, title, view, day):
    url = f"{brain.getURL()}/{view}" if view else brain.getURL()
    due = _end_of(day) if day is not None else None
    badge = RETURNED if brain.review_state == RETURNED else ""
    return Task(title, brain.Title, url, due=due, badge=badge)
