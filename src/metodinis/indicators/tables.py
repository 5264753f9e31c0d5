"""Strict reading of the shipped CSV tables: each fault is named with its line and column. Pure."""

from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple
import csv
import io
import re


MESSAGES = {
    "empty": ("Lentelė tuščia.", "The table is empty."),
    "broken": (
        "CSV failas sugadintas: neuždarytos kabutės arba netinkamas ženklas.",
        "The CSV file is broken: a quotation mark isn't closed, or a character is invalid.",
    ),
    "column_missing": ("Trūksta šio stulpelio.", "This column is missing."),
    "column_unknown": (
        "Tokio stulpelio nėra. Gal turėta omenyje „{nearest}“?",
        "There is no such column. Is “{nearest}” meant?",
    ),
    "column_twice": ("Šis stulpelis pakartotas.", "This column is there twice."),
    "width": (
        "Eilutėje {found} langeliai, o turi būti {expected}. Dažniausiai kaltas kablelis tekste be "
        "kabučių.",
        "The line has {found} cells instead of {expected}. Mostly a comma in a text without "
        "quotation marks is to blame.",
    ),
    "required": ("Čia reikia reikšmės.", "A value is needed here."),
    "not_used": (
        "Šioje eilutėje šis stulpelis turi būti tuščias.",
        "This column must be empty in this line.",
    ),
    "choice": (
        "„{found}“ netinka. Galima: {choices}.",
        "“{found}” doesn't fit. Possible: {choices}.",
    ),
    "code": (
        "„{found}“ netinka kodui: pirma raidė, po jos raidės, skaitmenys ar pabraukimo brūkšnys.",
        "“{found}” can't be a code: a letter first, then letters, digits or underscores.",
    ),
    "twice": (
        "Kodas „{found}“ jau yra {first} eilutėje.",
        "Code “{found}” is in line {first} already.",
    ),
    "unknown_code": ("Kodo „{found}“ kataloge nėra.", "Code “{found}” isn't in the catalogue."),
    "number": (
        "„{found}“ nėra skaičius. Trupmeną skirkite tašku.",
        "“{found}” is not a number. Use a decimal point.",
    ),
    "year": ("„{found}“ nėra metai.", "“{found}” is not a year."),
    "years": (
        "Galiojimo pabaiga ankstesnė už pradžią.",
        "The end of validity is before its beginning.",
    ),
    "expression": (
        "Reiškinio „{found}“ suprasti nepavyko. Galima: kodai, skaičiai, + ir −, praėjusių metų "
        "reikšmė KODAS@-1.",
        "The expression “{found}” can't be understood. Possible: codes, numbers, + and −, last "
        "year's value CODE@-1.",
    ),
    "not_number_code": (
        "„{found}“ nėra skaičius, su juo skaičiuoti negalima.",
        "“{found}” is not a number, it can't be calculated with.",
    ),
    "bounds": (
        "Apatinė riba didesnė už viršutinę.",
        "The lower bound is above the upper.",
    ),
    "placeholder": (
        "„{found}“ netinka pranešimui. Galima: {choices}.",
        "“{found}” can't stand in a message. Possible: {choices}.",
    ),
}


_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


class TableError(NamedTuple):
    """One fault. line: as an editor counts, from 1; column: its name, or "" for the whole line."""

    line: int
    column: str
    code: str
    details: dict

    def text(self, language):
        """What is wrong and what is possible, in Lithuanian ("lt") or English ("en")."""
        return MESSAGES[self.code][language == "en"].format(**self.details)


class TableErrors(ValueError):
    """A table that can't be taken. `rows`: list of TableError in the order of lines."""

    def __init__(self, rows):
        self.rows = sorted(rows, key=lambda row: row.line)
        super().__init__("; ".join(f"{row.line} {row.column}: {row.text('en')}" for row in rows))


class Fault(ValueError):
    """Raised inside a line's reading; `read_rows` gives it its line."""

    def __init__(self, column, code, **details):
        super().__init__(column, code, details)
        self.column, self.code, self.details = column, code, details


class Row(dict):
    """A line of a table: column -> trimmed text. `line`: its number."""

    line = 0

    def need(self, column):
        """The text of a column that can't be empty."""
        if not self[column]:
            raise Fault(column, "required")
        return self[column]

    def choice(self, column, choices, default=None):
        """One of `choices`; an empty column gives `default` if there is one."""
        found = self[column] or (self.need(column) if default is None else default)
        if found not in choices:
            named = ", ".join(choice for choice in choices if choice)
            raise Fault(column, "choice", found=found, choices=named)
        return found

    def flag(self, column):
        """Whether the column says yes."""
        return self.choice(column, ("", "yes"), "") == "yes"

    def number(self, column):
        """A Decimal, 0 or more, or None."""
        found = self[column]
        if found and not _NUMBER.fullmatch(found):
            raise Fault(column, "number", found=found)
        return Decimal(found) if found else None

    def year(self, column):
        """A year, or None."""
        found = self[column]
        if found and not (found.isascii() and found.isdigit() and len(found) == 4):
            raise Fault(column, "year", found=found)
        return int(found) if found else None

    def years(self):
        """(valid_from, valid_to), each a year or None."""
        start, end = self.year("valid_from"), self.year("valid_to")
        if start and end and end < start:
            raise Fault("valid_to", "years")
        return start, end

    def unused(self, columns):
        """Refuse texts in columns that mean nothing for this kind of line."""
        for column in columns:
            if self[column]:
                raise Fault(column, "not_used")


def read_table(text, columns):
    """The lines of a CSV text (comma or semicolon) whose header has exactly `columns`, as Rows.

    Blank lines are left out. Raises TableErrors with every faulty line.
    """
    text = text.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, errors, line = [], [], 1
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, columns)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) == len(header):
                    row = Row(zip(header, map(str.strip, cells), strict=True))
                    row.line = line
                    rows.append(row)
                else:
                    details = {"found": len(cells), "expected": len(header)}
                    errors.append(TableError(line, "", "width", details))
            line = reader.line_num + 1
    except csv.Error:
        errors.append(TableError(line, "", "broken", {}))
    if errors:
        raise TableErrors(errors)
    return rows


def _check_header(header, columns):
    if not any(header):
        raise TableErrors([TableError(1, "", "empty", {})])
    errors = [TableError(1, name, "column_missing", {}) for name in columns if name not in header]
    for position, name in enumerate(header):
        if name in header[:position]:
            errors.append(TableError(1, name, "column_twice", {}))
        elif name not in columns:
            nearest = get_close_matches(name, columns, 1, 0)[0]
            errors.append(TableError(1, name, "column_unknown", {"nearest": nearest}))
    if errors:
        raise TableErrors(errors)


def read_rows(rows, read):
    """[read(row) …]; every Fault of every row comes out as one TableErrors."""
    results, errors = [], []
    for row in rows:
        try:
            results.append(read(row))
        except Fault as fault:
            errors.append(TableError(row.line, fault.column, fault.code, fault.details))
    if errors:
        raise TableErrors(errors)
    return results


def write_table(columns, rows):
    """Canonical CSV of dicts: comma, LF, quotation marks where needed."""
    output = io.StringIO(newline="")
    writer = csv.DictWriter(output, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue()
