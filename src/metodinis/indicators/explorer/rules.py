"""What a reader chose, its figures as one cube of arrays, and how they lie in a table. Pure."""

from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import UNKNOWN
from metodinis.indicators.values import rules as values_rules
from metodinis.indicators.values.rules import GroupFigure
from typing import NamedTuple
import math
import numpy


# What libraries are put together by, besides what is in `views`.
TERRITORY, EACH, COUNTY, BAND, KIND = "territory", "each", "county", "band", "kind"
MUNICIPALITY, LIBRARY = "municipality", "library"
GROUPINGS = (TERRITORY, EACH, COUNTY, MUNICIPALITY, BAND, KIND, LIBRARY)
TABLE, PIVOT, LINE, BAR, SCATTER, MAP = "table", "pivot", "line", "bar", "scatter", "map"
VIEWS = (TABLE, PIVOT, LINE, BAR, SCATTER, MAP)
# Axes of the cube, in its order.
INDICATOR, GROUP, YEAR = "indicator", "group", "year"
AXES = (INDICATOR, GROUP, YEAR)
AUTO, NAME, VALUE = "auto", "name", "value"
SORTS = (AUTO, NAME, VALUE)
# What has an order of its own, and what single libraries come of: a municipality has one.
ORDERLY = (TERRITORY, BAND)
SINGLE = (LIBRARY, EACH, MUNICIPALITY)

MAX_CODES = 20
MAX_CHOSEN = 200
USUAL_YEARS = 5
LONGEST = 60

# Why there is no number in a cell; "" if there is one.
SHOWN, CLOSED, NOT_ASKED, APART = "", "closed", "not_asked", "apart"
NO_REPORT, EMPTY = "no_report", "empty"
STATES = (SHOWN, NOT_APPLICABLE, UNKNOWN, CLOSED, NOT_ASKED, NO_REPORT, EMPTY, APART)
_PLACES = {state: place for place, state in enumerate(STATES)}


class Options(NamedTuple):
    """What may be chosen. codes, groups, libraries: names in the address, in order; years:
    ascending; may_rank: whether single libraries may be ordered by their values."""

    codes: tuple
    groups: tuple
    libraries: tuple
    years: tuple
    may_rank: bool = False


class Choice(NamedTuple):
    """What a reader chose. codes: of lines; groups: ids; libraries: their names in addresses;
    years: ascending; of them `listed` tells whether they were chosen one by one."""

    codes: tuple = ()
    groups: tuple = ()
    libraries: tuple = ()
    years: tuple = ()
    listed: bool = False
    by: str = TERRITORY
    view: str = TABLE
    rows: str = GROUP
    columns: str = YEAR
    sort: str = AUTO

    def order(self, options):
        """NAME or VALUE, by which groups are ordered: bars by value, unless they have an order of
        their own, or are libraries that may not be ranked. options: Options."""
        if self.sort != AUTO:
            return self.sort
        is_ranked = self.by not in ORDERLY and (options.may_rank or self.by not in SINGLE)
        return VALUE if self.view == BAR and is_ranked else NAME

    @property
    def other_axis(self):
        """The axis of a pivot that is neither its rows nor its columns."""
        return next(axis for axis in AXES if axis not in (self.rows, self.columns))


class Fault(NamedTuple):
    """What was wrong with a parameter. what: unknown, many, year, turned, same, rank, two."""

    what: str
    found: str = ""


def parse(form, options):
    """(Choice, {name of a parameter: Fault}) of a query; what is wrong is left out.

    form: name -> text or list of texts; anything else is no choice. options: Options.
    """
    faults = {}
    codes = _several(form, "code", options.codes, MAX_CODES, faults)
    groups = _several(form, "of", options.groups, MAX_CHOSEN, faults)
    libraries = _several(form, "lib", options.libraries, MAX_CHOSEN, faults)
    years, listed = _years(form, options.years, faults)
    view = _one(form, "view", VIEWS, TABLE, faults)
    usual = EACH if groups or libraries else TERRITORY
    by = _one(form, "by", GROUPINGS, usual, faults)
    rows = _one(form, "rows", AXES, GROUP, faults)
    columns = _one(form, "cols", AXES, YEAR if rows != YEAR else INDICATOR, faults)
    if rows == columns:
        faults["cols"] = Fault("same")
        columns = next(axis for axis in (YEAR, GROUP) if axis != rows)
    sort = _one(form, "sort", SORTS, AUTO, faults)
    if sort == VALUE and by in SINGLE and not options.may_rank:
        faults["sort"] = Fault("rank")
        sort = AUTO
    if view == SCATTER and codes and len(codes) != 2:
        faults["view"] = Fault("two")
    return Choice(codes, groups, libraries, years, listed, by, view, rows, columns, sort), faults


def _texts(form, name):
    """The texts of a parameter; of one with commas each part."""
    found = form.get(name, ())
    found = found if isinstance(found, (list, tuple)) else [found]
    texts = [text for text in found if isinstance(text, str)]
    return [part.strip() for text in texts for part in text.split(",") if part.strip()]


def _several(form, name, options, most, faults):
    found, known = [], set(options)
    for text in dict.fromkeys(_texts(form, name)):
        if text not in known:
            faults.setdefault(name, Fault("unknown", text[:LONGEST]))
        elif len(found) == most:
            faults[name] = Fault("many", str(most))
        else:
            found.append(text)
    return tuple(found)


def _one(form, name, options, usual, faults):
    found = _texts(form, name)
    if not found:
        return usual
    if found[0] not in options:
        faults[name] = Fault("unknown", found[0][:LONGEST])
        return usual
    return found[0]


def _years(form, options, faults):
    """(years, whether they were chosen one by one); the latest few, if nothing is asked."""
    names = {str(year): year for year in options}
    listed = []
    for text in dict.fromkeys(_texts(form, "year")):
        if text in names:
            listed.append(names[text])
        else:
            faults.setdefault("year", Fault("unknown", text[:LONGEST]))
    if listed:
        return tuple(sorted(listed)), True
    if not options:
        return (), False
    last = _year(form, "to", options[-1], faults)
    usual = [year for year in options if year <= last][-USUAL_YEARS:]
    first = _year(form, "from", usual[0] if usual else options[0], faults)
    if first > last:
        faults["from"] = Fault("turned")
        first, last = last, first
    found = tuple(year for year in options if first <= year <= last)
    if not found:
        faults.setdefault("from", Fault("year", f"{options[0]}–{options[-1]}"))
    return found or options[-1:], False


def _year(form, name, usual, faults):
    found = _texts(form, name)
    if not found:
        return usual
    if not (found[0].isascii() and found[0].isdecimal() and len(found[0]) == 4):
        faults[name] = Fault("unknown", found[0][:LONGEST])
        return usual
    return int(found[0])


def pairs_of(choice):
    """The (name, text) of an address that `parse` reads back: stable, and as short as can be."""
    pairs = [("code", code) for code in choice.codes]
    pairs += [("of", group) for group in choice.groups]
    pairs += [("lib", library) for library in choice.libraries]
    if choice.listed:
        pairs += [("year", str(year)) for year in choice.years]
    elif choice.years:
        pairs += [("from", str(choice.years[0])), ("to", str(choice.years[-1]))]
    pairs += [("by", choice.by), ("view", choice.view)]
    if choice.view == PIVOT:
        pairs += [("rows", choice.rows), ("cols", choice.columns)]
    return pairs + ([("sort", choice.sort)] if choice.sort != AUTO else [])


class Group(NamedTuple):
    """Libraries that are put together. title: in the reader's language; mask: bool (libraries,);
    single: the one library's place among the members, or None."""

    id: str
    title: str
    mask: numpy.ndarray
    single: int | None = None


class Cell(NamedTuple):
    """A figure, and why it has no value: of STATES."""

    figure: GroupFigure
    state: str


class Cube(NamedTuple):
    """Figures by line, group and year. values … states: arrays (codes, groups, years), NaN where
    there is no number; states: places of STATES; breaks: code -> {year: [Break]}, each at the
    first year shown from which it holds."""

    codes: tuple
    groups: tuple
    years: tuple
    values: numpy.ndarray
    numerators: numpy.ndarray
    denominators: numpy.ndarray
    asked: numpy.ndarray
    used: numpy.ndarray
    states: numpy.ndarray
    breaks: dict

    @property
    def size(self):
        """How many figures there are."""
        return len(self.codes) * len(self.groups) * len(self.years)

    def cell(self, code, group, year):
        """The Cell at three places."""
        place = (code, group, year)
        numbers = (self.values[place], self.numerators[place], self.denominators[place])
        figure = GroupFigure(
            *(None if math.isnan(number) else float(number) for number in numbers),
            int(self.asked[place]),
            int(self.used[place]),
        )
        return Cell(figure, STATES[self.states[place]])

    def is_break(self, code, year):
        """Whether a series breaks at the places of a code and a year."""
        return self.years[year] in self.breaks.get(self.codes[code], {})

    def ordered(self, order):
        """The same with its groups in another order: their places."""
        places = list(order)
        arrays = {
            name: getattr(self, name)[:, places]
            for name in ("values", "numerators", "denominators", "asked", "used", "states")
        }
        return self._replace(groups=tuple(self.groups[place] for place in places), **arrays)


def cube(table, codes, groups, years):
    """The Cube of a Table's series, Groups and years (of the Table's, ascending)."""
    places = [table.years.index(year) for year in years]
    masks = numpy.array([group.mask for group in groups], dtype=bool).reshape(len(groups), -1)
    singles = numpy.array(
        [-1 if group.single is None else group.single for group in groups], dtype=int
    )
    layers = [_layer(table, code, masks, singles, places) for code in codes]
    shape = (len(codes), len(groups), len(years))
    stacked = [numpy.array([layer[part] for layer in layers]).reshape(shape) for part in range(6)]
    breaks = {code: _breaks(table, code, years) for code in codes}
    return Cube(tuple(codes), tuple(groups), tuple(years), *stacked, breaks)


def _layer(table, code, masks, singles, places):
    """values, numerators, denominators, asked, used, states of one code: (groups, years)."""
    asked_for = numpy.array([table.years[place] in table.codes(code) for place in places])
    alone = singles >= 0
    together = _together(table, code, masks[~alone], places, asked_for)
    own = _own(table, code, singles[alone], places, asked_for)
    layer = []
    for of_groups, of_singles in zip(together, own, strict=True):
        part = numpy.empty((len(singles), len(places)), dtype=of_groups.dtype)
        part[~alone], part[alone] = of_groups, of_singles
        layer.append(part)
    return layer


def _together(table, code, masks, places, asked_for):
    """What `_layer` gives, of groups of several libraries."""
    found = table.grouped(code, masks)
    numbers = [part[:, places] for part in (found.values, found.numerators, found.denominators)]
    asked, used, known = (part[:, places] for part in (found.asked, found.used, found.known))
    states = numpy.select(
        [~numpy.isnan(numbers[0]), (asked == 0) | ~asked_for, known > 0, used > 0],
        [
            _PLACES[SHOWN],
            _PLACES[NOT_ASKED],
            # There are numbers: they aren't put together, or a ratio's denominator is 0.
            _PLACES[UNKNOWN if _is_ratio(table, code) else APART],
            _PLACES[NOT_APPLICABLE],
        ],
        _PLACES[UNKNOWN],
    )
    return *numbers, asked, used, states


def _is_ratio(table, code):
    line = table.line(code)
    return line is not None and line.kind == "indicator"


def _own(table, code, rows, places, asked_for):
    """The same of single libraries: what isn't added up stands there by itself."""
    asked = table.asked[rows][:, places]
    words = numpy.where(asked, table.words(code)[rows][:, places], values_rules.NOTHING)
    has_number = words == values_rules.NUMBER
    nothing = numpy.full(asked.shape, numpy.nan)
    parts = table.parts(code) if _is_ratio(table, code) else ()
    numbers = [table.numbers(code), *parts]
    numbers = [numpy.where(has_number, one[rows][:, places], numpy.nan) for one in numbers]
    numbers += [nothing] * (3 - len(numbers))
    not_applicable = words == values_rules.WORDS[NOT_APPLICABLE]
    states = numpy.select(
        [
            ~numpy.isnan(numbers[0]),
            _gone(table, rows, places, asked),
            ~asked | ~asked_for,
            table.reports[rows][:, places] == 0,
            not_applicable,
            (words == values_rules.NOTHING) & (not parts),
        ],
        [_PLACES[one] for one in (SHOWN, CLOSED, NOT_ASKED, NO_REPORT, NOT_APPLICABLE, EMPTY)],
        _PLACES[UNKNOWN],
    )
    return *numbers, asked.astype(int), (has_number | not_applicable).astype(int), states


def _gone(table, rows, places, asked):
    """bool: whether a library that isn't asked was closed, or not open yet."""
    gone = numpy.zeros(asked.shape, dtype=bool)
    for row, place in numpy.argwhere(~asked).tolist():
        gone[row, place] = not table.members[rows[row]].is_asked(table.years[places[place]])
    return gone


def _breaks(table, code, years):
    """year -> [Break] of a series, at the first of `years` from which it holds."""
    found = {}
    for one in table.breaks(code):
        later = [year for year in years if year >= one.year]
        if later and years[0] < one.year:
            found.setdefault(later[0], []).append(one)
    return found


def by_value(cube):
    """The places of groups from the greatest value of the first line's last year down; those
    without a number last, equal ones as they stand."""
    if not cube.codes or not cube.years:
        return list(range(len(cube.groups)))
    values = cube.values[0, :, -1]
    return sorted(range(len(values)), key=lambda place: (math.isnan(values[place]), -values[place]))


class Pivot(NamedTuple):
    """How a cube lies in a table.

    outer, inner: axes of the rows, the outer one "" if it has one value only, which stands in
    the caption; column: axis of the columns; rows: (outer place, inner place), columns: places.
    """

    outer: str
    inner: str
    column: str
    rows: tuple
    columns: tuple

    def places(self, row, column):
        """(code, group, year) places of a cell."""
        at = {self.column: column, self.inner: row[1]}
        rest = next(axis for axis in AXES if axis not in (self.inner, self.column))
        at[rest] = row[0]
        return tuple(at[axis] for axis in AXES)

    @property
    def size(self):
        """How many cells it has."""
        return len(self.rows) * len(self.columns)


def pivot(cube, choice):
    """The Pivot of a Cube: a table has lines as columns (years, if it is of one line), a pivot
    what was chosen."""
    lengths = {INDICATOR: len(cube.codes), GROUP: len(cube.groups), YEAR: len(cube.years)}
    if choice.view == PIVOT:
        outer, inner, column = choice.other_axis, choice.rows, choice.columns
    else:
        outer, inner, column = GROUP, YEAR, INDICATOR
        if lengths[YEAR] == 1:
            outer, inner = YEAR, GROUP
        elif lengths[INDICATOR] == 1 and lengths[GROUP] > 1:
            outer, inner, column = INDICATOR, GROUP, YEAR
    rows = tuple(
        (first, second) for first in range(lengths[outer]) for second in range(lengths[inner])
    )
    shown = outer if lengths[outer] > 1 else ""
    return Pivot(shown, inner, column, rows, tuple(range(lengths[column])))


class Change(NamedTuple):
    """How much a group's series grew from one year to another, as a share. group: its place."""

    group: int
    share: float
    first: int
    last: int


def growths(cube, code):
    """The Changes of a code's groups, the greatest first, over the longest span that can be told.

    It goes from the first to the last year in which no group that is ever whole lacks a library.
    None if the series breaks; of a group that began with nothing nothing is told.
    """
    if cube.breaks.get(cube.codes[code]):
        return []
    values = cube.values[code]
    whole = (cube.used[code] == cube.asked[code]) & ~numpy.isnan(values)
    told = whole.any(axis=1)
    years = numpy.flatnonzero(whole[told].all(axis=0)).tolist() if told.any() else []
    if len(years) < 2:
        return []
    first, last = years[0], years[-1]
    found = [
        Change(
            place,
            float(values[place, last] / values[place, first] - 1),
            cube.years[first],
            cube.years[last],
        )
        for place in numpy.flatnonzero(told).tolist()
        if values[place, first] > 0
    ]
    return sorted(found, key=lambda change: -change.share)


def extremes(cube, code, year):
    """(place of the group with the greatest value, of that with the least) in a year, whole ones
    only; None if fewer than two differ."""
    values = cube.values[code, :, year]
    whole = (cube.used[code, :, year] == cube.asked[code, :, year]) & ~numpy.isnan(values)
    places = numpy.flatnonzero(whole).tolist()
    if not places:
        return None
    high = max(places, key=lambda place: values[place])
    low = min(places, key=lambda place: values[place])
    return (high, low) if values[high] > values[low] else None


def linear(pairs):
    """Pearson's correlation of (x, y) pairs; None of fewer than three, or if one never changes."""
    if len(pairs) < 3:
        return None
    x, y = (numpy.array(side, dtype=float) for side in zip(*pairs, strict=True))
    if x.std() == 0 or y.std() == 0:
        return None
    return float(numpy.corrcoef(x, y)[0, 1])
