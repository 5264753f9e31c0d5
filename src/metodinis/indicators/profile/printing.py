"""A library's figures on two pages, to lie on the table of a meeting."""

from datetime import date
from metodinis.common.pdf import pdf
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.charts import rendering
from metodinis.layout.charts import specs
from metodinis.layout.datasets import LICENCE_NAME
from metodinis.layout.metadata import department
from pathlib import Path
from zope.i18nmessageid import Message


TEMPLATE = Path(__file__).parent / "profile.typ"
FONT = 'font-family="Libertinus Serif"'
MOST_NAMED = 12
LABELS = {
    "keys": _("profile_print_keys", default="Key figures"),
    "strengths": _("profile_strengths", default="Strengths"),
    "gaps": _("profile_gaps", default="What to improve"),
    "strengths-none": _(
        "profile_strengths_none",
        default="In no indicator the library is in the best third of this group.",
    ),
    "gaps-none": _(
        "profile_gaps_none",
        default="In no indicator the library is in the last third of this group.",
    ),
    "words-none": _(
        "profile_words_none",
        default="Strengths and what to improve are told where enough libraries of the group have "
        "figures.",
    ),
    "years": _("profile_trends", default="Over the years"),
    "all": _("profile_caption", default="Indicators by theme"),
    "indicator": _("profile_column_indicator", default="Indicator"),
    "change": _("profile_column_change", default="In a year"),
    "median": _("profile_column_median", default="Median of the group"),
    "peers": _("profile_column_peers", default="Among the peers"),
    "target": _("profile_column_target", default="Target"),
    "foot-star": _("profile_print_star", default="– in the best third of the group."),
    "foot-percentile": _(
        "profile_foot_percentile",
        default="The percentile tells what share of the group does worse; 50 is the middle. Where "
        "less is better, as with costs, the smallest number stands highest; where neither is "
        "better, it only tells the place.",
    ),
    "peers-list": _("profile_peers", default="The other libraries of the group"),
}
FEW = _("profile_few", default="too few libraries")
KICKER = _("profile_print_kicker", default="Your library among its peers, ${year}")
SOURCE = _("profile_print_source", default="Source: ${department}, ${address}.")
LICENCE = _("profile_print_licence", default="Licence ${licence}.")
MADE = _("profile_print_made", default="Made on ${date}. ${scope}")
DRAFT = _(
    "profile_print_draft",
    default="The report of ${year} isn't published yet: these figures may change.",
)


def profile_pdf(page):
    """The PDF (bytes) of what a page (FiguresOfLibrary of a year that there is) shows.

    Raises PdfError.
    """
    data, files = told_with_files(page)
    return pdf(TEMPLATE, data, files)


def told_with_files(page):
    """(what the template is told: texts alone; {name: bytes} of its charts)."""
    charts = page.charts
    files = {f"{chart.id}.svg": _drawing(chart, page.lang) for chart in charts}
    profile = page.profile
    told = {
        "title": f"{profile.member.title}, {page.year}",
        "language": page.lang,
        "department": department().name or "",
        "labels": {name: page.say(text) for name, text in LABELS.items()},
        "kicker": page.say(Message(KICKER, mapping={"year": str(page.year)})),
        "library": profile.member.title,
        "year": str(page.year),
        "compared": page.lead or "",
        "draft": page.say(Message(DRAFT, mapping={"year": str(page.year)}))
        if profile.draft_state
        else "",
        "tiles": [_tile(page, line) for line in profile.keys],
        "strengths": page.strengths,
        "gaps": page.gaps,
        "has-words": bool(page.strengths or page.gaps),
        "charts": [
            {"title": one.title, "file": f"{one.id}.svg", "note": one.note} for one in charts
        ],
        "has-goals": page.has_goals,
        "themes": [
            {"title": title, "rows": [_row(page, row) for row in rows]}
            for title, rows in page.themes
        ],
        "peers": ", ".join(one.name for one in profile.peers)
        if len(profile.peers) <= MOST_NAMED
        else "",
        **_foot(page),
    }
    return told, files


def _drawing(chart, lang):
    # The document has fonts of its own alone.
    drawn = rendering.svg(specs.narrowed(chart.spec), lang)
    return drawn.replace('font-family="sans-serif"', FONT).encode()


def _tile(page, line):
    return {
        "title": line.indicator.title(page.lang),
        "value": page.value(line),
        "change": page.change_since(line) or "",
        "tone": page.tone(line),
        "percentile": page.percentile(line),
        "star": line.standing is not None and line.standing.star,
    }


def _row(page, row):
    goal = row["goal"] or {"text": formats.NOTHING, "light": None}
    state, light = goal["light"] or ("", "")
    return {
        **{name: row[name] for name in ("title", "value", "tone", "median", "star", "width")},
        "quarter": row["quarter"],
        "change": row["change"] or formats.NOTHING,
        "percentile": row["percentile"],
        "few": page.say(FEW) if row["few"] else formats.NOTHING,
        "goal": goal["text"],
        "light": page.say(light) if light else "",
        "light-tone": {"ok": "good", "error": "bad"}.get(state, "neutral"),
    }


def _foot(page):
    address = f"{page.context.absolute_url()}/@@figures"
    source = {"department": department().name or "", "address": address}
    made = {"date": formats.date(date.today(), page.lang), "scope": page.say(page.scope_text)}
    return {
        "source": page.say(Message(SOURCE, mapping=source)),
        "licence": page.say(Message(LICENCE, mapping={"licence": LICENCE_NAME})),
        "made": page.say(Message(MADE, mapping=made)),
    }
