"""`@@target`: one target, how far it is, where it comes from, and what became of it."""

from functools import cached_property
from metodinis.common.sorting import sort_key
from metodinis.common.texts import blocks
from metodinis.i18n import _
from metodinis.indicators.targets import operations
from metodinis.indicators.targets import reading
from metodinis.indicators.targets import rules
from metodinis.indicators.targets import texts
from metodinis.indicators.targets.pages import TargetPage
from metodinis.layout.charts import Chart
from metodinis.layout.charts import specs
from metodinis.layout.charts.views import ChartsPage
from metodinis.layout.listings import Column
from metodinis.layout.listings import links_of
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.libraries.people import name_of
from typing import NamedTuple
import numpy


LIGHT_ORDER = {light: place for place, light in enumerate(rules.LIGHTS)}


class StepRow(NamedTuple):
    """A step of the history, in words."""

    title: str
    who: str
    at: str
    value: str
    reason: str


class Tile(NamedTuple):
    label: str
    value: str
    note: str


class TargetView(ChartsPage, Listing, TargetPage):
    """A target for everybody; for the staff with its history and each library's progress."""

    kicker = _("targets_title", default="Target values")
    way_title = _("targets_way", default="Way done from the first value to the target")
    libraries_caption = _("targets_libraries", default="How far each library is")
    history_caption = _("targets_history", default="History")
    export_name = "target-export"
    first_order = ("value", True)
    columns = (
        Column(
            "library",
            _("targets_column_library", default="Library"),
            lambda row: row.member.title,
            lambda row: sort_key(row.member.title),
        ),
        Column(
            "value",
            _("targets_column_now", default="Now"),
            lambda row: row.progress.value,
            lambda row: -1 if row.progress.value is None else row.progress.value,
        ),
        Column("year", _("targets_column_year", default="Year"), lambda row: row.progress.year),
        Column(
            "baseline",
            _("targets_column_baseline", default="At first"),
            lambda row: row.progress.baseline,
        ),
        Column(
            "light",
            _("targets_column_light", default="How far"),
            lambda row: texts.LIGHT_TITLES.get(row.progress.light),
            lambda row: LIGHT_ORDER[row.progress.light],
        ),
    )

    @property
    def title(self):
        return self.title_of(self.target)

    @cached_property
    def progress(self):
        return reading.progress(self.target, found=self.table)

    @property
    def badges(self):
        light = self.light_badge(self.progress.light)
        state = [self.state_badge(self.target)] if self.is_staff else []
        return [*state, *([light] if light else [])]

    @property
    def lead(self):
        return self.say(
            _(
                "targets_of_group",
                default="Target of ${year}. For: ${group}",
                mapping={"year": self.target.year, "group": self.group_of(self.target)},
            )
        )

    @property
    def tiles(self):
        """The key figures: the target, where it is now, where it began, what is lacking."""
        target, progress = self.target, self.progress
        tiles = [
            Tile(
                _("targets_tile_value", default="Target"),
                self.written(target, target.value),
                self.number_of_year(target.year),
            )
        ]
        if progress.value is not None:
            note = self.number_of_year(progress.year)
            if progress.used < progress.asked:
                note = f"{note}; {self.coverage_text(progress)}"
            tiles.append(
                Tile(
                    _("targets_tile_now", default="Now"),
                    self.written(target, progress.value),
                    note,
                )
            )
        if progress.baseline is not None and progress.year != target.basis.year:
            tiles.append(
                Tile(
                    _("targets_tile_baseline", default="At first"),
                    self.written(target, progress.baseline),
                    self.number_of_year(target.basis.year),
                )
            )
        if progress.light in (rules.NEAR, rules.FAR):
            tiles.append(
                Tile(
                    _("targets_tile_lacking", default="Still to go"),
                    self.written(target, abs(target.value - progress.value)),
                    "",
                )
            )
        return tiles

    def number_of_year(self, year):
        return self.say(_("targets_in_year", default="in ${year}", mapping={"year": year}))

    @property
    def facts(self):
        """(label, text) of what it is and where it comes from."""
        target, basis = self.target, reading.basis_seen(self.target, self.table)
        facts = [
            (_("targets_column_direction", default="Good direction"), self._direction),
            (_("targets_column_method", default="Where it comes from"), self.method_text(basis)),
        ]
        if reading.adds_up(self.line_of(target)) and not target.is_of_one:
            title = texts.MEASURE_TITLES[target.measure]
            facts.insert(1, (_("targets_column_measure", default="Measured is"), title))
        if basis.computed is not None:
            facts.append(
                (
                    _("targets_fact_computed", default="Computed then"),
                    self.number(round(basis.computed, 6)),
                )
            )
        if basis.median is not None:
            facts.append(
                (
                    _("targets_fact_median", default="Median of the libraries then"),
                    self.written(target, basis.median),
                )
            )
        reached = self.reached_text(target)
        if reached:
            facts.append((_("targets_fact_libraries", default="Libraries"), reached))
        return facts

    @property
    def _direction(self):
        return texts.DIRECTION_TITLES[self.target.direction]

    @property
    def reason_blocks(self):
        return blocks(self.target.reason)

    @property
    def indicator_url(self):
        """The indicator's own page, if there are figures of it, or its place in the catalogue."""
        url = self.context.absolute_url()
        code = reading.present_code(self.table, self.target.code)
        return f"{url}/@@indicator?code={code}" if code in self.table.lines else f"{url}#{code}"

    # one's own library, and all for the staff

    @cached_property
    def standings(self):
        return reading.standings(self.target, self.table)

    @property
    def own_standings(self):
        """The Standings of one's own libraries, where the target isn't for that one alone."""
        if self.target.is_of_one:
            return []
        return [one for one in self.standings if one.member.uid in self.own]

    @cached_property
    def found(self):
        """The Standings of all its libraries, for the staff."""
        return self.standings if self.is_staff and not self.target.is_of_one else []

    @property
    def downloads(self):
        return links_of(self, self.export_name)

    # charts

    @cached_property
    def charts(self):
        return [one for one in (self._series_chart(), self._libraries_chart()) if one is not None]

    def _series_chart(self):
        """The group's or the library's way to the target over the years."""
        target, line = self.target, self.line_of(self.target)
        values = self._series()
        if line is None or len(values) < 2:
            return None
        rows = [
            {"year": year, "value": value, "series": self.title} for year, value in values.items()
        ]
        # The axis reaches to the year of the target.
        rows.append({"year": target.year, "value": None, "series": self.title})
        digits = reading.digits_of(line)
        spec = specs.line(
            rows,
            value_title=self.title,
            lang=self.lang,
            digits=digits,
            target=target.value,
            breaks=[one.year for one in self.table.breaks(target.code)],
        )
        head = (
            self.say(_("targets_column_year", default="Year")),
            self.say(_("targets_tile_now", default="Now")),
        )
        written = [(str(year), self.written(target, value)) for year, value in values.items()]
        return Chart("way", self._finding, spec, head, tuple(written))

    @property
    def _finding(self):
        """What the chart of the way says."""
        mapping = {
            "now": self.written(self.target, self.progress.value),
            "year": self.progress.year or "",
            "target": self.written(self.target, self.target.value),
            "then": self.target.year,
        }
        if self.progress.light == rules.MET:
            return self.say(
                _(
                    "targets_finding_met",
                    default="${now} in ${year}: the target of ${then} (${target}) is reached",
                    mapping=mapping,
                )
            )
        return self.say(
            _(
                "targets_finding_open",
                default="${now} in ${year}; the target of ${then} is ${target}",
                mapping=mapping,
            )
        )

    def _series(self):
        """year -> value of the group, or of the library, of years that have a whole one."""
        target, found = self.target, self.table
        code = reading.present_code(found, target.code)
        member = reading.member_of(found, target)
        if member is not None:
            numbers = found.numbers(code)[found.place[member.uid]]
            pairs = zip(found.years, numbers, strict=True)
            return {year: float(number) for year, number in pairs if not numpy.isnan(number)}
        mask = reading.mask_of(found, target.group, target.year)
        added = reading.adds_up(found.line(code))
        if mask is None or (added and target.measure == rules.EACH):
            return {}
        least = 1 if added else rules.ENOUGH
        return {
            year: one.value
            for year, one in found.totals(code, mask).items()
            if one.value is not None and one.used >= least * one.asked
        }

    def _libraries_chart(self):
        """All libraries beside the target, for the staff."""
        line = self.line_of(self.target)
        shown = [one for one in self.found if one.progress.value is not None]
        if line is None or len(shown) < 2:
            return None
        shown.sort(key=lambda one: one.progress.value, reverse=self.target.direction != rules.DOWN)
        rows = [
            {
                "label": one.member.name,
                "value": one.progress.value,
                "mark": one.progress.light == rules.MET,
            }
            for one in shown
        ]
        reference = (self.target.value, self.say(_("targets_column_value", default="Target")))
        spec = specs.bars(
            rows,
            value_title=self.title,
            lang=self.lang,
            digits=reading.digits_of(line),
            reference=reference,
        )
        head = tuple(self.say(one.title) for one in self.columns[:2])
        written = tuple(
            (one.member.name, self.written(self.target, one.progress.value)) for one in shown
        )
        reached = self.reached_text(self.target)
        title = f"{self.title}: {reached}" if reached else self.title
        return Chart("libraries", title, spec, head, written)

    # the staff's steps

    @property
    def actions(self):
        """(address, title, class of the button) of the steps that the reader may make now."""
        names = [
            name
            for name in texts.STEP_BUTTONS
            if operations.may_take(self.context, self.target, name)
        ]
        found = []
        if operations.may_take(self.context, self.target, "change"):
            title = _("targets_do_change", default="Change")
            found.append((self.url_of(self.target, "target-change"), title, "secondary"))
        for name in names:
            style = "primary" if name == "approve" else "secondary"
            url = f"{self.url_of(self.target, 'target-step')}&name={name}"
            found.append((url, texts.STEP_BUTTONS[name], style))
        return sorted(found, key=lambda one: one[2] == "primary")

    @property
    def waits_for_another(self):
        """Whether it is one's own proposal, which another head decides on."""
        return (
            self.target.state == rules.PROPOSED
            and operations.may_approve(self.context)
            and not operations.may_take(self.context, self.target, "approve")
        )

    waits_text = operations.OWN

    @property
    def history(self):
        """StepRows for the staff, the newest first."""
        if not self.is_staff:
            return []
        return [
            StepRow(
                texts.STEP_TITLES[one.name],
                name_of(one.by),
                self.date_time(one.at),
                self.written(self.target, one.value),
                self._reason_of(one),
            )
            for one in reversed(self.target.steps)
        ]

    def _reason_of(self, step):
        """Why a step was made; of what took its place the number."""
        if step.name != "supersede":
            return step.reason
        return self.say(
            _("targets_number", default="Target No. ${id}", mapping={"id": step.reason})
        )


class StandingsExport(ListingExport, TargetView):
    """`@@target-export?id=&format=csv|xlsx`: how far each library is, for the staff."""

    file_name = "siektina-reiksme-pagal-bibliotekas"
    sheet_name = _("targets_libraries", default="How far each library is")

    def __call__(self):
        return ListingExport.__call__(self)

    @property
    def columns(self):
        target = self.target
        more = (
            Column(
                "target",
                _("targets_column_value", default="Target"),
                lambda row: target.value,
            ),
            Column(
                "way",
                _("targets_column_way", default="Way done, %"),
                lambda row: None if row.progress.way is None else round(100 * row.progress.way, 1),
            ),
        )
        code = Column("code", _("targets_column_code", default="Code"), lambda row: row.member.code)
        return (code, *super().columns, *more)
