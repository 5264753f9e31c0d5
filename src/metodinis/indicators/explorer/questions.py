"""Ready-made questions: what an empty choice offers, made of what there are figures of."""

from metodinis.i18n import _
from metodinis.indicators.explorer import rules
from metodinis.indicators.explorer.rules import Choice
from typing import NamedTuple


class Ready(NamedTuple):
    """A question that is answered by one click. title: Message; choice: rules.Choice."""

    title: str
    choice: Choice


def ready(question):
    """The Ready questions that can be answered, at most six. question: reading.Question."""
    years = question.whole_years[-rules.USUAL_YEARS :]
    lines = question.lines
    if not years:
        return []
    first, last = years[0], years[-1]
    span = {"first": first, "last": last}
    found = []

    def offer(codes, message, **choice):
        if codes and all(code in lines for code in codes):
            titles = {f"title{place}": question.title(code) for place, code in enumerate(codes)}
            text = _(message, default=message.default, mapping={**titles, **span})
            found.append(Ready(text, Choice(codes=tuple(codes), **choice)))

    is_long = len(years) > 1
    several = len(question.counties_there) > 1
    if is_long and several:
        offer(_first(lines, "R8"), BY_COUNTY, years=years, by=rules.COUNTY, view=rules.LINE)
    if is_long:
        offer(
            _some(lines, ("C1", "C4", "D1")),
            TRENDS,
            years=years,
            view=rules.PIVOT,
            rows=rules.INDICATOR,
            columns=rules.YEAR,
        )
    offer(_first(lines, "R10"), BY_BAND, years=(last,), by=rules.BAND, view=rules.BAR)
    offer(_first(lines, "R7"), ON_MAP, years=(last,), by=rules.MUNICIPALITY, view=rules.MAP)
    offer(_both(lines, "R21", "R8"), TOGETHER, years=(last,), by=rules.LIBRARY, view=rules.SCATTER)
    offer(_some(lines, ("E1", "E2", "E3")), BY_KIND, years=(last,), by=rules.MUNICIPALITY)
    return found


BY_COUNTY = _("explore_ready_county", default="${title0}: counties side by side, ${first}–${last}")
TRENDS = _(
    "explore_ready_trends", default="${title0} and more: the whole territory, ${first}–${last}"
)
BY_BAND = _(
    "explore_ready_band",
    default="${title0}: small and large municipalities, ${last}",
)
ON_MAP = _("explore_ready_map", default="${title0} on the map, ${last}")
TOGETHER = _(
    "explore_ready_together",
    default="${title0} and ${title1}: do they go together? ${last}",
)
BY_KIND = _("explore_ready_table", default="${title0} and more: each municipality, ${last}")


def _first(lines, code):
    """A code, or the first indicator there is."""
    return [code] if code in lines else list(lines)[:1]


def _some(lines, codes):
    """Those of codes that there are."""
    return [code for code in codes if code in lines]


def _both(lines, *codes):
    """Codes, or the first two lines there are."""
    if all(code in lines for code in codes):
        return list(codes)
    return list(lines)[:2] if len(lines) > 1 else []
