"""Filling a downloaded workbook as a person does in a spreadsheet program."""

from io import BytesIO
from metodinis.common.spreadsheets import read_sheets
import xlsxwriter


def filled(data, **values):
    """A downloaded sheet (bytes of XLSX) with other values; a pair is (value, reason)."""
    sheets = read_sheets(data)
    for sheet in sheets:
        for row in sheet.rows:
            if row and row[0] in values:
                row.extend([None] * (4 - len(row)))
                value = values.pop(row[0])
                row[2:4] = value if isinstance(value, tuple) else (value, row[3])
        if not values:
            break
    return workbook(*sheets)


def workbook(*sheets):
    """An XLSX file (bytes) of (name, rows)."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return target.getvalue()
