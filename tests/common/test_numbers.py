"""What people write into a cell: understood in one way only, or refused with the reason."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from decimal import Decimal
from hypothesis import given
from hypothesis import strategies
from metodinis.common.numbers import Cell
from metodinis.common.numbers import CellError
from metodinis.common.numbers import MESSAGES
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import NUMBER_TYPES
from metodinis.common.numbers import parse_cell
from metodinis.common.numbers import TYPES
from metodinis.common.numbers import UNKNOWN
from metodinis.common.numbers import VALUE
from metodinis.common.numbers import ZERO
import pickle
import pytest


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("raw", [None, "", " \t\u00a0\u202f\n", "\x00"])
def test_empty_is_no_cell(raw, kind):
    assert parse_cell(raw, kind) is None


@pytest.mark.parametrize(
    ("raw", "kind", "value"),
    [
        ("1234", "count", 1234),
        ("1 234", "count", 1234),
        ("1\u00a0234\u00a0567", "count", 1234567),
        ("1\u202f234", "count", 1234),
        ("1\t234", "count", 1234),
        ("1'234", "count", 1234),
        ("1,234,567", "count", 1234567),
        ("1.234.567", "count", 1234567),
        ("12,0", "count", 12),
        ("0012", "count", 12),
        ("1O5", "count", 105),
        ("1о5", "count", 105),
        (12.0, "count", 12),
        (Decimal("12"), "count", 12),
        ("12,5", "decimal", Decimal("12.5")),
        ("12.5", "decimal", Decimal("12.5")),
        (",5", "decimal", Decimal("0.5")),
        ("1.234,56", "decimal", Decimal("1234.56")),
        ("1,234.56", "decimal", Decimal("1234.56")),
        ("1,234", "decimal", Decimal("1.234")),
        (0.1 + 0.2, "decimal", Decimal("0.3")),
        ("1 234,5 €", "money", 123450),
        ("12,34 Eur", "money", 1234),
        ("12,5 tūkst. Eur", "thousand_euro", Decimal("12.5")),
        ("50 %", "percent", Decimal(50)),
        ("40:30", "hours", Decimal("40.5")),
        ("40 val.", "hours", Decimal(40)),
        ("40,25 h", "hours", Decimal("40.25")),
        (timedelta(hours=100), "hours", Decimal(100)),
        (time(12, 30), "hours", Decimal("12.5")),
        (datetime(1900, 1, 1, 16, 30), "hours", Decimal("40.5")),
        (datetime(1900, 3, 1, 12), "hours", Decimal(61 * 24 + 12)),
        ("Taip", "yesno", True),
        (False, "yesno", False),
        (" x ", "text", "x"),
        ("nėra", "text", "nėra"),
        ("a\x00\x1b\nb", "text", "a\nb"),
    ],
)
def test_understood(raw, kind, value):
    cell = parse_cell(raw, kind)
    assert (cell.state, cell.value, type(cell.value)) == (VALUE, value, type(value))


@pytest.mark.parametrize("raw", ["0", "0,00", "O", 0, 0.0, "00"])
@pytest.mark.parametrize("kind", NUMBER_TYPES)
def test_zero_is_a_state_of_its_own(raw, kind):
    assert parse_cell(raw, kind)[:2] == (ZERO, 0)


@pytest.mark.parametrize(
    ("raw", "state", "reason"),
    [
        ("-", NOT_APPLICABLE, ""),
        ("–", NOT_APPLICABLE, ""),
        ("X", NOT_APPLICABLE, ""),
        ("Netaikoma", NOT_APPLICABLE, ""),
        ("n/d", UNKNOWN, ""),
        ("N/D", UNKNOWN, ""),
        ("nėra", UNKNOWN, ""),
        ("Nėra\u00a0duomenų", UNKNOWN, ""),
        ("n/d: sugedo skaitiklis", UNKNOWN, "sugedo skaitiklis"),
    ],
)
def test_states_without_a_value(raw, state, reason):
    assert parse_cell(raw, "count") == Cell(state, None, raw, reason)


def test_given_reason_is_kept_for_these_states_only():
    assert parse_cell("n/d", "count", reason="gaisras").reason == "gaisras"
    assert parse_cell("5", "count", reason="gaisras").reason == ""


@pytest.mark.parametrize(
    ("raw", "kind", "value"),
    [
        ("~1200", "count", 1200),
        ("~ 1 200", "count", 1200),
        ("≈1200", "count", 1200),
        ("Apie 1200", "count", 1200),
        ("apie\u00a01\u00a0200", "count", 1200),
        ("apie1200", "count", 1200),
        ("maždaug 1 200", "count", 1200),
        ("apyt. 1200", "count", 1200),
        ("about 1200", "count", 1200),
        ("1200 (įvertinta)", "count", 1200),
        ("1 200 įvertinta", "count", 1200),
        ("~12:30", "hours", Decimal("12.5")),
        ("apie 12,50 Eur", "money", 1250),
        ("~0", "count", 0),
    ],
)
def test_estimate_is_marked(raw, kind, value):
    state = VALUE if value else ZERO
    assert parse_cell(raw, kind) == Cell(state, value, raw, estimated=True)


def test_text_is_no_estimate():
    assert parse_cell("apie viską", "text") == Cell(VALUE, "apie viską", "apie viską")


def test_cell_that_was_stored_before_estimates_is_none():
    assert Cell(*("value", 5, "5", "")) == Cell(VALUE, 5, "5", "", estimated=False)


@given(
    strategies.sampled_from(["{}", "~{}", "≈ {}", "apie {}", "{} (įvertinta)"]),
    strategies.one_of(
        strategies.integers(0, 10**10 - 1).map(str),
        strategies.decimals(0, 10**6, places=2).map(str),
        strategies.text(alphabet="0123456789 .,-=oO:%€eE", min_size=1, max_size=12),
    ),
    strategies.sampled_from(NUMBER_TYPES),
)
def test_mark_changes_nothing_but_the_mark(form, text, kind):
    """Whatever a number is, its estimate is the same number; what is refused stays refused."""

    def read(raw):
        try:
            cell = parse_cell(raw, kind)
        except CellError:
            return None
        return cell if cell is not None and cell.value is not None else None

    plain, marked = read(text.strip()), read(form.format(text.strip()))
    if plain is None:
        assert marked is None
    else:
        assert marked.said == (plain.state, plain.value, form != "{}")


@pytest.mark.parametrize(
    ("raw", "kind", "code"),
    [
        ("~", "count", "not_a_number"),
        ("apie", "count", "not_a_number"),
        ("~~", "count", "not_a_number"),
        ("~-5", "count", "negative"),
        ("~1,234", "count", "ambiguous"),
        ("~=1+1", "count", "formula"),
        ("~n/d", "count", "not_a_number"),
        ("~taip", "yesno", "yesno"),
        ("labas", "count", "not_a_number"),
        ("12 vnt", "count", "not_a_number"),
        ("١٢", "count", "not_a_number"),
        ("1" * 61, "count", "not_a_number"),
        (True, "count", "not_a_number"),
        (float("nan"), "decimal", "not_a_number"),
        ("12 34", "count", "spaces"),
        ("1 2345", "count", "spaces"),
        ("1,234", "count", "ambiguous"),
        ("1.234", "money", "ambiguous"),
        ("3,5", "count", "not_whole"),
        (3.5, "count", "not_whole"),
        ("1,999", "money", "ambiguous"),
        ("0,999", "money", "cents"),
        ("-5", "count", "negative"),
        ("−5", "count", "negative"),
        ("(5)", "count", "negative"),
        (-5, "decimal", "negative"),
        (timedelta(hours=-1), "hours", "negative"),
        ("99999999999", "count", "too_large"),
        (1e300, "decimal", "too_large"),
        ("101", "percent", "percent"),
        ("1,2E+05", "count", "scientific"),
        ("=A1+A2", "count", "formula"),
        ("#REF!", "count", "formula_error"),
        (date(2026, 5, 1), "count", "date"),
        (datetime(2026, 5, 1), "hours", "date"),
        (time(12, 30), "count", "duration"),
        ("12:70", "hours", "minutes"),
        ("12:30", "count", "not_a_number"),
        ("gal", "yesno", "yesno"),
        ("x", "yesno", "yesno"),
        ("a" * 5001, "text", "too_long"),
        ("n/d: " + "a" * 5000, "count", "too_long"),
    ],
)
def test_refused(raw, kind, code):
    with pytest.raises(CellError) as caught:
        parse_cell(raw, kind)
    assert caught.value.code == code


@pytest.mark.parametrize("code", MESSAGES)
def test_every_refusal_has_two_languages(code):
    error = CellError(code, raw="1,5", whole="1 500", limit=5000)
    assert error.text("lt") != error.text("en")
    assert "{" not in error.text("lt") + error.text("en")


def test_refusal_quotes_what_was_written():
    with pytest.raises(CellError) as caught:
        parse_cell("3,5", "count")
    assert caught.value.text("lt") == "Čia reikia sveikojo skaičiaus, o įrašyta „3,5“."


@pytest.mark.parametrize(
    ("raw", "kept"),
    [(" 1\u00a0234 ", "1\u00a0234"), (12.0, "12"), (timedelta(hours=30), "30:00:00")],
)
def test_what_was_written_is_kept(raw, kept):
    assert parse_cell(raw, "hours").raw == kept


@given(strategies.integers(0, 10**10 - 1), strategies.sampled_from(["", " ", "\u00a0", "'"]))
def test_grouped_thousands_are_read_back(number, separator):
    raw = f"{number:,}".replace(",", separator)
    assert parse_cell(raw, "count").value == number


@given(strategies.integers(0, 10**10 - 1), strategies.sampled_from(",."))
def test_cents_are_exact(cents, point):
    raw = f"{cents // 100}{point}{cents % 100:02}"
    assert parse_cell(raw, "money").value == cents


@given(strategies.text(), strategies.sampled_from(TYPES))
def test_any_text_is_a_cell_or_refused_with_a_text(raw, kind):
    try:
        cell = parse_cell(raw, kind)
    except CellError as error:
        cell = None
        text = error.text("lt")
    else:
        text = "taken"
    assert text
    assert cell is None or Cell(*tuple(cell)) == pickle.loads(pickle.dumps(cell))  # noqa: S301
