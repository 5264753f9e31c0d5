"""Reads a workbook, in a process of its own. Pure.

    python -m metodinis.common.spreadsheet_reader < report.xlsx

A few bytes can ask for a table of a million columns. Here a process is lost then, and no thread
of the server: `spreadsheets.read_sheets` starts it with a time limit, and it takes no more memory
and processor time than the limits below. It answers in JSON.
"""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from metodinis.common.spreadsheets import MAX_COLUMNS
from metodinis.common.spreadsheets import MAX_ROWS
from posixpath import join
from posixpath import normpath
from python_calamine import CalamineError
from python_calamine import CalamineWorkbook
import defusedxml.ElementTree
import io
import json
import re
import resource
import sys
import zipfile


CPU_SECONDS = 1
MEMORY = 512 * 1024**2
# One text can stand in every cell. In signs, of the whole answer.
MAX_ANSWER = 40 * 1024**2

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FAILED = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>'
    rb"(?:(?!</c>).)*?<v>(#[^<]{1,20})</v>",
    re.S,
)


class TooLargeError(Exception):
    """A sheet beyond MAX_ROWS or MAX_COLUMNS."""


def sheets(data):
    """[[name, rows] …] of a workbook; raises TooLargeError(name)."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    failed = _failed_formulas(data)
    found = []
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        rows = _trimmed(sheet.to_python(skip_empty_area=False))
        if len(rows) > MAX_ROWS or max(map(len, rows), default=0) > MAX_COLUMNS:
            raise TooLargeError(name)
        for (row, column), text in failed.get(name, {}).items():
            _put(rows, row, column, text)
        found.append([name, [[_plain(value) for value in row] for row in rows]])
    return found


def _trimmed(rows):
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _put(rows, row, column, text):
    """Where a formula failed calamine gives an empty cell: the reader must see the failure."""
    if row >= MAX_ROWS or column >= MAX_COLUMNS:
        return
    rows.extend([] for _missing in range(row + 1 - len(rows)))
    rows[row].extend("" for _missing in range(column + 1 - len(rows[row])))
    rows[row][column] = text


def _plain(value):
    if value == "":
        return None
    if isinstance(value, timedelta):
        return ["timedelta", value.total_seconds()]
    if isinstance(value, (date, datetime, time)):
        return [type(value).__name__, value.isoformat()]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _failed_formulas(data):
    """Name of a sheet -> {(row, column) from 0: "#REF!"} of an XLSX file; {} of an ODS file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        paths = _sheet_paths(archive)
        return {
            name: {
                (int(row) - 1, _column(letters)): text.decode()
                for letters, row, text in _FAILED.findall(archive.read(path))
            }
            for name, path in paths.items()
            if path in archive.namelist()
        }


def _sheet_paths(archive):
    relations = defusedxml.ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    workbook = defusedxml.ElementTree.fromstring(archive.read("xl/workbook.xml"))
    return {
        sheet.get("name"): normpath(join("/xl", targets[sheet.get(_RELATION)])).lstrip("/")
        for sheet in workbook.iter(f"{_MAIN}sheet")
    }


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def main():
    """Write what is in the workbook on standard input to standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        answer = {"sheets": sheets(sys.stdin.buffer.read())}
    except TooLargeError as error:
        details = {"sheet": error.args[0][:60], "rows": MAX_ROWS, "columns": MAX_COLUMNS}
        answer = {"error": "dimensions", "details": details}
    except (CalamineError, zipfile.BadZipFile, KeyError, ValueError) as error:
        print(repr(error), file=sys.stderr)
        answer = {"error": "broken", "details": {}}
    text = json.dumps(answer, ensure_ascii=False)
    if len(text) > MAX_ANSWER:
        text = json.dumps({"error": "too_complex", "details": {}})
    sys.stdout.buffer.write(text.encode())


if __name__ == "__main__":
    main()
