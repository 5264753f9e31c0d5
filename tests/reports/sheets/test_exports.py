"""The downloaded sheet: what stands in it, what can be written in it, and that it comes back."""

from io import BytesIO
from metodinis.common.spreadsheets import read_csv
from metodinis.common.spreadsheets import read_sheets
from metodinis.reports import operations
from metodinis.reports.rounds import operations as rounds
from metodinis.reports.sheets.exports import SheetWriter
from metodinis.reports.sheets.rules import STAMP_SHEET
from metodinis.reports.sheets.uploads import read_file
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import CATALOGUE
from tests.reports.conftest import element
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import make_round
import defusedxml.ElementTree
import pytest
import zipfile


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MORE = (
    element("C5", "Pastaba", "C", type="text", not_applicable="yes"),
    element("C6", "Lėšos", "C", type="money"),
    element("C7", "Ar yra lifte?", "C", type="yesno"),
    element("C8", "Dalis", "C", type="percent"),
    element("C9", "Darbo valandos", "C", type="hours", decimals="1"),
)


@pytest.fixture
def rich(reporting_round, report):
    """Kretinga's report with an element of each kind, filled; a year before it, too."""
    reporting_round.catalogue_text = "\n".join([CATALOGUE, *MORE])
    with api.env.adopt_roles(["Manager"]):
        rounds.open_round(make_round(2024))
    fill(library("KRT")["statistical-2024"], C1="90", C2="10", C4="880")
    fill(
        report,
        C1="1 234",
        C2="netaikoma",
        C5="=HYPERLINK(0)",
        C6="~12,30",
        C7="ne",
        C8="12,5",
        C9="1612:30",
    )
    with act_as("krt-darbuotoja"):
        cell = {"raw": "n/d", "reason": "Skaitiklis neveikė.", "revision": 0}
        operations.save_cells(report, {"C4": cell})
    return report


def part(data, name):
    """A part of a workbook, parsed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return defusedxml.ElementTree.fromstring(archive.read(name))


def test_sheet_has_values_reasons_and_last_year(rich):
    sheet, stamp = read_sheets(SheetWriter(rich, "lt").xlsx())
    rows = {row[0]: row for row in sheet.rows if row}
    assert rows["Kodas"][2:4] == ["Reikšmė", "Priežastis"]
    assert {code: (row[2], row[3], row[5]) for code, row in rows.items() if len(code) == 2} == {
        "A7": (37500, None, 37800),
        "C1": (1234, None, 90),
        "C2": ("netaikoma", None, 10),
        "C4": ("nėra duomenų", "Skaitiklis neveikė.", 880),
        "C5": ("=HYPERLINK(0)", None, None),
        "C6": ("~12,3", None, None),
        "C7": ("ne", None, None),
        "C8": (12.5, None, None),
        "C9": (1612.5, None, None),
    }
    assert stamp.name == STAMP_SHEET
    assert ["library", "KRT"] in stamp.rows
    assert ["C4", "1"] in stamp.rows


def test_text_that_looks_like_a_formula_is_text(rich):
    sheet = part(SheetWriter(rich, "lt").xlsx(), "xl/worksheets/sheet1.xml")
    assert list(sheet.iter(f"{MAIN}f")) == []
    csv = SheetWriter(rich, "lt").csv()
    assert "C5;Pastaba;'=HYPERLINK(0);" in csv.decode("utf-8-sig")


def test_only_values_and_reasons_can_be_written(rich):
    data = SheetWriter(rich, "lt").xlsx()
    sheet, styles = part(data, "xl/worksheets/sheet1.xml"), part(data, "xl/styles.xml")
    unlocked = {
        str(number)
        for number, style in enumerate(styles.find(f"{MAIN}cellXfs"))
        if style.find(f"{MAIN}protection[@locked='0']") is not None
    }
    rows = [row[0] if row else None for row in read_sheets(data)[0].rows]
    places = [rows.index(code) + 1 for code in ("C1", "C2", *[f"C{n}" for n in range(4, 10)])]
    assert sheet.find(f"{MAIN}sheetProtection").get("sheet") == "1"
    assert {cell.get("r") for cell in sheet.iter(f"{MAIN}c") if cell.get("s") in unlocked} == {
        f"{column}{place}" for column in "CD" for place in places
    }
    [stamp] = part(data, "xl/workbook.xml").findall(f".//{MAIN}sheet[@state='veryHidden']")
    assert stamp.get("name") == STAMP_SHEET


def test_program_asks_for_what_the_element_takes(rich):
    data = SheetWriter(rich, "lt").xlsx()
    rows = [row[0] if row else None for row in read_sheets(data)[0].rows]
    validations = {
        rows[int(found.get("sqref")[1:]) - 1]: found.findtext(f"{MAIN}formula1")
        for found in part(data, "xl/worksheets/sheet1.xml").iter(f"{MAIN}dataValidation")
    }
    assert sorted(validations) == ["C1", "C2", "C4", "C6", "C7", "C8", "C9"]
    assert "INT(" in validations["C1"]
    assert "netaikoma" not in validations["C1"]
    assert "netaikoma" in validations["C2"]
    for fractional in ("C6", "C8", "C9"):
        assert "INT(" not in validations[fractional]
        assert "ISNUMBER(" in validations[fractional]
    assert '="~"' in validations["C1"]
    assert validations["C7"] == '"taip,ne,nėra duomenų"'


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("lang", ["lt", "en"])
def test_untouched_sheet_changes_nothing(rich, form, lang):
    with act_as("metodininke"):
        operations.set_standing(rich.library, "C2", "Vaikų neaptarnauja.")
    proposal = read_file(rich, getattr(SheetWriter(rich, lang), form)())
    assert (proposal.problems, proposal.changes()) == ([], [])


def test_csv_opens_here_and_keeps_decimals(rich):
    rows = {row[0]: row for row in read_csv(SheetWriter(rich, "lt").csv())}
    assert (rows["C6"][2], rows["C8"][2]) == ("~12,3", "12,5")
    assert rows["C4"][2:4] == ["nėra duomenų", "Skaitiklis neveikė."]
