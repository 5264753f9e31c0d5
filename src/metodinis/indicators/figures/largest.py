"""The changes that stand out in a year, with what the libraries said of them.

A visitor reads a change with its library's name only where that library published its own
explanation: numbers alone would be a list of the best and the worst.
"""

from metodinis.indicators.figures.reading import Series
from metodinis.indicators.peers import groups
from metodinis.indicators.values.interfaces import ISources
from metodinis.layout.memo import Memo
from metodinis.layout.memo import site_mark
from metodinis.layout.memo import viewer
from plone import api
from typing import NamedTuple
from zope.component import queryUtility
import numpy


# Users, visits, loans, attendance at events, stock, expenditure: what people ask about.
CODES = ("C1", "C4", "D1", "E2", "B4", "H2")
SHOWN = 8
# So many at the most are asked of reports: each is read from the database.
LOOKED_AT = 24
# Of one library no more: the rest would be the same story.
OF_A_LIBRARY = 2
LEAST = 0.1

_kept = Memo(40)


class Large(NamedTuple):
    """A change that stands out. code: of an element; row: of the table's members; share: relative;
    explanations: texts of the library, as far as the reader may read them."""

    code: str
    row: int
    before: float
    now: float
    share: float
    explanations: tuple


def largest(table, year, before, lang):
    """The Larges between two years of a Table, the greatest first; explained in `lang`."""
    state, names = site_mark(), groups.may_name()
    key = None if state is None else (state, viewer(), table.states, year, before, lang, names)
    return _kept.get(key, lambda: _found(table, year, before, names))


def _found(table, year, before, names):
    libraries = api.portal.get()["libraries"]
    found = []
    for code, row, then, now in _candidates(table, year, before):
        explanations = _explanations(libraries.get(table.members[row].id), year, code)
        if names or explanations:
            found.append(Large(code, row, then, now, now / then - 1, explanations))
        if len(found) == SHOWN:
            break
    return found


def _candidates(table, year, before):
    """(code, row, value before, value) by how many times they grew or fell."""
    every, place, earlier = [], table.years.index(year), table.years.index(before)
    for code in CODES:
        if code not in table.lines or not Series(table, code, (before, year)).has_both:
            continue
        then, now = table.numbers(code)[:, earlier], table.numbers(code)[:, place]
        with numpy.errstate(divide="ignore", invalid="ignore"):
            logs = numpy.abs(numpy.log(now / then))
            rows = numpy.flatnonzero((then > 0) & (now > 0) & (numpy.abs(now / then - 1) >= LEAST))
        every += [
            (float(logs[row]), code, int(row), float(then[row]), float(now[row])) for row in rows
        ]
    every.sort(key=lambda one: -one[0])
    chosen, counts = [], {}
    for _log, *one in every:
        row = one[1]
        counts[row] = counts.get(row, 0) + 1
        if counts[row] <= OF_A_LIBRARY:
            chosen.append(tuple(one))
        if len(chosen) == LOOKED_AT:
            break
    return chosen


def _explanations(library, year, code):
    """What a library said of a cell in the year, as far as the present user may read it."""
    sources = queryUtility(ISources)
    source = sources.report(library, year, (code,)) if sources and library is not None else None
    if source is None:
        return ()
    return tuple(dict.fromkeys(text for _code, _found, text in source.explanations if text))
