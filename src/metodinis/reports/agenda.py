"""What libraries have to hand in and the department to review, for the home pages and mails."""

from metodinis.common.agenda import Entry
from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.agenda import pressing_first
from metodinis.common.agenda import Task
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.libraries.rules import DIRECTOR
from metodinis.reports.rounds import catalog
from metodinis.reports.rounds.operations import may_publish
from metodinis.reports.rounds.operations import VIEW_PROGRESS
from metodinis.reports.rules import OWED
from metodinis.reports.schema import FORM_TITLES
from metodinis.reports.schema import REPORT_TYPES
from plone import api
from plone.uuid.interfaces import IUUID
from zope.interface import implementer


FILL_IN = _("reports_task_fill_in", default="Fill in and hand in: ${form}, ${year}")
MEND = _("reports_task_mend", default="Mend and hand in again: ${form}, ${year}")
SIGN = _("reports_task_sign", default="Sign: ${form}, ${year}")
REVIEW = _("reports_task_review", default="Review: ${form}, ${year}")
REPLY = _("reports_task_reply", default="Answer the library's word on a remark: ${form}, ${year}")
PUBLISH = _("reports_task_publish", default="Publish accepted reports of ${year}: ${count}")
OWES = _("reports_task_owes", default="${form}, ${year}")
DEADLINE = _("reports_entry_deadline", default="Deadline: reports of ${year}")
EXTENDED = _("reports_entry_extended", default="Extended deadline: reports of ${year}")
OPENING = _("reports_entry_opening", default="Reporting of ${year} opens")


@implementer(IAgendaSource)
class ReportsAgenda:
    """`metodinis.reports`"""

    def tasks(self, person, limit):
        """A library's: what it owes. The department's: what waits for review or publishing."""
        owed = [task for brain in self._owed_by(person) for task in _library_task(brain, person)]
        if not may(VIEW_PROGRESS, api.portal.get()):
            return Found(len(owed), sorted(owed, key=pressing_first)[:limit])
        # The oldest of each kind: with a limit the catalog doesn't sort what nobody reads.
        submitted = _reports(review_state="submitted", sort_on="submitted_at", sort_limit=limit)
        asked = _reports(
            remarks_turn="department",
            review_state=OWED,
            sort_on="submitted_at",
            sort_limit=limit,
        )
        found = [
            *owed,
            *(_task(brain, REVIEW, since=brain.submitted_at) for brain in submitted[:limit]),
            *(_task(brain, REPLY, since=brain.submitted_at) for brain in asked[:limit]),
            *_to_publish(),
        ]
        # One report in the first `limit` may stand in both lists; neither is counted twice.
        more = _beyond(submitted, limit) + _beyond(asked, limit)
        return Found(len(found) + more, sorted(found, key=pressing_first)[:limit])

    def late(self, person, limit):
        """Reports that open rounds wait for beyond their deadline, the oldest first."""
        if not may(VIEW_PROGRESS, api.portal.get()):
            return Found(0, [])
        uids = [IUUID(reporting_round) for reporting_round in _rounds("open")]
        found = catalog.overdue(uids, now())
        tasks = [_task(brain, OWES) for brain in _reports(UID=found[:limit])]
        return Found(len(found), sorted(tasks, key=pressing_first))

    def entries(self, person, start, end):
        """Deadlines of what a library owes; openings and deadlines of the department's rounds."""
        span = {"query": (start, end), "range": "min:max"}
        found = [
            _entry(brain.UID, _titled(FILL_IN, brain), brain, brain.report_due)
            for brain in self._owed_by(person, report_due=span)
            if _is_open_for(brain)
        ]
        if may(VIEW_PROGRESS, api.portal.get()):
            for reporting_round in _rounds("preparing", "open"):
                found += _round_entries(reporting_round)
        return [entry for entry in found if start <= entry.starts < end]

    def _owed_by(self, person, **query):
        if not person.libraries:
            return []
        return _reports(library_uid=list(person.libraries), review_state=OWED, **query)


def _reports(**query):
    """Brains of reports that the present user may see."""
    return api.portal.get_tool("portal_catalog")(portal_type=REPORT_TYPES, **query)


def _beyond(brains, limit):
    """How many there are behind the first `limit`: the catalog counted before it cut."""
    return max(brains.actual_result_count - limit, 0)


def _rounds(*states):
    brains = api.content.find(portal_type="ReportingRound", review_state=states)
    return [brain.getObject() for brain in brains]


def _is_open_for(brain):
    """Whether the library can still hand it in: the round is open, or it was given back."""
    if brain.report_on_time in (True, False):
        return True
    reporting_round = api.portal.get()["rounds"].get(str(brain.report_year))
    return reporting_round is not None and state_of(reporting_round) == "open"


def _library_task(brain, person):
    """The task that an owed report means for one of its library's people: [Task] or []."""
    is_director = person.libraries[brain.library_uid] == DIRECTOR
    if not _is_open_for(brain) or (brain.review_state == "signing" and not is_director):
        return []
    title = MEND if brain.report_on_time in (True, False) else FILL_IN
    if brain.review_state == "signing":
        title = SIGN
    task = _task(brain, title)
    remarks = (brain.remarks_waiting or {}).get("library", 0)
    return [task._replace(reason=brain.report_reason or "", remarks=remarks)]


def _titled(title, brain):
    return _filled(title, form=FORM_TITLES[brain.report_form], year=str(brain.report_year))


def _filled(title, **mapping):
    return type(title)(title, mapping=mapping)


def _task(brain, title, since=None):
    return Task(
        _titled(title, brain),
        brain.library_title,
        brain.getURL(),
        due=None if since else brain.report_due,
        since=since,
        badge=brain.review_state,
    )


def _to_publish():
    """One task for each round with accepted reports, for who may publish them."""
    for reporting_round in _rounds("open", "closed"):
        count = catalog.figures(reporting_round).states["accepted"]
        if count and may_publish(reporting_round):
            yield Task(
                _filled(PUBLISH, year=str(reporting_round.year), count=str(count)),
                "",
                f"{reporting_round.absolute_url()}?state=accepted",
                badge="accepted",
            )


def _round_entries(reporting_round):
    year, uid = str(reporting_round.year), IUUID(reporting_round)
    url = reporting_round.absolute_url()
    if state_of(reporting_round) == "preparing":
        if reporting_round.opening is not None:
            moment = reporting_round.opening
            yield Entry(f"opening-{uid}", _filled(OPENING, year=year), "", url, moment, moment)
        return
    moment = reporting_round.deadline
    yield Entry(f"deadline-{uid}", _filled(DEADLINE, year=year), "", url, moment, moment)
    extensions = reporting_round.extensions
    libraries = api.content.find(portal_type="Library", UID=list(extensions)) if extensions else ()
    for brain in libraries:
        until = extensions[brain.UID].until
        title = _filled(EXTENDED, year=year)
        yield Entry(f"deadline-{uid}-{brain.UID}", title, brain.Title, url, until, until)


def _entry(uid, title, brain, moment):
    return Entry(f"due-{uid}", title, brain.library_title, brain.getURL(), moment, moment)
