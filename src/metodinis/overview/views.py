"""The home page: for everyone, for a library's people, and for the department."""

from AccessControl import getSecurityManager
from metodinis.common.mail import queue_state
from metodinis.i18n import _
from metodinis.layout.views import PageView
from metodinis.libraries import people
from metodinis.reports.rounds import catalog
from metodinis.reports.rules import days_left
from metodinis.reports.rules import FORMS
from metodinis.reports.rules import is_late
from metodinis.reports.rules import OWED
from metodinis.reports.schema import FORM_TITLES
from metodinis.reports.workflow import now
from plone import api
from plone.memoize.view import memoize
from zope.i18n import translate


VIEW_PROGRESS = "metodinis: View Round Progress"
REPORT_TYPES = {"statistical": "StatisticalReport", "narrative": "NarrativeReport"}
YEARS = 3
REPORTS_OF_A_LIBRARY = 6


class HomePage(PageView):
    """The site's first page, from the catalog alone but for the rounds that are open."""

    title = _("overview_title", default="The libraries of our territory")
    lead = _(
        "overview_lead",
        default="Here libraries report each year to the methodology department. What is "
        "published, everyone may read.",
    )
    empty_title = _("overview_published_none", default="Nothing is published yet")
    empty_text = _(
        "overview_published_none_text",
        default="Reports appear here as soon as the department has accepted and published them.",
    )
    published_caption = _("overview_published_caption", default="Published reports by year")
    my_caption = _("overview_my_reports", default="Reports of the library")
    received_label = _("overview_round_received", default="Reports received")

    # for everyone

    @property
    def directory_url(self):
        return f"{self.portal_url}/libraries"

    @property
    def rounds_url(self):
        return f"{self.portal_url}/rounds"

    @property
    @memoize
    def library_count(self):
        return len(api.content.find(portal_type="Library", library_closed=False))

    @property
    @memoize
    def published_years(self):
        """The latest years with published reports: year, counts by form, link to the round."""
        found = []
        for year in self._years():
            counts = {form: self._published(form, year) for form in FORMS}
            if any(counts.values()):
                rounds = api.content.find(portal_type="ReportingRound", report_year=year)
                url = rounds[0].getURL() if rounds else None
                found.append({"year": year, "counts": counts, "url": url})
            if len(found) == YEARS:
                break
        return found

    def _years(self):
        index = api.portal.get_tool("portal_catalog").Indexes["report_year"]
        return sorted(index.uniqueValues(), reverse=True)

    def _published(self, form, year):
        portal_type = REPORT_TYPES[form]
        return len(
            api.content.find(portal_type=portal_type, report_year=year, review_state="published")
        )

    # for a library's people

    @property
    @memoize
    def libraries(self):
        """The libraries that this user works in: title, url, and their latest reports."""
        uids = [
            name.removeprefix(prefix)
            for name in self._groups()
            for prefix in people.GROUP_PREFIXES.values()
            if name.startswith(prefix)
        ]
        if not uids:
            return []
        brains = api.content.find(portal_type="Library", UID=uids, sort_on="library_sort")
        return [self._library(brain) for brain in brains]

    def _groups(self):
        return () if api.user.is_anonymous() else people.groups_of(api.user.get_current().getId())

    def _library(self, brain):
        reports = api.content.find(
            path={"query": brain.getPath(), "depth": 1},
            portal_type=list(REPORT_TYPES.values()),
            sort_on="report_year",
            sort_order="descending",
            sort_limit=REPORTS_OF_A_LIBRARY,
        )[:REPORTS_OF_A_LIBRARY]
        return {
            "title": brain.Title,
            "url": brain.getURL(),
            "reports": [self._report(report) for report in reports],
        }

    def _report(self, brain):
        owed, due = brain.review_state in OWED, brain.report_due
        left = days_left(due, now()) if owed and due else 0
        return {
            "form": translate(FORM_TITLES[brain.report_form], context=self.request),
            "year": brain.report_year,
            "url": brain.getURL(),
            "state": brain.review_state,
            "due": self.date_time(due) if owed else self.date_time(None),
            "left": self.plural(left, "reports_days_left") if left > 0 else "",
            "late": owed and due is not None and is_late(due, None, now()),
        }

    # for the department

    @property
    @memoize
    def may_see_progress(self):
        return bool(getSecurityManager().checkPermission(VIEW_PROGRESS, self.context))

    @property
    @memoize
    def open_rounds(self):
        """The rounds that run: title, url, how much came in, what waits for review."""
        if not self.may_see_progress:
            return []
        brains = api.content.find(
            portal_type="ReportingRound",
            review_state="open",
            sort_on="report_year",
            sort_order="descending",
        )
        return [self._round(brain.getObject()) for brain in brains]

    def _round(self, reporting_round):
        figures = catalog.figures(reporting_round)
        return {
            "title": reporting_round.title,
            "url": reporting_round.absolute_url(),
            "due": self.date_time(reporting_round.deadline),
            "received": figures.received,
            "expected": figures.expected,
            "submitted": figures.states["submitted"],
            "accepted": figures.states["accepted"],
        }

    @property
    def waiting_mails(self):
        return queue_state().waiting
