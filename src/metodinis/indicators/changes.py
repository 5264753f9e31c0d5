"""What a new state of a table changes, and a table with one row changed. Pure.

Texts here are canonical: comma-separated, header first. A row is known by its kind and code;
rows of check rules have no column for it, and count as kind "rule".
"""

from metodinis.indicators.tables import write_table
from typing import NamedTuple
import csv
import io


ADDED = "added"
CHANGED = "changed"
REMOVED = "removed"


class ColumnChange(NamedTuple):
    """A cell of a row: its column, its text before and after."""

    column: str
    old: str
    new: str


class RowChange(NamedTuple):
    """What happens to a row. `what`: added, changed or removed; columns: those that differ."""

    what: str
    kind: str
    code: str
    title: str
    columns: tuple


def rows_of(text):
    """(kind, code) -> {column: text} in the order of the table."""
    _header, rows = _read(text)
    return {_key(row): row for row in rows}


def _key(row):
    return row.get("kind", "rule"), row["code"]


def compare(old, new):
    """The RowChanges from text `old` to text `new`: in the new order, removed rows last."""
    before, after = rows_of(old), rows_of(new)
    changes = []
    for key, row in after.items():
        was = before.get(key)
        columns = _columns(was or {}, row)
        if columns:
            changes.append(RowChange(ADDED if was is None else CHANGED, *key, _title(row), columns))
    for key, row in before.items():
        if key not in after:
            changes.append(RowChange(REMOVED, *key, _title(row), _columns(row, {})))
    return changes


def _columns(was, row):
    return tuple(
        ColumnChange(column, was.get(column, ""), row.get(column, ""))
        for column in row or was
        if column not in ("kind", "code") and was.get(column, "") != row.get(column, "")
    )


def _title(row):
    return row.get("title_lt", "")


def reordered(old, new):
    """Whether rows that both texts have stand in another order."""
    before, after = rows_of(old), rows_of(new)
    return [key for key in before if key in after] != [key for key in after if key in before]


def counts(changes):
    """How many rows were (added, changed, removed)."""
    return tuple(
        sum(change.what == what for change in changes) for what in (ADDED, CHANGED, REMOVED)
    )


def with_row(text, kind, code, values):
    """The table with one row set to `values` ({column: text}); None takes it away.

    A new row goes to the end: of its section or kind, once the table is parsed.
    """
    header, rows = _read(text)
    place = next((n for n, row in enumerate(rows) if _key(row) == (kind, code)), None)
    if values is None:
        del rows[place]
    elif place is None:
        own = {"kind": kind} if "kind" in header else {}
        rows.append(dict.fromkeys(header, "") | own | {"code": code} | values)
    else:
        rows[place] |= values
    return write_table(header, rows)


def _read(text):
    reader = csv.DictReader(io.StringIO(text, newline=""))
    rows = list(reader)
    return reader.fieldnames, rows


def line_of(text, kind, code):
    """The line on which a row begins, from 1, as the parsers count; None if it isn't there."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    line = 2 if reader.fieldnames else 1
    for row in reader:
        if _key(row) == (kind, code):
            return line
        line = reader.line_num + 1
    return None
