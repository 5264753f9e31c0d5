"""The map: each of the 60 municipalities as a tile, where it lies beside its neighbours. Pure."""

from functools import cache
from importlib import resources
from typing import NamedTuple
import csv
import math


# Of the drawing, in its own units.
SIZE, GAP = 100, 8
# How full the darkest tile is; a tile without any case is of level 0.
LEVELS = 4


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
    table = resources.files("metodinis.goodpractice.catalogue") / "data" / "tiles.csv"
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


def level(count, most):
    """How dark a tile with `count` cases is, 0 to LEVELS, where the fullest has `most`.

    By the square root: one library that tells of very much doesn't make all others look alike.
    """
    return math.ceil(LEVELS * math.sqrt(count / most)) if count else 0
