"""What is left to do after events: marking attendance, issuing certificates."""

from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.agenda import pressing_first
from metodinis.common.agenda import Task
from metodinis.common.permissions import may
from metodinis.i18n import _
from metodinis.training.certificates import catalog
from metodinis.training.certificates.operations import MANAGE
from plone import api
from zope.interface import implementer


TITLES = {
    catalog.MARKS: _("attendance_task", default="Finish marking attendance"),
    catalog.CERTIFICATES: _("certificates_task", default="Issue certificates"),
}
PAGES = {catalog.MARKS: "attendance", catalog.CERTIFICATES: "certificates"}


@implementer(IAgendaSource)
class AttendanceAgenda:
    """`metodinis.training.attendance`"""

    def tasks(self, person, limit):
        """The department's: all of it; a trainer's: marks of their own events."""
        if may(MANAGE, api.portal.get()):
            unfinished = catalog.unfinished(catalog.MARKS, catalog.CERTIFICATES)
        else:
            unfinished = catalog.unfinished(catalog.marks_of(person.userid))
        found = [_task(keyword, brain) for keyword, brain in unfinished]
        return Found(len(found), sorted(found, key=pressing_first)[:limit])

    def late(self, person, limit):
        """Nothing: none of it has a deadline."""
        return Found(0, [])

    def entries(self, person, start, end):
        """Nothing: events are told by their own room."""
        return []


def _task(keyword, brain):
    what = catalog.CERTIFICATES if keyword == catalog.CERTIFICATES else catalog.MARKS
    return Task(TITLES[what], brain.Title, f"{brain.getURL()}/@@{PAGES[what]}", since=brain.end)
