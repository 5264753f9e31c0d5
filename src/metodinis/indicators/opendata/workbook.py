"""The published values as a workbook for people: a row a library and year, and what codes mean."""

from metodinis.common.spreadsheets import neutral
from metodinis.i18n import _
from metodinis.indicators.opendata import files
from metodinis.indicators.opendata import records
from metodinis.layout.exports import new_workbook
from zope.i18n import translate


# Everybody gets the same file.
LANGUAGE = "lt"
VALUES = _("opendata_sheet_values", default="Values")
CODES = _("opendata_sheet_codes", default="Codes")
ABOUT = _("opendata_sheet_about", default="About")
HEADS = (
    _("opendata_column_library", default="Library's code"),
    _("opendata_column_library_name", default="Library"),
    _("opendata_column_municipality", default="Municipality's code, ISO 3166-2"),
    _("opendata_column_municipality_name", default="Municipality"),
    _("opendata_column_county", default="County's code, ISO 3166-2"),
    _("opendata_column_county_name", default="County"),
    _("opendata_column_year", default="Year"),
)
CODE_HEADS = (
    _("opendata_column_code", default="Code"),
    _("opendata_column_title", default="Data element or indicator"),
    _("opendata_column_unit", default="Unit"),
    _("opendata_column_formula", default="Formula"),
    _("opendata_column_definition", default="What it is"),
)
FACTS = {
    "publisher": _("opendata_fact_publisher", default="Published by"),
    "url": _("opendata_fact_url", default="Address"),
    "license": _("opendata_fact_license", default="Licence"),
    "version": _("opendata_fact_version", default="Version of the data"),
    "modified": _("opendata_fact_modified", default="Changed"),
}
CELLS_TEXT = _(
    "opendata_cells",
    default="- means: doesn't apply to the library; n/d: the library has no data; an empty cell: "
    "it wasn't asked or answered.",
)


def write_workbook(target, data):
    """XLSX. target: binary file; data: PublicData."""
    # In memory the rows of all libraries and years would take half a gigabyte.
    book = new_workbook(target, constant_memory=True, in_memory=False)
    book.set_properties({"created": data.state.modified.replace(tzinfo=None)})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    titles = (f"{code} {line.title_lt}" for code, line in data.lines.items())
    _sheet(book, VALUES, [*map(_say, HEADS), *titles], files.wide_rows(data), bold, (0, 42))
    codes = (_code_row(line) for line in data.lines.values())
    _sheet(book, CODES, list(map(_say, CODE_HEADS)), codes, bold, (0, 42, 12, 24, 80))
    about = files.about(data)
    facts = [[_say(title), about[name]] for name, title in FACTS.items()]
    _sheet(book, ABOUT, [_say(CELLS_TEXT)], facts, bold, (42, 60))
    book.close()


def _say(message):
    return translate(message, target_language=LANGUAGE)


def _code_row(line):
    formula = "" if line.kind == "element" else f"{line.numerator} / {line.denominator}"
    if formula and line.factor != 1:
        formula += f" × {line.factor}"
    texts = (line.title_lt, records.unit_of(line), formula, line.definition_lt)
    return [line.code, *map(neutral, texts)]


def _sheet(book, title, head, rows, style, widths):
    """A sheet with a head; widths: of its first columns, 0 for the usual."""
    sheet = book.add_worksheet(_say(title))
    sheet.freeze_panes(1, 2 if len(head) > 1 else 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width or 12)
    for column, text in enumerate(head):
        sheet.write_string(0, column, neutral(text), style)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write_number(number, column, value)
