"""Who has to agree to a case or to mend one, for the home pages and mails."""

from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.agenda import pressing_first
from metodinis.common.agenda import Task
from metodinis.common.waiting import waiting as waiting_of
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.vocabularies import STATES
from metodinis.i18n import _
from metodinis.libraries.rules import DIRECTOR
from plone import api
from zope.interface import implementer


SIGN = _("practice_task_sign", default="Agree to a case of good practice")
MEND = _("practice_task_mend", default="Revise a returned case and submit it again")


@implementer(IAgendaSource)
class CasesAgenda:
    """`metodinis.goodpractice.cases`"""

    def tasks(self, person, limit):
        """What a library's director agrees to, and what its people mend."""
        waiting = waiting_of(api.portal.get()["good-practice"], store.KEY)
        found = {}
        for uid, role in person.libraries.items():
            for case in waiting.found(store.mending_of(uid)):
                found[case] = (MEND, "")
            if role == DIRECTOR:
                for case in waiting.found(store.signing_of(uid)):
                    found[case] = (SIGN, "/@@case-step?name=sign")
        query = {"portal_type": "GoodPractice", "UID": list(found)}
        tasks = [
            _task(brain, *found[brain.UID])
            for brain in (api.content.find(**query) if found else ())
        ]
        return Found(len(tasks), sorted(tasks, key=pressing_first)[:limit])

    def late(self, person, limit):
        """None of it has a day."""
        return Found(0, [])

    def entries(self, person, start, end):
        """None of it has a day."""
        return []


def _task(brain, title, view):
    badge = STATES[rules.RETURNED][0] if brain.review_state == rules.RETURNED else ""
    return Task(title, brain.Title, f"{brain.getURL()}{view}", badge=badge)
