"""Chapters, their plain text, and what a decision must be like."""

from datetime import date
from metodinis.indicators.catalogue import parse_catalogue
from metodinis.reports.narrative.rules import CHAPTERS
from metodinis.reports.narrative.rules import Decision
from metodinis.reports.narrative.rules import decision_faults
from metodinis.reports.narrative.rules import missing_chapters
from pathlib import Path
import metodinis.indicators
import pytest


TODAY = date(2026, 5, 4)


def test_twelve_chapters_in_the_printed_order():
    assert [chapter.title("lt") for chapter in CHAPTERS.values()] == [
        "Bendroji dalis",
        "Bibliotekų prieinamumas",
        "Dokumentų fondai",
        "Gyventojų aptarnavimas ir renginiai",
        "Darbas su vaikais",
        "Informacinė ir kraštotyros veikla",
        "Metodinė veikla",
        "Dalyvavimas programose, projektai",
        "Personalas",
        "Materialinė bazė",
        "Finansavimas",
        "Išvados",
    ]


def test_chapters_speak_of_elements_that_are_asked():
    path = Path(metodinis.indicators.__file__).parent / "data" / "catalogue.csv"
    shipped = parse_catalogue(path.read_text(encoding="utf-8")).elements
    named = {code for chapter in CHAPTERS.values() for code in chapter.elements}
    assert named - shipped.keys() == set()


def test_chapters_of_lesser_libraries_may_be_empty():
    written = {code: "Tekstas." for code in CHAPTERS if code not in ("methodology", "projects")}
    assert missing_chapters(written) == []
    written["staff"] = "  "
    assert [chapter.code for chapter in missing_chapters(written)] == ["staff"]


@pytest.mark.parametrize(
    ("decision", "faults"),
    [
        (Decision(), {}),
        (Decision("T-90", date(2026, 4, 26)), {}),
        (Decision("T-90", TODAY), {}),
        (Decision("T-90", date(2026, 5, 5)), {"date": "future"}),
        (Decision("T-90", date(2025, 12, 31)), {"date": "too_early"}),
        (Decision("T-90", None), {"date": "missing"}),
        (Decision("", date(2026, 4, 26)), {"number": "missing"}),
        (Decision("9" * 41, date(2025, 1, 1)), {"number": "too_long", "date": "too_early"}),
    ],
)
def test_decision_is_checked(decision, faults):
    assert decision_faults(decision, 2025, TODAY) == faults
