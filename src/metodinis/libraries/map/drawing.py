"""A map of values: tiles with their numbers, the key to the colours, the same as a table."""

from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.libraries.map import rules
from metodinis.libraries.rules import municipalities
from typing import NamedTuple


NO_DATA = _("map_no_data", default="no data")
SCALE_NOTES = {
    1_000: _("map_thousands", default="Numbers in the squares are thousands."),
    1_000_000: _("map_millions", default="Numbers in the squares are millions."),
}
PARTIAL_NOTE = _("map_partial", default="* Values of some libraries are missing.")


class Square(NamedTuple):
    """A tile as it is drawn. level: 1 to rules.LEVELS, 0 for no data, None for one that isn't
    shown; value: in the tile; label: for who can't see it; url: "" for none."""

    x: int
    y: int
    short: str
    value: str
    level: int | None
    label: str
    url: str
    chosen: bool


class TileMap(NamedTuple):
    """What macro `map` draws. key: (level, text); rows: (name, address or "", value, note)."""

    title: str
    view_box: str
    squares: list
    key: list
    notes: list
    value_title: str
    rows: list


def tile_map(title, value_title, values, *, write, lang, digits=0, say, notes=None, links=None):
    """The TileMap of values by municipality.

    title, value_title: texts; values: ISO 3166-2 code -> number, or None for "no data" (codes
    that are left out are drawn pale); write: number or None -> text with its unit; digits: places
    after the comma in tiles; say: Message -> text; notes: code -> what keeps its value from being
    whole ("2 of 3 libraries"); links: code -> address.
    """
    notes, links = notes or {}, links or {}
    known = {code: value for code, value in values.items() if value is not None}
    levels, ranges = rules.bands(list(known.values()))
    divisor = rules.scale(known.values())
    level_of = dict(zip(known, levels, strict=True))
    short_of = {
        code: formats.number(value / divisor, lang, digits if divisor == 1 else 1)
        for code, value in known.items()
    }
    names = sorted(values, key=lambda code: sort_key(municipalities()[code].name))
    rows = {
        code: (
            municipalities()[code].name,
            links.get(code, ""),
            write(known[code]) if code in known else say(NO_DATA),
            notes.get(code, ""),
        )
        for code in names
    }
    key = [(level, _range(ranges[level], write)) for level in sorted(ranges)]
    if len(known) < len(values):
        key.append((0, say(NO_DATA)))
    said = [SCALE_NOTES[divisor]] if divisor > 1 else []
    if notes.keys() & values.keys():
        said.append(PARTIAL_NOTE)
    squares = [
        _square(tile, rows.get(tile.code), short_of.get(tile.code), level_of.get(tile.code, 0))
        for tile in rules.tiles()
    ]
    return TileMap(title, rules.view_box(), squares, key, said, value_title, [*rows.values()])


def _square(tile, row, short, level):
    """The Square of a Tile. row: its row in the table, None if it isn't shown."""
    if row is None:
        name = municipalities()[tile.code].name
        return Square(tile.x, tile.y, tile.short, "", None, name, "", False)
    name, url, text, note = row
    value = (short or formats.NOTHING) + ("*" if note else "")
    label = f"{name}: {text}" + (f" ({note})" if note else "")
    return Square(tile.x, tile.y, tile.short, value, level, label, url, False)


def _range(found, write):
    least, most = (write(number) for number in found)
    return least if least == most else f"{least} – {most}"
