"""The column store, kept with the site's indicators. Written by `reports` only.

A column is a BTree, library key -> number or word, so that a report that is accepted changes
some 150 small buckets, and two that are accepted at once merge. Its report's state stands once
a year and library, not at each value: publishing changes one bucket. A column that is empty
stays: another writer may be putting something into it.
"""

from BTrees.IOBTree import IOBTree
from BTrees.Length import Length
from BTrees.LOBTree import LOBTree
from BTrees.LOBTree import LOTreeSet
from BTrees.OOBTree import OOBTree
from datetime import datetime
from datetime import UTC
from metodinis.indicators.values.rules import ACCEPTED
from metodinis.indicators.values.rules import library_key
from metodinis.indicators.values.rules import PUBLISHED
from metodinis.indicators.values.rules import row_of
from persistent import Persistent
from typing import NamedTuple


class Contents(NamedTuple):
    """All that is held of a year.

    text, left_out: what its round asked by; rows: library key -> (state of its report, name ->
    number or word); asked: library keys of whom its round asks a report, a frozenset.
    """

    text: str
    left_out: tuple
    rows: dict
    asked: frozenset


class Year(Persistent):
    """The columns of one year. catalogue_text, left_out: what its round asked by.

    `version` counts its changes, so that of the other years what was read stays good.
    """

    def __init__(self):
        self.catalogue_text = ""
        self.left_out = ()
        self.columns = OOBTree()  # name -> LOBTree: library key -> int, float or word
        self.states = LOBTree()  # library key -> state of its report
        self.asked = LOTreeSet()  # library keys of whom the round asks a report
        self.version = Length()


class Statistics(Persistent):
    """All columns. `version` counts the changes; writers' counts are merged.

    published: counts those of published values alone, so that what the public is told of the
    state of the store tells nothing of others; issued: when the first was published (aware
    datetime), or None.
    """

    issued = None

    def __init__(self):
        self._years = IOBTree()  # year -> Year
        self.version = Length()
        self.published = Length()

    @property
    def years(self):
        """The years of which anything is there, in order."""
        return [year for year, found in self._years.items() if found.states]

    @property
    def all_years(self):
        """The years of which anything is kept, be it only whom a round asks, in order."""
        return list(self._years)

    def year(self, year):
        """The Year, or None."""
        return self._years.get(year)

    def ask(self, library_uid, year):
        """Keep that a year's round asks a library for its numbers."""
        found, key = self._for_writing(year), library_key(library_uid)
        if key not in found.asked:
            found.asked.add(key)
            # Whom a year asks is told beside what is published of it.
            self._count(found, *(set(found.states.values()) & {PUBLISHED}))

    def forget(self, library_uid, year):
        """A library is asked no more: take out its values of a year too."""
        self.drop(library_uid, year)
        found, key = self._years.get(year), library_key(library_uid)
        if found is not None and key in found.asked:
            found.asked.remove(key)
            # Whom a year asks is told beside what is published of it.
            self._count(found, *(set(found.states.values()) & {PUBLISHED}))

    def put(self, library_uid, year, state, catalogue, cells, text="", left_out=()):
        """Hold a report's values while it is in a state of ACCEPTED; in another, take them out.

        catalogue: the Catalogue of its year, made of `text` without the codes of `left_out`;
        cells: code -> Cell. Only what differs is written. Returns whether anything was.
        """
        if state not in ACCEPTED:
            return self.drop(library_uid, year)
        found, key = self._for_writing(year), library_key(library_uid)
        changed = (found.catalogue_text, found.left_out) != (text, left_out)
        if changed:
            found.catalogue_text, found.left_out = text, left_out
        changed = _write(found, key, row_of(catalogue, cells)) or changed
        before = found.states.get(key)
        if before != state:
            found.states[key] = state
            changed = True
        if changed:
            self._count(found, before, state)
        return changed

    def drop(self, library_uid, year):
        """Take out all values of a library's year. Returns whether there were any."""
        found, key = self._years.get(year), library_key(library_uid)
        if found is None or key not in found.states:
            return False
        _write(found, key, {})
        self._count(found, found.states.pop(key))
        return True

    def row(self, library_uid, year):
        """(state, name -> number or word) that is held of a library's year; (None, {}) if none."""
        found, key = self._years.get(year), library_key(library_uid)
        if found is None or key not in found.states:
            return None, {}
        held = {name: column[key] for name, column in found.columns.items() if key in column}
        return found.states[key], held

    def contents(self, year):
        """The Contents of a year. A number that no report stands for has None as state."""
        found = self._years.get(year) or Year()
        rows = {key: (state, {}) for key, state in found.states.items()}
        for name, column in found.columns.items():
            for key, number in column.items():
                rows.setdefault(key, (None, {}))[1][name] = number
        return Contents(found.catalogue_text, found.left_out, rows, frozenset(found.asked))

    def fill(self, year, contents):
        """Let a year hold exactly these Contents, whatever it held before; without rows and
        asked ones nothing is left of it."""
        self._years.pop(year, None)
        if contents.rows or contents.asked:
            found = self._years[year] = Year()
            found.catalogue_text, found.left_out = contents.text, contents.left_out
            found.asked.update(contents.asked)
            columns = {}
            for key, (state, row) in sorted(contents.rows.items()):
                found.states[key] = state
                for name, number in row.items():
                    columns.setdefault(name, []).append((key, number))
            found.columns.update({name: LOBTree(pairs) for name, pairs in columns.items()})
        self._count(None, PUBLISHED)

    def clear(self):
        """Forget everything, to be filled anew."""
        self._years.clear()
        self._count(None, PUBLISHED)

    def _for_writing(self, year):
        if year not in self._years:
            self._years[year] = Year()
        return self._years[year]

    def _count(self, year, *states):
        """Count a change of a report's values. year: the Year, or None if it is gone or another
        one now; states: those that the report was and is in."""
        if year is not None:
            year.version.change(1)
        self.version.change(1)
        if PUBLISHED not in states:
            return
        self.published.change(1)
        if self.issued is None:
            self.issued = datetime.now(UTC)


def _write(year, key, row):
    """Let the columns of a Year hold exactly `row` for a key; return whether that is a change."""
    changed = False
    for name, column in year.columns.items():
        if name not in row and key in column:
            del column[key]
            changed = True
    for name, number in row.items():
        column = year.columns.get(name)
        if column is None:
            column = year.columns[name] = LOBTree()
        if column.get(key) != number:
            column[key] = number
            changed = True
    return changed
