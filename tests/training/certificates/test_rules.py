"""Numbers, codes, texts, names of files, and who gets a certificate."""

from hypothesis import given
from hypothesis import strategies as st
from metodinis.training.certificates import rules
from tests.training.attended import SESSIONS
from types import SimpleNamespace
import pytest
import re


@pytest.mark.parametrize(
    ("count", "number"),
    [(1, "MT-2026-0001"), (123, "MT-2026-0123"), (9999, "MT-2026-9999"), (10000, "MT-2026-10000")],
)
def test_number_of(count, number):
    assert rules.number_of(2026, count) == number
    assert rules.order_of(number) == (2026, count)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (" mt-2026-0123 ", "MT-2026-0123"),
        ("MT 2026 0123", "MT-2026-0123"),
        ("MT–2026–0123", "MT-2026-0123"),
        ("MT-2026-1", ""),
        ("2026-0123", ""),
        ("MT-2026-0123; DROP", ""),
        ("", ""),
    ],
)
def test_typed_number(typed, number):
    assert rules.typed_number(typed) == number


def test_codes():
    codes = {rules.new_code() for _time in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(f"[{rules.ALPHABET}]{{10}}", code) for code in codes)
    assert rules.shown_code("ABCDEFGHJK") == "ABCDE-FGHJK"
    assert rules.typed_code(" abcde-fghjk ") == "ABCDEFGHJK"


def person(state, marks=None, certificate="", name="Rasa"):
    return SimpleNamespace(state=state, marks=marks or {}, certificate=certificate, name=name)


@pytest.mark.parametrize(
    ("who", "least", "why"),
    [
        (person("attended", {0: "present", 1: "present"}), 1, ""),
        (person("attended", {0: "present", 1: "present"}, "MT-2026-0001"), 1, rules.HAS),
        (person("attended", {0: "present", 1: "present"}, name=" "), 1, rules.NAMELESS),
        (person("registered", {0: "present"}), 0.1, rules.UNMARKED),
        (person("absent", {0: "absent", 1: "absent"}), 0.1, rules.TOO_LITTLE),
        (person("partly", {0: "present", 1: "absent"}), 1, rules.TOO_LITTLE),
        (person("partly", {0: "present", 1: "absent"}), 0.67, rules.TOO_LITTLE),
        (person("partly", {0: "present", 1: "absent"}), 0.66, ""),
        (person("partly", {0: "present", 1: "absent"}), 2 / 3, ""),
    ],
)
def test_against(who, least, why):
    assert rules.against(who, SESSIONS, least) == why


@pytest.mark.parametrize(
    ("hours", "share", "certified"), [(8, 1, 8), (8, 2 / 3, 5.3), (0, 1, 0), (1.5, 0.5, 0.8)]
)
def test_hours_of(hours, share, certified):
    assert rules.hours_of(hours, share) == certified


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("dalyvavo „{pavadinimas}“ {datos}", []),
        ("{vardas} {title}", ["{title}"]),
        ("{ {vardas}", ["{"]),
        ("{vardas}}", ["}"]),
        ("{}", ["{}"]),
        ("be skliaustų", []),
    ],
)
def test_wrong_braces(text, wrong):
    assert rules.wrong_braces(text) == wrong


def test_filled_once():
    assert rules.filled("{vardas}: {pavadinimas}", {"vardas": "{pavadinimas}"}) == (
        "{pavadinimas}: {pavadinimas}"
    )


@pytest.mark.parametrize(
    ("name", "file_name"),
    [
        ("Rasa Kretingienė", "MT-2026-0001-rasa-kretingiene"),
        ("../../etc/passwd", "MT-2026-0001-etc-passwd"),
        ("Ž" * 200, "MT-2026-0001-" + "z" * 67),
        ("李明", "MT-2026-0001"),
        ("", "MT-2026-0001"),
    ],
)
def test_file_name(name, file_name):
    assert rules.file_name("MT-2026-0001", name) == file_name


@given(st.text())
def test_file_names_are_safe(name):
    found = rules.file_name("MT-2026-0001", name)
    assert re.fullmatch(r"MT-2026-0001[a-z0-9-]*", found)
    assert len(found) <= rules.MAX_FILE_NAME
