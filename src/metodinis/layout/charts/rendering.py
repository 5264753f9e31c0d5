"""Specifications drawn on the server: SVG for pages and files, PNG for files.

The first drawing in a process takes about a second (an engine of scripts starts), each later one
some 20 ms; what was drawn is kept.
"""

from lxml import etree
from metodinis.layout.charts import palette
from metodinis.layout.memo import Memo
import hashlib
import json
import math
import vl_convert


# Of Vega-Lite: the one that compiles for the Vega that draws, here and in the browser; it reads
# specifications of 5.
VERSION = "6.4"
# Locales of d3-format: how axes write numbers.
LOCALES = {
    "lt": {"decimal": ",", "thousands": "\N{NO-BREAK SPACE}", "grouping": [3], "minus": "−"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "minus": "−"},
}
CURRENCY = ["", "\N{NO-BREAK SPACE}€"]
MOST_PIXELS = 12_000_000
SVG = "{http://www.w3.org/2000/svg}"
DROPPED = {
    "aria-hidden",
    "aria-label",
    "aria-roledescription",
    "class",
    "font-family",
    "pointer-events",
    "role",
}
# Browsers take these where nothing else is said, as the drawing does.
USUAL = {("opacity", "1"), ("stroke-width", "1"), ("text-anchor", "start")}

_drawn = Memo(600)


def locale(lang):
    """The locale of numbers on axes for a language of the site."""
    return LOCALES.get(lang, LOCALES["en"]) | {"currency": CURRENCY}


def digest(*parts):
    """A short text that is the same for the same parts (what JSON knows)."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def svg(spec, lang):
    """A specification as SVG text of a file, in the colours of the light scheme."""
    return _drawn.get(("svg", digest(spec), lang), lambda: _draw(spec, lang))


def png(spec, lang, scale=2):
    """A specification as bytes of a PNG; scale: pixels to a unit of the SVG, fewer if the picture
    would have more than MOST_PIXELS."""
    most = math.sqrt(MOST_PIXELS / (spec["width"] * spec["height"]))
    key = ("png", digest(spec), lang, scale)
    return _drawn.get(key, lambda: vl_convert.svg_to_png(svg(spec, lang), scale=min(scale, most)))


def inline(spec, lang):
    """A specification as SVG text for a page: bare, in the page's font and the scheme's colours.

    The caller puts it into an element that says what it is to those who don't see it.
    """
    return _drawn.get(("inline", digest(spec), lang), lambda: _bare(svg(spec, lang)))


def _draw(spec, lang):
    return vl_convert.vegalite_to_svg(spec, vl_version=VERSION, format_locale=locale(lang))


def _bare(text):
    root = etree.fromstring(text.encode())
    for element in root.iter(f"{SVG}*"):
        for name, value in element.attrib.items():
            if name in DROPPED or (name, value) in USUAL:
                del element.attrib[name]
    _prune(root)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.set("focusable", "false")
    root.set("aria-hidden", "true")
    etree.cleanup_namespaces(root)
    return palette.themed(etree.tostring(root, encoding="unicode"))


def _prune(element):
    """Take out what draws nothing, and groups that say nothing."""
    for child in list(element):
        _prune(child)
        if _is_nothing(child):
            element.remove(child)
        elif child.tag == f"{SVG}g" and _says_nothing(child):
            place = element.index(child)
            element[place : place + 1] = list(child)


def _is_nothing(element):
    if element.get("display") == "none":
        return True
    if element.tag == f"{SVG}g":
        return not len(element)
    if element.tag in (f"{SVG}path", f"{SVG}rect"):
        is_seen = element.get("fill", "none") != "none" or element.get("stroke")
        return not element.get("d", "M") or not is_seen
    return False


def _says_nothing(group):
    return set(group.attrib) <= {"transform"} and group.get("transform") in (
        None,
        "translate(0,0)",
    )
