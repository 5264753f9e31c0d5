"""The feed of published reports."""

from metodinis.i18n import _
from metodinis.layout.feeds import Entry
from metodinis.layout.feeds import published_at
from metodinis.reports.schema import REPORT_TYPES
from metodinis.reports.views import REPORT_TITLES
from plone import api
from zope.i18n import translate
from zope.i18nmessageid import Message


class PublishedReports:
    """Reports of both forms, the last published first."""

    title = _("reports_feed_published", default="Published reports")

    def __init__(self, context):
        self.context = context

    def entries(self, lang, limit):
        brains = api.content.find(
            portal_type=REPORT_TYPES,
            review_state="published",
            sort_on="effective",
            sort_order="descending",
            sort_limit=limit,
        )
        return [self._entry(brain, lang) for brain in brains[:limit]]

    def _entry(self, brain, lang):
        title = Message(REPORT_TITLES[brain.report_form], mapping={"year": str(brain.report_year)})
        return Entry(
            brain.UID,
            f"{brain.library_title}: {translate(title, target_language=lang)}",
            brain.getURL(),
            published_at(brain),
        )
