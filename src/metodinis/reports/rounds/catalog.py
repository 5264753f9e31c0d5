"""How far a round is, from the catalog alone: no report is loaded, however many there are.

Asks for no permission: callers ask for `metodinis: View Round Progress` first.
"""

from BTrees.IIBTree import difference
from BTrees.IIBTree import intersection
from BTrees.IIBTree import union
from datetime import datetime
from metodinis.common.moments import now
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.reports.rules import ACCEPTED
from metodinis.reports.rules import days_left
from metodinis.reports.rules import FORMS
from metodinis.reports.rules import HOLDERS
from metodinis.reports.rules import is_late
from metodinis.reports.rules import MINUTE
from metodinis.reports.rules import OWED
from metodinis.reports.rules import rate
from metodinis.reports.rules import Reminder
from metodinis.reports.rules import ZONE
from plone import api
from plone.uuid.interfaces import IUUID
from Products.CMFCore.indexing import processQueue
from Products.ZCatalog.query import IndexQuery
from typing import NamedTuple


SORTS = ("library", "deadline", "submitted")
CHOICES = {
    "state": tuple(HOLDERS),
    "form": FORMS,
    "holder": tuple(dict.fromkeys(HOLDERS.values())),
    "sort": SORTS,
}


class Figures(NamedTuple):
    """Reports of a round, of one form or of all, counted.

    states: state -> count. received: handed in at least once; on_time: for the first time
    before their own deadline; accepted: taken over, published or not.
    """

    expected: int
    received: int
    on_time: int
    accepted: int
    states: dict

    def rate(self, name):
        """A count as a share of the expected; None if nothing is."""
        return rate(getattr(self, name), self.expected)


class Filters(NamedTuple):
    """What of a matrix is shown; "" for all. late: only what is late."""

    state: str = ""
    form: str = ""
    holder: str = ""
    text: str = ""
    late: bool = False
    sort: str = "library"


class Part(NamedTuple):
    """One report in a row. late: handed in late, or late and still owed."""

    form: str
    state: str
    holder: str
    url: str
    submitted: datetime | None
    late: bool


class Row(NamedTuple):
    """One library of a round; parts: form -> Part; left: days until the deadline."""

    uid: str
    code: str
    title: str
    url: str
    due: datetime
    left: int
    parts: dict


class Debtor(NamedTuple):
    """A library that owes reports; reports: their brains; reminders: the last ones sent."""

    uid: str
    code: str
    title: str
    due: datetime
    reports: list
    reminders: list[Reminder]

    def reminded_on(self, moment):
        """Whether a reminder went out on the Lithuanian day of `moment`, by hand or by night."""
        day = moment.astimezone(ZONE).date()
        return any(sent.at.astimezone(ZONE).date() == day for sent in self.reminders)


def filters_of(form, strict=False):
    """The Filters that a query (mapping of strings) asks for.

    What isn't known is left out, or, if `strict`, refused with FieldErrors.
    """
    wanted, errors = {}, {}
    for name, choices in CHOICES.items():
        value = str(form.get(name) or "")
        if value in choices:
            wanted[name] = value
        elif value:
            errors[name] = _(
                "rounds_filter_unknown",
                default="Choose one of: ${choices}.",
                mapping={"choices": ", ".join(choices)},
            )
    if strict and errors:
        raise FieldErrors(errors)
    late = str(form.get("late") or "") in ("1", "true", "yes")
    return Filters(**wanted, late=late, text=str(form.get("text") or "").strip()[:100])


def figures(reporting_round, form=None):
    """Figures of a round, of one form or of all."""
    reports = _reports(reporting_round, form)
    on_time = intersection(reports, _found("report_on_time", True))
    late = intersection(reports, _found("report_on_time", False))
    states = {state: len(intersection(reports, _found("review_state", state))) for state in HOLDERS}
    accepted = sum(states[state] for state in ACCEPTED)
    return Figures(len(reports), len(on_time) + len(late), len(on_time), accepted, states)


def matrix(reporting_round, filters):
    """UIDs of the libraries that have a report as `filters` ask for, in their order."""
    reports = _reports(reporting_round, filters.form)
    if filters.state:
        reports = intersection(reports, _found("review_state", filters.state))
    if filters.holder:
        states = [state for state, holder in HOLDERS.items() if holder == filters.holder]
        reports = intersection(reports, _found("review_state", states))
    if filters.late:
        reports = intersection(reports, _late(now()))
    if filters.text:
        reports = intersection(reports, _found("library_uid", _libraries_named(filters.text)))
    uid_of = _index("library_uid").documentToKeyMap()
    return list(dict.fromkeys(uid_of[report] for report in _sorted(reports, filters.sort)))


def _sorted(reports, sort):
    names = _index("library_sort").documentToKeyMap()
    ordered = sorted(reports, key=lambda report: names.get(report, ""))
    if sort == "deadline":
        due = _index("report_due").documentToKeyMap()
        ordered.sort(key=lambda report: due.get(report, 0))
    elif sort == "submitted":
        submitted = _index("submitted_at").documentToKeyMap()
        ordered.sort(key=lambda report: -submitted.get(report, 0))
    return ordered


def rows(reporting_round, uids):
    """The Rows of libraries, in the order of `uids`."""
    catalog = api.portal.get_tool("portal_catalog")
    found = {uid: {} for uid in uids}
    brains = catalog.unrestrictedSearchResults(
        round_uid=IUUID(reporting_round), library_uid=list(uids)
    )
    for brain in brains:
        found[brain.library_uid][brain.report_form] = brain
    moment = now()
    return [_row(uid, found[uid], moment) for uid in uids]


def _row(uid, brains, moment):
    parts = {form: _part(brain, moment) for form, brain in brains.items()}
    brain = next(iter(brains.values()))
    return Row(
        uid,
        brain.library_code,
        brain.library_title,
        brain.getURL().rpartition("/")[0],
        brain.report_due,
        days_left(brain.report_due.astimezone(ZONE), moment),
        parts,
    )


def _part(brain, moment):
    handed_in = brain.report_on_time in (True, False)
    late = brain.report_on_time is False or (
        not handed_in and is_late(brain.report_due, None, moment)
    )
    state = brain.review_state
    submitted = brain.submitted_at or None
    return Part(brain.report_form, state, HOLDERS[state], brain.getURL(), submitted, late)


def extended(reporting_round):
    """(brain of a report, Extension) of the libraries with a later deadline, by name."""
    extensions = reporting_round.extensions
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        round_uid=IUUID(reporting_round), library_uid=list(extensions), sort_on="library_sort"
    )
    by_library = {brain.library_uid: brain for brain in brains}
    return [(brain, extensions[uid]) for uid, brain in by_library.items()]


def owing(reporting_round, states=None):
    """The Debtors of a round by name. states: only reports in these; else all that they owe.

    In a closed round only what was given back can still be handed in.
    """
    round_state = state_of(reporting_round)
    owed = OWED if round_state in ("open", "closed") else ()
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        round_uid=IUUID(reporting_round),
        review_state=[state for state in owed if states is None or state in states],
        sort_on="library_sort",
    )
    by_library = {}
    for brain in brains:
        if round_state == "open" or brain.report_on_time in (True, False):
            by_library.setdefault(brain.library_uid, []).append(brain)
    return [_debtor(reporting_round, uid, reports) for uid, reports in by_library.items()]


def _debtor(reporting_round, uid, reports):
    reports = sorted(reports, key=lambda brain: FORMS.index(brain.report_form))
    sent = [reporting_round.reminder(key) for key in (uid, *(brain.UID for brain in reports))]
    return Debtor(
        uid,
        reports[0].library_code,
        reports[0].library_title,
        reports[0].report_due,
        reports,
        [reminder for reminder in sent if reminder is not None],
    )


def overdue(round_uids, moment):
    """UIDs of reports of rounds that were due at `moment` (aware datetime) and never came, the
    oldest deadline first."""
    processQueue()
    reports = intersection(_found("round_uid", list(round_uids)), _found("review_state", OWED))
    handed_in = _found("report_on_time", [True, False])
    due, uid_of = _index("report_due").documentToKeyMap(), _index("UID").documentToKeyMap()
    late = difference(intersection(reports, _overdue(moment)), handed_in)
    return [uid_of[report] for report in sorted(late, key=lambda report: due.get(report, 0))]


def published_counts():
    """year -> {form: how many published reports}, of all years that have any."""
    processQueue()
    published, years = _found("review_state", "published"), {}
    for year in _index("report_year").uniqueValues():
        reports = intersection(published, _found("report_year", year))
        counts = {form: len(intersection(reports, _found("report_form", form))) for form in FORMS}
        if any(counts.values()):
            years[year] = counts
    return years


def newest_complete_year():
    """The newest year of whose statistical reports all are published; else the newest that has
    a published one; None if no year has."""
    counts = published_counts()
    statistical = _found("report_form", "statistical")
    years = sorted((year for year in counts if counts[year]["statistical"]), reverse=True)
    for year in years:
        if counts[year]["statistical"] == len(
            intersection(statistical, _found("report_year", year))
        ):
            return year
    return years[0] if years else None


# sets of record ids, straight from the indexes


def _index(name):
    return api.portal.get_tool("portal_catalog").Indexes[name]


def _found(name, value, **options):
    index = _index(name)
    query = IndexQuery({name: {"query": value, **options}}, name, index.query_options)
    return index.query_index(query)


def _reports(reporting_round, form=None):
    processQueue()
    reports = _found("round_uid", IUUID(reporting_round))
    return intersection(reports, _found("report_form", form)) if form else reports


def _late(moment):
    """Handed in late, or not handed in though the deadline is over."""
    late = _found("report_on_time", False)
    handed_in = union(late, _found("report_on_time", True))
    return union(late, difference(_overdue(moment), handed_in))


def _overdue(moment):
    # The index knows minutes only.
    return _found("report_due", moment - MINUTE, range="max")


def _libraries_named(text):
    """UIDs of libraries that `text` names: the beginnings of words, or the code."""
    words = ["".join(c if c.isalnum() else " " for c in word) for word in text.split()]
    query = " ".join(f"{part}*" for word in words for part in word.split())
    if not query:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    return [
        brain.UID
        for brain in catalog.unrestrictedSearchResults(portal_type="Library", SearchableText=query)
    ]
