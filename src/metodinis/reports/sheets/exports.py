"""The sheet of a report, to be filled elsewhere: XLSX with locked labels, and CSV."""

from io import BytesIO
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import UNKNOWN
from metodinis.common.spreadsheets import write_csv
from metodinis.i18n import _
from metodinis.layout.exports import deliver
from metodinis.layout.exports import new_workbook
from metodinis.reports.exports import typed_value
from metodinis.reports.sheets.rules import row_stamp
from metodinis.reports.sheets.rules import STAMP_SHEET
from metodinis.reports.views import WORDS
from xlsxwriter.utility import xl_rowcol_to_cell
from zope.i18n import translate


SHEET = _("reports_sheet_name", default="Report")
HEADINGS = (
    # The first five stand in the order that `_write_row` writes.
    (_("reports_sheet_code", default="Code"), 8),
    (_("reports_sheet_title", default="Element"), 52),
    (_("reports_sheet_value", default="Value"), 16),
    (_("reports_sheet_reason", default="Reason"), 28),
    (_("reports_sheet_unit", default="Unit"), 12),
    (_("reports_sheet_previous", default="Last year"), 16),
    (_("reports_sheet_definition", default="Definition"), 90),
)
STAMP = _("reports_sheet_stamp", default="Stamp")
VALUE_COLUMN, REASON_COLUMN = 2, 3
FIRST_ROW = 4


class SheetWriter:
    """Writes one report's workbook; `lang` is the language of its words."""

    def __init__(self, report, lang):
        self.report = report
        self.lang = lang
        self.catalogue = report.catalogue
        self.cells = report.cells()
        self.previous = report.previous_cells() or {}

    def say(self, message):
        return translate(message, target_language=self.lang)

    def rows(self):
        """(Element, present value, reason, last year's value) in the form's order."""
        for element in self.catalogue.elements.values():
            cell, before = self.cells.get(element.code), self.previous.get(element.code)
            value, last = (typed_value(found, element, self.lang) for found in (cell, before))
            yield element, value, cell.reason if cell else "", last

    def csv(self):
        """The sheet as CSV bytes. Each row has a stamp, so it may be moved or taken out."""
        lines = [[self.say(heading) for heading, _width in HEADINGS[:6]] + [self.say(STAMP)]]
        library, year = self.report.library.code, self.report.year
        for element, value, reason, before in self.rows():
            title = element.title(self.lang)
            stamp = row_stamp(library, year, self.report.revision(element.code))
            lines.append([element.code, title, value, reason, element.unit, before, stamp])
        return write_csv(lines)

    def xlsx(self):
        """The sheet as XLSX bytes: only values and reasons can be written in it."""
        target = BytesIO()
        book = new_workbook(target)
        self._formats(book)
        sheet = book.add_worksheet(self.say(SHEET))
        sheet.protect("", {"format_columns": True, "format_rows": True})
        self._write_head(sheet)
        row, section = FIRST_ROW, None
        for element, value, reason, before in self.rows():
            if element.section != section:
                section = element.section
                sheet.merge_range(
                    row, 0, row, len(HEADINGS) - 1, self._section_title(section), self.section
                )
                row += 1
            self._write_row(sheet, row, element, value, reason, before)
            row += 1
        self._write_stamp(book)
        book.close()
        return target.getvalue()

    def _formats(self, book):
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.section = book.add_format({"bold": True, "bg_color": "#E4ECEF"})
        self.label = book.add_format({"text_wrap": True, "valign": "top"})
        self.soft = book.add_format({"font_color": "#555555", "valign": "top"})
        self.open = book.add_format({"locked": False, "border": 1, "bg_color": "#FFFBE6"})
        self.words = book.add_format({"locked": False, "border": 1, "text_wrap": True})

    def _write_head(self, sheet):
        sheet.write_string(0, 0, f"{self.report.library.title}: {self.report.title}", self.title)
        sheet.write_string(1, 0, self.say(HELP))
        for column, (heading, width) in enumerate(HEADINGS):
            sheet.set_column(column, column, width)
            sheet.write_string(FIRST_ROW - 1, column, self.say(heading), self.head)
        sheet.freeze_panes(FIRST_ROW, VALUE_COLUMN + 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _section_title(self, code):
        return f"{code}. {self.catalogue.sections[code].title(self.lang)}"

    def _write_row(self, sheet, row, element, value, reason, before):
        sheet.write_string(row, 0, element.code, self.soft)
        sheet.write_string(row, 1, element.title(self.lang), self.label)
        if element.derived:
            _write(sheet, row, VALUE_COLUMN, value, self.soft)
        else:
            _write(sheet, row, VALUE_COLUMN, value, self.open)
            sheet.write_string(row, REASON_COLUMN, reason, self.words)
            validation = self._validation(element, xl_rowcol_to_cell(row, VALUE_COLUMN))
            sheet.data_validation(row, VALUE_COLUMN, row, VALUE_COLUMN, validation)
        sheet.write_string(row, 4, element.unit, self.soft)
        _write(sheet, row, 5, before, self.soft)
        sheet.write_string(row, 6, element.definition(self.lang), self.soft)

    def _validation(self, element, here):
        """What the spreadsheet program itself asks of cell `here`; the site checks again."""
        words = [self.say(WORDS[UNKNOWN])]
        if element.not_applicable:
            words.append(self.say(WORDS[NOT_APPLICABLE]))
        if element.type == "yesno":
            yes_no = [self.say(WORDS[True]), self.say(WORDS[False])]
            return {"validate": "list", "source": yes_no + words}
        if element.type == "text":
            return {"validate": "any"}
        number = f"ISNUMBER({here}),{here}>=0"
        if element.type == "count":
            number += f",{here}=INT({here})"
        allowed = ",".join(f'{here}="{word}"' for word in words)
        estimate = f'LEFT({here},1)="~"'
        return {
            "validate": "custom",
            "value": f"=OR(AND({number}),{allowed},{estimate})",
            "error_type": "warning",
            "error_title": self.say(SHEET),
            "error_message": self.say(CELL_HELP),
        }

    def _write_stamp(self, book):
        sheet = book.add_worksheet(STAMP_SHEET)
        sheet.very_hidden()
        stamp = {"library": self.report.library.code, "year": str(self.report.year)}
        stamp |= {code: str(record.revision) for code, record in self.report.records().items()}
        for row, (name, text) in enumerate(stamp.items()):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, text)


def deliver_sheet(report, format_, lang, response):
    """Send a report's sheet, "xlsx" or "csv"."""
    writer = SheetWriter(report, lang)
    data = writer.csv() if format_ == "csv" else writer.xlsx()
    return deliver(response, data, f"{report.library.code}-{report.year}", format_)


HELP = _(
    "reports_sheet_help",
    default="Fill the yellow cells and upload this file to the report. Write “no data” with a "
    "reason where a number isn't known, “not applicable” where there is nothing to count, and ~ "
    "before a number that is estimated: ~1200.",
)
CELL_HELP = _(
    "reports_sheet_cell_help",
    default="Write a number that is not negative (~1200 if it is estimated), or “no data”.",
)


def _write(sheet, row, column, value, style):
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, float(value), style)
