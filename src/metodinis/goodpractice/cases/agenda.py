"""Who has to agree to a case or to mend one, for the home pages and mails."""

from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.waiting import waiting as waiting_of
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.tasks import directory
from metodinis.goodpractice.tasks import found_of
from metodinis.i18n import _
from metodinis.libraries.rules import DIRECTOR
from zope.interface import implementer


SIGN = _("practice_task_sign", default="Agree to a case of good practice")
MEND = _("practice_task_mend", default="Revise a returned case and submit it again")


@implementer(IAgendaSource)
class CasesAgenda:
    """`metodinis.goodpractice.cases`"""

    def tasks(self, person, limit):
        """What a library's director agrees to, and what its people mend."""
        waiting = waiting_of(directory(), store.KEY)
        wanted = []
        for uid, role in person.libraries.items():
            wanted.append((waiting.found(store.mending_of(uid)), MEND, "@@edit"))
            if role == DIRECTOR:
                wanted.append((waiting.found(store.signing_of(uid)), SIGN, "@@case-step?name=sign"))
        return found_of(wanted, limit)

    def late(self, person, limit):
        """None of it has a day."""
        return Found(0, [])

    def entries(self, person, start, end):
        """None of it has a day."""
        return []
