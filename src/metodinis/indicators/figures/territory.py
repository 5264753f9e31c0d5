"""`/indicators/@@territory?year=2025&code=R8`: the libraries at a glance."""

from functools import cached_property
from metodinis.i18n import _
from metodinis.indicators.figures import charts
from metodinis.indicators.figures import largest
from metodinis.indicators.figures.pages import SeriesPage
from metodinis.indicators.peers import groups
from metodinis.indicators.values.keys import KEY_CODES
from metodinis.layout.charts.sparklines import sparkline
from metodinis.layout.charts.views import ChartsPage
from plone import api
import numpy


FIRST_CODE = "R8"
SPARKS = 10
COMPLETE_YEARS = 6


class TerritoryPage(ChartsPage, SeriesPage):
    """The page."""

    title = _("figures_territory_title", default="Figures of the territory")
    changes_caption = _("figures_changes_caption", default="The greatest changes")
    to_rounds = _("figures_to_rounds", default="To the reporting rounds")
    to_catalogue = _("figures_to_catalogue", default="To the catalogue")

    @cached_property
    def year(self):
        """The year that the address asks for, else the newest that most libraries are in."""
        asked = str(self.request.form.get("year", ""))
        if asked in map(str, self.years):
            return int(asked)
        return self.usual_year([(year, *counts) for year, counts in self.completeness.items()])

    @cached_property
    def code(self):
        """The code that the map and the counties are shown of; None if there are no numbers."""
        lines, asked = self.table.lines, self.request.form.get("code")
        asked = asked if isinstance(asked, str) else ""
        return next((one for one in (asked, FIRST_CODE, *lines) if one in lines), None)

    @cached_property
    def has_numbers(self):
        return self.year is not None and self.code is not None

    @cached_property
    def lead(self):
        """How whole the shown year is."""
        reported, asked = self.completeness[self.year]
        return self.say(
            _(
                "figures_territory_lead",
                default="${year}: figures of ${reported} of ${asked} libraries.",
                mapping={
                    "year": str(self.year),
                    "reported": self.number(reported),
                    "asked": self.number(asked),
                },
            )
        )

    @cached_property
    def before(self):
        """The year shown before this one, or None."""
        return max((year for year in self.years if year < self.year), default=None)

    # completeness

    @cached_property
    def completeness(self):
        """year -> (libraries whose report counts here, libraries asked), the newest first."""
        table = self.table
        there = (table.reports > 0) & table.asked
        counts = {
            year: (
                int(numpy.count_nonzero(there[:, place])),
                int(numpy.count_nonzero(table.asked[:, place])),
            )
            for place, year in enumerate(table.years)
        }
        return {year: counts[year] for year in self.years}

    @cached_property
    def completeness_rows(self):
        """The latest years: year, reported, asked, text, address of the round or None."""
        return [
            {
                "year": year,
                "reported": reported,
                "asked": asked,
                "url": self.rounds.get(year),
            }
            for year, (reported, asked) in list(self.completeness.items())[:COMPLETE_YEARS]
        ]

    @cached_property
    def rounds(self):
        """year -> the address of its round, of those that this reader may see."""
        brains = api.content.find(portal_type="ReportingRound")
        return {brain.report_year: brain.getURL() for brain in brains}

    @property
    def rounds_url(self):
        found = api.content.find(portal_type="RoundDirectory")
        return found[0].getURL() if found else None

    # key figures

    @cached_property
    def key_series(self):
        """The Series of the key figures that the shown year has."""
        found = [self.series_of(code) for code in KEY_CODES if code in self.table.lines]
        return [series for series in found if self.year in series.years]

    @cached_property
    def tiles(self):
        """The key figures of the year: label, address, value, change, tone, note, sparkline."""
        return [self.tile(series) for series in self.key_series]

    def tile(self, series):
        line = series.line_in(self.year)
        now = series.figure(self.year, self.everybody)
        change = series.change(series.before(self.year), self.year, self.everybody)
        note = self.coverage_text(now.figure) if now.figure.partial else self.change_note(change)
        return {
            "label": self.title_of(line),
            "url": self.page_url("indicator", code=series.code, year=self.year),
            "value": self.value_text(line, now.value),
            "change": self.change_text(change) if change else None,
            "tone": self.tone(line, change),
            "note": note,
            "spark": self.spark(series),
        }

    def spark(self, series):
        """The line of the years up to this one, as safe SVG; "" of a single year."""
        whole = series.line_of(self.everybody)
        found = [one for one in whole if one.year <= self.year][-SPARKS:]
        known = series.points(found)
        values = [one.value if one in known else None for one in found]
        if len(known) < 2:
            return ""
        first, last = known[0], known[-1]
        title = _(
            "figures_spark",
            default="${first}: ${before}; ${last}: ${now}",
            mapping={
                "first": str(first.year),
                "before": self.value_text(series.line_in(first.year), first.value),
                "last": str(last.year),
                "now": self.value_text(series.line_in(last.year), last.value),
            },
        )
        return sparkline(values, self.say(title))

    # one code: map and counties

    @cached_property
    def series(self):
        return self.series_of(self.code)

    @cached_property
    def has_code(self):
        """Whether the shown year has the chosen code."""
        return self.year in self.series.years

    @cached_property
    def by_municipality(self):
        """ISO 3166-2 code -> (value, GroupFigure) in the shown year."""
        return self.series.by_municipality(self.year) if self.has_code else {}

    @cached_property
    def tile_map(self):
        links = {
            member.municipality: f"{self.portal_url}/libraries/{member.id}"
            for member in reversed(self.table.members)
            if member.municipality and member.is_asked(self.year)
        }
        return charts.municipalities(self, self.series, self.year, self.by_municipality, links)

    @cached_property
    def county_rows(self):
        return self.series.rows(groups.COUNTY, self.year, self.smallest) if self.has_code else []

    @cached_property
    def now(self):
        return self.series.figure(self.year, self.everybody)

    @property
    def charts(self):
        """The Charts of the page: counties beside each other, the years of the chosen code."""
        if not self.has_numbers or not self.has_code:
            return []
        rows = [row for row in self.county_rows if row.now.value is not None]
        found = [
            charts.trend(self, self.series, self.series.figures(self.everybody, self.smallest))
        ]
        if len(rows) > 1:
            found.append(charts.groups(self, self.series, self.year, rows, self.now))
        return found

    # changes

    @cached_property
    def larges(self):
        """The Larges of the shown year."""
        if self.before is None:
            return []
        return largest.largest(self.table, self.year, self.before, self.lang)

    @cached_property
    def changes(self):
        """The greatest changes: library, its address, title of the element, before, now, change,
        explanations."""
        return [self._change(one) for one in self.larges]

    def _change(self, one):
        member, line = self.table.members[one.row], self.table.line(one.code)
        return {
            "library": member.name,
            "url": f"{self.portal_url}/libraries/{member.id}",
            "title": self.title_of(line),
            "indicator_url": self.page_url("indicator", code=one.code, year=self.year),
            "before": self.value_text(line, one.before),
            "now": self.value_text(line, one.now),
            "change": self.change(one.share),
            "explanations": one.explanations,
        }

    # further ways

    @property
    def beside(self):
        """(address, title) of what belongs to the page."""
        ways = (
            (self.rounds.get(self.year), _("figures_to_round", default="Reports of the year")),
            (
                self.page_url(
                    "explore", code=self.code, year=self.year, by="municipality", view="map"
                ),
                _("figures_to_explorer", default="Explore the numbers yourself"),
            ),
            (
                self.page_url("indicator", code=self.code, year=self.year),
                _("figures_to_indicator", default="All about this indicator"),
            ),
            (
                f"{self.portal_url}/atviri-duomenys",
                _("layout_open_data_title", default="Open data"),
            ),
        )
        return [(url, title) for url, title in ways if url]
