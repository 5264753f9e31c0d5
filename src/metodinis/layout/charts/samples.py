"""Charts with sample content, for the living page of the look."""

from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.charts import Chart
from metodinis.layout.charts import specs


VISITS = _("layout_design_visits", default="Visits")
LIBRARY = _("layout_design_library", default="Library")
YEAR = _("layout_design_field_year", default="Year")
INHABITANTS = _("layout_design_inhabitants", default="Inhabitants")
PER_HEAD = _("charts_sample_per_head", default="Visits per inhabitant")
SHARE = _("charts_sample_share", default="Digital loans, share")
MEDIAN = _("charts_sample_median", default="Median of similar libraries")
TYPICAL = _("charts_sample_typical", default="Middle half of the libraries")
LINE = _("charts_sample_line", default="Visits per inhabitant have grown since 2021")
BARS = _("charts_sample_bars", default="Kretinga is above the median of similar libraries")
HISTOGRAM = _("charts_sample_histogram", default="Most libraries have 3 to 5 visits per inhabitant")
SCATTER = _("charts_sample_scatter", default="Larger libraries don't lend more digitally")
NOTE = _("charts_sample_note", default="Sample. In 2020 no value was given.")
TOWNS = ("Jurbarkas", "Kretinga", "Neringa", "Pagėgiai", "Palanga", "Skuodas")
OF_KRETINGA = (4.2, 4.6, 4.4, None, 2.9, 3.7, 4.3, 4.9)
OF_OTHERS = (3.9, 4.0, 4.1, 2.2, 2.4, 3.1, 3.6, 3.9)
OF_TOWNS = (3.4, 4.9, None, 2.8, 5.6, 4.1)
YEARS = range(2017, 2025)


def charts(lang, say):
    """One Chart of each kind. say: translates a message."""
    return [
        _line(lang, say),
        _bars(lang, say),
        _histogram(lang, say),
        _scatter(lang, say),
    ]


def _line(lang, say):
    names = (TOWNS[1], say(MEDIAN))
    rows = [
        {"year": year, "value": value, "series": name}
        for name, values in zip(names, (OF_KRETINGA, OF_OTHERS), strict=True)
        for year, value in zip(YEARS, values, strict=True)
    ]
    title = say(PER_HEAD)
    spec = specs.line(rows, value_title=title, lang=lang, digits=1, target=5, breaks=(2022,))
    table = [
        (str(year), *(formats.number(value, lang, 1) for value in values))
        for year, *values in zip(YEARS, OF_KRETINGA, OF_OTHERS, strict=True)
    ]
    return Chart("line", say(LINE), spec, (say(YEAR), *names), tuple(table), say(NOTE))


def _bars(lang, say):
    rows = [
        {"label": town, "value": value, "mark": town == TOWNS[1]}
        for town, value in zip(TOWNS, OF_TOWNS, strict=True)
    ]
    spec = specs.bars(
        rows,
        value_title=say(PER_HEAD),
        lang=lang,
        digits=1,
        band=(3.4, 4.9, say(TYPICAL)),
        reference=(4.1, say(MEDIAN)),
    )
    table = tuple((row["label"], formats.number(row["value"], lang, 1)) for row in rows)
    return Chart("bars", say(BARS), spec, (say(LIBRARY), say(PER_HEAD)), table)


def _histogram(lang, say):
    values = [1.9 + place % 7 * 0.5 + place % 3 * 0.4 for place in range(60)]
    title = say(PER_HEAD)
    spec = specs.histogram(values, value_title=title, lang=lang, digits=1, mark=(4.9, TOWNS[1]))
    table = tuple(
        (
            f"{formats.number(low, lang, 1)}–{formats.number(high, lang, 1)}",
            formats.number(count, lang),
        )
        for low, high, count in specs.bins(values, 1)
    )
    return Chart("histogram", say(HISTOGRAM), spec, (title, say(LIBRARY)), table)


def _scatter(lang, say):
    rows = [
        {
            "x": 2500 + place * place * 131 % 23000,
            "y": 3 + place * place * place % 19,
            "label": TOWNS[place] if place < len(TOWNS) else f"{say(LIBRARY)} {place}",
            "mark": place == 1,
        }
        for place in range(40)
    ]
    titles = (say(INHABITANTS), say(SHARE))
    spec = specs.scatter(rows, x_title=titles[0], y_title=titles[1], y_unit="%", lang=lang)
    table = tuple(
        (row["label"], formats.number(row["x"], lang), formats.percent(row["y"] / 100, lang, 0))
        for row in rows
    )
    return Chart("scatter", say(SCATTER), spec, (say(LIBRARY), *titles), table)
