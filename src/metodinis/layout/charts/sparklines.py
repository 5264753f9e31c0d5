"""A line without axes, as high as a line of text. Pure."""

from xml.sax.saxutils import escape
from xml.sax.saxutils import quoteattr
import math


WIDTH = 120
HEIGHT = 32
EDGE = 4


def sparkline(values, title):
    """SVG text of a line over `values` in their order, with a dot on the last one that is known.

    values: numbers, None or NaN where there is none: the line breaks there. title: what it shows,
    for those who don't see it; any text. "" if no value is known.
    """
    points = _points([value if _is_known(value) else None for value in values])
    if not any(points):
        return ""
    last = next(point for point in reversed(points) if point)
    lines = "".join(
        f'<polyline points="{" ".join(run)}"></polyline>' for run in _runs(points) if len(run) > 1
    )
    alone = "".join(
        f'<circle class="mtd-sparkline__one" cx="{x}" cy="{y}" r="1.5"></circle>'
        for x, y in (run[0].split(",") for run in _runs(points) if len(run) == 1)
    )
    return (
        f'<svg class="mtd-sparkline" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" role="img" aria-label={quoteattr(title)} focusable="false">'
        f"<title>{escape(title)}</title>{lines}{alone}"
        f'<circle cx="{last[0]}" cy="{last[1]}" r="3"></circle></svg>'
    )


def _is_known(value):
    return value is not None and math.isfinite(value)


def _points(values):
    """(x, y) of each value as texts, or None."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    space = HEIGHT - 2 * EDGE
    return [
        None
        if value is None
        else (
            f"{EDGE + place * step:.1f}",
            f"{HEIGHT - EDGE - ((value - low) / (high - low) if high > low else 0.5) * space:.1f}",
        )
        for place, value in enumerate(values)
    ]


def _runs(points):
    """The points as "x,y", in lists without a gap."""
    runs = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(",".join(point))
    return [run for run in runs if run]
