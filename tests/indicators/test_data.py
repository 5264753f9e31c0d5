"""The shipped catalogue and rules: whole, in both languages, and each rule finds what it is for."""

from hypothesis import given
from hypothesis import strategies
from importlib import resources
from metodinis.common.numbers import parse_cell
from metodinis.indicators.catalogue import parse_catalogue
from metodinis.indicators.formulas import compute
from metodinis.indicators.operators import FLAGS
from metodinis.indicators.rules import Context
from metodinis.indicators.rules import parse_rules
import pytest


YEAR = 2024
DATA = resources.files("metodinis.indicators") / "data"
CATALOGUE_TEXT = (DATA / "catalogue.csv").read_text(encoding="utf-8")
RULES_TEXT = (DATA / "checks.csv").read_text(encoding="utf-8")
CATALOGUE = parse_catalogue(CATALOGUE_TEXT)
RULES = parse_rules(RULES_TEXT, CATALOGUE)

# A library without a fault, as it is typed; `LAST` is its year before.
REPORT = """
A1=20 A2=1 A3=2 A4=15 A5=1 A6=1 A7=37500 A8=3260,5 A9=2210 A10=268 A11=48 A12=560 A13=7
B1=120000 B2=3300 B2a=2700 B2b=600 B3=4300 B4=119000 B5a=112000 B5b=4900 B5c=700 B5d=600 B5e=300
B5f=300 B5g=50 B5h=150 B6=107000 B7=12000 B8=37000 B9=210 B10=5
C1=6200 C2=1500 C3=810 C4=118000 C5=61000 C6=40
D1=110000 D2=91000 D3=19000 D4=27000 D5=66 D6=23 D7=2200 D8=1400
E1=700 E1a=290 E2=15500 E2a=7100 E2b=11000 E3=260 E4=1500 E5=410,5 E6=310 E7=6
F1=112 F2=70 F3=110 F4=19000 F5=13000 F6=19
G1=52 G2=43 G3=11 G4=43,75 G5=38 G6=720
H1=1010,4 H1a=26,4 H1b=930 H1c=40 H1d=10 H1e=4 H2=1000,5 H2a=760 H2b=42,5 H2c=8 H2d=190
S1=200 S2=150 S3=1650 S4=186
"""
CHANGED_SINCE = """
A7=37600 B1=121200 B2=3200 B3=4400 B4=120000 C1=6100 C4=110000 C5=59000 D1=105000 D2=87000
E2=14900 F4=18500 F5=12800 H1=960 H2=951
"""


def typed(text):
    """Cells of "CODE=value" words."""
    words = (word.split("=") for word in text.split())
    return {code: parse_cell(raw, CATALOGUE.elements[code].type) for code, raw in words}


def changed(cells, text):
    """Cells with other values typed; "CODE=" empties one."""
    cells = {**cells, **typed(text)}
    return {code: cell for code, cell in cells.items() if cell is not None}


NOW = typed(REPORT)
LAST = changed(NOW, CHANGED_SINCE)

# rule: what is typed instead, now and last year, and where it is shown.
BAD = {
    "filled": ("C1=", "", "C1"),
    "population_known": ("A7=", "", "A7"),
    "outlets_sum": ("A4=16", "", "A1"),
    "outlets_some": ("A1=0", "", "A1"),
    "area_part": ("A9=3261", "", "A9"),
    "accessible_part": ("A13=21", "", "A13"),
    "wifi_part": ("F6=21", "", "F6"),
    "hours_week": ("A11=169", "", "A11"),
    "hours_central": ("A12=47", "", "A11"),
    "additions_sum": ("B2a=2701", "", "B2"),
    "withdrawals_part": ("B3=123301", "", "B3"),
    "stock_balance": ("B3=4301", "", "B4"),
    "types_sum": ("B5h=151", "", "B4"),
    "languages_sum": ("B7=12001", "", "B4"),
    "titles_part": ("B8=119001", "", "B8"),
    "children_part": ("C2=6201", "", "C2"),
    "new_part": ("C3=6201", "", "C3"),
    "home_part": ("C6=6201", "", "C6"),
    "loans_sum": ("D3=19001", "", "D1"),
    "children_loans_part": ("D4=110001", "", "D4"),
    "children_events_part": ("E1a=701", "", "E1a"),
    "children_attendance_part": ("E2a=15501", "", "E2a"),
    "inside_part": ("E2b=15501", "", "E2b"),
    "public_computers_part": ("F2=113", "", "F2"),
    "online_computers_part": ("F3=113", "", "F3"),
    "librarians_part": ("G2=53", "", "G2"),
    "part_time_part": ("G3=44", "", "G3"),
    "posts_part": ("G4=78,5", "", "G4"),
    "trained_part": ("G5=53", "", "G5"),
    "income_sum": ("H1e=4,2", "", "H1"),
    "expenditure_sum": ("H2d=190,2", "", "H2"),
    "found_part": ("S2=201", "", "S2"),
    "grades_range": ("S3=1861", "", "S3"),
    "grades_pair": ("S4=", "", "S4"),
    "stock_start": ("", "B4=119999", "B1"),
    "population_band": ("A7=44000", "", "A7"),
    "population_drift": ("A7=40000", "", "A7"),
    "stock_band": ("B4=89000", "", "B4"),
    "flow_band": ("B2=900", "", "B2"),
    "staff_band": ("G1=38", "", "G1"),
    "hours_band": ("A11=32", "", "A11"),
    "area_band": ("A8=2400", "", "A8"),
    "use_band": ("C4=65000", "", "C4"),
    "children_band": ("D4=8000", "", "D4"),
    "activity_band": ("E1=2450", "", "E1"),
    "session_band": ("F5=3700", "", "F5"),
    "computer_band": ("F1=230", "", "F1"),
    "money_band": ("H1=1700", "", "H1"),
    "tenfold_hint": ("D1=1100000", "", "D1"),
    "tenfold": ("D3=190000", "", "D3"),
    "same": ("", "C4=118000", "C4"),
    "zero_after": ("E6=0", "", "E6"),
    "nonzero_after": ("", "D5=0", "D5"),
    "events_pair": ("E2=0", "", "E2"),
    "children_events_pair": ("E1a=0", "", "E2a"),
    "training_pair": ("E4=0", "", "E4"),
    "training_hours_pair": ("E5=0", "", "E5"),
    "sessions_pair": ("F4=0", "", "F4"),
    "salaries_pair": ("H2a=0", "", "H2a"),
    "staff_training_pair": ("G6=0", "", "G6"),
    "loans_users_pair": ("D1=0", "", "D1"),
    "children_loans_pair": ("C2=0", "", "D4"),
    "bought_pair": ("H2b=0", "", "H2b"),
    "users_population": ("C1=37501", "", "C1"),
    "visits_users": ("C4=6199", "", "C4"),
    "visits_events": ("C4=10999", "", "C4"),
    "central_one": ("A2=2", "", "A2"),
    "hours_few": ("A12=219", "", "A12"),
    "hours_many": ("A12=1961", "", "A12"),
    "hours_central_usual": ("A11=99", "", "A11"),
    "sessions_capacity": ("F4=175001", "", "F4"),
    "salary_low": ("H2a=262,4", "", "H2a"),
    "salary_high": ("H2a=760000", "", "H2a"),
    "training_length": ("E5=10401", "", "E5"),
    "staff_hours": ("G6=11401", "", "G6"),
    "duplicate_series": ("C5=118000", "", "C5"),
    "visits_peers": ("C4=590000", "", "C4"),
    "loans_peers": ("D1=9000", "", "D1"),
    "turnover_peers": ("B4=9000", "", "B4"),
    "attendance_peers": ("E2=1400", "", "E2"),
    "cost_peers": ("H2=9000", "", "H2"),
}


def peers():
    """Ten libraries like the sample: each sees more or less use and spends more or less."""
    return [
        {**NOW, **{code: NOW[code]._replace(value=NOW[code].value * share // 100) for code in used}}
        for share in (80, 90, 95, 105, 120)
        for used in (("C4", "D1", "E2"), ("C4", "D1", "E2", "H2"))
    ]


def found(now, last=LAST, **context):
    ranges = RULES.peer_ranges(peers(), year=YEAR, catalogue=CATALOGUE)
    context = Context(peers=ranges, **context)
    return RULES.check(now, last, year=YEAR, catalogue=CATALOGUE, context=context)


def test_shipped_files_are_canonical():
    assert CATALOGUE.text == CATALOGUE_TEXT
    assert RULES.text == RULES_TEXT


def test_every_text_is_there_in_both_languages():
    entries = [*CATALOGUE.elements.values(), *CATALOGUE.indicators.values()]
    for entry in entries:
        texts = (entry.title_lt, entry.title_en, entry.definition_lt, entry.definition_en)
        assert all(texts), entry.code
        assert bool(entry.mistakes_lt) == bool(entry.mistakes_en), entry.code
    assert all(section.title_lt and section.title_en for section in CATALOGUE.sections.values())
    assert all(rule.message_lt and rule.message_en for rule in RULES.rules)


def test_every_section_of_the_form_has_elements():
    sizes = {code: len(CATALOGUE.in_section(code)) for code in CATALOGUE.sections}
    assert sizes == {"A": 13, "B": 19, "C": 6, "D": 8, "E": 10, "F": 6, "G": 6, "H": 11, "S": 4}


def test_every_element_is_in_the_sample_and_every_indicator_is_computed():
    assert list(NOW) == [code for code in CATALOGUE.elements if code in NOW]
    assert set(NOW) == set(CATALOGUE.elements)
    values = {
        code: compute(indicator, NOW).value for code, indicator in CATALOGUE.indicators.items()
    }
    assert len(values) == 29
    assert None not in values.values()
    shown = {code: round(values[code], 2) for code in ("R1", "R7", "R11", "R12", "R18", "R28")}
    assert {code: str(value) for code, value in shown.items()} == {
        "R1": "75.00",
        "R7": "16.53",
        "R11": "17.74",
        "R12": "0.92",
        "R18": "161.37",
        "R28": "8.87",
    }


def test_a_clean_report_has_no_findings():
    assert found(NOW) == []
    assert found(changed(NOW, "A3=17 A4=-")) == []


def test_every_rule_has_its_bad_case():
    flags = {rule.code for rule in RULES.rules if rule.operator == "flag"}
    assert {rule.code for rule in RULES.rules} == set(BAD) | flags
    assert {rule.right_text for rule in RULES.rules if rule.operator == "flag"} == set(FLAGS)


@pytest.mark.parametrize("code", BAD)
def test_rule_finds_its_bad_case(code):
    now, last, element = BAD[code]
    findings = found(changed(NOW, now), changed(LAST, last))
    [finding] = [finding for finding in findings if finding.rule == code]
    assert finding.element == element
    for language in ("lt", "en"):
        assert "{" not in finding.text(language)


@pytest.mark.parametrize("name", [name for name in FLAGS if name != "estimated"])
def test_circumstances_are_told(name):
    findings = found(NOW, **{name: ("C4",) if name == "explanation_reused" else True})
    assert [(finding.rule, finding.severity) for finding in findings] == [(name, "info")]


@given(strategies.sets(strategies.sampled_from(sorted(CATALOGUE.elements)), max_size=60))
def test_rules_over_lines_that_are_left_out_say_nothing(left_out):
    """What is said of the rest is said of the whole form too."""
    kept = CATALOGUE.without(left_out)
    now = changed(NOW, "C1=37501 C4=6199 D3=190000 E2=0 H1=1700 B3=4301 A1=0")
    cells = {code: cell for code, cell in now.items() if code not in left_out}

    def keys(catalogue, cells):
        return {
            finding.key: finding.text("lt")
            for finding in RULES.check(cells, LAST, year=YEAR, catalogue=catalogue)
        }

    whole, rest = keys(CATALOGUE, now), keys(kept, cells)
    assert rest.keys() <= {key for key in whole if key.partition(":")[2] not in left_out}
    by_code = {rule.code: rule for rule in RULES.rules}
    assert rest.keys() == {
        key
        for key in whole
        if key.partition(":")[2] not in left_out
        and not set(by_code[key.partition(":")[0]].now_codes) & left_out
    }
    read = {code for indicator in kept.indicators.values() for code in indicator.codes}
    assert not read & left_out


def test_estimate_is_told():
    findings = found(changed(NOW, "C4=~118000"))
    assert [(finding.key, finding.severity) for finding in findings] == [("estimated:C4", "info")]


def test_one_slip_asks_for_one_explanation():
    findings = [f for f in found(changed(NOW, "C5=610000")) if f.element == "C5"]
    assert [(f.rule, f.severity) for f in findings] == [
        ("activity_band", "warning"),
        ("tenfold_hint", "info"),
    ]
    assert findings[1].likely == 61000
