"""What stands behind a library's figure, for the page and the service alike."""

from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import UNKNOWN
from metodinis.indicators.catalogue import Element
from metodinis.indicators.catalogue import Indicator
from metodinis.indicators.values.interfaces import ISources
from metodinis.indicators.values.interfaces import ReportSource
from metodinis.indicators.values.rules import denominator_of
from metodinis.indicators.values.rules import numerator_of
from metodinis.indicators.values.rules import WORDS
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from zope.component import getUtility
import numpy


_STATES = {word: state for state, word in WORDS.items()}


class Opened(NamedTuple):
    """A figure and what it comes from.

    line: as it was in `year`; value: number or None; state: NOT_APPLICABLE or UNKNOWN where that
    is why there is none, else ""; numerator, denominator: of an indicator, or None; codes: of
    the elements that it reads; report: the ReportSource if the present user may see it, or None;
    is_draft: whether it is of a report that the Table doesn't tell this reader yet.
    """

    line: Element | Indicator
    year: int
    value: float | None
    state: str
    numerator: float | None
    denominator: float | None
    codes: tuple[str, ...]
    report: ReportSource | None
    is_draft: bool


def years_of(table, library, code):
    """The years in which the reader sees a number, or a word, of a library's series."""
    place = table.place.get(IUUID(library))
    if place is None:
        return []
    words = table.words(code)[place]
    return [year for year, word in zip(table.years, words, strict=True) if word]


def opened(table, library, code, year):
    """The Opened figure of a series in a year; None if the year knows no such line, or if the
    reader may see nothing of it."""
    line = table.line(table.codes(code).get(year, code), year) or table.line(code)
    if line is None:
        return None
    codes = line.codes if line.kind == "indicator" else (line.code,)
    sources = getUtility(ISources)
    report = sources.report(library, year, codes)
    found = _held(table, library, code, year)
    if found is not None:
        return Opened(line, year, *found, codes, report, is_draft=False)
    own = sources.own_row(library, year)
    if own is None:
        return None
    return Opened(line, year, *_computed(line, own[1]), codes, report, is_draft=True)


def _held(table, library, code, year):
    """(value, state, numerator, denominator) of the table, or None if it has nothing."""
    place = table.place.get(IUUID(library))
    if place is None or year not in table.years:
        return None
    column = table.years.index(year)
    if not table.reports[place, column]:
        return None
    number = _number(table.numbers(code)[place, column])
    state = _STATES.get(int(table.words(code)[place, column]), "")
    if table.line(code).kind == "element":
        return number, state, None, None
    above, below = (_number(part[place, column]) for part in table.parts(code))
    return number, state, above, below


def _computed(line, row):
    """The same of a row that isn't accepted yet."""
    if line.kind == "element":
        held = row.get(line.code)
        return (None, held, None, None) if isinstance(held, str) else (held, "", None, None)
    above, below = row.get(numerator_of(line.code)), row.get(denominator_of(line.code))
    if isinstance(above, str) or isinstance(below, str):
        return None, NOT_APPLICABLE, None, None
    value = above * float(line.factor) / below if above is not None and below else None
    return value, "", above, below


def _number(value):
    return None if numpy.isnan(value) else float(value)


def is_unknown(opened):
    """Whether a report is there, but says that nobody knows."""
    return opened.value is None and opened.state in ("", UNKNOWN)
