"""Files from outside: told by their content, read whole, or refused within limits."""

from datetime import date
from datetime import time
from datetime import timedelta
from decimal import Decimal
from metodinis.common import spreadsheets
from metodinis.common.spreadsheet_cells import MAX_CELLS
from metodinis.common.spreadsheet_cells import MAX_TAGS
from metodinis.common.spreadsheets import kind_of
from metodinis.common.spreadsheets import MAX_ROWS
from metodinis.common.spreadsheets import MESSAGES
from metodinis.common.spreadsheets import neutral
from metodinis.common.spreadsheets import read_csv
from metodinis.common.spreadsheets import read_sheets
from metodinis.common.spreadsheets import Sheet
from metodinis.common.spreadsheets import SpreadsheetError
from metodinis.common.spreadsheets import unguarded
from metodinis.common.spreadsheets import write_csv
import io
import pytest
import xlsxwriter
import zipfile


SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def workbook(**cells):
    """An XLSX of one sheet; a value may come as (value, number format)."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Lapas Ž")
        for place, value in cells.items():
            if isinstance(value, tuple):
                sheet.write(place, value[0], book.add_format({"num_format": value[1]}))
            else:
                sheet.write(place, value)
    return buffer.getvalue()


def with_part(data, name, content):
    """The zip with one part added or replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return buffer.getvalue()


def sheet_xml(body):
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def ods(rows, columns, more=""):
    """An ODS whose one cell, 1, is repeated; more: XML after its row."""
    names = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="A"><table:table-row table:number-rows-repeated="{rows}">'
        f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="float"'
        ' office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'
        f"{more}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def refusal(data, read=read_sheets):
    with pytest.raises(SpreadsheetError) as caught:
        read(data)
    return caught.value.code


def test_workbook_is_read_from_its_first_cell():
    data = workbook(
        B2="Ąžuolas",
        C2=12.0,
        D2=12.5,
        B3=(1.6875, "[h]:mm"),
        C3=(0.5, "h:mm"),
        D3=(45000, "yyyy-mm-dd"),
        E3="=1+1",
        A5=True,
    )
    assert kind_of(data) == "xlsx"
    assert read_sheets(data) == [
        Sheet(
            "Lapas Ž",
            [
                [],
                [None, "Ąžuolas", 12, 12.5],
                [None, timedelta(hours=40.5), time(12), date(2023, 3, 15), 0],
                [],
                [True],
            ],
        )
    ]


def test_failed_formula_is_seen():
    xml = sheet_xml('<row r="2"><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')
    [sheet] = read_sheets(with_part(workbook(A1=1), SHEET, xml))
    assert sheet.rows == [[], [None, "#DIV/0!"]]


def test_ods_is_read():
    data = ods(rows=2, columns=3)
    assert kind_of(data) == "ods"
    assert read_sheets(data) == [Sheet("A", [[1, 1, 1], [1, 1, 1]])]


def xlsx(*bodies):
    """An XLSX whose sheets hold this XML."""
    data = workbook(A1=1)
    for number, body in enumerate(bodies, start=1):
        data = with_part(data, f"xl/worksheets/sheet{number}.xml", sheet_xml(body))
    return data


def cell(place, value=1):
    return f'<c r="{place}"><v>{value}</v></c>'


# Fillers that programs put after the last cell, and what only looks like them.
NO_ROWS = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
FAR_ROW = NO_ROWS + "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>"
FAR_ROW += "</table:table-row>"
NESTED = "<table:table-row><table:table-cell/><table:table/></table:table-row>" + FAR_ROW
OTHER_SHEET = '</table:table><table:table table:name="B">'
HALF = MAX_CELLS // 2
TEXTS = "".join(f"<si><t>{number}</t></si>" for number in range(MAX_TAGS // 2))
TOO_MANY_CELLS = {
    "repeated cell": ods(rows=5_000, columns=1_000),
    "repeated cell, more than memory": ods(rows=100_000, columns=1_000),
    "one too many": ods(rows=1, columns=MAX_CELLS + 1),
    "far row": ods(1, 1, FAR_ROW),
    "far row after a table in a table": ods(1, 1, NESTED),
    "two sheets": ods(HALF, 1, OTHER_SHEET + FAR_ROW),
    "far cell": xlsx(f"<row>{cell('ZZ900000')}</row>"),
    "far corner": xlsx(f"<row>{cell('A1')}{cell('GSZ1')}</row><row>{cell('A1000')}</row>"),
    "far row without names": xlsx('<row r="900000"><c/><c><v>1</v></c></row>'),
    "text in a far cell": xlsx('<row><c r="ZZ900000" t="inlineStr"><is><t>a</t></is></c></row>'),
    "other prefix": with_part(
        workbook(A1=1),
        SHEET,
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c r="ZZ900000"><x:v>1</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>",
    ),
    "sheets together": xlsx(f"<row>{cell(f'A{HALF}')}</row>", f"<row>{cell(f'A{HALF + 1}')}</row>"),
    "texts": with_part(workbook(A1="a"), STRINGS, f'<sst xmlns="{MAIN}">{TEXTS}</sst>'),
}


@pytest.mark.parametrize("what", TOO_MANY_CELLS)
def test_too_many_cells_are_refused_before_any_reader_starts(monkeypatch, what):
    monkeypatch.delattr(spreadsheets.subprocess, "run")
    assert refusal(TOO_MANY_CELLS[what]) == "cells"


ATTRIBUTES = " ".join(f'a{number}=""' for number in range(201))


@pytest.mark.parametrize(
    "data",
    [
        ods(rows=1, columns="x"),
        ods(rows="-5", columns=1),
        xlsx(f"<row><c {ATTRIBUTES}/></row>"),
        ods(rows="9" * 5_000, columns=1),
        xlsx('<row r="1e9"><c><v>1</v></c></row>'),
        with_part(
            workbook(A1=1), SHEET, '<!DOCTYPE a [<!ENTITY b "c">]>' + sheet_xml("<row>&b;</row>")
        ),
    ],
)
def test_part_that_no_program_writes_starts_no_reader(monkeypatch, data):
    monkeypatch.delattr(spreadsheets.subprocess, "run")
    assert refusal(data) == "broken"


def test_empty_cells_to_the_end_of_the_sheet_are_none():
    assert read_sheets(ods(2, 3, NO_ROWS)) == [Sheet("A", [[1, 1, 1], [1, 1, 1]])]
    formatted = '<c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576" s="0"/></row>'
    [sheet] = read_sheets(xlsx(f"<row>{cell('A1')}{formatted}"))
    assert sheet.rows == [[1]]


def test_sheet_at_the_limit_is_read():
    [sheet] = read_sheets(ods(MAX_CELLS // 200, 200))
    assert sheet.rows == [[1] * 200] * (MAX_CELLS // 200)


def test_long_text_in_every_cell_is_refused():
    text = f'<sst xmlns="{MAIN}"><si><t>{"ą" * 32_000}</t></si></sst>'
    row = '<row><c t="s"><v>0</v></c></row>' * 1_500
    data = with_part(with_part(workbook(A1="a"), SHEET, sheet_xml(row)), STRINGS, text)
    assert refusal(data) == "too_complex"


def test_reader_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(spreadsheets, "TIME_LIMIT", 0.001)
    assert refusal(workbook(A1=1)) == "too_complex"


def test_more_rows_than_allowed():
    row = f'<row><c r="A1"><v>1</v></c></row><row><c r="A{MAX_ROWS + 1}"><v>1</v></c></row>'
    assert refusal(with_part(workbook(A1=1), SHEET, sheet_xml(row))) == "dimensions"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b" \n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old_excel"),
        (b"PK\x03\x04 cut off", "broken"),
        (b"\x89PNG\r\n\x1a\n\0\0", "unknown"),
        (with_part(workbook(A1=1), "xl/vbaProject.bin", b"x"), "macros"),
        (with_part(workbook(A1=1), "xl/embeddings/a.bin", workbook(A1=1)), "nested"),
        (with_part(workbook(A1=1), SHEET, sheet_xml(" " * 50 * 1024**2)), "size"),
        (with_part(workbook(A1=1), SHEET, sheet_xml(" " * 20 * 1024**2)), "ratio"),
        (with_part(workbook(A1=1), SHEET, "<worksheet"), "broken"),
        (b"C1;C2\n1;2", "unknown"),
    ],
)
def test_refused(data, code):
    assert refusal(data) == code


@pytest.mark.parametrize("code", MESSAGES)
def test_every_refusal_has_two_languages(code):
    error = SpreadsheetError(code, max=1, name="a", sheet="A", rows=1, columns=1, line=1)
    assert error.text("lt") != error.text("en")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1257"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_usual_form(encoding, delimiter):
    data = f'kodas{delimiter}"Ąžuolas, {delimiter} ė"\r\n1{delimiter}2\r\n'.encode(encoding)
    assert read_csv(data) == [["kodas", f"Ąžuolas, {delimiter} ė"], ["1", "2"]]


def test_csv_that_ends_inside_quotation_marks():
    assert refusal(b'a;b\n1;"2\n', read_csv) == "csv"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3+cmd", "'-2+3+cmd"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("-", "-"),
        ("-5 000,25", "-5 000,25"),
        ("Ąžuolas = medis", "Ąžuolas = medis"),
    ],
)
def test_formulas_are_neutralised(text, written):
    assert neutral(text) == written
    assert unguarded(written) == text


def test_apostrophe_of_a_person_is_no_guard():
    assert unguarded("'90-ieji") == "'90-ieji"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a;b\n" + b"\n" * 100, "dimensions"),
        (b"a;b\n" + b";" * 1_000, "dimensions"),
        (b"a;b\n" + b"1" * 5_000, "too_large"),
    ],
)
def test_csv_that_would_fill_the_memory(data, code):
    assert refusal(data, lambda data: read_csv(data, max_size=5_000, max_rows=100)) == code


def test_written_csv_is_read_back():
    rows = [["Kodas", "=1+1", "a;b"], [1, Decimal("12.50"), None], [0.5, "-", "„ė“"]]
    data = write_csv(rows)
    assert data.startswith(b"\xef\xbb\xbf")
    assert read_csv(data) == [["Kodas", "'=1+1", "a;b"], ["1", "12,50", ""], ["0,5", "-", "„ė“"]]
