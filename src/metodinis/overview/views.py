"""The home page: for everyone, for a library's people, and for the department. Reads only."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.common.mail import queue_state
from metodinis.i18n import _
from metodinis.layout.names import name_of
from metodinis.libraries.people import contact_of
from metodinis.overview.agenda.views import AgendaRows
from metodinis.reports.rounds import catalog
from metodinis.reports.schema import REPORT_TYPES
from metodinis.reports.views import by_year
from metodinis.reports.views import REPORT_TITLES
from plone import api
from plone.memoize.view import memoize
from zope.component import getMultiAdapter
from zope.contentprovider.interfaces import IContentProvider
from zope.i18n import translate
from zope.i18nmessageid import Message


REPORTS_OF_A_LIBRARY = 8
ACTIVITY = 8
# A mail that is only on its way is no news.
PATIENCE = timedelta(minutes=10)


class HomePage(AgendaRows):
    """The site's first page. Each part asks the catalog a fixed number of times."""

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
    work_title = _("overview_work_title", default="Welcome")
    my_caption = _("overview_my_reports", default="Reports of the library")
    received_label = _("overview_round_received", default="Reports received")

    @property
    @memoize
    def has_agenda(self):
        """Whether this reader works here: in a library, or in the department."""
        return self.person is not None and bool(self.person.libraries or self.is_department)

    @property
    def sections(self):
        """What domains show to everyone, as HTML; "" if nothing is published."""
        manager = getMultiAdapter(
            (self.context, self.request, self), IContentProvider, "metodinis.home"
        )
        manager.update()
        return manager.render().strip()

    @property
    def coming(self):
        """Entries of the next two weeks that don't stand among the tasks already."""
        shown = {task.url for task in self.tasks().tasks}
        return [entry for entry in self.entries if entry["url"] not in shown]

    # for a library's people

    @property
    @memoize
    def libraries(self):
        """The libraries that this user works in: title, url, latest reports, whom to ask, and the
        HTML of how they look among similar ones."""
        if not self.person or not self.person.libraries:
            return []
        brains = api.content.find(
            portal_type="Library", UID=list(self.person.libraries), sort_on="library_sort"
        )
        return [self._library(brain) for brain in brains]

    def _library(self, brain):
        reports = api.content.find(
            path={"query": brain.getPath(), "depth": 1},
            portal_type=REPORT_TYPES,
            sort_on="report_year",
            sort_order="descending",
            sort_limit=REPORTS_OF_A_LIBRARY,
        )[:REPORTS_OF_A_LIBRARY]
        library = brain.getObject()
        return {
            "title": brain.Title,
            "url": brain.getURL(),
            "years": by_year(reports),
            "contact": contact_of(library),
            "figures": getMultiAdapter((library, self.request), name="figures-card")(),
        }

    # for the department

    @property
    @memoize
    def open_rounds(self):
        """The rounds that run: title, url, deadline, how much came in."""
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
            "title": name_of(reporting_round, self.lang),
            "url": reporting_round.absolute_url(),
            "due": self.date_time(reporting_round.deadline),
            "received": figures.received,
            "expected": figures.expected,
        }

    @property
    @memoize
    def activity(self):
        """What changed last of all that this user may see: title, url, state, when."""
        brains = api.content.find(
            sort_on="modified", sort_order="descending", sort_limit=ACTIVITY, is_folderish=False
        )[:ACTIVITY]
        return [
            {
                "title": self._title_of(brain),
                "who": brain.library_title or "",
                "url": brain.getURL(),
                "state": brain.review_state if brain.round_uid else "",
                "when": self.date_time(brain.modified),
            }
            for brain in brains
        ]

    def _title_of(self, brain):
        """A report is called in the reader's language, all else as it calls itself."""
        if brain.portal_type not in REPORT_TYPES:
            return name_of(brain, self.lang)
        title = Message(REPORT_TITLES[brain.report_form], mapping={"year": str(brain.report_year)})
        return translate(title, context=self.request)

    @property
    @memoize
    def mails(self):
        return queue_state()

    @property
    def mails_are_stuck(self):
        """Whether the oldest mail has waited longer than a mail does."""
        oldest = self.mails.oldest
        return oldest is not None and datetime.now(UTC) - oldest > PATIENCE

    @property
    def has_no_sender(self):
        return not api.portal.get_registry_record("plone.email_from_address")

    @property
    def mail_troubles(self):
        """What is wrong with the mails of the site, a few words each; the card says more."""
        found = []
        if self.mails_are_stuck:
            found.append(self.plural(self.mails.waiting, "overview_mails_wait"))
        if self.mails.rejected:
            found.append(self.plural(self.mails.rejected, "overview_mails_rejected"))
        if self.has_no_sender:
            found.append(_("overview_mails_unset", default="The site sends no mails"))
        return found
