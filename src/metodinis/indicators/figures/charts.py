"""The charts of the pages of figures: each with its finding, and the same as a table."""

from metodinis.i18n import _
from metodinis.indicators.figures import findings
from metodinis.indicators.values.texts import decimals_of
from metodinis.layout.charts import Chart
from metodinis.layout.charts import specs
from metodinis.libraries.map.drawing import tile_map
from zope.i18nmessageid import Message


YEAR = _("figures_column_year", default="Year")
COVERAGE = _("figures_column_coverage", default="Libraries")
TOGETHER = _("figures_column_together", default="All libraries together")
MEDIAN = _("figures_column_median", default="Median of libraries")
MEDIAN_OF = _("figures_reference_median", default="median")
TERRITORY = _("figures_reference_territory", default="territory")
RANGE = _("figures_column_range", default="Range")
PEERS_BAND = _("figures_band_half", default="the middle half of libraries")
BREAKS = {
    "code": _(
        "figures_break_code", default="From ${year} on counted as ${after} instead of ${before}."
    ),
    "formula": _("figures_break_formula", default="From ${year} on computed by another formula."),
    "unit": _("figures_break_unit", default="From ${year} on counted in another unit."),
    "definition": _("figures_break_definition", default="From ${year} on defined otherwise."),
}


def options(page, line):
    """What all charts of a line are drawn by."""
    return {
        "value_title": page.title_of(line),
        "lang": page.lang,
        "digits": decimals_of(line),
        "unit": "€" if getattr(line, "type", "") == "money" else line.unit,
    }


def main_title(series):
    """What the value of a group is called."""
    return TOGETHER if series.adds_up else MEDIAN


def trend(page, series, figures, target=None):
    """The line of a group over the years; beside a ratio of sums the libraries' median."""
    beside = series.line.kind == "indicator"
    main, median = page.say(main_title(series)), page.say(MEDIAN)
    points = [one.year for one in series.points(figures)]
    rows = [
        {"year": one.year, "value": one.value if one.year in points else None, "series": main}
        for one in figures
    ]
    if beside:
        rows += [
            {
                "year": one.year,
                "value": one.spread.median if one.spread and one.year in points else None,
                "series": median,
            }
            for one in figures
        ]
    spec = specs.line(
        rows, **options(page, series.line), target=target, breaks=tuple(series.breaks)
    )
    head = (YEAR, main, median, COVERAGE) if beside else (YEAR, main, COVERAGE)
    return Chart(
        "trend",
        page.say(findings.trend(page, series, figures)),
        spec,
        tuple(map(page.say, head)),
        tuple(_year_row(page, series, one, beside) for one in reversed(figures)),
        trend_note(page, series, figures),
    )


def _year_row(page, series, found, beside):
    line = series.line_in(found.year)
    median = page.value_text(line, found.spread.median) if found.spread else "–"
    texts = (page.value_text(line, found.value), *((median,) if beside else ()))
    return (str(found.year), *texts, page.coverage_text(found.figure))


def trend_note(page, series, figures):
    """Which years are of some libraries only, and where the series was counted anew."""
    partial = [one for one in figures if one.figure.partial]
    said = []
    if partial:
        years = ", ".join(f"{one.year} ({page.coverage_text(one.figure)})" for one in partial)
        said.append(
            _(
                "figures_partial_years",
                default="Values of some libraries are missing: ${years}.",
                mapping={"years": years},
            )
        )
    points = series.points(figures)
    left_out = [str(one.year) for one in partial if one.value and one not in points]
    if left_out:
        said.append(
            _(
                "figures_left_out",
                default="Values of so few libraries aren't drawn: ${years}.",
                mapping={"years": ", ".join(left_out)},
            )
        )
    for shown in series.breaks.values():
        said += [
            Message(
                BREAKS[one.what],
                mapping={"year": str(one.year), "before": one.before, "after": one.after},
            )
            for one in shown
        ]
    return " ".join(map(page.say, said))


def distribution(page, series, year, values, spread, own=None):
    """How many libraries have how much. own: (number, text) of the reader's library, or None."""
    line = series.line_in(year)
    mark = own or (spread.median, page.say(MEDIAN_OF))
    chosen = options(page, line)
    ranges = specs.bins(values, chosen["digits"])
    return Chart(
        "distribution",
        page.say(findings.spread(page, line, spread)),
        specs.histogram(values, **chosen, mark=mark),
        (page.say(RANGE), page.say(COVERAGE)),
        tuple(
            (
                f"{page.value_text(line, low)} – {page.value_text(line, high)}",
                page.number(count),
            )
            for low, high, count in ranges
        ),
    )


def groups(page, series, year, rows, territory):
    """Groups beside each other. rows: GroupRows that have a value; territory: YearFigure."""
    line = series.line_in(year)
    values = [(row.title, row.now.value) for row in rows]
    spec = specs.bars(
        [{"label": name, "value": value, "mark": False} for name, value in values],
        **options(page, line),
        reference=_reference(page, series, territory),
    )
    return Chart(
        "counties",
        page.say(findings.extremes(page, line, values)),
        spec,
        tuple(map(page.say, (page.group_title, main_title(series), COVERAGE))),
        tuple(
            (row.title, page.value_text(line, row.now.value), page.coverage_text(row.now.figure))
            for row in rows
        ),
    )


def _reference(page, series, territory):
    """The line of the whole territory; a sum of all is of another size than its parts."""
    is_ratio = series.line.kind == "indicator" or not series.adds_up
    if territory.value is None or not (is_ratio or series.line.aggregation == "mean"):
        return None
    return territory.value, page.say(TERRITORY)


def libraries(page, series, year, rows, spread, own):
    """Libraries by name. rows: LibraryRows that have a value, the greatest first; own: UIDs."""
    line = series.line_in(year)
    values = [(row.member.name, row.value) for row in rows]
    spec = specs.bars(
        [
            {"label": row.member.name, "value": row.value, "mark": row.member.uid in own}
            for row in rows
        ],
        **options(page, line),
        band=None if spread is None else (spread.q1, spread.q3, page.say(PEERS_BAND)),
    )
    return Chart(
        "libraries",
        page.say(findings.extremes(page, line, values)),
        spec,
        tuple(map(page.say, (page.library_title, page.value_title))),
        tuple((name, page.value_text(line, value)) for name, value in values),
    )


def municipalities(page, series, year, found, links=None):
    """The TileMap of a series in a year. found: as `Series.by_municipality` tells it."""
    line = series.line_in(year)
    values = {code: value for code, (value, _figure) in found.items()}
    known = [value for value in values.values() if value is not None]
    return tile_map(
        page.say(findings.places(page, series, year, known)),
        page.title_of(line),
        values,
        write=lambda value: page.value_text(line, value),
        lang=page.lang,
        digits=decimals_of(line),
        say=page.say,
        notes={
            code: page.coverage_text(figure)
            for code, (value, figure) in found.items()
            if figure.partial and value is not None
        },
        links=links,
    )
