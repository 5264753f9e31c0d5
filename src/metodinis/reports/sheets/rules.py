"""Reading the rows of an uploaded sheet. Pure."""

from metodinis.common.numbers import Cell
from metodinis.common.numbers import CellError
from metodinis.reports.rules import parse_typed
from metodinis.reports.rules import revision_of
from typing import NamedTuple
import re


# Headings by which the columns of a sheet are found, as the downloaded sheet writes them.
CODE_HEADINGS = ("kodas", "code")
VALUE_HEADINGS = ("reikšmė", "value")
REASON_HEADINGS = ("priežastis", "reason")
STAMP_HEADINGS = ("žyma", "stamp")
# The sheet in which a downloaded workbook says whose it is and what stood in its cells; a CSV
# file says it in a column.
STAMP_SHEET = "metodinis"
_ROW_STAMP = re.compile(r"(\S+) (\S+) v([0-9]+)", re.ASCII)
HEADING_ROWS = 30


class Row(NamedTuple):
    """A row that was read. place: sheet and cell, as "Ataskaita!C12"; cell: None if empty."""

    place: str
    code: str
    cell: Cell | None


class Problem(NamedTuple):
    """A row that can't be taken. kind: "no_code", "unknown_code", "twice", "other_report", or
    "value" with the CellError in `refusal`."""

    place: str
    code: str
    raw: str
    kind: str
    refusal: CellError | None = None


class Stamp(NamedTuple):
    """Whose sheet it is. revisions: code -> revision of the cell when it was downloaded."""

    library: str
    year: str
    revisions: dict[str, int]


class Upload(NamedTuple):
    """What a file says. stamp: None if it isn't a downloaded sheet; the sheet of stamps goes
    before the column of stamps."""

    rows: list[Row]
    problems: list[Problem]
    stamp: Stamp | None


class Columns(NamedTuple):
    """Where a table begins (index of its first row), and the index of each of its columns."""

    first: int
    code: int
    value: int
    reason: int | None
    stamp: int | None


def row_stamp(library, year, revision):
    """What a row of a CSV file says of itself; a spreadsheet program takes it for nothing else.

    library: its code; revision: of the row's cell, 0 if it was never filled.
    """
    return f"{library} {year} v{revision}"


def read_upload(sheets, elements):
    """Read sheets (with `name` and `rows`, lists of cell values).

    elements: code -> Element of the round. Returns an Upload; None if no sheet has a column of
    codes beside one of values.
    """
    tables = [(sheet, _columns(sheet.rows)) for sheet in sheets if sheet.name != STAMP_SHEET]
    tables = [(sheet, columns) for sheet, columns in tables if columns]
    if not tables:
        return None
    rows, problems, seen, stamps = [], [], set(), []
    for sheet, columns in tables:
        for number, values in enumerate(sheet.rows[columns.first :], columns.first + 1):
            place = f"{sheet.name}!{_letter(columns.value)}{number}"
            found = _read_row(place, values, columns, elements, seen, stamps)
            if isinstance(found, Row):
                rows.append(found)
            elif found:
                problems.append(found)
    return Upload(rows, problems, _stamp(sheets) or _stamp_of_rows(stamps))


def _read_row(place, values, columns, elements, seen, stamps):
    """A Row, a Problem, or None for a row that says nothing.

    seen: the codes of earlier rows; stamps: (code, the parts of its stamp) of those.
    """
    code = _text(values, columns.code)
    raw = values[columns.value] if columns.value < len(values) else None
    typed = "" if raw is None else str(raw).strip()
    element = elements.get(code)
    if element is None:
        if not typed:
            return None
        return Problem(place, code, typed, "unknown_code" if code else "no_code")
    if code in seen:
        return Problem(place, code, typed, "twice")
    seen.add(code)
    stamp = _ROW_STAMP.fullmatch(_text(values, columns.stamp))
    if stamp:
        stamps.append((code, *stamp.groups()))
        if stamps[-1][1:3] != stamps[0][1:3]:
            return Problem(place, code, typed, "other_report")
    if element.derived:
        return None
    reason = _text(values, columns.reason)
    try:
        return Row(place, code, parse_typed(element, _as_written(raw), reason))
    except CellError as refusal:
        return Problem(place, code, typed, "value", refusal)


def _as_written(raw):
    """A fraction as the form writes it, with a decimal comma; the rest as it is."""
    if isinstance(raw, float) and not raw.is_integer():
        return f"{raw:.15g}".replace(".", ",")
    return raw


def _columns(rows):
    """The Columns of the first row that has the headings, or None."""
    for number, values in enumerate(rows[:HEADING_ROWS]):
        headings = [str(value).strip().lower() for value in values]
        code, value, reason, stamp = (
            next((headings.index(name) for name in names if name in headings), None)
            for names in (CODE_HEADINGS, VALUE_HEADINGS, REASON_HEADINGS, STAMP_HEADINGS)
        )
        if code is not None and value is not None:
            return Columns(number + 1, code, value, reason, stamp)
    return None


def _stamp(sheets):
    for sheet in sheets:
        if sheet.name == STAMP_SHEET:
            said = {_text(row, 0): _text(row, 1) for row in sheet.rows}
            library, year = said.pop("library", ""), said.pop("year", "")
            revisions = {code: revision_of(text) for code, text in said.items()}
            return Stamp(library, year, revisions)
    return None


def _stamp_of_rows(stamps):
    """The Stamp that the first row and those like it make; None if no row has one."""
    if not stamps:
        return None
    _code, library, year, _revision = stamps[0]
    return Stamp(library, year, {code: revision_of(text) for code, *_owner, text in stamps})


def _text(values, index):
    """The text of one cell; a whole number without the .0 that spreadsheets give it. index: None
    for a column that isn't there."""
    value = values[index] if index is not None and index < len(values) else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _letter(index):
    """The letters of a column, as spreadsheets name it: 0 A, 25 Z, 26 AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
