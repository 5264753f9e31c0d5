"""Charts of a library among its peers: its own way beside the group's median."""

from itertools import islice
from metodinis.i18n import _
from metodinis.indicators.values.texts import decimals_of
from metodinis.layout import formats
from metodinis.layout.charts import Chart
from metodinis.layout.charts import specs
from zope.i18nmessageid import Message


MOST_CHARTS = 2
# Less is no difference.
SAME = 0.01
MEDIAN = _("profile_chart_median", default="Median of the group")
HEAD = {
    "year": _("profile_chart_year", default="Year"),
    "q1": _("profile_chart_q1", default="First quartile"),
    "q3": _("profile_chart_q3", default="Third quartile"),
}
NOTE = _(
    "profile_chart_note",
    default="${group}. The stripe is where the middle half of its libraries are. The group is that "
    "of ${year} in all years.",
)
FINDINGS = {
    1: _(
        "profile_chart_above",
        default="${title}: ${value}, more than the median of the group (${median})",
    ),
    -1: _(
        "profile_chart_below",
        default="${title}: ${value}, less than the median of the group (${median})",
    ),
    0: _(
        "profile_chart_same",
        default="${title}: ${value}, about the median of the group (${median})",
    ),
}
ALONE = _("profile_chart_alone", default="${title}: ${value} in ${year}")


def charts_of(page):
    """The Charts of the first key figures that have two years or more. page: a ProfileTexts."""
    found = (_chart(page, line) for line in page.profile.keys)
    return list(islice((chart for chart in found if chart is not None), MOST_CHARTS))


def _chart(page, line):
    trend = page.profile.trend(line.code)
    if sum(value is not None for _year, value, _spread in trend) < 2:
        return None
    name, median = page.profile.member.name, page.say(MEDIAN)
    rows = [{"year": year, "value": value, "series": name} for year, value, _spread in trend]
    has_peers = any(spread is not None for *_rest, spread in trend)
    if has_peers:
        rows += [
            {"year": year, "value": spread and spread.median, "series": median}
            for year, _value, spread in trend
        ]
    spec = specs.line(
        rows,
        value_title=line.indicator.title(page.lang),
        lang=page.lang,
        digits=decimals_of(line.indicator),
        unit=line.indicator.unit,
        target=_target(page, line),
        breaks=[one.year for one in page.profile.table.breaks(line.code)],
        band=[
            {"year": year, "low": spread.q1, "high": spread.q3}
            for year, _value, spread in trend
            if spread is not None
        ],
    )
    return Chart(
        f"trend-{line.code.lower()}",
        _finding(page, line),
        spec,
        _head(page, name, median, has_peers),
        tuple(_row(page, line, one, has_peers) for one in trend),
        page.say(Message(NOTE, mapping={"group": page.group_title, "year": str(page.profile.year)}))
        if has_peers
        else "",
    )


def _target(page, line):
    goal = line.goal
    return goal.target.value if goal is not None and goal.target.year == page.profile.year else None


def _finding(page, line):
    mapping = {
        "title": line.indicator.title(page.lang),
        "value": page.value(line),
        "year": str(page.profile.year),
    }
    if line.spread is None:
        return page.say(Message(ALONE, mapping=mapping))
    median = line.spread.median
    apart = line.value - median
    sign = 0 if abs(apart) <= SAME * abs(median) else 1 if apart > 0 else -1
    return page.say(
        Message(FINDINGS[sign], mapping={**mapping, "median": page.number_of(line, median)})
    )


def _head(page, name, median, has_peers):
    head = (page.say(HEAD["year"]), name)
    return (*head, median, page.say(HEAD["q1"]), page.say(HEAD["q3"])) if has_peers else head


def _row(page, line, one, has_peers):
    year, value, spread = one
    own = (str(year), page.number_of(line, value))
    if not has_peers:
        return own
    if spread is None:
        return (*own, *(formats.NOTHING,) * 3)
    return (*own, *(page.number_of(line, n) for n in (spread.median, spread.q1, spread.q3)))
