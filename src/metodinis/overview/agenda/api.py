"""REST services of the agenda, on the site.

GET `@agenda`, PATCH `@agenda` {"digest": true}, POST and DELETE `@agenda-address`.
"""

from datetime import timedelta
from metodinis.common.agenda import urgency
from metodinis.common.api import JsonService
from metodinis.common.api import LARGEST_PAGE
from metodinis.common.api import PAGE_SIZE
from metodinis.common.moments import now
from metodinis.common.permissions import me
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.libraries.people import person
from metodinis.overview.agenda import collecting
from metodinis.overview.agenda import operations
from metodinis.overview.agenda.views import address_of
from metodinis.reports.rules import ZONE
from zope.i18n import translate


class AgendaService(JsonService):
    """What these services answer with."""

    def choices(self):
        choices = operations.choices_of(me())
        return {"digest": choices.digest, "address": address_of(choices.key)}


class GetAgenda(AgendaService):
    """GET @agenda: tasks, late (at most b_size each), entries of `days` (14) and choices."""

    def answer(self):
        size = self.whole_number("b_size", PAGE_SIZE, largest=LARGEST_PAGE)
        days = self.whole_number("days", 14, largest=400)
        whose, start = person(me()), now()
        entries = collecting.entries(whose, start, start + timedelta(days=days))
        return {
            "@id": self.request["ACTUAL_URL"],
            "tasks": self._found(collecting.tasks(whose, size)),
            "late": self._found(collecting.late(whose, size)),
            "entries": [self._entry(entry) for entry in entries],
            "choices": self.choices(),
        }

    def _found(self, found):
        return {"items": [self._task(task) for task in found.tasks], "items_total": found.total}

    def _task(self, task):
        return {
            "title": self._say(task.title),
            "who": task.who,
            "url": task.url,
            "due": task.due and task.due.isoformat(),
            "since": task.since and task.since.isoformat(),
            "urgency": urgency(task.due, now(), ZONE),
            "reason": task.reason,
            "remarks": task.remarks,
        }

    def _entry(self, entry):
        return {
            "title": self._say(entry.title),
            "who": entry.who,
            "url": entry.url,
            "starts": entry.starts.isoformat(),
            "ends": entry.ends.isoformat(),
        }

    def _say(self, title):
        return translate(title, context=self.request)


class ChangeAgenda(AgendaService):
    """PATCH @agenda"""

    def answer(self):
        wanted = self.body().get("digest")
        if not isinstance(wanted, bool):
            raise FieldErrors(
                {"digest": _("overview_digest_invalid", default="This must be true or false.")}
            )
        operations.set_digest(wanted)
        return self.choices()


class RenewAddress(AgendaService):
    """POST @agenda-address"""

    def answer(self):
        operations.renew_feed()
        return self.choices()


class DropAddress(AgendaService):
    """DELETE @agenda-address"""

    def answer(self):
        operations.drop_feed()
        return self.choices()
