"""`@@targets`: what is to be reached, and how far it is."""

from functools import cached_property
from metodinis.common.permissions import may
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.indicators.targets import reading
from metodinis.indicators.targets import rules
from metodinis.indicators.targets import texts
from metodinis.indicators.targets.operations import APPROVE
from metodinis.indicators.targets.pages import TargetPage
from metodinis.indicators.targets.pages import visible
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.libraries.people import name_of
from typing import NamedTuple


CURRENT, EVERY = "current", "all"
STATE_CHOICES = {
    CURRENT: _("targets_states_current", default="Approved and being decided on"),
    **texts.STATE_TITLES,
    EVERY: _("targets_states_all", default="All"),
}
LIGHT_ORDER = {light: place for place, light in enumerate(rules.LIGHTS)}


class Row(NamedTuple):
    """A Target of the list, with the texts of its indicator and group, and its Progress."""

    target: rules.Target
    title: str
    group: str
    progress: reading.Progress


class TargetsPage(Listing, TargetPage):
    """The list: everybody's approved targets; for the staff proposals and closed ones too."""

    title = _("targets_title", default="Target values")
    lead = _(
        "targets_lead",
        default="What an indicator is to reach in a year, set from the best practice of "
        "libraries, and how far we are.",
    )
    nothing = _("targets_none", default="No targets are set yet")
    nothing_help = _(
        "targets_none_help",
        default="Targets appear here as soon as the head of the department approves them.",
    )
    nothing_found = _("targets_none_found", default="No targets are found by these filters")
    add_text = _("targets_add", default="Propose a target")
    all_text = _("targets_show_all", default="Show all targets")
    export_name = "targets-export"
    first_order = ("year", True)

    @property
    def columns(self):
        shown = (
            Column(
                "indicator",
                _("targets_column_indicator", default="Indicator"),
                lambda row: row.title,
                lambda row: sort_key(row.title),
            ),
            Column(
                "year",
                _("targets_column_year", default="Year"),
                lambda row: row.target.year,
                lambda row: row.target.year,
            ),
            Column(
                "group",
                _("targets_column_group", default="For whom"),
                lambda row: row.group,
                lambda row: sort_key(row.group),
            ),
            Column(
                "value", _("targets_column_value", default="Target"), lambda row: row.target.value
            ),
            Column(
                "now",
                _("targets_column_now", default="Now"),
                lambda row: row.progress.value,
            ),
            Column(
                "light",
                _("targets_column_light", default="How far"),
                lambda row: texts.LIGHT_TITLES.get(row.progress.light),
                lambda row: LIGHT_ORDER[row.progress.light],
            ),
        )
        state = Column(
            "state",
            _("targets_column_state", default="State"),
            lambda row: texts.STATE_TITLES[row.target.state],
            lambda row: rules.STATES.index(row.target.state),
        )
        return (*shown, state) if self.is_staff else shown

    @cached_property
    def all(self):
        """Rows of all targets that the reader may see, the newest first."""
        found = visible(self.context, reversed(self.context.targets.all()))
        return [
            Row(
                one,
                self.title_of(one),
                self.group_of(one),
                reading.progress(one, found=self.table),
            )
            for one in found
        ]

    def _asked(self, name, choices, default=""):
        asked = self.request.form.get(name, "")
        return asked if isinstance(asked, str) and asked in choices else default

    @property
    def year_choices(self):
        return sorted({str(row.target.year) for row in self.all}, reverse=True)

    @property
    def year_asked(self):
        return self._asked("year", self.year_choices)

    @property
    def code_choices(self):
        """(code, title) of the indicators that there are targets of."""
        found = {row.target.code: row.title for row in self.all}
        return sorted(found.items(), key=lambda pair: sort_key(pair[1]))

    @property
    def code_asked(self):
        return self._asked("code", dict(self.code_choices))

    @property
    def state_choices(self):
        return [*STATE_CHOICES.items()] if self.is_staff else []

    @property
    def state_asked(self):
        return self._asked("state", dict(self.state_choices), CURRENT)

    @property
    def is_filtered(self):
        return bool(self.year_asked or self.code_asked or self.state_asked != CURRENT)

    @cached_property
    def found(self):
        states = {CURRENT: (*rules.OPEN, rules.APPROVED), EVERY: rules.STATES}
        wanted = states.get(self.state_asked, (self.state_asked,))
        return [
            row
            for row in self.all
            if row.target.state in wanted
            and self.year_asked in ("", str(row.target.year))
            and self.code_asked in ("", row.target.code)
        ]

    @property
    def add_url(self):
        """Where one is proposed, for who may."""
        return f"{self.context.absolute_url()}/@@target-add" if self.may_propose else None

    @property
    def limits_url(self):
        """Where the limits of lights are set, for who may."""
        url = f"{self.context.absolute_url()}/@@target-limits"
        return url if may(APPROVE, self.context) else None

    @property
    def legend(self):
        """(badge, what it means) of the lights."""
        limits = self.context.targets.limits
        mapping = {"near": self.percent(1 - limits.near, 0), "way": self.percent(limits.way, 0)}
        meanings = {
            rules.MET: _("targets_legend_met", default="the target is reached;"),
            rules.NEAR: _(
                "targets_legend_near",
                default="at most ${near} of the target is lacking, or at least ${way} of the way "
                "from the first value is done;",
                mapping=mapping,
            ),
            rules.FAR: _("targets_legend_far", default="more is lacking."),
        }
        return [(self.light_badge(light), text) for light, text in meanings.items()]


class TargetsExport(ListingExport, TargetsPage):
    """`@@targets-export?format=csv|xlsx`: the list as it is filtered, with what is behind it."""

    file_name = "siektinos-reiksmes"
    sheet_name = _("targets_title", default="Target values")

    @property
    def columns(self):
        first, *others = super().columns
        more = (
            Column("now_year", _("targets_column_now_year", default="Year of it"), _year_of),
            Column(
                "reached",
                _("targets_column_reached", default="Reached by"),
                lambda row: self.reached_text(row.target),
            ),
            Column(
                "direction",
                _("targets_column_direction", default="Good direction"),
                lambda row: texts.DIRECTION_TITLES[row.target.direction],
            ),
            Column(
                "measure",
                _("targets_column_measure", default="Measured is"),
                lambda row: texts.MEASURE_TITLES[row.target.measure],
            ),
            Column(
                "method",
                _("targets_column_method", default="Where it comes from"),
                lambda row: self.method_text(row.target.basis),
            ),
            Column(
                "reason",
                _("targets_column_reason", default="Reason"),
                lambda row: row.target.reason,
            ),
        )
        who = Column(
            "by",
            _("targets_column_by", default="Proposed by"),
            lambda row: name_of(row.target.by),
        )
        code = Column("code", _("targets_column_code", default="Code"), lambda row: row.target.code)
        return (code, first, *others, *more, *((who,) if self.is_staff else ()))


def _year_of(row):
    return row.progress.year
