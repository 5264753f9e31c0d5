"""Spreadsheets and CSV files that people upload, and CSV that they download. Pure.

A file is judged by what is in it, never by its name. What a workbook would grow to is looked at
first (`archives.py`, `spreadsheet_cells.py`); then it is read by a process of its own
(`spreadsheet_reader.py`) that has no more memory and time than it is given.
"""

from collections import Counter
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from metodinis.common import archives
from metodinis.common import spreadsheet_cells
from metodinis.common.refusals import CodedError
from typing import NamedTuple
import codecs
import csv
import io
import json
import logging
import os
import re
import subprocess
import sys
import zipfile


logger = logging.getLogger(__name__)

MAX_SIZE = 20 * 1024**2
# Unpacked; also what a process of half a gigabyte reads.
MAX_UNPACKED = 40 * 1024**2
MAX_ROWS = 20_000
MAX_COLUMNS = 1_000
MAX_CSV_SIZE = 60 * 1024**2
# Of a long table of many years and libraries.
MAX_CSV_ROWS = 1_000_000
# No header is longer.
SAMPLE = 100_000
# Seconds on the clock. The reader has one of processor time; a busy machine gives it that slowly,
# and an honest file of the last evening must not be lost to that.
TIME_LIMIT = 4
DELIMITERS = ";,\t"

ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# The container of old Excel, and of password-protected new Excel.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

MESSAGES = {
    **archives.MESSAGES,
    **spreadsheet_cells.MESSAGES,
    "empty": ("Failas tuščias. Pasirinkite kitą failą.", "The file is empty. Choose another one."),
    "too_large": (
        "Failas didesnis nei {max} MB. Palikite jame tik tai, ko reikia.",
        "The file is larger than {max} MB. Leave only what is needed in it.",
    ),
    "unknown": (
        "Tai ne XLSX, ODS ar CSV failas, kad ir koks būtų jo pavadinimas. Išsaugokite jį vienu iš "
        "šių formatų.",
        "This is no XLSX, ODS or CSV file, whatever its name. Save it in one of these formats.",
    ),
    "old_excel": (
        "Tai seno formato „Excel“ failas (XLS). Išsaugokite jį kaip XLSX.",
        "This is a file of the old Excel format (XLS). Save it as XLSX.",
    ),
    "macros": (
        "Faile yra makrokomandų. Išsaugokite jį be jų, kaip XLSX.",
        "The file has macros in it. Save it without them, as XLSX.",
    ),
    "encrypted": (
        "Failas apsaugotas slaptažodžiu. Išsaugokite jį be apsaugos.",
        "The file is protected by a password. Save it without protection.",
    ),
    "too_complex": (
        "Failas per didelis arba per sudėtingas: jo nepavyko perskaityti. Nukopijuokite duomenis "
        "į naują failą.",
        "The file is too large or too complex to be read. Copy the data into a new file.",
    ),
    "dimensions": (
        "Lape „{sheet}“ daugiau nei {rows} eilučių arba {columns} stulpelių. Ištrinkite tai, ko "
        "nereikia.",
        "The sheet “{sheet}” has more than {rows} rows or {columns} columns. Delete what isn't "
        "needed.",
    ),
    "csv": (
        "CSV failo {line} eilutės nepavyko perskaityti: tikriausiai neuždarytos kabutės.",
        "Line {line} of the CSV file can't be read: most likely a quotation mark isn't closed.",
    ),
}


class SpreadsheetError(CodedError):
    """A file that isn't taken."""

    messages = MESSAGES


class Sheet(NamedTuple):
    """A sheet from its cell A1 on; empty rows and cells at the end are left out.

    rows: lists of None, str, bool, int, float, date, datetime, time or timedelta. A formula
    gives its result; one that failed gives a text such as "#REF!".
    """

    name: str
    rows: list[list]


# reading


def kind_of(data):
    """What a file (bytes) is: "xlsx", "ods" or "csv". Raises SpreadsheetError.

    Takes milliseconds for a zip: only its directory and its smallest parts are read.
    """
    if not data.strip():
        raise SpreadsheetError("empty")
    if data.startswith(OLE):
        raise SpreadsheetError("encrypted" if OLE_ENCRYPTED in data else "old_excel")
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if len(data) > MAX_CSV_SIZE:
        raise SpreadsheetError("too_large", max=MAX_CSV_SIZE // 1024**2)
    if b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SpreadsheetError("unknown")
    return "csv"


def _kind_of_zip(data):
    if len(data) > MAX_SIZE:
        raise SpreadsheetError("too_large", max=MAX_SIZE // 1024**2)
    try:
        archives.check(data, max_size=MAX_UNPACKED, nested=False)
    except archives.ArchiveError as error:
        raise SpreadsheetError(error.code, **error.details) from error
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if any(entry.flag_bits & 1 for entry in archive.infolist()):
            raise SpreadsheetError("encrypted")
        if "xl/workbook.xml" in names:
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise SpreadsheetError("macros")
            return "xlsx"
        try:
            if "mimetype" in names and archive.read("mimetype").strip() == ODS:
                return "ods"
        except (zipfile.BadZipFile, OSError) as error:
            raise SpreadsheetError("broken") from error
    raise SpreadsheetError("unknown")


def read_sheets(data):
    """All Sheets of a workbook (bytes of an XLSX or ODS file). Raises SpreadsheetError."""
    kind = kind_of(data)
    if kind == "csv":
        raise SpreadsheetError("unknown")
    try:
        spreadsheet_cells.check_cells(data, kind)
    except spreadsheet_cells.CellsError as error:
        raise SpreadsheetError(error.code, **error.details) from error
    command = [sys.executable, "-m", "metodinis.common.spreadsheet_reader"]
    # A reader that is out of memory must end, and not hang while it tells where.
    environment = {**os.environ, "RUST_BACKTRACE": "0"}
    try:
        done = subprocess.run(  # noqa: S603 (nothing in the command comes from outside)
            command,
            input=data,
            capture_output=True,
            timeout=TIME_LIMIT,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise SpreadsheetError("too_complex") from error
    if done.returncode:
        logger.warning("unreadable workbook: %s", done.stderr.decode(errors="replace")[:300])
        raise SpreadsheetError("too_complex")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise SpreadsheetError(answer["error"], **answer["details"])
    return [
        Sheet(name, [[_restored(value) for value in row] for row in rows])
        for name, rows in answer["sheets"]
    ]


_KINDS = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


def _restored(value):
    """What JSON can't say comes as [name of its kind, text or number]."""
    return _KINDS[value[0]](value[1]) if isinstance(value, list) else value


def read_csv(data, *, max_size=MAX_CSV_SIZE, max_rows=MAX_CSV_ROWS):
    """Rows of a CSV file (bytes), each a list of texts; blank lines stay, as empty lists.

    UTF-8 or UTF-16 with a mark, else UTF-8, else Windows-1257; semicolon, comma or tab.
    max_size: in bytes. Raises SpreadsheetError.
    """
    if kind_of(data) != "csv":
        raise SpreadsheetError("unknown")
    if len(data) > max_size:
        raise SpreadsheetError("too_large", max=max_size // 1024**2)
    text = _decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        rows = list(islice(reader, max_rows + 1))
    except csv.Error as error:
        raise SpreadsheetError("csv", line=reader.line_num) from error
    if len(rows) > max_rows or max(map(len, rows), default=0) > MAX_COLUMNS:
        raise SpreadsheetError("dimensions", sheet="CSV", rows=max_rows, columns=MAX_COLUMNS)
    return rows


def _decoded(data):
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1257")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SpreadsheetError("unknown")


def _delimiter(text):
    """The sign that is in the header most often, outside quotation marks."""
    header = re.sub(r'"[^"]*"', "", text[:SAMPLE]).lstrip("\r\n").split("\n", 1)[0]
    counts = Counter(sign for sign in header if sign in DELIMITERS)
    return max(DELIMITERS, key=lambda sign: counts[sign])


# writing


_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")
# A dash alone, and a number with its sign, do no harm and must come back as they are.
_HARMLESS = re.compile(r"\s*[-+]?[\d\s.,%]*", re.ASCII)


def neutral(text):
    """A text that no spreadsheet takes for a formula: an apostrophe goes before it if it could."""
    if _FORMULA.match(text) and not _HARMLESS.fullmatch(text):
        return f"'{text}"
    return text


def unguarded(text):
    """A text as it was before `neutral`."""
    return text[1:] if text.startswith("'") and neutral(text[1:]) == text else text


def write_csv(rows):
    """Rows of texts and numbers as a CSV that Excel opens by a double click, here.

    UTF-8 with its mark, semicolons, decimal commas; texts are neutral, None is empty.
    """
    output = io.StringIO(newline="")
    csv.writer(output, delimiter=";").writerows([_cell(value) for value in row] for row in rows)
    return codecs.BOM_UTF8 + output.getvalue().encode()


def _cell(value):
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, (float, Decimal)):
        return format(value, "f" if isinstance(value, Decimal) else ".15g").replace(".", ",")
    return "" if value is None else value
