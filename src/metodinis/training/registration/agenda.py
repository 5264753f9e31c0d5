"""What the staff have to do with registrations, for the home pages, the weekly mail, calendars."""

from metodinis.common.agenda import Entry
from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.agenda import pressing_first
from metodinis.common.agenda import Task
from metodinis.common.permissions import may
from metodinis.i18n import _
from metodinis.training.registration import operations
from metodinis.training.registration import seating
from metodinis.training.registration.coming import events_to_come
from plone import api
from plone.uuid.interfaces import IUUID
from zope.interface import implementer


DECIDE = _("registration_task_decide", default="Decide on requests: ${count}")
FILL = _(
    "registration_task_fill", default="Free seats: ${free}, though people wait in line: ${waiting}"
)
OVER = _("registration_task_over", default="More are registered than there are seats: ${count}")
CLOSES = _("registration_entry_closes", default="Registration closes")


@implementer(IAgendaSource)
class RegistrationAgenda:
    """`metodinis.training.registration`: one catalog query; of each event to come its counter."""

    def tasks(self, person, limit):
        """The staff's: requests to decide on, lines that seats don't reach, too many people."""
        if not may(operations.MANAGE, api.portal.get()):
            return Found(0, [])
        tasks = [task for event in events_to_come("announced") for task in _tasks_of(event)]
        return Found(len(tasks), sorted(tasks, key=pressing_first)[:limit])

    def late(self, person, limit):
        """Nothing: nobody owes the department a registration."""
        return Found(0, [])

    def entries(self, person, start, end):
        """The staff's: when registration closes, where that is before the event begins."""
        if not may(operations.MANAGE, api.portal.get()):
            return []
        return [
            Entry(
                f"registration-closes-{IUUID(event)}",
                CLOSES,
                event.title,
                f"{event.absolute_url()}/@@registrations",
                event.registration_closes,
                event.registration_closes,
            )
            for event in events_to_come("announced", since=start)
            if event.registration_closes and start <= event.registration_closes < end
        ]


def _tasks_of(event):
    seats, url = event.registrations.seats, f"{event.absolute_url()}/@@registrations"
    if seats.pending:
        yield _task(event, DECIDE, f"{url}?state=pending", count=seats.pending)
    free = seating.limits_of(event).free(seats.taken)
    if seats.waiting and free:
        yield _task(event, FILL, f"{url}?state=waiting", free=free, waiting=seats.waiting)
    if event.capacity and seats.taken > event.capacity:
        yield _task(event, OVER, url, count=seats.taken - event.capacity)


def _task(event, title, url, **mapping):
    filled = type(title)(title, mapping={name: str(count) for name, count in mapping.items()})
    return Task(filled, event.title, url, due=event.start)
