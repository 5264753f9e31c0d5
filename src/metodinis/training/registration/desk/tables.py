"""Participants in a spreadsheet: which column is what, and what is wrong in which cell. Pure."""

from metodinis.common.spreadsheets import kind_of
from metodinis.common.spreadsheets import read_csv
from metodinis.common.spreadsheets import read_sheets
from metodinis.common.spreadsheets import unguarded
from typing import NamedTuple


MAX_PEOPLE = 5000
# field -> how its column may be called, small letters
HEADS = {
    "name": (
        "vardas, pavardė",
        "vardas ir pavardė",
        "vardas pavardė",
        "name",
        "first and last name",
    ),
    "first_name": ("vardas", "first name"),
    "last_name": ("pavardė", "last name", "surname"),
    "email": ("el. paštas", "el. pašto adresas", "el.paštas", "e-mail", "email"),
    "library": ("biblioteka", "library"),
    "institution": (
        "filialas ar kita įstaiga",
        "įstaiga",
        "darbovietė",
        "institution",
        "branch or other institution",
    ),
    "position": ("pareigos", "position"),
    "phone": ("telefonas", "tel.", "telephone", "phone"),
    "needs": ("ką turėtume žinoti", "poreikiai", "needs", "what we should know"),
}
NEEDED = ("name", "email")


class Table(NamedTuple):
    """heads: (field or "", column from 0); rows: (number in the file from 1, field -> text)."""

    columns: dict
    rows: list


def rows_of(data):
    """The rows of the first sheet of a file (bytes), as texts. Raises SpreadsheetError."""
    rows = read_csv(data) if kind_of(data) == "csv" else read_sheets(data)[0].rows
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell):
    return "" if cell is None else unguarded(" ".join(str(cell).split()))


def table_of(rows):
    """The Table in rows of texts; columns that nobody knows are left out."""
    if not rows:
        return Table({}, [])
    fields = {head: field for field, heads in HEADS.items() for head in heads}
    columns = {}
    for number, head in enumerate(rows[0]):
        field = fields.get(head.strip().rstrip("*:").strip().lower())
        if field and field not in columns:
            columns[field] = number
    found = []
    for number, row in enumerate(rows[1:], 2):
        if any(row):
            values = {f: row[c] if c < len(row) else "" for f, c in columns.items()}
            if "name" not in columns and "first_name" in columns:
                parts = values.get("first_name", ""), values.get("last_name", "")
                values["name"] = " ".join(filter(None, parts))
            found.append((number, values))
    return Table(columns, found)


def missing(table):
    """Fields without which nobody can be registered, that have no column."""
    has = set(table.columns) | ({"name"} if "first_name" in table.columns else set())
    return [field for field in NEEDED if field not in has]


def cell_name(column, row):
    """How a spreadsheet calls a cell: B3. column: from 0; row: from 1."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
