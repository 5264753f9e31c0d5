"""The store of statistics beside the reports that it is made of: what differs, and mending it.

Each step of a report moves the store in its own transaction, so nothing should ever differ; this
proves it, and makes the store anew where it was spoiled or lost. Asks for no permission.
"""

from metodinis.common.states import state_of
from metodinis.indicators.values.content import Contents
from metodinis.indicators.values.rules import library_key
from metodinis.indicators.values.rules import row_of
from metodinis.indicators.values.table import statistics
from metodinis.reports.rules import ACCEPTED
from metodinis.reports.schema import IStatisticalReport
from typing import NamedTuple
import logging


logger = logging.getLogger(__name__)

# Reports that are looked at before what was loaded may leave the memory.
SLICE = 500


class Difference(NamedTuple):
    """One thing that the store holds otherwise than the reports say.

    library: its code, or its key in hexadecimal if no library of the register has it; "" for the
    whole year. name: of a column, or "state", "asked", "catalogue". held, right: number, word,
    state, whether it is asked; None for nothing.
    """

    year: int
    library: str
    name: str
    held: object
    right: object

    def __str__(self):
        place = f"{self.year} {self.library or '*'} {self.name}"
        return f"{place}: {_text(self.held)} -> {_text(self.right)}"


def _text(value):
    return "–" if value is None else str(value)


def compare(site):
    """The Differences of all years, in order: a list, empty if the store is as it should be."""
    names = _names(site)
    store = statistics()
    return [
        difference
        for year, right in _years(site)
        for difference in _differences(year, store.contents(year), right, names)
    ]


def rebuild(site):
    """Mend the years that differ; return the Differences that were found.

    Raises AssertionError if something differs still: nothing must be stored then.
    """
    names, found = _names(site), []
    store = statistics()
    for year, right in _years(site):
        differences = list(_differences(year, store.contents(year), right, names))
        if differences:
            store.fill(year, right)
            found += differences
    rest = compare(site) if found else []
    if rest:
        raise AssertionError(f"The store differs still: {rest[0]}")
    if found:
        logger.warning("statistics mended in %d places", len(found))
    return found


def _libraries(site):
    return site["libraries"].objectValues()


def _names(site):
    """library key -> code, for people."""
    return {library_key(library.UID()): library.code for library in _libraries(site)}


def _years(site):
    """Yield (year, Contents that the reports of a year give), of all years that have any or are
    held."""
    years = {
        report.year
        for library in _libraries(site)
        for report in library.objectValues()
        if IStatisticalReport.providedBy(report)
    }
    for year in sorted(years | set(statistics().all_years)):
        yield year, _right(site, year)


def _right(site, year):
    """The Contents that the reports of a year give."""
    rows, asked = {}, set()
    text, left_out = "", ()
    for done, library in enumerate(_libraries(site), start=1):
        report = library.get(f"statistical-{year}")
        if report is None:
            continue
        key = library_key(report.library_uid)
        asked.add(key)
        reporting_round, state = report.round, state_of(report)
        if reporting_round is not None and state in ACCEPTED:
            text, left_out = reporting_round.catalogue_text, reporting_round.unasked
            rows[key] = (state, row_of(reporting_round.catalogue, report.cells()))
        if done % SLICE == 0 and site._p_jar is not None:
            site._p_jar.cacheGC()
    return Contents(text, left_out, rows, frozenset(asked))


def _differences(year, held, right, names):
    """Yield the Differences of two Contents of a year."""
    if right.rows and (held.text, held.left_out) != (right.text, right.left_out):
        yield Difference(year, "", "catalogue", _size(held), _size(right))
    nothing = (None, {})
    for key in sorted(held.rows.keys() | right.rows.keys() | held.asked | right.asked):
        name = names.get(key, f"{key:015x}")
        if (key in held.asked) != (key in right.asked):
            yield Difference(year, name, "asked", key in held.asked, key in right.asked)
        (state, row), (right_state, right_row) = (
            contents.rows.get(key, nothing) for contents in (held, right)
        )
        if state != right_state:
            yield Difference(year, name, "state", state, right_state)
        for column in sorted(row.keys() | right_row.keys()):
            if row.get(column) != right_row.get(column):
                yield Difference(year, name, column, row.get(column), right_row.get(column))


def _size(contents):
    """What a person is told of a catalogue's text."""
    return f"{len(contents.text)} characters, {len(contents.left_out)} left out"
