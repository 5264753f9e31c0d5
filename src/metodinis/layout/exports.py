"""Tables as CSV and XLSX files, and how a file is delivered."""

from io import BytesIO
from metodinis.common.spreadsheets import neutral
from metodinis.common.spreadsheets import write_csv
from typing import NamedTuple
import re
import xlsxwriter


MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Of a sheet's name.
MAX_NAME = 31
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


class Table(NamedTuple):
    """A sheet: its name, and rows of texts, numbers and None; the first row is the head."""

    name: str
    rows: list


def new_workbook(target, **options):
    """An XLSX workbook to be written into a file object; what people typed is text in it, never
    a formula or a link. options: others of xlsxwriter's."""
    ours = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(target, ours | options)


def as_csv(tables):
    """The first of Tables as CSV bytes."""
    return write_csv(tables[0].rows)


def as_xlsx(tables):
    """Tables as the sheets of an XLSX workbook (bytes); nothing in it is a formula or a link."""
    target = BytesIO()
    book = new_workbook(target)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for table in tables:
        sheet = book.add_worksheet(NOT_IN_A_NAME.sub(" ", table.name)[:MAX_NAME])
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 1, 42)
        sheet.set_column(2, len(table.rows[0]), 18)
        for number, row in enumerate(table.rows):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, bold if number == 0 else None)
        sheet.autofilter(0, 0, max(1, len(table.rows) - 1), len(table.rows[0]) - 1)
    book.close()
    return target.getvalue()


def _write(sheet, row, column, value, style):
    if isinstance(value, str):
        sheet.write_string(row, column, neutral(value), style)
    elif value is not None:
        sheet.write_number(row, column, float(value), style)


WRITERS = {"xlsx": as_xlsx, "csv": as_csv}


def deliver(response, data, name, format_):
    """Send a file to be saved under `name` (ASCII, without its extension)."""
    return send(response, data, f"{name}.{format_}", MEDIA_TYPES[format_])


def send(response, data, file_name, media_type, disposition="attachment"):
    """Send bytes under an ASCII file name, to be saved, or shown by the browser ("inline")."""
    response.setHeader("Content-Type", media_type)
    response.setHeader("Content-Disposition", f'{disposition}; filename="{file_name}"')
    response.setHeader("X-Content-Type-Options", "nosniff")
    return data
