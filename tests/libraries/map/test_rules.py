"""The map of municipalities."""

from metodinis.libraries.map import rules as tiles
from metodinis.libraries.rules import municipalities
import pytest


def test_each_municipality_has_a_place_of_its_own():
    found = tiles.tiles()
    assert {tile.code for tile in found} == set(municipalities())
    assert len({(tile.column, tile.row) for tile in found}) == 60
    assert len({tile.short for tile in found}) == 60


def test_neighbours_lie_beside_each_other():
    at = {tile.code: (tile.column, tile.row) for tile in tiles.tiles()}
    # The sea is in the west, Zarasai in the east, Druskininkai in the south.
    assert at["LT-31"][0] == at["LT-20"][0] == at["LT-28"][0] == 0
    assert at["LT-60"][0] == max(column for column, _row in at.values())
    assert at["LT-07"][1] == max(row for _column, row in at.values())
    assert at["LT-22"] == (at["LT-31"][0] + 1, at["LT-31"][1])


@pytest.mark.parametrize(
    ("count", "most", "expected"),
    [
        (0, 0, 0),
        (0, 9, 0),
        (1, 1, 4),
        (1, 100, 1),
        (6, 100, 1),
        (7, 100, 2),
        (26, 100, 3),
        (100, 100, 4),
    ],
)
def test_the_fullest_tile_is_the_darkest(count, most, expected):
    assert tiles.level(count, most) == expected


@pytest.mark.parametrize(
    ("numbers", "levels", "ranges"),
    [
        ([], [], {}),
        ([7], [1], {1: (7, 7)}),
        ([3, 3, 3], [1, 1, 1], {1: (3, 3)}),
        ([8, 1, 4, 2], [4, 1, 3, 2], {1: (1, 1), 2: (2, 2), 3: (4, 4), 4: (8, 8)}),
        # One giant doesn't make all others look alike.
        ([1, 2, 3, 1000], [1, 2, 3, 4], {1: (1, 1), 2: (2, 2), 3: (3, 3), 4: (1000, 1000)}),
        ([0, 0, 0, 5, 6], [1, 1, 1, 3, 4], {1: (0, 0), 3: (5, 5), 4: (6, 6)}),
    ],
)
def test_bands_have_about_as_many_each(numbers, levels, ranges):
    assert tiles.bands(numbers) == (levels, ranges)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [([], 1), ([9999], 1), ([5, 10_000], 1000), ([-20_000], 1000), ([10_000_000], 1_000_000)],
)
def test_large_numbers_are_scaled(numbers, expected):
    assert tiles.scale(numbers) == expected
