"""Strengths and gaps in words: Lithuanian forms, English ordinals, any title."""

from metodinis.indicators.profile.rules import Verdict
from metodinis.indicators.profile.sentences import comparisons
from metodinis.indicators.profile.sentences import percentile_text
from metodinis.indicators.profile.sentences import sentence
from metodinis.indicators.store import parsed_catalogue
from pathlib import Path
import pytest


SHIPPED = Path("src/metodinis/indicators/data/catalogue.csv")


@pytest.fixture(scope="module")
def indicators():
    return parsed_catalogue(SHIPPED.read_text(encoding="utf-8")).indicators


def said(indicators, code, is_strength, share, percentile, group="population:1", lang="lt"):
    verdict = Verdict(code, is_strength, share, percentile)
    return sentence(indicators[code], verdict, group, lang)


def test_lithuanian_sentences(site, indicators):
    assert said(indicators, "R8", True, "quarters", 84.1) == (
        "Apsilankymų gyventojui daugiau nei trijuose ketvirtadaliuose panašaus dydžio bibliotekų "
        "(84-as procentilis)."
    )
    assert said(indicators, "R9", False, "thirds", 27, "nearest:krt") == (
        "Lankomumas mažesnis nei dviejuose trečdaliuose panašių bibliotekų (27-as procentilis)."
    )
    assert said(indicators, "R10", True, "nine", 92, "territory") == (
        "Išduotis gyventojui didesnė nei 9 iš 10 teritorijos bibliotekų (92-as procentilis)."
    )
    assert said(indicators, "R12", True, "all", 95.4, "own:a") == (
        "Fondo apyvarta didesnė nei bet kurioje kitoje grupės bibliotekoje (95-as procentilis)."
    )


def test_where_less_is_better_less_is_the_strength(site, indicators):
    assert said(indicators, "R19", True, "quarters", 80, "county:LT-KL") == (
        "Išlaidos apsilankymui mažesnės nei trijuose ketvirtadaliuose apskrities bibliotekų "
        "(80-as procentilis)."
    )
    assert said(indicators, "R26", False, "quarters", 12, "kind:municipal") == (
        "Vienai bibliotekai tenka daugiau gyventojų nei trijuose ketvirtadaliuose tos pačios "
        "rūšies bibliotekų (12-as procentilis)."
    )


def test_english_sentences(site, indicators):
    assert said(indicators, "R8", True, "quarters", 83.6, lang="en") == (
        "Visits per capita: higher than in three quarters of libraries of like size "
        "(84th percentile)."
    )
    assert said(indicators, "R19", False, "all", 3, lang="en") == (
        "Cost per visit: higher than in any other library of the group (3rd percentile)."
    )


def test_a_title_of_the_departments_own_fits_too(site, indicators):
    renamed = type(indicators["R8"])(**{**vars(indicators["R8"]), "title_lt": "Svečių srautas"})
    verdict = Verdict("R8", True, "quarters", 84)
    assert sentence(renamed, verdict, "territory", "lt") == (
        "Svečių srautas: rodiklis didesnis nei trijuose ketvirtadaliuose teritorijos bibliotekų "
        "(84-as procentilis)."
    )


def test_each_shipped_indicator_with_a_direction_has_its_words(indicators):
    titles = {one.title_lt for one in indicators.values() if one.direction != "context"}
    assert set(comparisons()) == titles


@pytest.mark.parametrize(
    ("percentile", "text"),
    [(1, "1st"), (2.2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st")],
)
def test_english_ordinals(site, percentile, text):
    assert percentile_text(percentile, "en") == f"{text} percentile"


def test_no_percentile_is_a_dash(site):
    assert percentile_text(None, "lt") == "–"
