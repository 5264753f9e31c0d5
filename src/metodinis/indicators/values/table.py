"""The figures of all libraries and years as one reader may see them.

Arrays are float64 (libraries, years), NaN where there is no number; arrays of words (int8) say
why: `rules.NOTHING`, NUMBER, WORDS. Rows are `Table.members`, columns `Table.years`. What was
read of a column is kept in this process until the store changes, for all readers.
"""

from functools import cached_property
from metodinis.common.permissions import may
from metodinis.indicators.store import CATALOGUE_ID
from metodinis.indicators.store import catalogue_of
from metodinis.indicators.store import parsed_catalogue
from metodinis.indicators.values import rules
from metodinis.indicators.values.members import members
from metodinis.indicators.values.rules import ACCEPTED
from metodinis.indicators.values.rules import denominator_of
from metodinis.indicators.values.rules import GroupFigure
from metodinis.indicators.values.rules import numerator_of
from metodinis.layout.memo import catalog_mark
from metodinis.layout.memo import mark
from metodinis.layout.memo import Memo
from plone import api
from typing import NamedTuple
import itertools
import numpy


VIEW_ACCEPTED = "metodinis: View Accepted Values"
PUBLIC = ("published",)
STATES = {state: place for place, state in enumerate(ACCEPTED, 1)}

# Of 20 years of 1,200 libraries a column takes 220 kB.
_columns = Memo(400)
_tables = Memo(4)


def statistics():
    """The site's store of values."""
    return api.portal.get()[CATALOGUE_ID].statistics


def states_seen():
    """The states of reports whose values the present user may see."""
    return ACCEPTED if may(VIEW_ACCEPTED, api.portal.get()[CATALOGUE_ID]) else PUBLIC


def table(states=None):
    """The Table of what the present user may see, or of reports in `states`."""
    states = states or states_seen()
    store, catalogue = statistics(), api.portal.get()[CATALOGUE_ID]
    marks = (mark(store.version), mark(catalogue), catalog_mark())
    key = None if None in marks else (*marks, states)
    return _tables.get(key, lambda: Table(store, states, members(), _current(catalogue)))


def _current(catalogue):
    return parsed_catalogue(catalogue.current("catalogue").text)


class Break(NamedTuple):
    """A year from which a series isn't quite comparable. what: "code", if another code was
    counted before it; "formula", "unit", "definition", if that was another then."""

    year: int
    what: str
    before: str
    after: str


class Table:
    """What reports in `states` say. current: the site's present Catalogue, ended codes too."""

    def __init__(self, store, states, members, current):
        self._store = store
        self.states = states
        self.members = members
        self.current = current
        self.version = store.version()
        self.years = tuple(store.years)
        keys = sorted({key for year in self.years for key in store.year(year).states})
        # The last row of what is read of the store is of nobody.
        self._keys = {key: row for row, key in enumerate(keys)}
        self._rows = numpy.array([self._keys.get(one.key, -1) for one in members], dtype=int)
        self.place = {one.uid: row for row, one in enumerate(members)}
        self._read = {}

    # catalogues

    @cached_property
    def catalogues(self):
        """year -> Catalogue of what its round asked."""
        found = {year: self._store.year(year) for year in self.years}
        return {
            year: catalogue_of(one.catalogue_text, year, one.left_out)
            for year, one in found.items()
        }

    def line(self, code, year=None):
        """The Element or Indicator with a code as of a year, or as it is now (if it was ended, as
        it was last); None if there is none."""
        if year is not None:
            catalogue = self.catalogues.get(year)
            return None if catalogue is None else _line(catalogue, code)
        found = _line(self.current, code)
        for earlier in reversed(self.years):
            found = found or _line(self.catalogues[earlier], code)
        return found

    @cached_property
    def lines(self):
        """code -> Element of numbers or Indicator, as they are now, of all that any year has a
        number of; codes that another replaced are left out: they are in its series."""
        catalogues = [self.current, *reversed(self.catalogues.values())]
        known = {code: None for one in catalogues for code in (*one.elements, *one.indicators)}
        replaced = {code for code in known if self._heir(code) in known}
        held = {name for year in self.years for name in self._store.year(year).columns}
        return {
            code: self.line(code)
            for code in known
            if code not in replaced
            and any({one, numerator_of(one)} & held for one in self.lineage(code))
        }

    def _heir(self, code):
        line = self.line(code)
        return line.replaced_by if line is not None else ""

    def lineage(self, code):
        """The codes of a series: itself, then what it replaced, the newest first."""
        found = [code]
        for one in found:
            earlier = [
                line.code
                for catalogue in (self.current, *self.catalogues.values())
                for line in (*catalogue.elements.values(), *catalogue.indicators.values())
                if line.replaced_by == one
            ]
            found += [other for other in dict.fromkeys(earlier) if other not in found]
        return found

    @cached_property
    def _by_year(self):
        return {}

    def codes(self, code):
        """year -> the code that its series has in that year; years without one are left out."""
        if code not in self._by_year:
            lineage = self.lineage(code)
            asked = {
                year: next((one for one in lineage if _line(catalogue, one) is not None), None)
                for year, catalogue in self.catalogues.items()
            }
            self._by_year[code] = {year: found for year, found in asked.items() if found}
        return self._by_year[code]

    def breaks(self, code):
        """The Breaks of a series, the oldest first."""
        asked = self.codes(code)
        lines = [(year, self.line(found, year)) for year, found in asked.items()]
        return [
            Break(year, *difference)
            for (_year, before), (year, after) in itertools.pairwise(lines)
            if (difference := _difference(before, after)) is not None
        ]

    # numbers

    @cached_property
    def reports(self):
        """int8 (libraries, years): 0 for no report, else STATES[its state]."""
        found = numpy.zeros((len(self._keys) + 1, len(self.years)), dtype=numpy.int8)
        for place, year in enumerate(self.years):
            for key, state in self._store.year(year).states.items():
                if state in self.states:
                    found[self._keys[key], place] = STATES[state]
        return found[self._rows]

    @cached_property
    def asked(self):
        """bool (libraries, years): whether a library was open in some part of the year."""
        return numpy.array(
            [[one.is_asked(year) for year in self.years] for one in self.members], dtype=bool
        ).reshape(len(self.members), len(self.years))

    def numbers(self, code):
        """float64 (libraries, years): the values of an element's or indicator's series."""
        return self._seen(code)[0]

    def words(self, code):
        """int8 (libraries, years): what stands in each place: NOTHING, NUMBER, or of WORDS."""
        return self._seen(code)[1]

    def parts(self, code):
        """(numerators, denominators) of an indicator's series, each (libraries, years)."""
        return self._seen(code)[2:]

    def _seen(self, code):
        if code not in self._read:
            self._read[code] = self._compute(code)
        return self._read[code]

    def _compute(self, code):
        line = self.line(code)
        if line is None or line.kind == "element":
            numbers, words = self._column(code, str)
            return (*self._masked(numbers, words), numbers, None)
        above, words = self._column(code, numerator_of)
        below, _words = self._column(code, denominator_of)
        factors = numpy.array([self._factor(code, year) for year in self.years])
        with numpy.errstate(divide="ignore", invalid="ignore"):
            numbers = above * factors / below
        numbers[~numpy.isfinite(numbers)] = numpy.nan
        masked, words = self._masked(numbers, words)
        return masked, words, self._hidden(above), self._hidden(below)

    def _factor(self, code, year):
        line = self.line(self.codes(code).get(year, ""), year)
        return float(line.factor) if line is not None else numpy.nan

    def _hidden(self, numbers):
        """Numbers without those of reports that the reader may not see."""
        return numpy.where(self.reports > 0, numbers, numpy.nan)

    def _masked(self, numbers, words):
        return self._hidden(numbers), numpy.where(self.reports > 0, words, rules.NOTHING)

    def _column(self, code, name_of):
        """(numbers, words) of a series, in the rows of the members, whoever may see them."""
        asked = self.codes(code)
        version = mark(self._store.version)
        key = None if version is None else (version, code, name_of, tuple(asked.items()))
        numbers, words = _columns.get(key, lambda: self._load(asked, name_of))
        return numbers[self._rows], words[self._rows]

    def _load(self, asked, name_of):
        shape = (len(self._keys) + 1, len(self.years))
        numbers = numpy.full(shape, numpy.nan)
        words = numpy.zeros(shape, dtype=numpy.int8)
        for place, year in enumerate(self.years):
            column = self._store.year(year).columns.get(name_of(asked.get(year, "")))
            for key, number in column.items() if column is not None else ():
                row = self._keys[key]
                if isinstance(number, str):
                    words[row, place] = rules.WORDS[number]
                else:
                    numbers[row, place], words[row, place] = number, rules.NUMBER
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
        ratio of sums, never a mean of ratios.
        """
        place = self.years.index(year)
        asked = int(numpy.count_nonzero(self.asked[group, place]))
        line = self.line(self.codes(code).get(year, ""), year)
        if line is None:
            return GroupFigure(None, None, None, asked, 0)
        # A library that was closed before counts no more, one that isn't asked can't be missing.
        rows = group & self.asked[:, place]
        words = self.words(code)[rows, place]
        if line.kind == "indicator":
            above, below = (part[rows, place] for part in self.parts(code))
            return rules.ratio_of(above, below, words, float(line.factor), asked)
        numbers = self.numbers(code)[rows, place]
        if line.aggregation == "sum":
            return rules.sum_of(numbers, words, asked)
        if line.aggregation == "mean":
            return rules.mean_of(numbers, words, asked)
        used = int(numpy.count_nonzero(words == rules.NUMBER))
        return GroupFigure(None, None, None, asked, used)

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


def _line(catalogue, code):
    return catalogue.elements.get(code) or catalogue.indicators.get(code)


def _difference(before, after):
    """(what, before, after) of the first thing that keeps two years from being comparable."""
    facts = {
        "code": lambda line: line.code,
        "formula": _formula,
        "unit": lambda line: line.unit,
        "definition": lambda line: line.definition_lt,
    }
    for what, fact in facts.items():
        if fact(before) != fact(after):
            return what, fact(before), fact(after)
    return None


def _way(line):
    """How a line's values are put together, of rules.RATIO, SUM, MEAN, APART; None: it isn't."""
    if line is None:
        return rules.APART
    if line.kind == "indicator":
        return rules.RATIO
    return {"sum": rules.SUM, "mean": rules.MEAN}.get(line.aggregation, rules.APART)


def _formula(line):
    if line.kind == "element":
        return ""
    return f"{line.numerator} / {line.denominator} × {line.factor}"
