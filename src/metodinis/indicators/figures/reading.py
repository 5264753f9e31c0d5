"""What is told of a series, a code over the years: of groups, of libraries, and of their changes.

Numbers alone, over a `values.table.Table`; a year's value of a group is what it has together, or,
of an element that isn't put together (titles), the median of its libraries.
"""

from functools import cached_property
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.indicators.peers import groups
from metodinis.indicators.peers.rules import Spread
from metodinis.indicators.peers.rules import spread
from metodinis.indicators.values.members import Member
from metodinis.indicators.values.rules import GroupFigure
from metodinis.indicators.values.rules import NUMBER
from metodinis.indicators.values.rules import tidy
from metodinis.indicators.values.rules import WORDS
from typing import NamedTuple
import numpy


ADDED = ("sum", "mean")
# With so many of its libraries a group's value can stand beside that of other years.
ENOUGH = 0.8


class Change(NamedTuple):
    """How a group's value changed. share: relative, 0.04 for 4 per cent more; libraries: how many
    it is computed from; of: how many were asked, so it is of some only if that is more."""

    share: float
    libraries: int
    of: int

    @property
    def partial(self):
        return self.libraries < self.of


class YearFigure(NamedTuple):
    """A group in a year. value: what it has together or the median; spread: of its libraries' own
    values, or None; is_break: from this year on the series is counted otherwise."""

    year: int
    value: float | None
    figure: GroupFigure
    spread: Spread | None
    is_break: bool

    @property
    def is_enough(self):
        """Whether so few libraries are missing that it can stand beside other years."""
        return is_enough(self.figure.used, self.figure.asked)


class GroupRow(NamedTuple):
    """A group beside others, in a year and the one before. id, title: as of a PeerGroup."""

    id: str
    title: str
    now: YearFigure
    before: YearFigure | None
    change: Change | None


class LibraryRow(NamedTuple):
    """A library in a year. word: of values.rules; share: its relative change, or None."""

    member: Member
    value: float | None
    word: int
    before: float | None
    share: float | None


def adds_up(line):
    """Whether libraries' values of an Element or Indicator are put together into one."""
    return line.kind == "indicator" or line.aggregation in ADDED


def is_enough(used, asked):
    """Whether so many libraries of a group are there that they stand for it."""
    return used >= ENOUGH * asked


class Series:
    """A code's series as a reader may see it.

    years: those that the pages show, in order; of them `self.years` are those that have it.
    """

    def __init__(self, table, code, years):
        self.table = table
        self.code = code
        self.line = table.line(code)
        self.years = [year for year in sorted(years) if year in table.codes(code)]
        self.adds_up = adds_up(self.line)

    # years

    @cached_property
    def breaks(self):
        """year shown -> the Breaks since the year shown before it."""
        found = {}
        for one in self.table.breaks(self.code):
            year = next((shown for shown in self.years[1:] if shown >= one.year), None)
            if year is not None and self.years[0] < one.year:
                found.setdefault(year, []).append(one)
        return found

    def before(self, year):
        """The year shown before a year, or None."""
        return max((one for one in self.years if one < year), default=None)

    def line_in(self, year):
        """The Element or Indicator as that year asked it."""
        return self.table.line(self.table.codes(self.code)[year], year)

    def is_comparable(self, before, year):
        """Whether values of two years can be divided by each other: one unit, one formula."""
        return not any(
            one.what in ("unit", "formula")
            for shown, found in self.breaks.items()
            if before < shown <= year
            for one in found
        )

    @property
    def has_both(self):
        """Whether all years that were asked for have it, and can be compared."""
        return len(self.years) == 2 and self.is_comparable(*self.years)

    # groups

    def numbers(self, year, group):
        """float64: the values of a group's libraries in a year, NaN where there is none."""
        place = self.table.years.index(year)
        return self.table.numbers(self.code)[group & self.table.asked[:, place], place]

    def spread(self, year, group, smallest=1):
        """The Spread of a group's libraries, None of fewer than `smallest`."""
        return spread(self.numbers(year, group), smallest)

    def value(self, year, group):
        """What a group has together in a year, or the median if that isn't put together."""
        if self.adds_up:
            return self.table.total(self.code, year, group).value
        found = self.spread(year, group)
        return None if found is None else tidy(found.median)

    def figure(self, year, group, smallest=1):
        """The YearFigure of a group; its spread is None of fewer than `smallest` libraries."""
        return self._told(year, self.table.total(self.code, year, group), group, smallest)

    def _told(self, year, figure, group, smallest):
        found = self.spread(year, group)
        value = figure.value
        if not self.adds_up and found is not None:
            value = tidy(found.median)
        if found is not None and found.count < smallest:
            found = None
        return YearFigure(year, value, figure, found, year in self.breaks)

    def figures(self, group, smallest=1):
        """The YearFigures of a group in all years."""
        return [
            self._told(year, figure, group, smallest)
            for year, figure in zip(self.years, self._together(group), strict=True)
        ]

    def line_of(self, group):
        """The same without the spreads of what is put together: quicker."""
        if not self.adds_up:
            return self.figures(group)
        return [
            YearFigure(year, figure.value, figure, None, year in self.breaks)
            for year, figure in zip(self.years, self._together(group), strict=True)
        ]

    def _together(self, group):
        """The GroupFigures of a group in all years."""
        found = self.table.grouped(self.code, group[None])
        return [found.figure(0, self.table.years.index(year)) for year in self.years]

    def row(self, peer_group, year, smallest=1):
        """The GroupRow of a PeerGroup."""
        before = self.before(year)
        return GroupRow(
            peer_group.id,
            peer_group.title,
            self.figure(year, peer_group.mask, smallest),
            None if before is None else self.figure(before, peer_group.mask, smallest),
            self.change(before, year, peer_group.mask),
        )

    @staticmethod
    def points(figures):
        """The YearFigures that make a line over the years: not those of few libraries, unless
        there are no others."""
        known = [one for one in figures if one.value is not None]
        return [one for one in known if one.is_enough] or known

    def rows(self, kind, year, smallest=1):
        """GroupRows of the groups of a kind: "county" or "population"."""
        found = groups.all_groups(self.table, year)
        return [self.row(one, year, smallest) for one in found if one.id.startswith(f"{kind}:")]

    def change(self, before, year, group):
        """The Change of a group between two years, or None if nothing can be said.

        Where a library is missing in one of them, those that have both alone are compared; one
        that was merged is looked at together with the one that took it over.
        """
        if before is None or not self.is_comparable(before, year):
            return None
        places = [self.table.years.index(one) for one in (before, year)]
        asked, words = self.table.asked[:, places], self.table.words(self.code)[:, places]
        known = words == NUMBER
        there = known | (words == WORDS[NOT_APPLICABLE])
        everybody = int(numpy.count_nonzero(group & asked[:, 1]))
        if (asked & ~there)[group].any():
            group = group & self._whole(asked & ~there, known)
        now, then = self.value(year, group), self.value(before, group)
        if now is None or not then or then < 0:
            return None
        return Change(now / then - 1, int(numpy.count_nonzero(group & asked[:, 1])), everybody)

    def _whole(self, missing, known):
        """The mask of libraries of which, and of whose heirs and forerunners, nothing is missing
        in two years and something is known in both. missing, known: bool (libraries, 2)."""
        units = self._units
        lacks = numpy.bincount(units, missing.any(axis=1)) > 0
        has = [numpy.bincount(units, column) > 0 for column in known.T]
        return (~lacks & has[0] & has[1])[units]

    @cached_property
    def _units(self):
        """int (libraries,): equal for libraries that became one."""
        members, place = self.table.members, self.table.place
        found = numpy.arange(len(members))
        for row, member in enumerate(members):
            seen = {member.uid}
            while member.heir in place and member.heir not in seen:
                seen.add(member.heir)
                member = members[place[member.heir]]
            found[row] = place[member.uid]
        return found

    # libraries

    def libraries(self, year):
        """The LibraryRows of all libraries that were asked in a year, by name."""
        place, before = self.table.years.index(year), self.before(year)
        numbers, words = self.table.numbers(self.code), self.table.words(self.code)
        earlier = numpy.full(len(numbers), numpy.nan)
        if before is not None and self.is_comparable(before, year):
            earlier = numbers[:, self.table.years.index(before)]
        with numpy.errstate(divide="ignore", invalid="ignore"):
            shares = numpy.where(earlier > 0, numbers[:, place] / earlier - 1, numpy.nan)
        return [
            LibraryRow(
                self.table.members[row],
                number(numbers[row, place]),
                int(words[row, place]),
                number(earlier[row]),
                number(shares[row]),
            )
            for row in numpy.flatnonzero(self.table.asked[:, place])
        ]

    def by_municipality(self, year):
        """ISO 3166-2 code -> (value, GroupFigure) of its libraries together."""
        members, place = self.table.members, self.table.years.index(year)
        asked = numpy.flatnonzero(self.table.asked[:, place])
        codes = sorted({members[row].municipality for row in asked} - {None})
        places = {code: number for number, code in enumerate(codes)}
        masks = numpy.zeros((len(codes), len(members)), dtype=bool)
        for row in asked:
            if members[row].municipality is not None:
                masks[places[members[row].municipality], row] = True
        figures = [self.table.total(self.code, year, mask) for mask in masks]
        return {
            code: (figure.value if self.adds_up else self.value(year, mask), figure)
            for code, mask, figure in zip(codes, masks, figures, strict=True)
        }


def number(value):
    """A float of an array, None for NaN."""
    return None if numpy.isnan(value) else float(value)
