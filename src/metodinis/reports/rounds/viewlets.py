"""What the home page shows of reports: the years that are published."""

from metodinis.i18n import _
from metodinis.layout.views import Section
from metodinis.reports.rounds.catalog import published_counts
from metodinis.reports.rules import FORMS
from metodinis.reports.schema import FORM_TITLES
from plone import api
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate


YEARS = 3


class PublishedYears(Section):
    """The latest years with published reports, and how many of each form there are."""

    index = ViewPageTemplateFile("templates/published_years.pt")
    weight = 40
    caption = _("rounds_published_caption", default="Published reports by year")

    @property
    def is_empty(self):
        return not self.years

    @property
    def forms(self):
        """(form, title) of each column."""
        return [(form, translate(FORM_TITLES[form], context=self.request)) for form in FORMS]

    @property
    @memoize
    def years(self):
        """year, counts by form, link to the round; the latest first."""
        counts = published_counts()
        latest = sorted(counts, reverse=True)[:YEARS]
        brains = api.content.find(portal_type="ReportingRound", report_year=latest)
        urls = {brain.report_year: brain.getURL() for brain in brains}
        return [{"year": year, "counts": counts[year], "url": urls.get(year)} for year in latest]
