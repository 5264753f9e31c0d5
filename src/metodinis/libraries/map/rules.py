"""Where each tile lies, and how dark it is. Pure."""

from functools import cache
from importlib import resources
from typing import NamedTuple
import csv
import math
import numpy


# Of the drawing, in its own units.
SIZE, GAP = 100, 8
EDGE = 4
# How strong the darkest tile is; a tile of nothing is of level 0.
LEVELS = 4
# Numbers from which a tile shows thousands, millions: it has room for five or six characters.
SCALES = ((10_000_000, 1_000_000), (10_000, 1_000))


class Tile(NamedTuple):
    """A municipality on the map. code: ISO 3166-2; short: its name in few letters."""

    code: str
    short: str
    column: int
    row: int

    @property
    def x(self):
        return self.column * (SIZE + GAP)

    @property
    def y(self):
        return self.row * (SIZE + GAP)


@cache
def tiles():
    """All Tiles, from the north-west on, line by line."""
    table = resources.files("metodinis.libraries") / "data" / "tiles.csv"
    with table.open(encoding="utf-8") as lines:
        found = [
            Tile(row["code"], row["short"], int(row["column"]), int(row["row"]))
            for row in csv.DictReader(lines)
        ]
    return tuple(sorted(found, key=lambda tile: (tile.row, tile.column)))


def extent():
    """(width, height) of the whole drawing."""
    return (
        max(tile.x for tile in tiles()) + SIZE,
        max(tile.y for tile in tiles()) + SIZE,
    )


def view_box():
    """The viewBox of the whole drawing, with room for the lines around the outer tiles."""
    width, height = extent()
    return f"-{EDGE} -{EDGE} {width + 2 * EDGE} {height + 2 * EDGE}"


def level(count, most):
    """How dark a tile with a count is, 0 to LEVELS, where the fullest has `most`.

    By the square root: one library that has very much doesn't make all others look alike.
    """
    return math.ceil(LEVELS * math.sqrt(count / most)) if count else 0


def bands(numbers):
    """Numbers parted into LEVELS groups of about as many, from the smallest on.

    Returns (levels, ranges): for each number its level, 1 to LEVELS; level -> (smallest, largest)
    of those that are in it. Equal numbers are of one level, so there may be fewer.
    """
    if not numbers:
        return [], {}
    cuts = numpy.quantile(numbers, [place / LEVELS for place in range(1, LEVELS)])
    levels = [1 + int(numpy.searchsorted(cuts, number, side="left")) for number in numbers]
    ranges = {}
    for number, found in sorted(zip(numbers, levels, strict=True)):
        ranges[found] = (ranges.get(found, (number,))[0], number)
    return levels, ranges


def scale(numbers):
    """What numbers in tiles are divided by to have room: 1, a thousand or a million."""
    most = max(map(abs, numbers), default=0)
    return next((by for least, by in SCALES if most >= least), 1)
