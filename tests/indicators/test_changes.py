"""What changes from one state of a table to the next, and the table as a file and back. Pure."""

from metodinis.indicators.catalogue import parse_catalogue
from metodinis.indicators.changes import compare
from metodinis.indicators.changes import counts
from metodinis.indicators.changes import line_of
from metodinis.indicators.changes import reordered
from metodinis.indicators.changes import with_row
from metodinis.indicators.exports import as_csv
from metodinis.indicators.exports import as_xlsx
from metodinis.indicators.exports import table_text
from tests.indicators.made_tables import catalogue_text
from tests.indicators.made_tables import element
from tests.indicators.made_tables import rule
from tests.indicators.made_tables import rules_text
from tests.indicators.made_tables import SECTION
import pytest


OLD = catalogue_text(SECTION, element("A1"), element("A2"))


def test_rows_are_compared_by_kind_and_code():
    new = catalogue_text(SECTION, element("A2", title_lt="Kita"), element("A"))
    found = [(change.what, change.kind, change.code) for change in compare(OLD, new)]
    assert found == [
        ("changed", "element", "A2"),
        ("added", "element", "A"),
        ("removed", "element", "A1"),
    ]
    assert counts(compare(OLD, new)) == (1, 1, 1)
    assert compare(OLD, new)[0].columns == (("title_lt", "Eilutė A2", "Kita"),)


def test_only_the_order_changes():
    new = catalogue_text(SECTION, element("A2"), element("A1"))
    assert compare(OLD, new) == []
    assert reordered(OLD, new)
    assert not reordered(OLD, OLD)


def test_row_is_set_added_and_taken_away():
    changed = with_row(OLD, "element", "A1", {"unit": "m²"})
    assert compare(OLD, changed)[0].columns == (("unit", "", "m²"),)
    added = with_row(OLD, "element", "A3", element("A3"))
    assert list(parse_catalogue(added).elements) == ["A1", "A2", "A3"]
    assert with_row(added, "element", "A3", None) == OLD


def test_line_is_the_one_of_the_file():
    text = with_row(OLD, "element", "A1", {"definition_lt": "Dvi\neilutės"})
    assert line_of(text, "element", "A1") == 3
    assert line_of(text, "element", "A2") == 5
    assert line_of(text, "element", "A9") is None


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_file_comes_back_as_it_was(write):
    text = rules_text(
        rule("=", "A1", "A2", message_lt="=HYPERLINK(1)", message_en="-5; „taip“"),
        rule("band", "A1 A2", lower="0.6", valid_from="2023"),
    )
    assert table_text(write(text)) == text


def test_downloaded_csv_holds_no_formula():
    data = as_csv(rules_text(rule("=", "A1", "A2", message_lt="=HYPERLINK(1)")))
    assert b";'=HYPERLINK(1);" in data
