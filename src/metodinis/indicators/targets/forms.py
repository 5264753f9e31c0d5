"""Forms of targets: proposing, changing, deciding, and where lights change."""

from AccessControl import Unauthorized
from functools import cached_property
from metodinis.common.clock import today
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import STEP_GONE
from metodinis.i18n import _
from metodinis.indicators.targets import checking
from metodinis.indicators.targets import computing
from metodinis.indicators.targets import operations
from metodinis.indicators.targets import reading
from metodinis.indicators.targets import rules
from metodinis.indicators.targets import texts
from metodinis.indicators.targets.pages import TargetPage
from metodinis.layout.actions import ActionPage
from metodinis.layout.actions import NamedStep
from typing import NamedTuple


# What is chosen first: with it the values of best practice are computed.
FIRST = ("code", "year", "group")


class Offer(NamedTuple):
    """A method with what it gives now. value: text, "" where it gives nothing."""

    method: str
    title: str
    help: str
    value: str


class ProposePage(ActionPage, TargetPage):
    """`@@target-add`: first for what and whom, then the value by one of the methods.

    Works without scripts: the first step is sent by GET, and so can be linked to; in the second a
    button counts anew without saving.
    """

    title = _("targets_add", default="Propose a target")
    button = _("targets_send", default="Propose")
    kicker = _("targets_title", default="Target values")

    def __call__(self):
        if "recount" in self.request.form:
            return self.index()
        return super().__call__()

    @property
    def stored(self):
        """name -> text of what stands in the form before anything is typed."""
        return {"year": str(today().year + 1), "group": rules.TERRITORY}

    @property
    def values(self):
        """name -> text of all fields as they are typed, else stored."""
        return {name: self.typed(name, self.stored.get(name, "")) for name in checking.FIELDS}

    def value(self, name):
        return self.values[name]

    # the first step

    @cached_property
    def _looked(self):
        """(Question or None, errors): of what is typed, wrong fields left out."""
        values, errors = self.values, {}
        if not values["code"]:
            return None, errors
        for _try in checking.FIELDS:
            try:
                return checking.question_of(self.table, values), errors
            except FieldErrors as refusal:
                errors |= refusal.errors
                if set(FIRST) & set(refusal.errors):
                    return None, errors
                values |= dict.fromkeys(refusal.errors, "")
        raise AssertionError("each field is wrong once at most")

    @property
    def question(self):
        """The Question that the value is sought for; None in the first step."""
        return self._looked[0]

    @property
    def errors(self):
        titles = {f"f-{name}": title for name, title in FIELD_TITLES.items()}
        found = {f"f-{name}": text for name, text in self._looked[1].items()}
        found |= dict(super().errors)
        return [
            (control, f"{self.say(titles[control])}: {self.say(text)}")
            if control in titles
            else (control, text)
            for control, text in found.items()
        ]

    def error_of(self, name):
        return super().error_of(name) or self._looked[1].get(name)

    @property
    def step_list(self):
        states = ("done", "current") if self.question else ("current", "todo")
        titles = (
            _("targets_first_step", default="For what and whom"),
            _("targets_second_step", default="The value and why"),
        )
        return list(zip(titles, states, strict=True))

    @property
    def line_groups(self):
        """(title, [(code, title)]) of what a target can be set for."""
        year = self.values["year"]
        lines = checking.line_choices(
            self.table, int(year) if year.isdecimal() and len(year) == 4 else today().year
        )
        titles = {
            "indicator": _("targets_lines_indicators", default="Indicators"),
            "element": _("targets_lines_elements", default="Data elements"),
        }
        return [
            (
                title,
                [
                    (one.code, f"{one.title(self.lang)} ({one.code})")
                    for one in lines
                    if one.kind == kind
                ],
            )
            for kind, title in titles.items()
        ]

    @property
    def year_choices(self):
        this = today().year
        return [str(year) for year in range(this, this + checking.YEARS_AHEAD + 1)]

    @property
    def group_choices(self):
        """(title or None, [(id, title)]) of the groups, and of single libraries."""
        choices = computing.group_choices(self.table, today().year)
        single = [one for one in choices if rules.kind_of(one[0]) == "library"]
        return [
            (
                _("targets_groups", default="Groups"),
                [(id_, self.say(title)) for id_, title in choices if (id_, title) not in single],
            ),
            (_("targets_single", default="One library"), single),
        ]

    # the second step

    @property
    def base_year_choices(self):
        return checking.base_years(self.table, self.question.year)

    @property
    def base_choices(self):
        question = self.question
        choices = computing.base_choices(self.table, question.group, question.base_year)
        return [(id_, self.say(title)) for id_, title in choices]

    @property
    def group_text(self):
        question = self.question
        return self.group_title(question.group, question.group_title, question.year)

    @property
    def line_title(self):
        return self.question.line.title(self.lang)

    @property
    def asks_measure(self):
        return len(checking.measures(self.question.line, self.question.group)) > 1

    @property
    def measure_choices(self):
        return [(name, texts.MEASURE_TITLES[name]) for name in rules.MEASURES]

    @property
    def asks_direction(self):
        return self.question.line.direction not in (rules.UP, rules.DOWN)

    @property
    def direction_choices(self):
        return [(name, texts.DIRECTION_TITLES[name]) for name in ("", rules.UP, rules.DOWN)]

    @property
    def direction_text(self):
        return texts.DIRECTION_TITLES[self.question.direction]

    @cached_property
    def evidence(self):
        return computing.evidence(self.table, self.question)

    @property
    def evidence_facts(self):
        """(label, text) of what is known of the libraries in the base year."""
        told, line = self.evidence, self.question.line
        facts = [
            (
                _("targets_fact_count", default="Libraries with the number"),
                self.say(
                    _(
                        "targets_count_of",
                        default="${count} of ${asked}",
                        mapping={
                            "count": self.number(told.count),
                            "asked": self.number(told.asked),
                        },
                    )
                ),
            ),
            (_("targets_fact_low", default="The least"), self.value_text(line, told.low)),
            (
                _("targets_fact_median_now", default="Median"),
                self.value_text(line, self._shown(told.median)),
            ),
            (_("targets_fact_high", default="The greatest"), self.value_text(line, told.high)),
        ]
        if told.baseline is not None:
            facts.append(
                (
                    _("targets_fact_baseline", default="The target's own group"),
                    self.value_text(line, self._shown(told.baseline)),
                )
            )
        return facts

    def _shown(self, value):
        return None if value is None else round(value, reading.digits_of(self.question.line))

    @property
    def offers(self):
        """The Offers of the methods that compute."""
        question, found = self.question, []
        for method in (rules.THIRD, rules.PERCENTILE, rules.TREND):
            value = self.evidence.offers.get(method)
            text = self.value_text(question.line, self._shown(value)) if value is not None else ""
            found.append(
                Offer(method, texts.METHOD_TITLES[method], texts.METHOD_HELP[method], text)
            )
        return found

    @property
    def method(self):
        """The method that is ticked."""
        return self.values["method"]

    by_hand_title = texts.METHOD_TITLES[rules.VALUE]
    nothing_text = _("targets_offer_none", default="can't be computed of these figures")

    @property
    def unit(self):
        line = self.question.line
        if line.kind == "element" and line.type == "money":
            return "€"
        return line.unit

    @property
    def span_range(self):
        return rules.FEWEST_YEARS, rules.MOST_YEARS

    @property
    def percentile_range(self):
        return rules.PERCENTILES[0], rules.PERCENTILES[-1]

    def chosen(self, name):
        """What a control of the second step shows: what was typed, else what was taken for it."""
        return self.values[name] or str(getattr(self.question, name))

    def act(self, form):
        self.made = operations.propose(self.context, self.values)
        return _("targets_proposed", default="The target is proposed: the head decides on it.")

    @property
    def next_url(self):
        return self.url_of(self.made)

    @property
    def back_url(self):
        return self.list_url


FIELD_TITLES = {
    "code": _("targets_field_code", default="Indicator"),
    "year": _("targets_field_year", default="Year"),
    "group": _("targets_field_group", default="For whom"),
    "measure": _("targets_field_measure", default="Measured is"),
    "direction": _("targets_field_direction", default="Good direction"),
    "base": _("targets_field_base", default="Look for the best among"),
    "base_year": _("targets_field_base_year", default="Values of"),
    "percentile": _("targets_field_percentile", default="Percentile"),
    "span": _("targets_field_span", default="Years of the trend"),
    "method": _("targets_field_method", default="Method"),
    "value": _("targets_field_value", default="Value"),
    "reason": _("targets_field_reason", default="Why this value"),
    "near": _("targets_field_near", default="Near: at least so many per cent of the target"),
    "way": _("targets_field_way", default="Or so many per cent of the way to it"),
}


class ChangePage(ProposePage):
    """`@@target-change?id=`: one's own proposal, before it is approved."""

    title = _("targets_change", default="Change the proposal")
    button = _("targets_send_again", default="Save and propose")

    def __call__(self):
        if not operations.may_take(self.context, self.target, "change"):
            raise Unauthorized(operations.PROPOSE)
        return super().__call__()

    @cached_property
    def stored(self):
        values = checking.values_of(self.target)
        line = self.line_of(self.target)
        if line is not None and self.lang == "lt":
            values["value"] = values["value"].replace(".", ",")
        return values

    @property
    def values(self):
        values = super().values
        return {**values, **{name: self.stored[name] for name in FIRST}}

    def act(self, form):
        self.made = operations.change(self.context, self.target.id, self.values)
        return _("targets_changed", default="The proposal is changed: the head decides on it.")

    @property
    def back_url(self):
        return self.url_of(self.target)


class StepPage(NamedStep, ActionPage, TargetPage):
    """`@@target-step?id=&name=`: approve, return, decline or withdraw a target."""

    names = tuple(texts.STEP_BUTTONS)
    kicker = _("targets_title", default="Target values")

    def __call__(self):
        require(operations.PROPOSE, self.context)
        return super().__call__()

    @property
    def title(self):
        return texts.STEP_BUTTONS[self.name]

    @property
    def lead(self):
        return texts.STEP_LEADS[self.name]

    @property
    def needs_reason(self):
        return self.name in rules.NEED_A_REASON

    @property
    def is_possible(self):
        return operations.may_take(self.context, self.target, self.name)

    gone = STEP_GONE

    @property
    def facts(self):
        """(label, text) of what is decided on."""
        target = self.target
        return [
            (FIELD_TITLES["code"], self.title_of(target)),
            (FIELD_TITLES["group"], self.group_of(target)),
            (FIELD_TITLES["year"], str(target.year)),
            (FIELD_TITLES["value"], self.written(target, target.value)),
            (
                _("targets_column_method", default="Where it comes from"),
                self.method_text(target.basis),
            ),
            (FIELD_TITLES["reason"], target.reason),
        ]

    def act(self, form):
        seen = self.typed("seen")
        seen = int(seen) if seen.isdecimal() and len(seen) < 9 else None
        operations.take_step(self.context, self.target.id, self.name, self.typed("reason"), seen)
        return texts.STEP_DONE[self.name]

    @property
    def next_url(self):
        return self.url_of(self.target)


class LimitsPage(ActionPage, TargetPage):
    """`@@target-limits`: where lights change."""

    title = _("targets_limits", default="When is a target near?")
    lead = _(
        "targets_limits_lead",
        default="A value that reaches its target is met. One that doesn't is near or far: you say "
        "where the line is. It holds for all targets.",
    )
    kicker = _("targets_title", default="Target values")

    @property
    def fields(self):
        """(name, title, text that stands in it)."""
        limits = self.context.targets.limits._asdict()
        return [
            (name, FIELD_TITLES[name], self.typed(name, str(round(100 * share))))
            for name, share in limits.items()
        ]

    def act(self, form):
        operations.set_limits(
            self.context, {name: self.typed(name) for name in rules.Limits._fields}
        )
        return _("targets_limits_done", default="The limits are saved.")

    @property
    def next_url(self):
        return self.list_url
