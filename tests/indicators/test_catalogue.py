"""The catalogue's table: read strictly, written canonically, cut to a year."""

from metodinis.indicators.catalogue import COLUMNS
from metodinis.indicators.catalogue import parse_catalogue
from metodinis.indicators.tables import MESSAGES
from metodinis.indicators.tables import TableError
from metodinis.indicators.tables import TableErrors
from tests.indicators.made_tables import catalogue_text
from tests.indicators.made_tables import element
from tests.indicators.made_tables import indicator
from tests.indicators.made_tables import made_catalogue
from tests.indicators.made_tables import SECTION
import pytest


def faults(*rows):
    """(line, column, code) of what is wrong with these lines, the section being in line 2."""
    with pytest.raises(TableErrors) as caught:
        made_catalogue(*rows)
    return [(row.line, row.column, row.code) for row in caught.value.rows]


def table_faults(text):
    with pytest.raises(TableErrors) as caught:
        parse_catalogue(text)
    return [(row.line, row.column, row.code) for row in caught.value.rows]


def test_lines_become_elements_and_indicators():
    catalogue = made_catalogue(
        element("C1", type="decimal", not_applicable="yes", decimals="2", valid_from="2024"),
        element("A7", derived="population"),
        indicator("share", "C1", "A7", factor="100", direction="up"),
    )
    c1, share = catalogue.elements["C1"], catalogue.indicators["share"]
    assert (c1.type, c1.compulsory, c1.not_applicable) == ("decimal", True, True)
    assert (c1.decimals, c1.valid_from, c1.valid_to) == (2, 2024, None)
    assert catalogue.elements["A7"].derived == "population"
    assert (str(share.numerator), share.codes, share.factor) == ("C1", ("C1", "A7"), 100)
    assert (c1.title("lt"), c1.title("en"), share.title("en")) == ("Eilutė C1", "Line C1", "share")


def test_elements_stand_in_the_order_of_sections():
    first = SECTION | {"code": "Z"}
    text = catalogue_text(first, SECTION, element("A1"), element("Z1", section="Z"))
    catalogue = parse_catalogue(text)
    assert list(catalogue.elements) == ["Z1", "A1"]
    assert [found.code for found in catalogue.in_section("A")] == ["A1"]
    assert catalogue.positions == {"Z1": 0, "A1": 1}


def test_canonical_text_is_read_back_the_same():
    catalogue = made_catalogue(
        element("A1", title_lt='Su „kabutėmis", kableliu\nir eilute', decimals="0"),
        indicator("i", "A1 - 2.5", "1", factor="0.5"),
    )
    again = parse_catalogue(catalogue.text)
    assert (again.sections, again.elements) == (catalogue.sections, catalogue.elements)
    assert again.indicators == catalogue.indicators
    assert again.text == catalogue.text


def test_semicolons_and_byte_order_mark_of_excel():
    header = ";".join(COLUMNS)
    line = ";".join((SECTION | {"title_lt": '"a;b"'}).get(column, "") for column in COLUMNS)
    catalogue = parse_catalogue(f"\ufeff{header}\r\n{line}\r\n")
    assert catalogue.sections["A"].title("lt") == "a;b"


def test_year_chooses_lines_and_sections():
    catalogue = made_catalogue(
        element("old", valid_to="2023", replaced_by="new"), element("new", valid_from="2024")
    )
    assert list(catalogue.for_year(2023).elements) == ["old"]
    assert list(catalogue.for_year(2024).elements) == ["new"]
    assert list(made_catalogue(element("a", valid_to="2020")).for_year(2024).sections) == []


@pytest.mark.parametrize(
    ("more", "column", "code"),
    [
        ({"title_lt": ""}, "title_lt", "required"),
        ({"section": "B"}, "section", "unknown_code"),
        ({"type": "integer"}, "type", "choice"),
        ({"aggregation": ""}, "aggregation", "required"),
        ({"level": "branch"}, "level", "choice"),
        ({"compulsory": "no"}, "compulsory", "choice"),
        ({"derived": "formula"}, "derived", "choice"),
        ({"type": "text", "derived": "population"}, "derived", "not_used"),
        ({"direction": "left"}, "direction", "choice"),
        ({"decimals": "7"}, "decimals", "choice"),
        ({"numerator": "A1"}, "numerator", "not_used"),
        ({"valid_from": "24"}, "valid_from", "year"),
        ({"valid_from": "2024", "valid_to": "2023"}, "valid_to", "years"),
        ({"replaced_by": "A9"}, "replaced_by", "unknown_code"),
        ({"code": "A 1"}, "code", "code"),
        ({"code": "=A1"}, "code", "code"),
        ({"kind": "row"}, "kind", "choice"),
    ],
)
def test_bad_element_is_named_by_line_and_column(more, column, code):
    assert faults(element("A1"), element("A2") | more) == [(4, column, code)]


@pytest.mark.parametrize(
    ("more", "column", "code"),
    [
        ({"numerator": ""}, "numerator", "required"),
        ({"numerator": "A1 +"}, "numerator", "expression"),
        ({"numerator": "A1@-1"}, "numerator", "expression"),
        ({"numerator": "__import__('os')"}, "numerator", "expression"),
        ({"denominator": "A9"}, "denominator", "unknown_code"),
        ({"denominator": "T"}, "denominator", "not_number_code"),
        ({"factor": "0,5"}, "factor", "number"),
        ({"type": "count"}, "type", "not_used"),
    ],
)
def test_bad_indicator_is_named_by_line_and_column(more, column, code):
    rows = [element("A1"), element("T", type="text"), indicator("i", "A1", "1") | more]
    assert faults(*rows) == [(5, column, code)]


def test_all_faults_come_at_once_and_code_is_there_once():
    assert faults(element("A1", type="?"), element("A2", level="?")) == [
        (3, "type", "choice"),
        (4, "level", "choice"),
    ]
    assert faults(element("A1"), indicator("A1", "A1", "1")) == [(4, "code", "twice")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "", "empty")]),
        (",".join(COLUMNS[1:]), [(1, "kind", "column_missing")]),
        (",".join([*COLUMNS, "tytle"]), [(1, "tytle", "column_unknown")]),
        (",".join([*COLUMNS, "code"]), [(1, "code", "column_twice")]),
        (",".join(COLUMNS) + "\n\nsection,A,B\n", [(3, "", "width")]),
        (",".join(COLUMNS) + '\nsection,"A', [(2, "", "broken")]),
    ],
)
def test_bad_table(text, expected):
    assert table_faults(text) == expected


def test_line_is_that_of_an_editor():
    rows = [element("A1", title_lt="dvi\neilutės"), element("A2", type="?")]
    assert faults(*rows) == [(5, "type", "choice")]


@pytest.mark.parametrize("code", MESSAGES)
def test_every_fault_has_two_languages(code):
    details = {"found": "x", "expected": 2, "choices": "a", "first": 1, "nearest": "b"}
    error = TableError(2, "code", code, details)
    assert error.text("lt") != error.text("en")
    assert "{" not in error.text("lt") + error.text("en")
