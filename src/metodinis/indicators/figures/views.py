"""`/indicators/@@indicator?code=R8&year=2025`: one indicator or element, for everyone."""

from datetime import date
from functools import cached_property
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import UNKNOWN
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.indicators import schema
from metodinis.indicators.figures import charts
from metodinis.indicators.figures.pages import SeriesPage
from metodinis.indicators.peers import groups
from metodinis.indicators.peers.rules import percentiles
from metodinis.indicators.values.rules import NOTHING
from metodinis.indicators.values.rules import NUMBER
from metodinis.indicators.values.rules import WORDS
from metodinis.layout.charts.views import ChartsPage
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.libraries.rules import counties
from metodinis.libraries.rules import municipalities
from metodinis.libraries.schema import ILibrary
import numpy


# Of more libraries bars can't be told apart: the distribution and the table say it.
MOST_BARS = 70
LEAST = float("-inf")
WORD_TEXTS = {
    WORDS[NOT_APPLICABLE]: _("figures_word_not_applicable", default="not applicable"),
    WORDS[UNKNOWN]: _("figures_word_unknown", default="not known"),
}
# The same as programs read it; NOTHING and NUMBER with them.
WORD_NAMES = {NOTHING: "missing", NUMBER: "value", **{word: name for name, word in WORDS.items()}}


class IndicatorPage(ChartsPage, Listing, SeriesPage):
    """The page; without a code that is known it is 404 with a way out."""

    export_name = "indicator-export"
    first_order = ("library", False)
    caption = _("figures_libraries_caption", default="Libraries")
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
        return self.years_there[0] if self.years_there else None

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
        return charts.trend(self, self.series, self.figures)

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
        own = [row for row in self.rows if row.member.uid in self.own and row.value is not None]
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

    @cached_property
    def rows(self):
        """LibraryRows of all that were asked in the year."""
        return self.series.libraries(self.year)

    @cached_property
    def found(self):
        """The LibraryRows whose names this reader may see beside each other's numbers."""
        if not self.has_numbers:
            return []
        return [row for row in self.rows if self.may_name or row.member.uid in self.own]

    @cached_property
    def percentile_of(self):
        """UID -> percentile rank among all that have a number; nothing of too few."""
        if self.now.spread is None:
            return {}
        numbers = numpy.array([numpy.nan if row.value is None else row.value for row in self.rows])
        ranks = percentiles(numbers, self.line.direction)
        return {
            row.member.uid: float(rank)
            for row, rank in zip(self.rows, ranks, strict=True)
            if not numpy.isnan(rank)
        }

    @cached_property
    def columns(self):
        """The columns of the table of libraries."""
        return (
            Column(
                "library",
                self.library_title,
                lambda row: row.member.name,
                lambda row: sort_key(row.member.name),
            ),
            Column(
                "municipality",
                ILibrary["municipality"].title,
                lambda row: place_of(row.member.municipality),
            ),
            Column(
                "county",
                self.county_title,
                lambda row: counties().get(row.member.county),
                lambda row: sort_key(counties().get(row.member.county, "")),
            ),
            Column(
                "value",
                self.value_title,
                lambda row: WORD_TEXTS.get(row.word) if row.value is None else row.value,
                lambda row: LEAST if row.value is None else row.value,
            ),
            Column(
                "before",
                self.before_title,
                lambda row: row.before,
                lambda row: LEAST if row.before is None else row.before,
            ),
            Column(
                "change",
                self.change_title,
                lambda row: row.share,
                lambda row: LEAST if row.share is None else row.share,
            ),
            Column(
                "percentile",
                _("figures_column_percentile", default="Percentile"),
                lambda row: self.percentile_of.get(row.member.uid),
                lambda row: self.percentile_of.get(row.member.uid, LEAST),
            ),
        )

    def county_of(self, row):
        return counties().get(row.member.county, "–")

    def row_text(self, row):
        """A library's value, or why there is none."""
        if row.value is None:
            return WORD_TEXTS.get(row.word, "–")
        return self.value_text(self.line, row.value)

    def percentile_text(self, row):
        rank = self.percentile_of.get(row.member.uid)
        return self.number(None if rank is None else round(rank))

    def library_url(self, row):
        return f"{self.portal_url}/libraries/{row.member.id}"

    @property
    def territory_url(self):
        return self.page_url("territory", code=self.code, year=self.year)

    @property
    def explorer_url(self):
        return self.page_url("explore", code=self.code, year=self.year)


def place_of(code):
    """The name of a municipality, None for None."""
    return municipalities()[code].name if code in municipalities() else None
