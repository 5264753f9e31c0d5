"""What those who run training have to do with events, and when these are."""

from datetime import timedelta
from metodinis.common.agenda import Entry
from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.agenda import pressing_first
from metodinis.common.agenda import Task
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.i18n import _
from metodinis.layout.formats import as_datetime
from metodinis.training.events import rules
from metodinis.training.events.operations import MANAGE
from plone import api
from zope.interface import implementer


ANNOUNCE = _("training_task_announce", default="Announce: ${title}")
NEW_DATES = _("training_task_resume", default="Give new dates or cancel: ${title}")
# How long before it begins an event should be announced.
AHEAD = timedelta(days=30)


@implementer(IAgendaSource)
class EventsAgenda:
    """`metodinis.training.events`"""

    def tasks(self, person, limit):
        """Events in preparation that begin soon, and postponed ones that wait for a new day."""
        if not may(MANAGE, api.portal.get()):
            return Found(0, [])
        drafts = _events(
            review_state=rules.DRAFT,
            start={"query": now() + AHEAD, "range": "max"},
            end={"query": now(), "range": "min"},
        )
        found = [_task(brain, ANNOUNCE, due=as_datetime(brain.start)) for brain in drafts]
        found += [
            _task(brain, NEW_DATES, since=as_datetime(brain.modified))
            for brain in _events(review_state=rules.POSTPONED)
        ]
        return Found(len(found), sorted(found, key=pressing_first)[:limit])

    def late(self, person, limit):
        """Nobody else owes anything here."""
        return Found(0, [])

    def entries(self, person, start, end):
        """Announced events: all for those who run training, their own for trainers."""
        brains = _events(
            review_state=rules.ANNOUNCED, start={"query": (start, end), "range": "min:max"}
        )
        if not may(MANAGE, api.portal.get()):
            # Whose account a trainer has isn't in the catalog, which anybody may ask.
            brains = [
                brain
                for brain in brains
                if person.userid in (brain._unrestrictedGetObject().trainer_accounts or ())
            ]
        found = [
            Entry(
                f"training-{brain.UID}",
                brain.Title,
                brain.location or "",
                brain.getURL(),
                as_datetime(brain.start),
                as_datetime(brain.end),
            )
            for brain in brains
        ]
        return [entry for entry in found if start <= entry.starts < end]


def _events(**query):
    return api.content.find(portal_type="TrainingEvent", sort_on="start", **query)


def _task(brain, title, **more):
    message = type(title)(title, mapping={"title": brain.Title})
    return Task(message, brain.location or "", brain.getURL(), **more)
