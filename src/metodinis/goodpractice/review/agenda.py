"""Who has to review a case or to ask reviewers, for the home pages and mails."""

from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.clock import today
from metodinis.common.permissions import may
from metodinis.common.tasks import late_of
from metodinis.common.waiting import waiting as waiting_of
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.tasks import directory
from metodinis.goodpractice.tasks import entries_of
from metodinis.goodpractice.tasks import found_of
from metodinis.goodpractice.tasks import others
from metodinis.i18n import _
from zope.interface import implementer


REVIEW = _("practice_task_review", default="Review a case of good practice")
ASSIGN = _("practice_task_assign", default="Ask reviewers of a case")
OWED = _("practice_task_owed", default="Review of a case")


@implementer(IAgendaSource)
class ReviewAgenda:
    """`metodinis.goodpractice.review`"""

    def tasks(self, person, limit):
        """Reviews of one's own; for editors, cases whose reviewers are to be asked."""
        waiting = waiting_of(directory(), store.KEY)
        wanted = [(waiting.found(store.review_of(person.userid)), REVIEW, "@@review")]
        if may(MANAGE, directory()):
            wanted.append((others(waiting, person, store.ASSIGNMENT), ASSIGN, "@@case-reviewers"))
        return found_of(wanted, limit)

    def late(self, person, limit):
        """Reviews whose day has passed, for the editors who asked for them."""
        if not may(MANAGE, directory()):
            return Found(0, [])
        waiting = waiting_of(directory(), store.KEY)
        owed = late_of(waiting, store.REVIEW, person.userid, today())
        return found_of([(owed, OWED, "@@case-reviewers")], limit)

    def entries(self, person, start, end):
        """The days of one's own reviews."""
        days = waiting_of(directory(), store.KEY).found(store.review_of(person.userid))
        return entries_of([("review", REVIEW, days)], start, end)
