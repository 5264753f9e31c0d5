"""Strengths and gaps in sentences, in the words that Lithuanian wants of each indicator.

How an indicator is compared („apsilankymų … daugiau“, „lankomumas … didesnis“) stands in
`data/comparisons.csv` by its title: one that the department calls otherwise, or made itself, gets a
sentence that fits any title.
"""

from functools import cache
from importlib import resources
from metodinis.i18n import _
from metodinis.indicators.peers import groups
from metodinis.indicators.profile.rules import percentile_number
from metodinis.layout import formats
from zope.i18n import translate
from zope.i18nmessageid import Message
import csv


MORE = _("profile_more", default="${title}: higher")
LESS = _("profile_less", default="${title}: lower")
SENTENCE = _("profile_sentence", default="${what} than in ${share} ${libraries} (${percentile}).")
SENTENCE_ALL = _(
    "profile_sentence_all",
    default="${what} than in any other library of the group (${percentile}).",
)
SHARES = {
    "nine": _("profile_share_nine", default="9 out of 10"),
    "quarters": _("profile_share_quarters", default="three quarters of"),
    "thirds": _("profile_share_thirds", default="two thirds of"),
}
# In which libraries: the kind of the group, as the sentence goes on.
LIBRARIES = {
    groups.POPULATION: _("profile_of_population", default="libraries of like size"),
    groups.NEAREST: _("profile_of_nearest", default="similar libraries"),
    groups.COUNTY: _("profile_of_county", default="the county's libraries"),
    groups.KIND: _("profile_of_kind", default="libraries of its kind"),
    groups.OWN: _("profile_of_own", default="the group's libraries"),
    groups.TERRITORY: _("profile_of_territory", default="the territory's libraries"),
}
PERCENTILE = _("profile_percentile", default="${n} percentile")


@cache
def comparisons():
    """Lithuanian title -> (what is said of more, of less)."""
    table = resources.files("metodinis.indicators.profile") / "data" / "comparisons.csv"
    with table.open(encoding="utf-8") as lines:
        return {row["title_lt"]: (row["more_lt"], row["less_lt"]) for row in csv.DictReader(lines)}


def percentile_text(percentile, lang):
    """A percentile rank in words: „84-as procentilis“, 84th percentile; a dash of None."""
    if percentile is None:
        return formats.NOTHING
    number = percentile_number(percentile)
    written = f"{number}{_ending(number)}" if lang == "en" else str(number)
    return _said(PERCENTILE, lang, n=written)


def _ending(number):
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def sentence(indicator, verdict, group_id, lang):
    """A rules.Verdict on an Indicator among the group with an id, as one sentence."""
    is_more = verdict.is_strength == (indicator.direction == "up")
    what = _what(indicator, is_more, lang)
    said = percentile_text(verdict.percentile, lang)
    if verdict.share == "all":
        return _said(SENTENCE_ALL, lang, what=what, percentile=said)
    kind = group_id.partition(":")[0]
    return _said(
        SENTENCE,
        lang,
        what=what,
        share=_said(SHARES[verdict.share], lang),
        libraries=_said(LIBRARIES[kind], lang),
        percentile=said,
    )


def _what(indicator, is_more, lang):
    known = comparisons().get(indicator.title_lt) if lang == "lt" else None
    if known is not None:
        return known[0 if is_more else 1]
    return _said(MORE if is_more else LESS, lang, title=indicator.title(lang))


def _said(message, lang, **mapping):
    return translate(Message(message, mapping=mapping), target_language=lang)
