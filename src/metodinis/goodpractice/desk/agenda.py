"""What editors decide and publish, and what libraries answer, for the home pages and mails."""

from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.permissions import may
from metodinis.common.waiting import waiting as waiting_of
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.desk.store import desk_of
from metodinis.goodpractice.tasks import directory
from metodinis.goodpractice.tasks import entries_of
from metodinis.goodpractice.tasks import found_of
from metodinis.goodpractice.tasks import others
from metodinis.i18n import _
from zope.interface import implementer


DECIDE = _("practice_task_decide", default="Decide on a reviewed case")
PUBLISH = _("practice_task_publish", default="Publish a recommended case")
CORRECT = _("practice_task_correct", default="Correct a case that its library says has changed")
AGREE = _("practice_task_agree", default="Say whether you agree to an editor's changes")
TRUTH = _("practice_task_truth", default="Say whether your case is still true")
EXPIRES = _("practice_entry_expires", default="A case counts as true until this day")
PLANNED = _("practice_entry_planned", default="A case is published by itself")


@implementer(IAgendaSource)
class DeskAgenda:
    """`metodinis.goodpractice.desk`"""

    def tasks(self, person, limit):
        """The next steps of editors; what a library's people are asked."""
        waiting = waiting_of(directory(), store.KEY)
        wanted = []
        for uid in person.libraries:
            wanted.append((waiting.found(store.agreeing_of(uid)), AGREE, "@@case-agreement"))
            wanted.append((waiting.found(store.truth_of(uid)), TRUTH, "@@case-truth"))
        if may(MANAGE, directory()):
            publishing = others(waiting, person, store.PUBLISHING).items()
            wanted += [
                (others(waiting, person, store.DECISION), DECIDE, "@@case-decision"),
                # What is planned comes by itself.
                (
                    {uid: day for uid, day in publishing if day is None},
                    PUBLISH,
                    "@@case-decision?name=publish",
                ),
                (waiting.found(store.CHANGED), CORRECT, "@@case-correction"),
            ]
        return found_of(wanted, limit)

    def late(self, person, limit):
        """What isn't answered goes into the archive by itself: nobody looks after that."""
        return Found(0, [])

    def entries(self, person, start, end):
        """Days of one's answers; for editors, of planned publications and ends of validity."""
        waiting = waiting_of(directory(), store.KEY)
        wanted = [("truth", TRUTH, waiting.found(store.truth_of(uid))) for uid in person.libraries]
        if may(MANAGE, directory()):
            plans = desk_of(directory()).plans()
            wanted.append(("planned", PLANNED, {uid: plan.at for uid, plan in plans.items()}))
            wanted.append(("expiry", EXPIRES, waiting.found(store.EXPIRY)))
        return entries_of(wanted, start, end)
