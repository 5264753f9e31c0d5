"""`/indicators/@@indicator?code=R8&year=2025`: one indicator or element, for everyone."""

from datetime import date
from functools import cached_property
from metodinis.i18n import _
from metodinis.indicators import schema
from metodinis.indicators.figures import charts
from metodinis.indicators.figures.pages import SeriesPage
from metodinis.indicators.figures.table import LibraryTable
from metodinis.indicators.peers import groups
from metodinis.indicators.targets import reading
from metodinis.indicators.targets.rules import FAR
from metodinis.indicators.targets.rules import light as target_light
from metodinis.indicators.targets.rules import MET
from metodinis.indicators.targets.rules import NEAR
from metodinis.layout.charts.views import ChartsPage
import numpy


# How far ahead a target is looked for.
TARGET_YEARS = 6
TARGET_TEXTS = {
    MET: _("figures_target_met", default="reached"),
    NEAR: _("figures_target_near", default="near"),
    FAR: _("figures_target_far", default="far"),
}
# Of more libraries bars can't be told apart: the distribution and the table say it.
MOST_BARS = 70


class IndicatorPage(ChartsPage, LibraryTable, SeriesPage):
    """The page; without a code that is known it is 404 with a way out."""

    export_name = "indicator-export"
    unknown_title = _("figures_unknown", default="There is no such indicator")
    unknown_text = _(
        "figures_unknown_text",
        default="No indicator or element has this code. Find it in the catalogue by its name.",
    )
    no_numbers = _("figures_no_numbers", default="No figures of it are published yet")
    no_text = _(
        "figures_no_numbers_text",
        default="They appear here as soon as the department publishes reports that have it.",
    )
    to_catalogue = _("figures_to_catalogue", default="To the catalogue")
    to_territory = _("figures_to_territory", default="To the figures of the territory")

    def __call__(self):
        if self.entry is None:
            self.request.response.setStatus(404)
        return super().__call__()

    @cached_property
    def code(self):
        asked = self.request.form.get("code", "")
        return asked.strip() if isinstance(asked, str) else ""

    @cached_property
    def entry(self):
        """The Element or Indicator, as it is now or was last; None if there is none."""
        return self.table.line(self.code)

    @property
    def title(self):
        return self.unknown_title if self.entry is None else self.title_of(self.entry)

    @property
    def object_names(self):
        """What stands in the window's title after it."""
        return (self.place_name,)

    @cached_property
    def series(self):
        return self.series_of(self.code)

    @cached_property
    def has_numbers(self):
        return self.entry is not None and bool(self.years_there)

    @cached_property
    def years_there(self):
        """The years in which somebody has a number, the newest first."""
        if self.entry is None:
            return []
        numbers = self.table.numbers(self.code)
        known = ~numpy.isnan(numbers)
        return [
            year
            for year in reversed(self.series.years)
            if known[:, self.table.years.index(year)].any()
        ]

    @cached_property
    def year(self):
        asked = str(self.request.form.get("year", ""))
        if asked in map(str, self.years_there):
            return int(asked)
        if not self.years_there:
            return None
        there = {one.year: one.figure for one in self.figures}
        return self.usual_year(
            [(year, there[year].used, there[year].asked) for year in self.years_there]
        )

    @cached_property
    def line(self):
        """The line as the shown year asked it."""
        return self.series.line_in(self.year)

    @property
    def facts(self):
        """What to know about it, as (label, text)."""
        line = self.entry
        facts = [
            (schema.IIndicatorRow["unit"].title, line.unit),
            (schema.IIndicatorRow["direction"].title, schema.DIRECTIONS[line.direction]),
            (_("indicators_years", default="In use"), self.validity(line)),
            (schema.IElementRow["iso"].title, line.iso),
        ]
        if line.kind == "element":
            put_together = schema.AGGREGATIONS[line.aggregation]
            facts.insert(1, (schema.IElementRow["aggregation"].title, put_together))
        return [(label, text) for label, text in facts if text]

    @property
    def catalogue_url(self):
        """The address of its row in the catalogue."""
        query = "" if self.entry.holds_in(date.today().year) else "?year=all"
        return f"{self.context.absolute_url()}{query}#{self.code}"

    @property
    def heir(self):
        """(code, address) of what replaced it, or None."""
        code = self.entry.replaced_by
        return (code, self.page_url("indicator", code=code)) if code else None

    # the shown year

    @cached_property
    def figures(self):
        """The YearFigures of the territory."""
        return self.series.figures(self.everybody, self.smallest)

    @cached_property
    def now(self):
        return next(one for one in self.figures if one.year == self.year)

    @cached_property
    def change_now(self):
        return self.series.change(self.series.before(self.year), self.year, self.everybody)

    @property
    def tiles(self):
        """The figures of the year: label, value, change, tone, note."""
        now, line = self.now, self.line
        found = []
        if self.series.adds_up:
            found.append((charts.TOGETHER, now.value, self.change_now))
        if now.spread:
            median = None if self.series.adds_up else self.change_now
            found.append((charts.MEDIAN, now.spread.median, median))
        tiles = [
            {
                "label": label,
                "value": self.value_text(line, value),
                "change": self.change_text(change) if change else None,
                "tone": self.tone(line, change),
                "note": self.change_note(change) or self.since_text(change),
            }
            for label, value, change in found
        ]
        if now.spread:
            tiles.append(
                {
                    "label": _("figures_tile_half", default="Half of the libraries"),
                    "value": f"{self.value_text(line, now.spread.q1)} – "
                    f"{self.value_text(line, now.spread.q3)}",
                    "change": None,
                    "tone": "neutral",
                    "note": _(
                        "figures_tile_half_note", default="from the first quartile to the third"
                    ),
                }
            )
        if self.target is not None:
            tiles.append(self._target_tile())
        tiles.append(
            {
                "label": _("figures_tile_coverage", default="Whose values these are"),
                "value": self.coverage_text(now.figure),
                "change": None,
                "tone": "neutral",
                "note": self.partial_text(now.figure),
            }
        )
        return tiles

    @cached_property
    def target(self):
        """The approved Target of the territory for the shown year, else for the next."""
        years = range(self.year, self.year + TARGET_YEARS)
        found = (reading.target_for(self.code, year, found=self.table) for year in years)
        return next((target for target in found if target is not None), None)

    def _target_tile(self):
        target, line = self.target, self.line
        light = target_light(
            self.now.value,
            target.value,
            target.direction,
            limits=reading.store().limits,
            digits=reading.digits_of(line),
        )
        return {
            "label": _(
                "figures_tile_target",
                default="Target for ${year}",
                mapping={"year": str(target.year)},
            ),
            "value": self.value_text(line, target.value),
            "change": TARGET_TEXTS.get(light),
            "tone": "good" if light == MET else "neutral",
            "note": "",
        }

    def since_text(self, change):
        """With which year a change compares."""
        if change is None:
            return ""
        return self.say(
            _(
                "figures_since",
                default="compared with ${year}",
                mapping={"year": str(self.series.before(self.year))},
            )
        )

    def partial_text(self, figure):
        """That some values are missing, or ""."""
        if not figure.partial:
            return ""
        return self.say(
            _("figures_partial", default="the rest is missing: not the whole territory")
        )

    # charts

    @property
    def charts(self):
        """The Charts of the page."""
        if not self.has_numbers:
            return []
        found = (
            self.trend_chart,
            self.libraries_chart,
            self.distribution_chart,
            self.counties_chart,
        )
        return [chart for chart in found if chart is not None]

    @cached_property
    def trend_chart(self):
        target = None
        if self.target is not None:
            target = (self.target.value, self.say(self._target_tile()["label"]))
        return charts.trend(self, self.series, self.figures, target)

    @cached_property
    def values(self):
        """float64: what libraries have in the year."""
        numbers = self.series.numbers(self.year, self.everybody)
        return numbers[~numpy.isnan(numbers)]

    @cached_property
    def distribution_chart(self):
        """None of so few libraries that it would tell who is who."""
        if self.now.spread is None:
            return None
        own = [
            row for row in self.library_rows if row.member.uid in self.own and row.value is not None
        ]
        mark = (own[0].value, own[0].member.name) if len(own) == 1 else None
        values = [float(value) for value in self.values]
        return charts.distribution(self, self.series, self.year, values, self.now.spread, mark)

    @cached_property
    def libraries_chart(self):
        rows = [row for row in self.found if row.value is not None]
        if not self.may_name or not 1 < len(rows) <= MOST_BARS:
            return None
        rows.sort(key=lambda row: -row.value)
        return charts.libraries(self, self.series, self.year, rows, self.now.spread, self.own)

    @cached_property
    def counties_chart(self):
        rows = [row for row in self.county_rows if row.now.value is not None]
        if len(rows) < 2:
            return None
        return charts.groups(self, self.series, self.year, rows, self.now)

    # tables

    @cached_property
    def county_rows(self):
        return self.series.rows(groups.COUNTY, self.year, self.smallest)

    @cached_property
    def band_rows(self):
        return self.series.rows(groups.POPULATION, self.year, self.smallest)

    @cached_property
    def group_tables(self):
        """(caption, GroupRows) of each way to part the territory, with the territory below."""
        if not self.has_numbers:
            return []
        whole = self.series.row(
            groups.PeerGroup(groups.TERRITORY, groups.TERRITORY_TITLE, self.everybody),
            self.year,
            self.smallest,
        )
        found = (
            (_("figures_by_county", default="By county"), self.county_rows),
            (_("figures_by_population", default="By number of inhabitants"), self.band_rows),
        )
        return [(caption, [*rows, whole]) for caption, rows in found if rows]

    @property
    def territory_url(self):
        return self.page_url("territory", code=self.code, year=self.year)

    @property
    def explorer_url(self):
        return self.page_url("explore", code=self.code, year=self.year, by="library")
