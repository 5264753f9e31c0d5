"""Whom readers wait for: the home pages and the weekly mail tell it."""

from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.clock import today
from metodinis.common.permissions import may
from metodinis.common.waiting import waiting as waiting_of
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.tasks import directory
from metodinis.goodpractice.tasks import entries_of
from metodinis.goodpractice.tasks import found_of
from metodinis.i18n import _
from zope.interface import implementer


ANSWER = _("practice_task_answer", default="Answer a reader's question about your case")
MODERATE = _("practice_task_moderate", default="Look at what readers wrote")
UNANSWERED = _("practice_task_unanswered", default="A reader waits for the authors' answer")


@implementer(IAgendaSource)
class ReadersAgenda:
    """`metodinis.goodpractice.reuse`"""

    def tasks(self, person, limit):
        """Questions to one's libraries; for editors, words that nobody has looked at."""
        folder = directory()
        waiting = waiting_of(folder, store.KEY)
        wanted = [(days, ANSWER, "@@questions") for days in _questions(waiting, person)]
        if may(MANAGE, folder):
            wanted.append((waiting.found(store.MODERATION), MODERATE, ""))
        found = found_of(wanted, limit)
        return found._replace(tasks=[_at_its_page(task, folder) for task in found.tasks])

    def late(self, person, limit):
        """Questions that their authors should have answered by now, for editors."""
        folder = directory()
        if not may(MANAGE, folder):
            return Found(0, [])
        waiting = waiting_of(folder, store.KEY)
        mine = {uid for days in _questions(waiting, person) for uid in days}
        owed = {
            uid: day
            for uid, day in waiting.earliest(store.question_of("")).items()
            if day < today() and uid not in mine
        }
        return found_of([(owed, UNANSWERED, "@@questions")], limit)

    def entries(self, person, start, end):
        """Days until which one's libraries should answer."""
        waiting = waiting_of(directory(), store.KEY)
        wanted = [("question", ANSWER, days) for days in _questions(waiting, person)]
        return entries_of(wanted, start, end)


def _at_its_page(task, folder):
    """Words of all cases are looked at on one page."""
    if task.title is not MODERATE:
        return task
    return task._replace(url=f"{folder.absolute_url()}/@@moderation")


def _questions(waiting, person):
    """UID -> day of the cases that somebody asks about, for each library of a Person."""
    return [waiting.found(store.question_of(uid)) for uid in person.libraries]
