"""The tables as files: what is downloaded, and what an uploaded file says."""

from io import BytesIO
from metodinis.common.spreadsheets import kind_of
from metodinis.common.spreadsheets import neutral
from metodinis.common.spreadsheets import read_csv
from metodinis.common.spreadsheets import read_sheets
from metodinis.common.spreadsheets import write_csv
import csv
import io
import xlsxwriter


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
WIDTHS = {"code": 10, "title": 40, "definition": 70, "mistakes": 50, "message": 70}


def as_csv(text):
    """A table (canonical CSV text) as a CSV file for spreadsheet programs, formulas defused."""
    return write_csv(csv.reader(io.StringIO(text, newline="")))


def as_xlsx(text):
    """A table (canonical CSV text) as a workbook of one sheet; all cells are texts."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True, "bottom": 1})
    top = book.add_format({"valign": "top", "text_wrap": True})
    for number, name in enumerate(header):
        sheet.set_column(number, number, WIDTHS.get(name.partition("_")[0], 12), top)
        sheet.write_string(0, number, name, bold)
    for line, row in enumerate(rows, start=1):
        for number, value in enumerate(row):
            sheet.write_string(line, number, value)
    sheet.freeze_panes(1, min(2, len(header)))
    sheet.autofilter(0, 0, len(rows), len(header) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    book.close()
    return target.getvalue()


FORMATS = {"csv": (as_csv, CSV), "xlsx": (as_xlsx, XLSX)}


def deliver(response, table, version, format_):
    """Send a Version of a table as a file in one of FORMATS."""
    write, media_type = FORMATS[format_]
    response.setHeader("Content-Type", media_type)
    name = f"{table}-{version.number}.{format_}"
    response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
    response.setHeader("X-Content-Type-Options", "nosniff")
    return write(version.text)


def table_text(data):
    """The CSV text of an uploaded file (bytes): XLSX, ODS, or CSV of any delimiter.

    Its lines have the numbers of the file's lines or of the sheet's rows.
    Raises SpreadsheetError.
    """
    if kind_of(data) == "csv":
        rows = read_csv(data)
    else:
        sheet = read_sheets(data)[0].rows
        width = len(sheet[0]) if sheet else 0
        rows = [[_text(value) for value in row] + [""] * (width - len(row)) for row in sheet]
    output = io.StringIO(newline="")
    csv.writer(output, lineterminator="\n").writerows(map(_undone, row) for row in rows)
    return output.getvalue()


def _text(value):
    """A cell of a sheet as text; one line, so that rows and lines have the same numbers."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def _undone(text):
    """A text without the apostrophe that `neutral` gave it."""
    plain = text.removeprefix("'")
    return plain if neutral(plain) == text else text
