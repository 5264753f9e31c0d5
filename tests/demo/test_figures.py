"""The demo's figures: real totals, no errors by the shipped rules, few and explained warnings."""

from datetime import date
from decimal import Decimal
from importlib import resources
from metodinis.common.numbers import Cell
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import parse_cell
from metodinis.common.numbers import VALUE
from metodinis.demo import figures
from metodinis.demo import rows
from metodinis.demo import story
from metodinis.demo.chapters import chapters
from metodinis.indicators.catalogue import parse_catalogue
from metodinis.indicators.rules import Context
from metodinis.indicators.rules import parse_rules
from metodinis.reports.narrative.rules import CHAPTERS
from metodinis.reports.narrative.rules import Decision
from metodinis.reports.narrative.rules import decision_faults
import pytest


DATA = resources.files("metodinis.indicators") / "data"
CATALOGUE = parse_catalogue((DATA / "catalogue.csv").read_text(encoding="utf-8"))
RULES = parse_rules((DATA / "checks.csv").read_text(encoding="utf-8"), CATALOGUE)
TODAY = date(2026, 11, 24)


def parsed(raw):
    return {code: parse_cell(text, CATALOGUE.elements[code].type) for code, text in raw.items()}


def cells(code, year, raw=None, is_open=False):
    """A library's report as the site would hold it."""
    if raw is None:
        values = rows.values(code, year, is_open)
        raw = {element: rows.typed(value) for element, value in values.items()}
    count = figures.population(year)[code]
    never = rows.standing(code)
    return {
        "A7": Cell(VALUE, count, str(count)),
        **{element: Cell(NOT_APPLICABLE, None, "", never[element]) for element in never},
        **parsed(raw),
    }


def findings(code, year, *, raw=None, is_open=False, peers=False):
    found = cells(code, year, raw, is_open)
    last = cells(code, year - 1) if year > figures.FIRST_YEAR else None
    context = Context()
    if peers:
        others = [cells(other, year, None, is_open) for other in figures.libraries()]
        context = Context(peers=RULES.peer_ranges(others, year=year, catalogue=CATALOGUE))
    return RULES.check(found, last, year=year, catalogue=CATALOGUE, context=context)


def total(code, year):
    return sum(rows.values(library, year).get(code, 0) for library in figures.libraries())


def test_totals_of_2021_are_the_published_ones():
    totals = {code: total(code, 2021) for code in ("A1", "A2", "A3", "A4", "A5", "A6", "G1", "G2")}
    assert totals == {
        "A1": 193,
        "A2": 11,
        "A3": 19,
        "A4": 154,
        "A5": 9,
        "A6": 0,
        "G1": 504,
        "G2": 403,
    }
    assert total("C1", 2021) == 11 * 6_296 == 80_782 - 11_526
    assert total("C4", 2021) == 11 * 97_000
    assert sum(figures.population(2021).values()) == 411_946
    assert round(411_946 / total("A1", 2021)) == 2_134


def test_totals_of_2022_are_the_published_ones():
    totals = {code: total(code, 2022) for code in ("A2", "A3", "A4", "A5", "A6", "G1", "G2", "G3")}
    assert totals == {
        "A2": 11,
        "A3": 19,
        "A4": 152,
        "A5": 9,
        "A6": 1,
        "G1": 501,
        "G2": 407,
        "G3": 100,
    }
    assert total("A1", 2022) == 192
    assert total("C4", 2022) == 192 * 6_594 == 1_266_048
    assert round(Decimal(1_266_048) / 1_067_000 - 1, 3) == Decimal("0.187")
    assert sum(figures.population(2022).values()) == 415_319


def test_known_libraries_are_as_known():
    skuodas, pagegiai = rows.values("SKU", 2021), rows.values("PAG", 2021)
    assert (skuodas["A4"], skuodas["G1"]) == (14, 37)
    assert pagegiai["A4"] == 8


def test_apportion_adds_up_by_the_largest_remainder():
    assert figures.apportion(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert figures.apportion(7, {"a": 60, "b": 25, "c": 15}) == {"a": 4, "b": 2, "c": 1}


@pytest.mark.parametrize("today", [date(2026, 11, 24), date(2027, 1, 2), date(2031, 6, 30)])
def test_full_reports_have_no_errors_and_few_warnings(today):
    years = figures.years(today)
    told = {}
    for year in (*years.published, years.open):
        for code in figures.libraries():
            for finding in findings(code, year, is_open=year == years.open):
                told[code, year, finding.key] = finding.severity
    assert set(told.values()) == {"warning"}
    assert {(code, key) for code, _year, key in told} <= set(story.EXPLANATIONS)
    per_year = len(told) / (len(years.published) + 1)
    assert per_year <= 4


def test_peers_add_only_explained_or_common_warnings():
    for code in figures.libraries():
        assert [f.key for f in findings(code, 2023, peers=True) if f.severity == "error"] == []


def test_every_element_of_the_form_is_told():
    for code in figures.libraries():
        told = cells(code, 2023)
        left_out = {c for c, element in CATALOGUE.elements.items() if c not in told}
        assert left_out == {"S1", "S2", "S3", "S4"}
    assert set(cells("KRT", 2022)) == set(CATALOGUE.elements)


def test_years_follow_the_calendar():
    assert figures.years(TODAY) == (range(2021, 2025), 2025)
    assert figures.years(date(2023, 5, 1)) == (range(2021, 2024), 2024)


def test_the_open_years_faults_are_found():
    keys = {finding.key for finding in findings("NER", 2025, raw=story.begun("NER", 2025))}
    assert {
        "children_part:C2",
        "stock_balance:B4",
        "tenfold_hint:D1",
        "expenditure_sum:H2",
        "training_pair:E4",
    } <= keys


def test_begun_reports_are_what_their_state_says():
    filled = {code: len(story.begun(code, 2025)) for code in figures.libraries()}
    assert filled["PAG"] == 0
    assert filled["KRT"] == 37
    assert min(filled[code] for code in filled if code not in ("PAG", "KRT")) == 77


def test_every_state_of_both_forms_is_in_the_story():
    statistical = {states[0] for states in story.OPEN.values()}
    assert statistical == {"draft", "signing", "submitted", "returned", "accepted", "published"}
    assert set(story.OPEN) == set(figures.libraries())


def test_people_are_there_for_every_role():
    roles = {(person.place, person.role) for person in story.PEOPLE}
    assert {role for place, role in roles if not place} == {"heads", "methodologists", "editors"}
    assert {place for place, role in roles if role == "director"} == set(figures.libraries())
    assert {place for place, role in roles if role == "staff"} == set(figures.libraries())
    assert all(person.email.endswith(".example") for person in story.PEOPLE)
    assert len({person.user for person in story.PEOPLE}) == len(story.PEOPLE)


def test_chapters_speak_of_the_figures():
    for code in figures.libraries():
        texts = chapters(code, 2022)
        assert list(texts) == list(CHAPTERS)
        assert not decision_faults(Decision(*story.decision(code, 2022)), 2022, TODAY)
    assert "1 266" not in chapters("KRT", 2022)["services"]
    assert "fonde buvo 166\N{NO-BREAK SPACE}" in chapters("KRT", 2022)["collections"]


@pytest.mark.parametrize(
    ("today", "deadline"),
    [
        (date(2026, 11, 24), date(2026, 12, 7)),
        (date(2026, 11, 20), date(2026, 12, 2)),
        (date(2026, 12, 25), date(2027, 1, 6)),
    ],
)
def test_the_deadline_is_an_evening_of_a_working_day(today, deadline):
    moment = story.open_deadline(today)
    assert (moment.date(), moment.hour, moment.minute) == (deadline, 23, 59)
