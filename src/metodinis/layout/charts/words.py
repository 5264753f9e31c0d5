"""The few words that charts bring along, in the language of the chart."""

from metodinis.i18n import _
from zope.i18n import translate


WORDS = {
    "band": _("charts_band", default="middle half"),
    "break": _("charts_break", default="counted anew"),
    "count": _("charts_count", default="Libraries"),
    "name": _("charts_name", default="Name"),
    "no_data": _("charts_no_data", default="no data"),
    "not_zero": _("charts_not_zero", default="axis not from zero"),
    "range": _("charts_range", default="Range"),
    "target": _("charts_target", default="target"),
    "year": _("charts_year", default="Year"),
}


def word(name, lang):
    """One of WORDS in a language ("lt", "en")."""
    return translate(WORDS[name], target_language=lang)
