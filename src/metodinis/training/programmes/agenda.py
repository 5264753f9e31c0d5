"""Who has to evaluate, decide, mend or review a programme, for the home pages and mails."""

from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.clock import today
from metodinis.common.permissions import may
from metodinis.common.tasks import entries_of
from metodinis.common.tasks import found_of
from metodinis.common.tasks import late_of
from metodinis.common.waiting import waiting as waiting_of
from metodinis.i18n import _
from metodinis.training.programmes import store
from metodinis.training.programmes.operations import APPROVE
from metodinis.training.programmes.operations import MANAGE
from metodinis.training.programmes.rules import RETURNED
from plone import api
from zope.interface import implementer


TYPE = "TrainingProgramme"
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
        days = [(waiting.found(token), title, view) for token, title, view in wanted]
        return found_of(TYPE, days, limit, badges=(RETURNED,))

    def late(self, person, limit):
        """Evaluations whose day has passed, for the staff who asked for them."""
        directory = _directory()
        if not may(MANAGE, directory):
            return Found(0, [])
        waiting = waiting_of(directory, store.KEY)
        owed = late_of(waiting, store.EVALUATION, person.userid, today())
        return found_of(TYPE, [(owed, OWED, "@@programme-evaluators")], limit, badges=(RETURNED,))

    def entries(self, person, start, end):
        """Days of one's own evaluations; for the staff, ends of validity."""
        directory = _directory()
        waiting = waiting_of(directory, store.KEY)
        wanted = [("evaluation", EVALUATE, waiting.found(store.evaluation_of(person.userid)))]
        if may(MANAGE, directory):
            wanted.append(("expiry", EXPIRES, waiting.found(store.EXPIRY)))
        return entries_of(TYPE, wanted, start, end)


def _directory():
    return api.portal.get()["training"]
