"""What the home page shows of reports: the territory's figures, the years that are published."""

from metodinis.i18n import _
from metodinis.indicators.values.keys import KEY_CODES
from metodinis.layout.views import Section
from metodinis.reports.rounds.catalog import newest_complete_year
from metodinis.reports.rounds.catalog import published_counts
from metodinis.reports.rounds.territory import territory
from metodinis.reports.rounds.views import RoundBase
from metodinis.reports.rules import FORMS
from metodinis.reports.schema import FORM_TITLES
from plone import api
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate


YEARS = 3


class TerritoryTiles(Section, RoundBase):
    """Key figures of all libraries together, of the newest year that is published whole."""

    index = ViewPageTemplateFile("templates/territory_tiles.pt")
    weight = 10

    @property
    def is_empty(self):
        return not self.tiles

    @property
    @memoize
    def round(self):
        year = newest_complete_year()
        return None if year is None else api.portal.get()["rounds"].get(str(year))

    @property
    @memoize
    def tiles(self):
        """Of published reports alone, whoever looks."""
        if self.round is None:
            return []
        figures = territory(self.round, KEY_CODES, states=("published",))
        address = f"{self.figures_url}/@@indicator?year={self.round.year}&code="
        return [
            tile | {"url": address + figure.line.code}
            for tile, figure in zip(self.tiles_of(figures), figures, strict=True)
        ]

    @property
    def figures_url(self):
        """Where the figures of all years are."""
        return f"{self.portal_url}/indicators"

    @property
    def title(self):
        return _(
            "rounds_territory_year",
            default="The territory's libraries in ${year}",
            mapping={"year": str(self.round.year)},
        )


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
