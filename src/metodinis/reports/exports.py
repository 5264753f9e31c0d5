"""What files of reports share: cells as spreadsheets hold them."""

from decimal import Decimal
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import UNKNOWN
from metodinis.reports.views import WORDS
from zope.i18n import translate


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
