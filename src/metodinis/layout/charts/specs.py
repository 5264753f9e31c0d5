"""Specifications of charts (Vega-Lite 5), with their data inside. Pure.

`lang` ("lt", "en") is that of the words and numbers; `digits` are places after the comma at the
most; `unit` stands after values and in the axis' title. Numbers may be None or NaN: no data.
"""

from bisect import bisect_right
from itertools import pairwise
from metodinis.layout import formats
from metodinis.layout.charts import palette
from metodinis.layout.charts.words import word
import json
import math


SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
WIDTH = 720
NARROW = 340
HEIGHT = 300
TICKS = 6  # about how many
BAR = 28
FONT = 14
LABEL = 280  # the most that a label beside a bar takes
NARROW_BAR = 46  # there labels stand above their bars
LETTER = 7.5  # about how wide a letter is
LINE = 22  # room for a line of text above the chart
# Beside colours, what tells series apart: dashes of lines, shapes of points.
DASHES = ([1, 0], [7, 3], [2, 3], [10, 3, 2, 3], [4, 2], [12, 4])
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
BINS = (5, 14)
STEPS = (1, 2, 2.5, 5, 10)
# Lines that all stay in the upper part of their axis would look flat on one from zero.
FLAT = 0.75


def line(rows, *, value_title, lang, digits=0, unit="", target=None, breaks=(), band=()):
    """Lines over years; a year without a value breaks its line.

    rows: {"year": int, "value": float | None, "series": str}, the first series is the main one.
    target: a number, or (number, text). breaks: years, or tuples that begin with one, from which a
    series isn't comparable with what was before. band: {"year": int, "low": float | None, "high":
    float | None}, where most of the others are, as a stripe behind the lines.
    """
    series = list(dict.fromkeys(row["series"] for row in rows))
    years = sorted({row["year"] for row in rows})
    span = range(years[0], years[-1] + 1) if years else range(0)
    known = {(row["series"], row["year"]): _number(row["value"]) for row in rows}
    values = [
        {
            "year": year,
            "value": (value := known.get((name, year))),
            "series": name,
            "place": place,
            "text": _text(value, lang, digits, unit),
        }
        for place, name in enumerate(series)
        for year in span
    ]
    x = _x_of_years(span, lang)
    goal = None if target is None else _labelled(target, word("target", lang))
    stripe = [
        {"year": row["year"], "low": low, "high": high}
        for row in band
        if None not in (low := _number(row["low"]), high := _number(row["high"]))
    ]
    seen = [row["value"] for row in values] + ([goal[0]] if goal else [])
    seen += [row[end] for row in stripe for end in ("low", "high")]
    y = _upright(_line_axis(seen, value_title, digits, unit, lang), bool(_years(breaks, span)))
    if goal and goal[0] >= max(value for value in seen if value is not None):
        # Room for its text above it.
        y["scale"]["domainMax"] = goal[0] * 1.15
    sign = _signs(series)
    tooltip = _tooltip(("series", "name"), ("year", "year"), text=value_title, lang=lang)
    layers = [
        *_stripe(stripe, x, y),
        {
            "mark": {
                "type": "line",
                "strokeWidth": 2.5,
                "invalid": "break-paths-show-path-domains",
            },
            "encoding": {"x": x, "y": y, **sign("color", "strokeDash")},
        },
        {
            "mark": {
                "type": "point",
                "filled": True,
                "opacity": 1,
                "size": 70,
                "invalid": "filter",
            },
            "encoding": {"x": x, "y": y, **sign("color", "shape"), "tooltip": tooltip},
        },
    ]
    if goal:
        value, text = goal
        layers += _across("y", value, f"{text}: {_text(value, lang, digits, unit)}")
    for year in _years(breaks, span):
        middle = year > (span[0] + span[-1]) / 2
        layers += _across("x", year - 0.5, word("break", lang), flip=middle)
    return _spec(values, layers, HEIGHT, lines=2 if _years(breaks, span) else 1)


def bars(rows, *, value_title, lang, digits=0, unit="", band=None, reference=None):
    """Horizontal bars in the order of `rows`, each with its value written beside it.

    rows: {"label": str, "value": float | None, "mark": bool}. band: (low, high) or (low, high,
    text), where most of the others are; reference: (value, text), drawn as a line.
    """
    labels = _apart([row["label"] for row in rows])
    values = [
        {
            "label": label,
            "value": _number(row["value"]),
            "mark": bool(row.get("mark")),
            "text": _text(row["value"], lang, digits, unit) or word("no_data", lang),
        }
        for label, row in zip(labels, rows, strict=True)
    ]
    marked = json.dumps([row["label"] for row in values if row["mark"]])
    weight = {"test": f"indexof({marked}, datum.value) >= 0", "value": "bold"}
    y = {
        "field": "label",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {
            "labelFontWeight": {"condition": weight, "value": "normal"},
            "labelLimit": LABEL,
            "ticks": False,
            "domain": False,
            "labelPadding": 8,
        },
    }
    for row in values:
        row["end"] = max(row["value"] or 0, 0)
    x = _value_axis("value", value_title, digits, unit)
    others = [band[1]] if band is not None else []
    others += [reference[0]] if reference is not None else []
    most = max(others, default=0) * 1.03
    room = max(_room(values, WIDTH - LABEL - 40), most)
    x["scale"] = {"domainMax": room, "nice": False, "zero": True}
    if band is not None:
        x["title"] = [x["title"], _band_text(band, lang, digits, unit)]
    tooltip = _tooltip(("label", "name"), text=value_title, lang=lang)
    text = {"type": "text", "align": "left", "baseline": "middle", "dx": 6}
    written = {
        "x": {**x, "field": "end"},
        "y": y,
        "text": {"field": "text", "type": "nominal"},
        "tooltip": tooltip,
    }
    # A line may cross the texts: there they are written on a halo.
    halos = ({},) if reference is None else ({"stroke": palette.HALO, "strokeWidth": 4}, {})
    layers = [
        *_band(band),
        {
            "mark": {"type": "bar", "height": {"band": 0.66}, "invalid": "filter"},
            "encoding": {
                "x": x,
                "y": y,
                "color": _if_marked(values, palette.SERIES[0], palette.REST),
                "tooltip": tooltip,
            },
        },
        *_reference(reference, values),
        *({"mark": {**text, **halo}, "encoding": written} for halo in halos),
    ]
    height = 64 + BAR * max(len(rows), 1) + (LINE if band is not None else 0)
    spec = _spec(values, layers, height, lines=0 if reference is None else 1)
    return spec | {"usermeta": {"most": most}}


def histogram(values, *, value_title, lang, digits=0, unit="", mark=None, count_title=None):
    """How many values lie in which range. mark: (value, text), drawn as a line; count_title: of
    what, if not of libraries."""
    found = bins(values, digits)
    data = [
        {
            "low": low,
            "high": high,
            "count": count,
            "range": f"{_text(low, lang, digits)}–{_text(high, lang, digits, unit)}",
        }
        for low, high, count in found
    ]
    edges = [low for low, _high, _count in found] + [high for _low, high, _count in found[-1:]]
    shown = edges if mark is None else [*edges, mark[0]]
    title = count_title or word("count", lang)
    x = _value_axis("low", value_title, digits, unit)
    x |= {
        "bin": {"binned": True},
        "scale": {"domain": [min(shown), max(shown)] if edges else [0, 1], "nice": False},
        "axis": {**x["axis"], "values": edges, "grid": False},
    }
    y = _upright(
        _value_axis("count", title, 0, "") | {"scale": {"zero": True, "nice": TICKS}},
        mark is not None,
    )
    layers = [
        {
            "mark": {"type": "bar", "color": palette.SERIES[0], "binSpacing": 2},
            "encoding": {
                "x": x,
                "x2": {"field": "high"},
                "y": y,
                "tooltip": _tooltip(("range", "range"), count=title, lang=lang),
            },
        }
    ]
    if mark is not None and edges:
        layers += _across("x", *mark, flip=mark[0] > (edges[0] + edges[-1]) / 2)
    return _spec(data, layers, HEIGHT, lines=1 if mark is None else 2)


def bins(values, digits=0):
    """[(low, high, count)]: ranges of one round width over all numbers; the last holds its end."""
    numbers = sorted(number for value in values if (number := _number(value)) is not None)
    if not numbers:
        return []
    low, high = numbers[0], numbers[-1]
    wished = min(max(math.ceil(2 * len(numbers) ** (1 / 3)), BINS[0]), BINS[1])
    step = _round_step(low, high, wished, 10.0**-digits)
    first = math.floor(low / step)
    last = max(math.ceil(high / step), first + 1)
    edges = [round(place * step, 10) for place in range(first, last + 1)]
    counts = [0] * (len(edges) - 1)
    for number in numbers:
        counts[min(bisect_right(edges, number) - 1, len(counts) - 1)] += 1
    return [(*pair, count) for pair, count in zip(pairwise(edges), counts, strict=True)]


def scatter(
    rows,
    *,
    x_title,
    y_title,
    lang,
    x_digits=0,
    y_digits=0,
    x_unit="",
    y_unit="",
):
    """Points of two numbers; those without one are left out.

    rows: {"x": float | None, "y": float | None, "label": str, "mark": bool}.
    """
    values = [
        {
            "x": _number(row["x"]),
            "y": _number(row["y"]),
            "label": row["label"],
            "mark": bool(row.get("mark")),
            "x_text": _text(row["x"], lang, x_digits, x_unit),
            "y_text": _text(row["y"], lang, y_digits, y_unit),
        }
        for row in sorted(rows, key=lambda row: bool(row.get("mark")))
        if None not in (_number(row["x"]), _number(row["y"]))
    ]
    free = {"scale": {"zero": False}}
    place = {
        "x": _value_axis("x", x_title, x_digits, x_unit) | free,
        "y": _upright(_value_axis("y", y_title, y_digits, y_unit) | free),
    }
    is_marked = "datum.mark"
    tooltip = _tooltip(("label", "name"), x_text=x_title, y_text=y_title, lang=lang)
    layers = [
        {
            "mark": {"type": "point", "filled": True, "opacity": 0.85},
            "encoding": {
                **place,
                "color": _if_marked(values, palette.SERIES[1], palette.SERIES[0]),
                "shape": {"condition": {"test": is_marked, "value": "diamond"}, "value": "circle"},
                "size": {"condition": {"test": is_marked, "value": 220}, "value": 60},
                "tooltip": tooltip,
            },
        },
        *_names(values, place),
    ]
    return _spec(values, layers, HEIGHT + 60, lines=1)


def narrowed(spec):
    """The same for a narrow window: fewer ticks, labels above bars, the legend in one column."""
    changed = json.loads(json.dumps(spec))
    changed["width"] = NARROW
    changed["config"]["legend"] |= {"columns": 1, "labelLimit": NARROW - 50}
    changed["config"]["axis"]["titleLimit"] = NARROW - 10
    rows = changed["data"]["values"]
    for layer in changed["layer"]:
        x, y = (layer.get("encoding", {}).get(name, {}) for name in "xy")
        if y.get("field") != "label":
            continue
        y["axis"] |= {
            "zindex": 1,
            "labelAlign": "left",
            "labelOffset": -13,
            "labelPadding": -2,
            "labelLimit": NARROW - 10,
        }
        x["scale"]["domainMax"] = max(_room(rows, NARROW - 20), changed["usermeta"]["most"])
        layer["mark"]["yOffset" if layer["mark"]["type"] == "bar" else "dy"] = 9
        if layer["mark"]["type"] == "bar":
            layer["mark"]["height"] = 18
            changed["height"] += len(rows) * (NARROW_BAR - BAR)
    return changed


def titled(spec, title, note=""):
    """The same as a picture of its own: with its title, a note, and a ground to stand on."""
    changed = dict(spec)
    changed["background"] = palette.SURFACE
    changed["padding"] = 16
    changed["title"] = {
        "text": _wrapped(title, 76),
        "subtitle": _wrapped(note, 90) if note else "",
        "anchor": "start",
        "frame": "bounds",
        "fontSize": 17,
        "subtitleFontSize": 13,
        "subtitlePadding": 6,
        "offset": 14,
        "color": palette.INK,
        "subtitleColor": palette.SOFT,
    }
    return changed


def _spec(values, layers, height, lines=0):
    """lines: of text above the chart."""
    return {
        "$schema": SCHEMA,
        "width": WIDTH,
        "height": height + LINE * lines,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 4, "right": 10, "top": 6, "bottom": 4},
        "background": "transparent",
        "config": {
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": FONT,
                "titleFontSize": FONT,
                "titleFontWeight": "normal",
                "titleLimit": WIDTH - 20,
                "titlePadding": 10,
                "labelColor": palette.SOFT,
                "titleColor": palette.SOFT,
                "gridColor": palette.LINE,
                "domainColor": palette.AXIS,
                "tickColor": palette.AXIS,
                "labelOverlap": "greedy",
                "labelSeparation": 6,
            },
            "legend": {
                "orient": "bottom",
                "direction": "horizontal",
                "columns": 2,
                "columnPadding": 24,
                "labelFontSize": FONT,
                "labelColor": palette.INK,
                "labelLimit": WIDTH // 2 - 60,
                "symbolSize": 110,
                "symbolStrokeWidth": 2.5,
                "offset": 14,
            },
            "text": {"fontSize": FONT, "color": palette.INK},
        },
        "data": {"values": values},
        "layer": layers,
    }


def _value_axis(field, title, digits, unit):
    return {
        "field": field,
        "type": "quantitative",
        "title": f"{title}, {unit}" if unit else title,
        "axis": {"format": f",.{digits}~f", "tickCount": TICKS, "tickMinStep": 10.0**-digits},
    }


def _line_axis(values, title, digits, unit, lang):
    """An axis from zero, unless lines would look flat on it; then its title says so."""
    axis = _value_axis("value", title, digits, unit)
    numbers = [value for value in values if value is not None]
    is_flat = bool(numbers) and min(numbers) > FLAT * max(numbers) > 0
    if is_flat and min(numbers) < max(numbers):
        axis["title"] += f" ({word('not_zero', lang)})"
        return axis | {"scale": {"zero": False, "nice": TICKS}}
    return axis | {"scale": {"zero": True, "nice": TICKS}}


def _upright(axis, is_second=False):
    """A vertical axis with its title above it, to be read without turning one's head.

    is_second: another line of text stands between them.
    """
    above = {
        "titleAngle": 0,
        "titleAlign": "left",
        "titleBaseline": "bottom",
        "titleAnchor": "end",
        "titleX": -30,
        "titleY": -8 - (LINE if is_second else 0),
    }
    return axis | {"axis": axis["axis"] | above}


def _x_of_years(span, lang):
    ends = [span[0] - 0.5, span[-1] + 0.5] if span else [0, 1]
    return {
        "field": "year",
        "type": "quantitative",
        "title": word("year", lang),
        "scale": {"domain": ends, "nice": False, "zero": False},
        "axis": {"format": "d", "values": list(span), "grid": False},
    }


def _signs(series):
    """What tells series apart, by channel: nothing but the first colour for a single one."""
    if len(series) < 2:
        return lambda *channels: {"color": {"value": palette.SERIES[0]}}
    ranges = {"color": palette.SERIES, "shape": SHAPES}

    def channel(name):
        if name == "strokeDash":
            # Not by a scale: in the legend a dashed outline of a shape looks like none.
            dashes = [
                {"test": f"datum.place === {place}", "value": DASHES[place % len(DASHES)]}
                for place in range(1, len(series))
            ]
            return {"condition": dashes, "value": DASHES[0]}
        signs = [ranges[name][place % len(ranges[name])] for place in range(len(series))]
        scale = {"domain": series, "range": signs}
        return {"field": "series", "type": "nominal", "scale": scale, "title": None}

    return lambda *channels: {name: channel(name) for name in channels}


def _names(rows, place):
    """Layers of the names of marked points, on the side where there is room."""
    ends = [row["x"] for row in rows] or [0]
    middle = (min(ends) + max(ends)) / 2
    sides = {(row["x"] <= middle) for row in rows if row["mark"]}
    return [
        {
            "transform": [{"filter": f"datum.mark && datum.x {'<=' if is_left else '>'} {middle}"}],
            "mark": {
                "type": "text",
                "align": "left" if is_left else "right",
                "dx": 12 if is_left else -12,
                "fontWeight": "bold",
            },
            "encoding": {**place, "text": {"field": "label", "type": "nominal"}},
        }
        for is_left in sorted(sides)
    ]


def _if_marked(values, marked, rest):
    """The colour of what is marked and of the rest; the first colour for all if nothing is."""
    if not any(row["mark"] for row in values):
        return {"value": palette.SERIES[0]}
    return {"condition": {"test": "datum.mark", "value": marked}, "value": rest}


def _across(channel, value, text, flip=False):
    """Layers of a dashed line across the chart with its text at the end."""
    data = {"values": [{"at": _number(value), "label": text}]}
    at = {"field": "at", "type": "quantitative"}
    if channel == "y":
        place = {"align": "right", "baseline": "bottom", "dy": -4}
        end = {"x": {"value": "width"}}
    else:
        place = {
            "align": "right" if flip else "left",
            "baseline": "bottom",
            "dx": 4 if flip else -4,
        }
        end = {"y": {"value": -6}}
    dash = {"type": "rule", "strokeDash": [6, 4], "strokeWidth": 1.5, "color": palette.INK}
    return [
        {"data": data, "mark": dash, "encoding": {channel: at}},
        {
            "data": data,
            "mark": {"type": "text", **place},
            "encoding": {channel: at, **end, "text": {"field": "label", "type": "nominal"}},
        },
    ]


def _band(band):
    """A layer of a stripe from one value to another."""
    if band is None:
        return []
    data = {"values": [{"low": _number(band[0]), "high": _number(band[1])}]}
    x = {"field": "low", "type": "quantitative"}
    stripe = {"x": x, "x2": {"field": "high"}}
    return [{"data": data, "mark": {"type": "rect", "color": palette.BAND}, "encoding": stripe}]


def _stripe(rows, x, y):
    """A layer of a stripe over the years between two values of each."""
    if not rows:
        return []
    area = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "area", "color": palette.BAND},
            "encoding": area,
        }
    ]


def _reference(reference, rows):
    if reference is None:
        return []
    top = max((row["end"] for row in rows), default=0)
    return _across("x", *reference, flip=reference[0] > top / 2)


def _band_text(band, lang, digits, unit):
    low, high, *text = band
    ends = f"{_text(low, lang, digits)}–{_text(high, lang, digits, unit)}"
    return f"{''.join(text) or word('band', lang)}: {ends}"


def _room(rows, width):
    """Where an axis of bars ends, so that on `width` pixels texts have room beside them."""
    ends = [row["end"] / max(1 - (LETTER * len(row["text"]) + 14) / width, 0.3) for row in rows]
    return max(ends, default=0) or 1


def _tooltip(*named, lang, **titled_fields):
    """The fields that are told of what is pointed at: by one of our words, or by a title."""
    pairs = [(field, word(name, lang)) for field, name in named] + list(titled_fields.items())
    return [{"field": field, "type": "nominal", "title": title} for field, title in pairs]


def _labelled(value, text):
    return value if isinstance(value, tuple) else (value, text)


def _years(breaks, span):
    """The years of `breaks` that have a year before them in a chart."""
    years = {one if isinstance(one, int) else one[0] for one in breaks}
    return sorted(years & set(span[1:]))


def _apart(labels):
    """Labels that occur before get a number, or their bars would be one."""
    seen, found = {}, []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        found.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return found


def _number(value):
    """A finite float, or None."""
    return float(value) if value is not None and math.isfinite(value) else None


def _text(value, lang, digits, unit=""):
    """A value as people write it; "" for none."""
    if _number(value) is None:
        return ""
    text = formats.number(float(value), lang, digits)
    return f"{text}\N{NO-BREAK SPACE}{unit}" if unit else text


def _round_step(low, high, wished, least):
    """The round width, `least` or wider, of which about `wished` ranges span two numbers."""
    power = 10.0 ** math.floor(math.log10(max((high - low) / wished, least)))
    widths = [one * power for one in STEPS if one * power >= least * (1 - 1e-9)]
    return min(widths, key=lambda width: abs((high - low) / width - wished))


def _wrapped(text, width):
    """A text in lines of at most `width` letters."""
    lines = [""]
    for one in text.split():
        if lines[-1] and len(lines[-1]) + len(one) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {one}".strip()
    return lines
