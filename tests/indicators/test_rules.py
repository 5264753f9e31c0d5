"""Each operator finds what it is for and nothing else; a rule's table is read strictly."""

from decimal import Decimal
from metodinis.indicators.operators import likely_value
from metodinis.indicators.rules import Context
from metodinis.indicators.rules import MIN_PEERS
from metodinis.indicators.rules import parse_rules
from metodinis.indicators.tables import TableErrors
from tests.indicators.made_tables import cells
from tests.indicators.made_tables import element
from tests.indicators.made_tables import made_catalogue
from tests.indicators.made_tables import rule
from tests.indicators.made_tables import rules_text
import pytest
import subprocess
import sys


YEAR = 2025
CATALOGUE = made_catalogue(
    element("A"),
    element("B"),
    element("C", not_applicable="yes"),
    element("D", type="decimal", compulsory=""),
    element("M", type="money", compulsory=""),
    element("P", derived="population"),
    element("T", type="text", compulsory=""),
    element("old", compulsory="", valid_to="2020"),
)


def rule_set(*rows):
    return parse_rules(rules_text(*rows), CATALOGUE)


def check(row, now, last=None, context=Context(), catalogue=CATALOGUE):  # noqa: B008
    """The findings of one rule on typed values of this year and the last."""
    previous = None if last is None else cells(CATALOGUE, **last)
    return rule_set(row).check(
        cells(CATALOGUE, **now), previous, year=YEAR, catalogue=catalogue, context=context
    )


def places(*arguments, **options):
    return [found.element for found in check(*arguments, **options)]


@pytest.mark.parametrize(
    ("operator", "holds"),
    [("=", "5"), ("!=", "4"), ("<", "6"), ("<=", "5"), (">", "4"), (">=", "5")],
)
def test_comparison(operator, holds):
    breaks = {"=": "4", "!=": "5", "<": "5", "<=": "4", ">": "5", ">=": "6"}[operator]
    assert places(rule(operator, "A", "B"), {"A": "5", "B": holds}) == []
    assert places(rule(operator, "A", "B"), {"A": "5", "B": breaks}) == ["A"]


def test_tolerance_is_in_the_unit_that_is_typed():
    row = rule("=", "M", "D", tolerance="0.1")
    assert places(row, {"M": "10,10", "D": "10"}) == []
    assert places(row, {"M": "10,11", "D": "10"}) == ["M"]


@pytest.mark.parametrize(
    ("operator", "holds", "breaks"),
    [("!=", "8", "7"), ("<", "6", "7"), ("<=", "7", "8"), (">", "4", "3"), (">=", "3", "2")],
)
def test_tolerance_of_comparison(operator, holds, breaks):
    row = rule(operator, "A", "B", tolerance="2")
    assert places(row, {"A": holds, "B": "5"}) == []
    assert places(row, {"A": breaks, "B": "5"}) == ["A"]


def test_finding_stands_at_the_named_element_and_knows_the_others():
    [found] = check(rule("=", "A", "B+C", element="C"), {"A": "1", "B": "2", "C": "3"})
    assert (found.element, found.elements) == ("C", ("C", "A", "B"))
    assert (found.key, found.rule, found.severity, found.value) == ("r:C", "r", "warning", 3)


@pytest.mark.parametrize(
    ("missing", "now", "expected"),
    [
        ("skip", {"A": "5"}, []),
        ("zero", {"A": "5"}, ["A"]),
        ("zero", {"A": "5", "B": "-"}, ["A"]),
        ("zero", {"A": "5", "B": "n/d"}, []),
        ("zero", {}, []),
        ("require", {"A": "5"}, ["A"]),
        ("require", {"A": "5", "B": "n/d"}, []),
        ("require", {"A": "5", "B": "5"}, []),
    ],
)
def test_missing_side(missing, now, expected):
    assert places(rule("=", "A", "B", missing=missing), now) == expected


def test_required_side_is_named():
    [found] = check(rule("=", "A", "B", missing="require"), {"A": "5"})
    assert "Eilutė B." in found.text("lt")
    assert "Line B." in found.text("en")


def test_last_year_in_an_expression():
    row = rule("=", "A", "B@-1", missing="zero")
    assert places(row, {"A": "5"}, {"B": "5"}) == []
    assert places(row, {"A": "5"}, {"B": "4"}) == ["A"]
    assert places(row, {"A": "5"}, {"A": "1"}) == ["A"]
    assert places(row, {"A": "5"}) == []


@pytest.mark.parametrize(
    ("operator", "a", "b", "expected"),
    [
        ("together", "5", "0", ["A"]),
        ("together", "0", "5", ["A"]),
        ("together", "5", "", ["A"]),
        ("together", "5", "-", ["A"]),
        ("together", "5", "n/d", []),
        ("together", "0", "", []),
        ("together", "5", "6", []),
        ("exclusive", "5", "6", ["A"]),
        ("exclusive", "5", "0", []),
        ("exclusive", "5", "", []),
    ],
)
def test_pairs(operator, a, b, expected):
    assert places(rule(operator, "A", "B"), {"A": a, "B": b}) == expected


def test_between_takes_its_bounds_in():
    row = rule("between", "A/B", lower="2", upper="3")
    for a, expected in [("20", []), ("30", []), ("19", ["A"]), ("31", ["A"])]:
        assert places(row, {"A": a, "B": "10"}) == expected
    assert places(row, {"A": "5", "B": "0"}) == []


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        ("160", "100", []),
        ("161", "100", ["A"]),
        ("60", "100", []),
        ("59", "100", ["A"]),
        ("0", "100", ["A"]),
        ("30", "10", []),
        ("31", "10", ["A"]),
        ("100", "0", []),
        ("100", "n/d", []),
        ("n/d", "100", []),
    ],
)
def test_band_needs_a_ratio_and_a_difference(now, last, expected):
    row = rule("band", "A", lower="0.6", upper="1.6", minimum_difference="21")
    assert places(row, {"A": now}, {"A": last}) == expected


def test_each_listed_code_is_a_finding_of_its_own():
    row = rule("band", "B A", lower="0.5", upper="2")
    found = check(row, {"A": "9", "B": "9"}, {"A": "1", "B": "1"})
    assert [finding.key for finding in found] == ["r:A", "r:B"]


def test_minimum_difference_of_money_is_in_euros():
    row = rule("band", "M", upper="2", minimum_difference="20")
    assert places(row, {"M": "29"}, {"M": "10"}) == []
    [found] = check(row, {"M": "30,50"}, {"M": "10"})
    assert (found.value, found.previous) == (Decimal("30.5"), 10)


@pytest.mark.parametrize(
    ("operator", "now", "last", "expected"),
    [
        ("same", "7", "7", ["A"]),
        ("same", "7", "8", []),
        ("same", "0", "0", []),
        ("zero_after", "0", "7", ["A"]),
        ("zero_after", "0", "0", []),
        ("zero_after", "", "7", []),
        ("nonzero_after", "7", "0", ["A"]),
        ("nonzero_after", "7", "", []),
        ("tenfold", "1200", "118", ["A"]),
        ("tenfold", "120", "118", []),
        ("tenfold", "300", "118", []),
    ],
)
def test_against_last_year(operator, now, last, expected):
    assert places(rule(operator, "A"), {"A": now}, {"A": last}) == expected
    assert places(rule(operator, "A"), {"A": now}) == []


def test_same_from_a_lower_limit_up():
    row = rule("same", "A", lower="20")
    assert places(row, {"A": "19"}, {"A": "19"}) == []
    assert places(row, {"A": "20"}, {"A": "20"}) == ["A"]


@pytest.mark.parametrize(
    ("value", "previous", "likely"),
    [
        (12345, 1200, 1234),
        (12, 118, 120),
        (1, 118, 100),
        (118000, 118, 118),
        (200, 118, None),
        (400, 118, None),
        (0, 118, None),
        (118, 0, None),
    ],
)
def test_likely_value(value, previous, likely):
    assert likely_value(value, previous) == likely


def test_likely_value_comes_with_a_band_too():
    [found] = check(rule("band", "D", upper="2"), {"D": "1187,5"}, {"D": "118"})
    assert found.likely == Decimal("118.75")


def test_compulsory():
    now = {"A": "0", "B": "n/d: gaisras", "C": "-"}
    assert places(rule("compulsory", "*"), now) == []
    assert places(rule("compulsory", "*"), {}) == ["A", "B", "C"]
    assert places(rule("compulsory", "A P"), {"A": "1"}) == ["P"]


def test_compulsory_says_what_is_lacking():
    found = check(rule("compulsory", "*"), {"A": "n/d", "B": "-", "C": "1"})
    texts = [finding.text("en") for finding in found]
    assert texts[0] == "Write why there are no data."
    assert texts[1].startswith("This line is compulsory")


def test_duplicate_series():
    row = rule("duplicate_series", "A B C", lower="10")
    assert places(row, {"A": "50", "B": "51", "C": "50"}) == ["C"]
    assert places(row, {"A": "9", "B": "9"}) == []
    [found] = check(row, {"A": "50", "B": "51", "C": "50"})
    assert found.elements == ("C", "A")


def test_peers():
    row = rule("peers", "A", "B")
    rules = rule_set(row)
    ratios = [10, 11, 12, 13, 14, 15, 16, 17, 18]
    reports = [cells(CATALOGUE, A=str(ratio * 10), B="10") for ratio in ratios]
    ranges = rules.peer_ranges(reports, year=YEAR, catalogue=CATALOGUE)
    context = Context(peers=ranges)
    assert places(row, {"A": "140", "B": "10"}, context=context) == []
    assert places(row, {"A": "1400", "B": "10"}, context=context) == ["A"]
    assert places(row, {"A": "1400", "B": "10"}) == []
    few = reports[: MIN_PEERS - 1]
    assert rules.peer_ranges(few, year=YEAR, catalogue=CATALOGUE) == {}


def test_flags_of_the_report_and_of_cells():
    late = rule("flag", "", "late", severity="info")
    assert places(late, {}, context=Context(late=True)) == [""]
    assert places(late, {}) == []
    reused = rule("flag", "", "explanation_reused", severity="info")
    assert places(reused, {}, context=Context(explanation_reused=("B",))) == ["B"]


def test_findings_stand_in_the_forms_order():
    rules = rule_set(
        rule("flag", "", "late", code="late", severity="info"),
        rule("=", "B", "1", code="b"),
        rule("=", "A", "1", code="a2"),
        rule("=", "A", "2", code="a1"),
    )
    found = rules.check(
        cells(CATALOGUE, A="5", B="5"), year=YEAR, catalogue=CATALOGUE, context=Context(late=True)
    )
    assert [finding.key for finding in found] == ["late:", "a2:A", "a1:A", "b:B"]


def test_rules_hold_for_their_years_and_their_forms_lines():
    assert places(rule("=", "A", "1", valid_from="2026"), {"A": "5"}) == []
    assert places(rule("=", "A", "1", valid_to="2025"), {"A": "5"}) == ["A"]
    assert places(rule("=", "A", "old", missing="require"), {"A": "5"}) == []


def test_text_fills_in_numbers_as_the_language_writes_them():
    row = rule(
        "band",
        "A",
        upper="2",
        message_lt="{title}: {value}, pernai {previous}, gal {likely}?",
        message_en="{title}: {value}, last year {previous}, perhaps {likely}?",
    )
    [found] = check(row, {"A": "12345"}, {"A": "1200"})
    assert found.text("lt") == "Eilutė A: 12\u00a0345, pernai 1\u00a0200, gal 1\u00a0234?"
    assert found.text("en") == "Line A: 12,345, last year 1,200, perhaps 1,234?"


def test_fingerprint_changes_with_the_values_that_matter():
    band = rule("band", "A", upper="2")
    [first] = check(band, {"A": "9", "B": "1"}, {"A": "1"})
    [other] = check(band, {"A": "9", "B": "2"}, {"A": "1", "B": "7"})
    assert first.fingerprint == other.fingerprint
    [now] = check(band, {"A": "8"}, {"A": "1"})
    [last] = check(band, {"A": "9"}, {"A": "2"})
    assert len({first.fingerprint, now.fingerprint, last.fingerprint}) == 3
    [alone] = check(rule("=", "A", "1"), {"A": "9"}, {"A": "1"})
    [again] = check(rule("=", "A", "1"), {"A": "9"}, {"A": "2"})
    assert alone.fingerprint == again.fingerprint


def test_canonical_text_is_read_back_the_same():
    rules = rule_set(
        rule("band", "A B", lower="0.60", upper="1.6", code="a", valid_from="2024"),
        rule("=", "A", "B+C", missing="zero", tolerance="0.1", code="b"),
    )
    again = parse_rules(rules.text, CATALOGUE)
    assert again.text == rules.text
    assert [found.row() for found in again.rules] == [found.row() for found in rules.rules]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (rule("~", "A", "B"), "operator", "choice"),
        (rule("=", "A", "B", severity="fatal"), "severity", "choice"),
        (rule("=", "", "B"), "left", "required"),
        (rule("=", "A"), "right", "required"),
        (rule("=", "A", "X"), "right", "unknown_code"),
        (rule("=", "A", "B C"), "right", "expression"),
        (rule("=", "T", "B"), "left", "not_number_code"),
        (rule("=", "5", "B"), "left", "expression"),
        (rule("=", "A", "B", element="X"), "element", "unknown_code"),
        (rule("=", "A", "B", tolerance="-1"), "tolerance", "number"),
        (rule("=", "A", "B", missing="ignore"), "missing", "choice"),
        (rule("=", "A", "B", lower="1"), "lower", "not_used"),
        (rule("band", "A"), "lower", "required"),
        (rule("band", "A", lower="2", upper="1"), "upper", "bounds"),
        (rule("band", "A X", upper="1"), "left", "unknown_code"),
        (rule("band", "A+B", upper="1"), "left", "expression"),
        (rule("compulsory", "A X"), "left", "unknown_code"),
        (rule("flag", "", "lost"), "right", "choice"),
        (rule("flag", "A", "late"), "left", "not_used"),
        (rule("=", "A", "B", message_en=""), "message_en", "required"),
        (rule("=", "A", "B", message_lt="{value.__class__}"), "message_lt", "placeholder"),
        (rule("=", "A", "B", message_lt="{value:>99}"), "message_lt", "placeholder"),
        (rule("=", "A", "B", message_lt="{"), "message_lt", "placeholder"),
        (rule("=", "A", "B", code="r 1"), "code", "code"),
    ],
)
def test_bad_rule_is_named_by_line_and_column(row, column, code):
    with pytest.raises(TableErrors) as caught:
        rule_set(rule("=", "A", "B", code="first"), row)
    assert [(error.line, error.column, error.code) for error in caught.value.rows] == [
        (3, column, code)
    ]


def test_code_is_there_once():
    with pytest.raises(TableErrors) as caught:
        rule_set(rule("=", "A", "B"), rule("=", "A", "C"))
    assert "2" in caught.value.rows[0].text("lt")


def test_engine_imports_nothing_of_zope():
    program = (
        "import metodinis.indicators.rules, metodinis.common.spreadsheets, sys\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}"
        " & {'zope', 'Zope2', 'plone', 'Products', 'Acquisition', 'BTrees'}))"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (answer.stdout, answer.stderr) == ("[]\n", "")
