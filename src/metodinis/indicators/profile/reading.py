"""A library's indicators for one reader, year and peer group: what page, PDF and REST tell."""

from datetime import date
from functools import cached_property
from metodinis.indicators.catalogue import Indicator
from metodinis.indicators.peers import groups as peer_groups
from metodinis.indicators.peers import rules as peer_rules
from metodinis.indicators.profile import rules
from metodinis.indicators.store import CATALOGUE_ID
from metodinis.indicators.targets import reading as targets
from metodinis.indicators.targets.pages import visible
from metodinis.indicators.targets.rules import Target
from metodinis.indicators.values.interfaces import ISources
from metodinis.indicators.values.keys import KEY_INDICATORS
from metodinis.indicators.values.rules import denominator_of
from metodinis.indicators.values.rules import numerator_of
from metodinis.indicators.values.rules import WORDS
from metodinis.indicators.values.table import table
from metodinis.libraries.people import LOCAL_ROLES
from plone import api
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from zope.component import getUtility
import numpy


class Goal(NamedTuple):
    """A target that is set for the library. light: of targets.rules.LIGHTS, "" if unknown."""

    target: Target
    light: str


class Line(NamedTuple):
    """An indicator of the library in a year.

    theme: code of a section; value: number or None; word: why there is none, of values.rules.WORDS
    or NOTHING; is_draft: whether its report isn't in the table yet; before: the value of the year
    before, or None; series: (year, value or None) of all years; spread, standing: among peers, None
    where too few have a number; known: of how many peers there is one, the library with them.
    """

    code: str
    indicator: Indicator
    theme: str
    value: float | None
    word: int
    is_draft: bool
    before: float | None
    change: rules.Change | None
    series: tuple
    spread: peer_rules.Spread | None
    standing: peer_rules.Standing | None
    known: int
    goal: Goal | None


def is_own(library, user):
    """Whether a user is one of a library's people."""
    return bool(set(LOCAL_ROLES.values()) & set(user.getRolesInContext(library)))


class Profile:
    """A library among its peers, as the present user may see it.

    sees_drafts: whether its own report that isn't published yet is told beside the others; year,
    group: what was asked for, None for the newest year and the closest group. What there isn't
    is as if nothing was asked: `year` and `group` tell what is shown.
    """

    def __init__(self, library, *, sees_drafts=False, year=None, group=None):
        self.library = library
        self.table = table()
        self.row = self.table.place[IUUID(library)]
        self.member = self.table.members[self.row]
        self.settings = peer_groups.settings()
        self.sees_drafts = sees_drafts
        self._asked_year, self._asked_group = year, group

    # years

    @cached_property
    def _drafts(self):
        """year -> (state, row) of the library's own reports that the table doesn't tell yet."""
        if not self.sees_drafts:
            return {}
        sources, this = getUtility(ISources), date.today().year
        missing = [
            year
            for year in sorted({*self.table.years, this, this - 1})
            if not self._has_report(year)
        ]
        found = {year: sources.own_row(self.library, year) for year in missing}
        return {year: own for year, own in found.items() if own is not None and own[1]}

    def _has_report(self, year):
        return year in self.table.years and bool(self.table.reports[self.row, self._place(year)])

    def _place(self, year):
        return self.table.years.index(year)

    @cached_property
    def years(self):
        """The years of which the reader sees something of the library, the newest first."""
        reported = [year for year in self.table.years if self._has_report(year)]
        return sorted({*reported, *self._drafts}, reverse=True)

    @cached_property
    def year(self):
        """The year that is shown: that which was asked for, else the newest one of the table;
        None if there is none."""
        if self._asked_year in self.years:
            return self._asked_year
        told = (year for year in self.years if year not in self._drafts)
        return next(told, self.years[0] if self.years else None)

    @property
    def draft_year(self):
        """The newest year of its own that isn't published yet and isn't shown, or None."""
        return max((year for year in self._drafts if year != self.year), default=None)

    @property
    def draft_state(self):
        """The state of the report of the shown year, if it isn't in the table yet; else None."""
        return self._drafts[self.year][0] if self.year in self._drafts else None

    # groups

    @property
    def has_peers(self):
        """Whether the shown year is one of which anything is accepted."""
        return self.year in self.table.years

    @cached_property
    def groups(self):
        """The PeerGroups that may be chosen, the closest kin first."""
        if not self.has_peers:
            return []
        return peer_groups.groups_of(self.table, self.member, self.year)

    @cached_property
    def group(self):
        """The PeerGroup that is compared with; None while there is nothing to compare with."""
        if not self.has_peers:
            return None
        asked = next((one for one in self.groups if one.id == self._asked_group), None)
        return asked or peer_groups.default_group(self.table, self.member, self.year)

    @property
    def peers(self):
        """The Members of the group without the library itself."""
        rows = [] if self.group is None else numpy.flatnonzero(self.group.mask)
        return [self.table.members[row] for row in rows if row != self.row]

    @property
    def coverage(self):
        """(how many of the group have reported for the year, how many are in it)."""
        if self.group is None:
            return 0, 0
        reported = self.table.reports[:, self._place(self.year)] > 0
        mask = self.group.mask
        return int(numpy.count_nonzero(reported & mask)), int(numpy.count_nonzero(mask))

    @cached_property
    def sees_places(self):
        """Whether the reader may know the library's very place: its own people, the staff, or
        everybody if the staff publish names."""
        return self.sees_drafts or peer_groups.may_name()

    # lines

    @cached_property
    def lines(self):
        """A Line of each indicator that the year asks and the library has ever had, by theme."""
        if self.year is None:
            return []
        found = [
            self._line(code, indicator)
            for code in self._codes
            if (indicator := self._indicator(code)) is not None
        ]
        order = {code: place for place, code in enumerate(self.table.current.sections)}
        return sorted(found, key=lambda line: order.get(line.theme, len(order)))

    @property
    def themes(self):
        """[(section's code, its Lines)] in the form's order."""
        found = {}
        for line in self.lines:
            found.setdefault(line.theme, []).append(line)
        return list(found.items())

    @property
    def keys(self):
        """The Lines of the key figures that have a value."""
        lines = {line.code: line for line in self.lines if line.value is not None}
        return [lines[code] for code in KEY_INDICATORS if code in lines]

    @cached_property
    def verdicts(self):
        """(strengths, gaps): rules.Verdicts."""
        found = [
            rules.verdict(one.code, one.indicator.direction, one.standing) for one in self.lines
        ]
        return rules.told(found)

    def line(self, code):
        """The Line of a code."""
        return next(line for line in self.lines if line.code == code)

    def trend(self, code):
        """[(year, value, Spread or None)] of an indicator: the library beside its group."""
        series = dict(self.line(code).series)
        mask = self._compared
        numbers = self.table.numbers(code)
        smallest = self.settings.smallest
        return [
            (
                year,
                value,
                peer_rules.spread(numbers[mask, self._place(year)], smallest)
                if mask is not None and year in self.table.years
                else None,
            )
            for year, value in series.items()
        ]

    @property
    def _codes(self):
        """Codes of indicators that there are numbers of, or that the draft brings."""
        codes = [code for code, line in self.table.lines.items() if line.kind == "indicator"]
        _state, row = self._drafts.get(self.year, (None, {}))
        current = self.table.current.for_year(self.year).indicators
        return codes + [code for code in current if code not in codes and numerator_of(code) in row]

    def _indicator(self, code):
        """The Indicator as the year asks it; None if it doesn't, or the library never had it."""
        if self.year in self.table.years:
            line = self.table.line(self.table.codes(code).get(self.year, ""), self.year)
        else:
            line = self.table.current.for_year(self.year).indicators.get(code)
        if line is None:
            return None
        has_any = not numpy.isnan(self.table.numbers(code)[self.row]).all()
        return line if has_any or self._own(code, self.year)[0] is not None else None

    @cached_property
    def _compared(self):
        """The mask of the group with the library, or None."""
        if self.group is None:
            return None
        mask = self.group.mask.copy()
        mask[self.row] = True
        return mask

    def _own(self, code, year):
        """(value, word) of the library: of the table, or of its draft."""
        if year in self._drafts:
            return self._of_draft(code, self._drafts[year][1], year)
        if year not in self.table.years:
            return None, 0
        number = self.table.numbers(code)[self.row, self._place(year)]
        word = int(self.table.words(code)[self.row, self._place(year)])
        return (None if numpy.isnan(number) else float(number)), word

    def _of_draft(self, code, row, year):
        named = self.table.codes(code).get(year, code)
        line = self.table.line(named, year) or self.table.line(named)
        above, below = row.get(numerator_of(named)), row.get(denominator_of(named))
        if isinstance(above, str):
            return None, WORDS[above]
        if above is None or not below:
            return None, 0
        return above * float(line.factor) / below, 1

    def _line(self, code, indicator):
        value, word = self._own(code, self.year)
        years = sorted({*self.table.years, *self._drafts})
        series = tuple((year, self._own(code, year)[0]) for year in years if year <= self.year)
        before = dict(series).get(self.year - 1)
        spread, standing, known = self._among(code, indicator.direction, value)
        return Line(
            code,
            indicator,
            self._theme(indicator),
            value,
            word,
            self.year in self._drafts,
            before,
            None if self._broken(code) else rules.change_of(value, before, indicator.unit),
            series,
            spread,
            standing,
            known,
            self._goal(code, value),
        )

    def _broken(self, code):
        """Whether the shown year can't be compared with the one before: by its formula or unit."""
        codes = self.table.codes(code)
        lines = [self.table.line(codes.get(year, ""), year) for year in (self.year - 1, self.year)]
        return None not in lines and _formula(lines[0]) != _formula(lines[1])

    def _among(self, code, direction, value):
        """(Spread, Standing, how many have a number) of the group in the year."""
        if self._compared is None:
            return None, None, 0
        column = self.table.numbers(code)[:, self._place(self.year)]
        if self.year in self._drafts:
            column = column.copy()
            column[self.row] = numpy.nan if value is None else value
        numbers = peer_rules.known(column[self._compared])
        smallest = self.settings.smallest
        return (
            peer_rules.spread(numbers, smallest),
            peer_rules.standing(numbers, value, direction, smallest),
            len(numbers),
        )

    def _theme(self, indicator):
        """The section of what the indicator counts."""
        for code in indicator.codes:
            element = self.table.line(code)
            if element is not None:
                return element.section
        return ""

    @cached_property
    def _targets(self):
        """code -> the approved Target of the shown year or, if it has none, of the next one."""
        indicators = api.portal.get()[CATALOGUE_ID]
        # One that is set for this library alone is for its people.
        seen = visible(indicators, indicators.targets.all())
        found = {}
        for year in sorted({one.year for one in seen if one.year >= self.year}):
            for code, target in targets.targets_of(year, self.member, self.table, seen).items():
                found.setdefault(code, target)
        return found

    def _goal(self, code, value):
        target = self._targets.get(code)
        if target is None:
            return None
        progress = targets.progress(target, self.member, self.table)
        # What isn't accepted yet, or is of another year, can't be held against it.
        is_of_year = progress.year == self.year and value is not None
        return Goal(target, progress.light if is_of_year else "")


def _formula(line):
    return str(line.numerator), str(line.denominator), line.factor, line.unit
