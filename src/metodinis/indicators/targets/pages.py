"""What the pages of targets share: who sees which, and how one is told."""

from functools import cached_property
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.i18n import _
from metodinis.indicators.peers import groups as peer_groups
from metodinis.indicators.targets import reading
from metodinis.indicators.targets import rules
from metodinis.indicators.targets import texts
from metodinis.indicators.targets.operations import APPROVE
from metodinis.indicators.targets.operations import PROPOSE
from metodinis.indicators.values.views import FiguresPage
from metodinis.indicators.views import IndicatorsPage
from metodinis.libraries.people import person
from zExceptions import NotFound


def is_staff(indicators):
    """Whether the present user sees proposals, and each library's progress."""
    return may(PROPOSE, indicators) or may(APPROVE, indicators)


def own_libraries():
    """UIDs of the libraries whose people the present user is one of."""
    return set(person(me()).libraries) if me() else set()


def visible(indicators, targets):
    """Those of Targets that the present user may see: the staff all; everybody the approved ones,
    but one for a single library is for its people."""
    if is_staff(indicators):
        return list(targets)
    own = {f"library:{uid}" for uid in own_libraries()}
    return [
        one
        for one in targets
        if one.state == rules.APPROVED and (not one.is_of_one or one.group in own)
    ]


class TargetPage(FiguresPage, IndicatorsPage):
    """Base of the pages of targets."""

    @property
    def tabs(self):
        """The pages of the indicators; those of one target stand under the list of all."""
        return [
            (url, title, here or url.endswith("/@@targets")) for url, title, here in super().tabs
        ]

    @cached_property
    def is_staff(self):
        return is_staff(self.context)

    @property
    def may_propose(self):
        return may(PROPOSE, self.context)

    @cached_property
    def own(self):
        return own_libraries()

    @property
    def list_url(self):
        return f"{self.context.absolute_url()}/@@targets"

    def url_of(self, target, name="target"):
        return f"{self.context.absolute_url()}/@@{name}?id={target.id}"

    @cached_property
    def target(self):
        """The Target that the address names by `id`. Raises NotFound, as for one not to be seen."""
        asked = str(self.request.form.get("id", ""))
        digits = asked.isascii() and asked.isdecimal() and len(asked) < 9
        target = self.context.targets.get(int(asked)) if digits else None
        if target is None or not visible(self.context, [target]):
            raise NotFound(self.__name__)
        return target

    # words

    def line_of(self, target):
        """The Element or Indicator of a Target, as it is now; None if it is nowhere any more."""
        return self.table.line(reading.present_code(self.table, target.code))

    def title_of(self, target):
        line = self.line_of(target)
        return target.code if line is None else line.title(self.lang)

    def group_of(self, target):
        """The title of a Target's group as it is called now, or was when the target was set."""
        return self.group_title(target.group, target.group_title, target.year)

    def group_title(self, group, kept, year):
        """The title of a group by its id; `kept`, what it was called, if it is no more."""
        kind, _colon, which = group.partition(":")
        if kind == "library":
            place = self.table.place.get(which)
            return kept if place is None else self.table.members[place].title
        by = reading.year_of_groups(self.table, year)
        found = None if by is None else peer_groups.group(self.table, group, by)
        if found is None:
            return self.say(peer_groups.TERRITORY_TITLE) if group == rules.TERRITORY else kept
        return self.say(found.title)

    def written(self, target, value):
        """A value of a Target's indicator, with its unit."""
        line = self.line_of(target)
        return self.number(value) if line is None else self.value_text(line, value)

    def state_title(self, target):
        return texts.STATE_TITLES[target.state]

    def state_badge(self, target):
        return texts.STATE_BADGES[target.state], texts.STATE_TITLES[target.state]

    def light_badge(self, light):
        """(state of the badge, text) of a light, None for none."""
        return (texts.LIGHT_BADGES[light], texts.LIGHT_TITLES[light]) if light else None

    def now_text(self, target, progress):
        """A value and its year, with how many libraries are in it if some are missing."""
        if progress.value is None:
            return self.say(_("targets_no_value", default="no data yet"))
        said = self.say(
            _(
                "targets_value_of_year",
                default="${value} (${year})",
                mapping={"value": self.written(target, progress.value), "year": progress.year},
            )
        )
        return (
            said if progress.used == progress.asked else f"{said}; {self.coverage_text(progress)}"
        )

    def reached_text(self, target):
        """How many libraries have reached a Target, "" where that isn't asked or known."""
        if target.measure == rules.WHOLE or target.is_of_one or not target.direction:
            return ""
        met, known = reading.reached(target, self.table)
        if not known:
            return ""
        return self.say(
            _(
                "targets_reached",
                default="reached by ${met} of ${known} libraries",
                mapping={"met": self.number(met), "known": self.number(known)},
            )
        )

    def method_text(self, basis):
        """What a value comes from, in one sentence."""
        mapping = {
            "group": self.group_title(basis.group, basis.group_title, basis.year or 0),
            "year": basis.year or "",
            "percentile": basis.percentile or "",
            "count": self.number(basis.count),
            "asked": self.number(basis.asked),
            "first": basis.years[0] if basis.years else "",
            "last": basis.years[-1] if basis.years else "",
        }
        return self.say(_filled(METHOD_SENTENCES[basis.method], mapping))


METHOD_SENTENCES = {
    rules.VALUE: _("targets_sentence_value", default="The value was set by hand."),
    rules.THIRD: _(
        "targets_sentence_third",
        default="The median of the best third; group: ${group}; ${year}, ${count} of ${asked} "
        "libraries had the number.",
    ),
    rules.PERCENTILE: _(
        "targets_sentence_percentile",
        default="Percentile ${percentile} in the good direction; group: ${group}; ${year}, "
        "${count} of ${asked} libraries had the number.",
    ),
    rules.TREND: _(
        "targets_sentence_trend",
        default="The own trend of ${first}–${last}, continued to the year of the target.",
    ),
}


def _filled(message, mapping):
    return type(message)(message, mapping=mapping)
