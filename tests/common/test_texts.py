"""What people type, as it is stored and shown."""

from metodinis.common.texts import blocks
from metodinis.common.texts import cleaned
from metodinis.common.texts import lines_of
import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Vienas\ndu", [("paragraph", ["Vienas", "du"])]),
        ("Vienas\n\nVienas", [("paragraph", ["Vienas"]), ("paragraph", ["Vienas"])]),
        ("Buvo:\n- viena\n– du", [("paragraph", ["Buvo:"]), ("list", ["viena", "du"])]),
        ("- a\n\n- b", [("list", ["a"]), ("list", ["b"])]),
        ("-5 proc.", [("paragraph", ["-5 proc."])]),
    ],
)
def test_text_is_cut_into_paragraphs_and_lists(text, expected):
    assert blocks(text) == expected


def test_text_is_stored_without_what_nobody_sees():
    typed = "  E\u0307jo \r\nper\x00 \u202eupe\u0328\u200b\t.\r\n\r\n"
    assert cleaned(typed) == "Ėjo\nper upę\t.".replace("upę", "upe\u0328".replace("e\u0328", "ę"))


def test_typed_lines_lose_dashes_and_what_says_nothing():
    assert lines_of(" – Pirma\r\n\r\n- Antra\u200b\n*  \n") == ("Pirma", "Antra")


def test_invisible_signs_are_taken_out():
    assert cleaned("a\u0000b\u202e\r\nc  \n") == "ab\nc"
