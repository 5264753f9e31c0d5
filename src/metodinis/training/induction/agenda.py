"""What newcomer, mentor and director have to do in tracks, and what is late, for `overview/`."""

from datetime import date
from metodinis.common.agenda import Entry
from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.agenda import pressing_first
from metodinis.common.agenda import Task
from metodinis.common.permissions import may
from metodinis.i18n import _
from metodinis.libraries.rules import DIRECTOR
from metodinis.training.induction import rules
from metodinis.training.induction import search
from metodinis.training.induction.content import today
from metodinis.training.induction.operations import MANAGE_TRAINING
from metodinis.training.induction.workflow import ACTIVE
from plone import api
from zope.interface import implementer


# How far ahead a newcomer's modules are told; the next one always is.
AHEAD_DAYS = 14
# How far ahead those are told of them who mark.
MARK_DAYS = 3

DO = _("induction_task_do", default="Introductory training: ${module}")
MARK = _("induction_task_mark", default="Introductory training, mark: ${module}")
MARK_MORE = _("induction_task_mark_more", default="Introductory training, mark modules: ${count}")
SIGN = _("induction_task_sign", default="Sign the introductory training")
LATE = _("induction_task_late", default="Introductory training, overdue modules: ${count}")
DUE = _("induction_entry_due", default="Introductory training: ${module}")


@implementer(IAgendaSource)
class InductionAgenda:
    """`metodinis.training.induction`"""

    def tasks(self, person, limit):
        """A newcomer's modules; what waits for the mentor's mark; signatures."""
        day, found = today(), []
        for row in self._tracks(person):
            if row.newcomer == person.userid:
                found += _newcomer_tasks(row, day)
            else:
                found += _guide_tasks(row, person, day)
        return Found(len(found), sorted(found, key=pressing_first)[:limit])

    def late(self, person, limit):
        """Tracks with modules beyond their day that others mark: of all, for the department; of
        their libraries, for directors."""
        day = today()
        query = {"induction_due": {"query": rules.moment_of(day), "range": "max"}}
        if may(MANAGE_TRAINING, api.portal.get()):
            rows = _rows(**query)
        else:
            places = _places(person)
            rows = _rows(library_uid=places, **query) if places else []
        tasks = [
            Task(
                _filled(LATE, count=str(row.late)),
                _who(row),
                row.url,
                due=rules.moment_of(row.next_due),
                badge="late",
            )
            for row in rows
            if row.late and person.userid not in (row.newcomer, row.mentor)
        ]
        return Found(len(tasks), sorted(tasks, key=pressing_first)[:limit])

    def entries(self, person, start, end):
        """Days of modules in one's own tracks, and in those that one looks after."""
        found = []
        for row in self._tracks(person):
            for module in row.open:
                moment = rules.moment_of(date.fromisoformat(module["due"]))
                if start <= moment < end:
                    title = _filled(DUE, module=module["title"])
                    uid = f"induction-{row.url.rpartition('/')[2]}-{module['id']}"
                    found.append(Entry(uid, title, row.title, row.url, moment, moment))
        return found

    def _tracks(self, person, **query):
        """TrackRows under way in which somebody has a part: two catalog queries."""
        whose = [f"newcomer:{person.userid}", f"mentor:{person.userid}"]
        places = _places(person)
        if may(MANAGE_TRAINING, api.portal.get()):
            places.append("")
        rows = _rows(induction_people=whose, **query)
        known = {row.url for row in rows}
        if places:
            rows += [row for row in _rows(library_uid=places, **query) if row.url not in known]
        return rows


def _places(person):
    """The UIDs of the libraries that somebody directs."""
    return [uid for uid, role in person.libraries.items() if role == DIRECTOR]


def _rows(**query):
    return search.rows_of(
        api.content.find(portal_type="InductionTrack", review_state=ACTIVE, **query)
    )


def _filled(title, **mapping):
    return type(title)(title, mapping=mapping)


def _who(row):
    return f"{row.title}, {row.library}" if row.library else row.title


def _newcomer_tasks(row, day):
    """What a newcomer has to do: what is due soon, the next one at least; not what waits for the
    mentor."""
    waiting = [module for module in row.open if not module["claimed"]]
    for number, module in enumerate(waiting):
        due = date.fromisoformat(module["due"])
        if number == 0 or (due - day).days <= AHEAD_DAYS:
            url = f"{row.url}/@@module?id={module['id']}"
            title = _filled(DO, module=module["title"])
            yield Task(title, row.mentor_title, url, due=rules.moment_of(due))


def _guide_tasks(row, person, day):
    """What the one has to do who marks and signs: the mentor, and where there is none with an
    account the director."""
    is_mentor = row.mentor == person.userid
    if row.is_ready:
        # The director signs what the mentor has signed.
        turn = row.unsigned[0] if row.unsigned else None
        if (turn == rules.MENTOR and is_mentor) or (turn == rules.HEAD and _is_head(row, person)):
            yield Task(SIGN, _who(row), row.url, badge="open")
        return
    if not (is_mentor or (not row.mentor and _is_head(row, person))):
        return
    waiting = [
        module
        for module in row.open
        if module["claimed"] or (date.fromisoformat(module["due"]) - day).days <= MARK_DAYS
    ]
    if not waiting:
        return
    due = rules.moment_of(date.fromisoformat(waiting[0]["due"]))
    if len(waiting) == 1:
        url = f"{row.url}/@@module?id={waiting[0]['id']}"
        yield Task(_filled(MARK, module=waiting[0]["title"]), _who(row), url, due=due)
    else:
        title = _filled(MARK_MORE, count=str(len(waiting)))
        yield Task(title, _who(row), row.url, due=due)


def _is_head(row, person):
    """Whether somebody signs as the director: of the library, or of the department's own."""
    if not row.library_uid:
        return may(MANAGE_TRAINING, api.portal.get())
    return person.libraries.get(row.library_uid) == DIRECTOR
