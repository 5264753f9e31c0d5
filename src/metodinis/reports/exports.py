"""What files of reports share: cells as spreadsheets hold them, and how a file is delivered."""

from decimal import Decimal
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import UNKNOWN
from metodinis.reports.views import WORDS
from zope.i18n import translate
import xlsxwriter


MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def sheet_value(cell, element, lang):
    """A Cell as a sheet holds it: a number in the unit that people type, a text, or the word of
    its state; None for no Cell."""
    if cell is None:
        return None
    if cell.state in (NOT_APPLICABLE, UNKNOWN):
        return translate(WORDS[cell.state], target_language=lang)
    if isinstance(cell.value, bool):
        return translate(WORDS[cell.value], target_language=lang)
    return Decimal(cell.value) / 100 if element.type == "money" else cell.value


def typed_value(cell, element, lang):
    """The same as it would be typed: what is read back from it says the same. An estimate is the
    text ~1200."""
    value = sheet_value(cell, element, lang)
    if cell is None or not cell.estimated:
        return value
    return f"~{Decimal(value):f}".replace(".", ",")


def new_workbook(target):
    """An XLSX workbook to be written into a file object; what people typed is text in it, never
    a formula or a link."""
    return xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )


def deliver(response, data, name, format_):
    """Send a file to be saved under `name` (ASCII, without its extension)."""
    response.setHeader("Content-Type", MEDIA_TYPES[format_])
    response.setHeader("Content-Disposition", f'attachment; filename="{name}.{format_}"')
    response.setHeader("X-Content-Type-Options", "nosniff")
    return data
