"""The colours of the style sheet, read from it, and how they stand against each other."""

from importlib.resources import files
from typing import NamedTuple
import re


SHEET = files("metodinis.layout") / "static" / "metodinis.css"
DARK = "@media (prefers-color-scheme: dark)"
LIGHT = "@media (prefers-color-scheme: light)"
TOKEN = re.compile(r"--mtd-([\w-]+):\s*(#[0-9a-f]{6});")
# (text, ground) as they meet on pages, and the contrast that WCAG 2.2 AA asks of them.
PAIRS = (
    *(
        (text, ground, 4.5)
        for text in ("ink", "ink-soft", "link")
        for ground in ("ground", "surface", "sunk")
    ),
    ("on-brand", "brand", 4.5),
    ("on-brand", "brand-deep", 4.5),
    *((kind, f"{kind}-ground", 4.5) for kind in ("ok", "warning", "error", "info", "neutral")),
    *((kind, "surface", 4.5) for kind in ("ok", "warning", "error")),
    ("line-strong", "surface", 3.0),
    ("focus", "surface", 3.0),
    ("focus", "ground", 3.0),
)


class Pair(NamedTuple):
    """A text colour on a ground: names, "#rrggbb" each, the contrast and the one asked for."""

    text: str
    ground: str
    text_colour: str
    ground_colour: str
    contrast: float
    asked: float


def blocks(sheet, head):
    """The insides of the blocks of a CSS text whose heads begin with `head`."""
    found, place = [], sheet.find(head)
    while place >= 0:
        start = end = sheet.index("{", place) + 1
        depth = 1
        while depth:
            depth += {"{": 1, "}": -1}.get(sheet[end], 0)
            end += 1
        found.append(sheet[start : end - 1])
        place = sheet.find(head, end)
    return found


def scheme_rules(scheme):
    """CSS that lays a scheme ("light" or "dark") over whatever the reader's system asks for."""
    sheet = SHEET.read_text("utf-8")
    if scheme == "dark":
        rules = blocks(sheet, DARK)
    else:
        outside = sheet
        for block in blocks(sheet, DARK):
            outside = outside.replace(block, "")
        rules = [f":root {{{block}}}" for block in blocks(outside, "\n:root")]
        rules += blocks(sheet, LIGHT)
    text = f":root {{ color-scheme: {scheme}; }}\n" + "\n".join(rules)
    # Before the sheet's own, wherever the link to this one stands.
    return text.replace(":root", "html:root")


def colours(scheme):
    """name of a token -> "#rrggbb" in a scheme."""
    sheet = SHEET.read_text("utf-8")
    found = dict(TOKEN.findall(blocks(sheet, ":root")[0]))
    if scheme == "dark":
        found |= dict(TOKEN.findall(blocks(sheet, DARK)[0]))
    return found


def contrast(one, other):
    """The contrast of two colours ("#rrggbb") by WCAG: 1 to 21."""
    brighter, darker = sorted(map(_luminance, (one, other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pairs(scheme):
    """The Pairs of a scheme."""
    known = colours(scheme)
    return [
        Pair(text, ground, known[text], known[ground], contrast(known[text], known[ground]), asked)
        for text, ground, asked in PAIRS
    ]
