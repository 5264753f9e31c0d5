"""Rows of an uploaded sheet: which cell each value goes to, and what can't be taken."""

from metodinis.common.numbers import Cell
from metodinis.common.numbers import UNKNOWN
from metodinis.common.numbers import VALUE
from metodinis.common.spreadsheets import Sheet
from metodinis.indicators.catalogue import parse_catalogue
from metodinis.reports.sheets.rules import read_upload
from metodinis.reports.sheets.rules import Row
from metodinis.reports.sheets.rules import row_stamp
from metodinis.reports.sheets.rules import Stamp
from metodinis.reports.sheets.rules import STAMP_SHEET
from tests.reports.conftest import CATALOGUE
import pytest


ELEMENTS = parse_catalogue(CATALOGUE).elements
HEAD = ["Kodas", "Reikšmė", "Priežastis"]


def read(*rows, name="Lapas"):
    return read_upload([Sheet(name, list(rows))], ELEMENTS)


def number(value):
    return Cell(VALUE, value, str(value))


def problems(upload):
    return [(found.place, found.code, found.raw, found.kind) for found in upload.problems]


def test_table_is_found_below_other_lines_and_beside_other_columns():
    upload = read(
        ["Kretingos biblioteka: 2025 m."],
        [],
        ["Nr.", "VALUE ", "Elementas", " code"],
        [1, 100, "Registruoti vartotojai", "C1"],
        [2, "1 234", "Vaikai", "C2"],
    )
    assert upload.rows == [
        Row("Lapas!B4", "C1", number(100)),
        Row("Lapas!B5", "C2", Cell(VALUE, 1234, "1 234")),
    ]
    assert upload.stamp is None


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["C1", 100]],
        [["Kodas", "Elementas"], ["C1", 100]],
        [*[["–"]] * 30, HEAD, ["C1", 100]],
    ],
)
def test_sheet_without_headings_is_none(rows):
    assert read(*rows) is None


def test_columns_beyond_z_are_named_as_spreadsheets_do():
    gap = [None] * 26
    upload = read(["Kodas", *gap, "Reikšmė"], ["C1", *gap, 5])
    assert upload.rows == [Row("Lapas!AB2", "C1", number(5))]


@pytest.mark.parametrize("code", [7, 7.0, " 7 ", "7"])
def test_number_in_the_place_of_a_code_is_told_as_it_looks(code):
    assert problems(read(HEAD, [code, 5])) == [("Lapas!B2", "7", "5", "unknown_code")]


def test_rows_of_several_sheets_are_one_report():
    sheets = [Sheet("Pirmas", [HEAD, ["C1", 1]]), Sheet("Apie", [["Skyrius"]])]
    sheets.append(Sheet("Antras", [HEAD, ["C2", 2], ["C1", 3]]))
    upload = read_upload(sheets, ELEMENTS)
    assert [row.code for row in upload.rows] == ["C1", "C2"]
    assert problems(upload) == [("Antras!B3", "C1", "3", "twice")]


def test_row_that_fits_nowhere_is_a_problem_unless_it_is_empty():
    upload = read(HEAD, ["C9", 5], [None, 6], ["C8"], ["C. Vartotojai", None], [], ["C1", 1])
    assert problems(upload) == [
        ("Lapas!B2", "C9", "5", "unknown_code"),
        ("Lapas!B3", "", "6", "no_code"),
    ]
    assert [row.code for row in upload.rows] == ["C1"]


def test_wrong_value_is_told_with_its_place_and_the_others_are_read():
    upload = read(HEAD, ["C1", "1O0x"], ["C4", 900], ["C2", -1])
    assert problems(upload) == [
        ("Lapas!B2", "C1", "1O0x", "value"),
        ("Lapas!B4", "C2", "-1", "value"),
    ]
    assert [found.refusal.code for found in upload.problems] == ["not_a_number", "negative"]
    assert upload.rows == [Row("Lapas!B3", "C4", number(900))]


def test_not_applicable_where_it_may_not_be_is_a_problem():
    [problem] = read(HEAD, ["C1", "–"]).problems
    assert problem.refusal.code == "not_applicable_refused"


def test_derived_value_is_not_read():
    assert read(HEAD, ["A7", 5], ["C1", 1]).rows == [Row("Lapas!B3", "C1", number(1))]


def test_reason_goes_with_what_is_unknown():
    upload = read(HEAD, ["C4", "n/d", " Skaitiklis neveikė. "], ["C1", 5, "Nereikalinga"])
    assert [row.cell for row in upload.rows] == [
        Cell(UNKNOWN, None, "n/d", "Skaitiklis neveikė."),
        number(5),
    ]


def test_emptied_cell_is_a_row_without_a_cell():
    assert read(HEAD, ["C1"], ["C2", " "]).rows == [
        Row("Lapas!B2", "C1", None),
        Row("Lapas!B3", "C2", None),
    ]


def test_stamp_tells_whose_sheet_it_is_and_is_no_table():
    stamp = [["library", "KRT"], ["year", 2025], ["C1", "3"], ["C2", "x"], ["C4", "9" * 5000]]
    sheets = [Sheet("Ataskaita", [HEAD, ["C1", 1]]), Sheet(STAMP_SHEET, [*stamp, HEAD])]
    upload = read_upload(sheets, ELEMENTS)
    assert [row.code for row in upload.rows] == ["C1"]
    assert upload.stamp.library == "KRT"
    assert upload.stamp.year == "2025"
    assert upload.stamp.revisions == {"C1": 3, "C2": 0, "C4": 0, "Kodas": 0}


STAMPED = ["Kodas", "Reikšmė", "Stamp"]


def test_stamps_of_rows_tell_whose_sheet_it_is():
    upload = read(
        STAMPED,
        ["C4", 5, row_stamp("KRT", 2025, 3)],
        ["C1", 1, row_stamp("KRT", 2025, 0)],
        ["C2", 2, "Mano pastaba"],
    )
    assert [row.code for row in upload.rows] == ["C4", "C1", "C2"]
    assert upload.stamp == Stamp("KRT", "2025", {"C4": 3, "C1": 0})


@pytest.mark.parametrize("text", ["", "KRT", "KRT 2025", "KRT 2025 v", "KRT 2025 v1 v2", 3])
def test_row_without_a_stamp_is_nobodys(text):
    assert read(STAMPED, ["C1", 1, text]).stamp is None


@pytest.mark.parametrize(("library", "year"), [("PAG", 2025), ("KRT", 2024)])
def test_row_of_another_sheet_is_a_problem(library, year):
    foreign = ["C4", 5, row_stamp(library, year, 1)]
    upload = read(STAMPED, ["C1", 1, row_stamp("KRT", 2025, 2)], foreign)
    assert problems(upload) == [("Lapas!B3", "C4", "5", "other_report")]
    assert [row.code for row in upload.rows] == ["C1"]


def test_empty_stamp_is_nobodys():
    sheets = [Sheet("Ataskaita", [HEAD, ["C1", 1]]), Sheet(STAMP_SHEET, [])]
    assert read_upload(sheets, ELEMENTS).stamp == Stamp("", "", {})
