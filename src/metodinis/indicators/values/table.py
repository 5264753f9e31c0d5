"""The figures of all libraries and years as one reader may see them.

Arrays are float64 (libraries, years), NaN where there is no number; arrays of words (int8) say
why: `rules.NOTHING`, NUMBER, WORDS. Rows are `Table.members`, columns `Table.years`. What was
computed is kept in this process until the store changes, for all readers.
"""

from metodinis.common.permissions import may
from metodinis.indicators.store import CATALOGUE_ID
from metodinis.indicators.store import catalogue_of
from metodinis.indicators.store import parsed_catalogue
from metodinis.indicators.values import rules
from metodinis.indicators.values.columns import block_of
from metodinis.indicators.values.columns import column_of
from metodinis.indicators.values.columns import STATES
from metodinis.indicators.values.members import members
from metodinis.indicators.values.members import members_mark
from metodinis.indicators.values.rules import ACCEPTED
from metodinis.indicators.values.rules import denominator_of
from metodinis.indicators.values.rules import GroupFigure
from metodinis.indicators.values.rules import numerator_of
from metodinis.indicators.values.series import Series
from metodinis.layout.memo import mark
from metodinis.layout.memo import Memo
from plone import api
import numpy


VIEW_ACCEPTED = "metodinis: View Accepted Values"
PUBLIC = ("published",)

_frames = Memo(6)
# Of 1,200 libraries and 20 years what is computed of a code takes 600 kB.
_computed = Memo(120)


def statistics():
    """The site's store of values."""
    return api.portal.get()[CATALOGUE_ID].statistics


def states_seen():
    """The states of reports whose values the present user may see."""
    return ACCEPTED if may(VIEW_ACCEPTED, api.portal.get()[CATALOGUE_ID]) else PUBLIC


def table(states=None):
    """The Table of what the present user may see, or of reports in `states`.

    It tells the store as it is now: ask again after writing, and in another transaction.
    """
    states = tuple(states or states_seen())
    store, catalogue = statistics(), api.portal.get()[CATALOGUE_ID]
    text = catalogue.current("catalogue").text
    marks = (mark(store.version), members_mark())
    key = None if None in marks else (*marks, text, states)
    frame = _frames.get(
        key, lambda: _Frame(marks[0], store, states, members(), parsed_catalogue(text))
    )
    return Table(store, frame)


def table_of(store, states, members, current):
    """The Table of a Statistics that stands alone: Members, states and the present Catalogue as
    they are given; nothing of it is kept."""
    return Table(store, _Frame(None, store, tuple(states), tuple(members), current))


class _Frame:
    """What Tables of one state of the store share, in all threads: nothing of the database."""

    def __init__(self, version, store, states, members, current):
        self.version = version
        self.count = store.version()
        self.states = states
        self.members = members
        self.place = {one.uid: row for row, one in enumerate(members)}
        self.years = tuple(store.years)
        found = {year: store.year(year) for year in self.years}
        self.series = Series(
            current,
            {
                year: catalogue_of(one.catalogue_text, year, one.left_out)
                for year, one in found.items()
            },
        )
        keys = numpy.array([one.key for one in members], dtype=numpy.int64)
        self._order = numpy.argsort(keys)
        self._keys = keys[self._order]
        self._blocks = [block_of(one) for one in found.values()]
        self._rows = [self.rows_of(block.keys) for block in self._blocks]
        self.reports = self._reports()
        self.asked = self._asked()
        self.shown = self.reports > 0

    def rows(self, place, block):
        """The rows of a Block of the year at `place`. It isn't the one that is kept if something
        was written since."""
        return self._rows[place] if block is self._blocks[place] else self.rows_of(block.keys)

    def rows_of(self, keys):
        """The rows of library keys; those of no member come to a last row, of nobody."""
        rows = numpy.full(len(keys), len(self.members))
        if len(self.members):
            places = numpy.minimum(numpy.searchsorted(self._keys, keys), len(self.members) - 1)
            known = self._keys[places] == keys
            rows[known] = self._order[places[known]]
        return rows

    def _reports(self):
        counting = [STATES[state] for state in self.states]
        found = numpy.zeros((len(self.members) + 1, len(self.years)), dtype=numpy.int8)
        for place, block in enumerate(self._blocks):
            seen = numpy.isin(block.states, counting)
            found[self._rows[place][seen], place] = block.states[seen]
        return found[:-1]

    def _asked(self):
        found = numpy.zeros((len(self.members) + 1, len(self.years)), dtype=bool)
        for place, (year, block) in enumerate(zip(self.years, self._blocks, strict=True)):
            if len(block.asked):
                found[self.rows_of(block.asked), place] = True
            else:
                found[:-1, place] = [one.is_asked(year) for one in self.members]
        return found[:-1]


class Table:
    """What reports of some states say, of one state of the store, in one transaction."""

    def __init__(self, store, frame):
        self._store = store
        self._frame = frame
        self.members = frame.members
        self.place = frame.place
        self.years = frame.years
        self.states = frame.states
        self.current = frame.series.current
        self.version = frame.count
        self._own = {}

    # catalogues

    @property
    def catalogues(self):
        """year -> Catalogue of what its round asked."""
        return self._frame.series.catalogues

    def line(self, code, year=None):
        """The Element or Indicator with a code as of a year, or as it is now (if it was ended, as
        it was last); None if there is none."""
        return self._frame.series.line(code, year)

    @property
    def lines(self):
        """code -> Element of numbers or Indicator, as they are now, of all that any year has a
        number of; codes that another replaced are left out: they are in its series."""
        series = self._frame.series
        return self._kept(
            "lines",
            lambda: {code: series.line(code) for code in series.heads if self._is_held(code)},
        )

    def _is_held(self, code):
        held = reversed(self._frame.series.codes(code).items())
        return any(
            self._store.year(year).columns.get(name)
            for year, found in held
            for name in (found, numerator_of(found))
        )

    def lineage(self, code):
        """The codes of a series: itself, then what it replaced, the newest first."""
        return self._frame.series.lineage(code)

    def codes(self, code):
        """year -> the code that its series has in that year; years without one are left out."""
        return self._frame.series.codes(code)

    def breaks(self, code):
        """The Breaks of a series, the oldest first."""
        return self._frame.series.breaks(code)

    # numbers

    @property
    def reports(self):
        """int8 (libraries, years): 0 for no report, else STATES[its state]."""
        return self._frame.reports

    @property
    def reported_years(self):
        """The years of which a report that counts here is there, in order: a tuple."""
        seen = self.reports.any(axis=0)
        return tuple(year for year, there in zip(self.years, seen, strict=True) if there)

    @property
    def asked(self):
        """bool (libraries, years): whether the year's round asks a library; of a year without
        a round, whether the library was open in some part of it."""
        return self._frame.asked

    def numbers(self, code):
        """float64 (libraries, years): the values of an element's or indicator's series."""
        return self._seen(code)[0]

    def words(self, code):
        """int8 (libraries, years): what stands in each place: NOTHING, NUMBER, or of WORDS.

        An indicator whose denominator is 0 has NUMBER there, and NaN among the numbers.
        """
        return self._seen(code)[1]

    def parts(self, code):
        """(numerators, denominators) of an indicator's series, each (libraries, years)."""
        return self._seen(code)[2:]

    def _kept(self, name, make):
        """What `make()` gives, kept for other Tables unless the store was written since."""
        if name not in self._own:
            frame = self._frame
            is_same = frame.version is not None and mark(self._store.version) == frame.version
            self._own[name] = _computed.get((frame, name) if is_same else None, make)
        return self._own[name]

    def _seen(self, code):
        return self._kept(("numbers", code), lambda: self._compute(code))

    def _compute(self, code):
        line = self.line(code)
        if line is None or line.kind == "element":
            numbers, words = self._column(code, str)
            return _fixed(numbers, words, numbers, None)
        above, words = self._column(code, numerator_of)
        below, _words = self._column(code, denominator_of)
        factors = numpy.array([self._factor(code, year) for year in self.years])
        with numpy.errstate(divide="ignore", invalid="ignore"):
            numbers = above * factors / below
        numbers[~numpy.isfinite(numbers)] = numpy.nan
        return _fixed(numbers, words, above, below)

    def _factor(self, code, year):
        line = self.line(self.codes(code).get(year, ""), year)
        return float(line.factor) if line is not None else numpy.nan

    def _column(self, code, name_of):
        """(numbers, words) of a series in the rows of the members, of reports that count."""
        # A year's numbers lie side by side: so they are put here, and asked for, a year at a time.
        shape = (len(self.years), len(self.members) + 1)
        numbers = numpy.full(shape, numpy.nan)
        words = numpy.zeros(shape, dtype=numpy.int8)
        asked = self.codes(code)
        for place, year in enumerate(self.years):
            if year in asked:
                block, column = column_of(self._store.year(year), name_of(asked[year]))
                rows = self._frame.rows(place, block)
                numbers[place][rows], words[place][rows] = column
        hidden = ~self._frame.shown
        numbers, words = numbers[:, :-1].T, words[:, :-1].T
        numbers[hidden], words[hidden] = numpy.nan, rules.NOTHING
        return numbers, words

    # groups

    def everybody(self):
        """The mask of all libraries: bool (libraries,)."""
        return numpy.ones(len(self.members), dtype=bool)

    def mask(self, uids):
        """The mask of some libraries, by their UIDs; of unknown ones nothing is said."""
        found = numpy.zeros(len(self.members), dtype=bool)
        found[[self.place[uid] for uid in uids if uid in self.place]] = True
        return found

    def total(self, code, year, group):
        """The GroupFigure of a series in a year. group: mask bool (libraries,).

        An element is put together by its rule (sum, mean, or not at all), an indicator is the
        ratio of sums, never a mean of ratios. Of a year that isn't here nothing is said.
        """
        if year not in self.years:
            return GroupFigure(None, None, None, 0, 0)
        place = self.years.index(year)
        # A library that was closed before counts no more, one that isn't asked can't be missing.
        rows = group & self.asked[:, place]
        asked = int(numpy.count_nonzero(rows))
        line = self.line(self.codes(code).get(year, ""), year)
        if line is None:
            return GroupFigure(None, None, None, asked, 0)
        words = self.words(code)[rows, place]
        if line.kind == "indicator":
            above, below = (part[rows, place] for part in self.parts(code))
            return rules.ratio_of(above, below, words, float(line.factor), asked)
        numbers = self.numbers(code)[rows, place]
        if line.aggregation == "sum":
            return rules.sum_of(numbers, words, asked)
        if line.aggregation == "mean":
            return rules.mean_of(numbers, words, asked)
        return GroupFigure(None, None, None, asked, rules.used_of(words))

    def totals(self, code, group):
        """year -> GroupFigure of a series, of all years."""
        return {year: self.total(code, year, group) for year in self.years}

    def grouped(self, code, groups):
        """The Grouped of a series, of all years: what `total` gives of many groups at once.

        groups: masks, bool (groups, libraries).
        """
        lines = [self.line(self.codes(code).get(year, ""), year) for year in self.years]
        line = self.line(code)
        is_ratio = line is not None and line.kind == "indicator"
        parts = self.parts(code) if is_ratio else (self.numbers(code),)
        factors = [float(found.factor) if found and is_ratio else numpy.nan for found in lines]
        ways = [_way(found) for found in lines]
        return rules.grouped(
            groups, self.asked, self.words(code), parts, ways, numpy.array(factors)
        )


def _way(line):
    """How a line's values are put together, of rules.RATIO, SUM, MEAN, APART; None: it isn't."""
    if line is None:
        return rules.APART
    if line.kind == "indicator":
        return rules.RATIO
    return {"sum": rules.SUM, "mean": rules.MEAN}.get(line.aggregation, rules.APART)


def _fixed(*arrays):
    """Arrays that nobody can change: all readers share them."""
    for array in arrays:
        if array is not None:
            array.flags.writeable = False
    return arrays
