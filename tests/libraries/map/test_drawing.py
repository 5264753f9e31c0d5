"""A map of values: what stands in its tiles, its key and its table."""

from metodinis.libraries.map.drawing import tile_map
from zope.i18n import translate


def written(value):
    return "–" if value is None else f"{value:g} €"


def drawn(values, **more):
    def say(message):
        return translate(message, target_language="en")

    return tile_map("Title", "Spent", values, write=written, lang="lt", say=say, **more)


def squares(found):
    return {square.short: square[3:7] for square in found.squares if square.level is not None}


def test_values_stand_in_their_tiles():
    found = drawn(
        {"LT-22": 4, "LT-31": None, "LT-20": 12.5},
        digits=1,
        notes={"LT-22": "1 of 2 libraries"},
        links={"LT-22": "https://example.org/krt"},
    )
    assert squares(found) == {
        "Kret": (
            "4,0*",
            1,
            "Kretingos r. sav.: 4 € (1 of 2 libraries)",
            "https://example.org/krt",
        ),
        "Pala": ("–", 0, "Palangos m. sav.: no data", ""),
        "Klai": ("12,5", 4, "Klaipėdos m. sav.: 12.5 €", ""),
    }
    assert len(found.squares) == 60
    assert found.key == [(1, "4 €"), (4, "12.5 €"), (0, "no data")]
    assert found.rows == [
        ("Klaipėdos m. sav.", "", "12.5 €", ""),
        ("Kretingos r. sav.", "https://example.org/krt", "4 €", "1 of 2 libraries"),
        ("Palangos m. sav.", "", "no data", ""),
    ]
    assert found.notes == ["map_partial"]


def test_large_values_are_written_in_thousands():
    found = drawn({"LT-22": 1000, "LT-31": 125_000})
    assert [square.value for square in found.squares if square.value] == ["125,0", "1,0"]
    assert found.notes == ["map_thousands"]


def test_nothing_is_nothing():
    found = drawn({})
    assert (squares(found), found.key, found.notes, found.rows) == ({}, [], [], [])
