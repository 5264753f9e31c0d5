"""What feedback asks of the department: events that fell short, or that nobody spoke of."""

from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.agenda import pressing_first
from metodinis.common.agenda import Task
from metodinis.common.permissions import may
from metodinis.i18n import _
from metodinis.training.evaluation.catalog import LOW
from metodinis.training.evaluation.catalog import SILENT
from metodinis.training.evaluation.catalog import VERDICTS
from metodinis.training.evaluation.catalog import with_verdict
from metodinis.training.evaluation.operations import MANAGE
from plone import api
from zope.interface import implementer


TITLES = {
    LOW: _("feedback_task_low", default="Scores below the threshold: look, and write what follows"),
    SILENT: _(
        "feedback_task_silent",
        default="Nobody filled in the feedback form: is attendance marked?",
    ),
}


@implementer(IAgendaSource)
class FeedbackAgenda:
    """`metodinis.training.evaluation`"""

    def tasks(self, person, limit):
        """For those who run training."""
        if not may(MANAGE, api.portal.get()):
            return Found(0, [])
        found = []
        for verdict in VERDICTS:
            found += [
                Task(
                    TITLES[verdict],
                    brain.Title,
                    f"{brain.getURL()}/@@feedback-results",
                    since=brain.end,
                )
                for brain in with_verdict(verdict)
            ]
        return Found(len(found), sorted(found, key=pressing_first)[:limit])

    def late(self, person, limit):
        """Nothing: none of it has a deadline."""
        return Found(0, [])

    def entries(self, person, start, end):
        """Nothing: events are told by their own room."""
        return []
