"""What charts show, said in a sentence: the titles of the charts of figures. Messages alone."""

from metodinis.i18n import _


# A smaller change is none.
SAME = 0.005
VALUE = _("figures_what_value", default="the value")
MEDIAN = _("figures_what_median", default="the median of libraries")


def trend(page, series, figures):
    """How a series went. figures: its YearFigures; page: writes values."""
    title = page.title_of(series.line)
    known = series.points(figures)
    if not known:
        return _("figures_trend_none", default="${title}: no data", mapping={"title": title})
    first, last = known[0], known[-1]
    change = None
    if first is not last:
        change = series.change(first.year, last.year, page.everybody)
    mapping = {
        "title": title,
        "what": page.say(VALUE if series.adds_up else MEDIAN),
        "first": str(first.year),
        "year": str(last.year),
        "value": page.value_text(series.line_in(last.year), last.value),
    }
    if change is None:
        return _("figures_trend_one", default="${title}: ${value} in ${year}", mapping=mapping)
    mapping["share"] = page.percent(abs(change.share), 0 if abs(change.share) >= 0.1 else 1)
    if abs(change.share) < SAME:
        return _(
            "figures_trend_same",
            default="${title}: ${what} is about the same as in ${first}: ${value} in ${year}",
            mapping=mapping,
        )
    if change.share > 0:
        return _(
            "figures_trend_up",
            default="${title}: since ${first} ${what} rose by ${share}, to ${value} in ${year}",
            mapping=mapping,
        )
    return _(
        "figures_trend_down",
        default="${title}: since ${first} ${what} fell by ${share}, to ${value} in ${year}",
        mapping=mapping,
    )


def spread(page, line, found):
    """Where the values of libraries lie. found: their Spread."""
    return _(
        "figures_spread",
        default="Half of the libraries have from ${q1} to ${q3}; the median is ${median}",
        mapping={
            name: page.value_text(line, getattr(found, name)) for name in ("q1", "q3", "median")
        },
    )


def extremes(page, line, values):
    """Who has most, who least. values: [(name, number)], at least one."""
    high = max(values, key=lambda pair: pair[1])
    low = min(values, key=lambda pair: pair[1])
    mapping = {
        "high": high[0],
        "high_value": page.value_text(line, high[1]),
        "low": low[0],
        "low_value": page.value_text(line, low[1]),
    }
    if high[1] == low[1]:
        if len(values) == 1:
            return _("figures_single", default="${high}: ${high_value}", mapping=mapping)
        return _("figures_alike", default="All have ${high_value}", mapping=mapping)
    return _(
        "figures_extremes",
        default="Most: ${high} (${high_value}); least: ${low} (${low_value})",
        mapping=mapping,
    )


def places(page, series, year, values):
    """What a map shows. values: numbers of the municipalities that have one."""
    mapping = {"title": page.title_of(series.line), "year": str(year)}
    if not values:
        return _(
            "figures_map_none",
            default="${title} by municipality in ${year}: no data",
            mapping=mapping,
        )
    line = series.line_in(year)
    mapping |= {
        "low": page.value_text(line, min(values)),
        "high": page.value_text(line, max(values)),
    }
    return _(
        "figures_map",
        default="${title} by municipality in ${year}: from ${low} to ${high}",
        mapping=mapping,
    )
