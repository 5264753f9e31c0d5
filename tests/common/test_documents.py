"""Uploaded documents: known by their content, read within limits, named cleanly."""

from metodinis.common import documents
from metodinis.common.archives import ArchiveError
from metodinis.common.documents import clean_name
from metodinis.common.documents import DocumentError
from metodinis.common.documents import extract_text
from metodinis.common.documents import FILES
from metodinis.common.documents import kind_of
from pypdf import PdfReader
from pypdf import PdfWriter
from tests.common.made_documents import DOCM_TYPE
from tests.common.made_documents import docx
from tests.common.made_documents import ods
from tests.common.made_documents import odt
from tests.common.made_documents import pdf
from tests.common.made_documents import PNG
from tests.common.made_documents import WORD
from tests.common.made_documents import xlsx
from tests.common.made_documents import zipped
import io
import pytest
import xlsxwriter


XLSM_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    f'<w:document xmlns:w="{WORD}"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>'
)


@pytest.mark.parametrize(("make", "kind"), [(pdf, "pdf"), (docx, "docx"), (odt, "odt")])
def test_kind_and_text_come_from_the_content(make, kind):
    data = make("Skaitytojai gausesni")
    assert kind_of(data) == kind
    assert extract_text(data, kind).strip() == "Skaitytojai gausesni"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"%PDF-" + b"0" * documents.MAX_SIZE, "too_large"),
        (b"<html><script>alert(1)</script></html>", "unknown"),
        (b"\n<!DOCTYPE html>%PDF-1.4", "unknown"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "unknown"),
        (b"MZ\x90\x00", "unknown"),
        (zipped({"index.html": "<script/>"}), "unknown"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "unknown"),
        (docx("x", main_type="application/vnd.ms-excel.sheet"), "unknown"),
        (OLE + b"WordDocument", "old_word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (docx("x", main_type=DOCM_TYPE), "macros"),
        (odt("x", **{"Basic/Standard/Module1.xml": "<module/>"}), "macros"),
        (odt("x", **{"Scripts/python/run.py": "print()"}), "macros"),
        (odt("x", manifest="<encryption-data/>"), "encrypted"),
        (zipped({"[Content_Types].xml": "<Types"}), "broken"),
        (zipped({"mimetype": documents.MEDIA_TYPES["odt"]}), "broken"),
    ],
)
def test_other_files_are_refused_with_a_reason(data, code):
    with pytest.raises(DocumentError) as caught:
        kind_of(data)
    assert caught.value.code == code
    assert caught.value.text("lt") != caught.value.text("en")


@pytest.mark.parametrize(("make", "kind"), [(xlsx, "xlsx"), (ods, "ods")])
def test_spreadsheets_are_files_but_no_reports_in_words(make, kind):
    data = make("Veiklos planas", "Terminas")
    assert kind_of(data, FILES) == kind
    assert extract_text(data, kind).split("\n")[:2] == ["Veiklos planas", "Terminas"]
    with pytest.raises(DocumentError) as caught:
        kind_of(data)
    assert caught.value.code == "unknown"


def test_texts_in_the_cells_of_a_sheet_are_found():
    workbook = io.BytesIO()
    with xlsxwriter.Workbook(workbook, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, ["Lankytojai", 125, "Ąžuolas"])
    data = workbook.getvalue()
    assert kind_of(data, FILES) == "xlsx"
    assert extract_text(data, "xlsx").split() == ["Lankytojai", "Ąžuolas"]


@pytest.mark.parametrize(("data", "kind"), [(PNG, "png"), (b"\xff\xd8\xff\xe0JFIF", "jpg")])
def test_pictures_have_no_text(data, kind):
    assert kind_of(data, FILES) == kind
    assert extract_text(data, kind) == ""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"GIF89a", "unknown_file"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "unknown_file"),
        (zipped({"index.html": "<script/>"}), "unknown_file"),
        (OLE + b"Workbook", "old_office"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (xlsx("x", main_type=XLSM_TYPE), "macros"),
        (ods("x", **{"Basic/Standard/Module1.xml": "<module/>"}), "macros"),
        (ods("x", manifest="<encryption-data/>"), "encrypted"),
    ],
)
def test_other_files_are_refused_where_all_kinds_are_taken(data, code):
    with pytest.raises(DocumentError) as caught:
        kind_of(data, FILES)
    assert caught.value.code == code


def test_macros_in_a_plain_docx_are_found():
    declared = (
        '<Types><Override PartName="/word/document.xml" ContentType="'
        f'{documents.DOCX_BODY}"/><Override PartName="/word/vbaProject.bin" '
        'ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    with pytest.raises(DocumentError) as caught:
        kind_of(zipped({"[Content_Types].xml": declared, "word/document.xml": "<x/>"}))
    assert caught.value.code == "macros"


def test_empty_macro_library_is_no_macro():
    assert kind_of(odt("x", **{"Basic/Standard/script-lb.xml": "<library/>"})) == "odt"


def test_huge_list_of_parts_is_not_parsed():
    types = "".join(f'<Default Extension="{number * 7919}"/>' for number in range(50_000))
    with pytest.raises(DocumentError) as caught:
        kind_of(zipped({"[Content_Types].xml": f"<Types>{types}</Types>"}))
    assert caught.value.code == "broken"


def test_entry_without_a_name_is_no_macro():
    assert kind_of(odt("x", **{".": ""})) == "odt"


def test_zip_bomb_is_refused_unread():
    with pytest.raises(ArchiveError):
        kind_of(docx("x", **{"word/media/bomb.bin": bytes(200 * 1024**2)}))


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (b"%PDF-1.4 and nothing more", "pdf", "broken"),
        (pdf("x")[:200], "pdf", "broken"),
        (docx(body="<w:p>"), "docx", "broken"),
        (zipped({"[Content_Types].xml": "<Types/>"}), "docx", "broken"),
        (odt(body="<text:p>"), "odt", "broken"),
        (docx("x", **{"word/document.xml": LAUGHS}), "docx", "broken"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_broken_document_is_refused(data, kind, code):
    with pytest.raises(DocumentError) as caught:
        extract_text(data, kind)
    assert caught.value.code == code


def test_pdf_with_a_password_is_refused():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Slapta"))))
    writer.encrypt("raktas", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    with pytest.raises(DocumentError) as caught:
        extract_text(target.getvalue(), "pdf")
    assert caught.value.code == "encrypted"


def test_reader_that_hangs_is_given_up(monkeypatch):
    monkeypatch.setattr(documents, "TIME_LIMIT", 0.01)
    with pytest.raises(DocumentError) as caught:
        extract_text(pdf("x"), "pdf")
    assert caught.value.code == "too_complex"


def test_long_text_is_cut():
    assert len(extract_text(docx("a" * 400_000), "docx")) == 300_000


def test_word_text_keeps_lines_and_leaves_out_what_was_deleted():
    body = (
        "<w:p><w:r><w:t>Fondas</w:t><w:tab/><w:t>auga</w:t><w:br/><w:t>kasmet</w:t></w:r>"
        "<w:del><w:r><w:delText>mažėja</w:delText></w:r></w:del></w:p>"
    )
    assert extract_text(docx(body=body), "docx") == "Fondas auga\nkasmet\n"


def test_opendocument_text_leaves_out_comments():
    body = (
        '<text:h>Fondai</text:h><text:p>Auga<text:s/><text:span xml:id="a">kasmet</text:span>'
        "<office:annotation><text:p>Ar tikrai?</text:p></office:annotation></text:p>"
    )
    assert extract_text(odt(body=body), "odt").split() == ["Fondai", "Auga", "kasmet"]


@pytest.mark.parametrize(
    ("name", "kind", "clean"),
    [
        ("Šilutės ataskaita, ąčęėįšųūž.docx", "docx", "Šilutės ataskaita, ąčęėįšųūž.docx"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("C:\\Users\\Ona\\ataskaita.PDF", "pdf", "ataskaita.pdf"),
        ("ataskaita.pdf.exe", "pdf", "ataskaita.pdf"),
        ("ataskaita 2026.02.10.html", "odt", "ataskaita 2026.02.10.odt"),
        ("a\u202efdp.exe\r\nX: y.docx", "docx", "afdp.exe X y.docx"),
        ('"><script>.pdf', "pdf", "script.pdf"),
        (".htaccess", "pdf", "htaccess.pdf"),
        ("e\u0307zeras", "pdf", "ėzeras.pdf"),
        (" .. ", "pdf", "dokumentas.pdf"),
        ("ą" * 300, "docx", "ą" * 115 + ".docx"),
    ],
)
def test_name_is_cleaned(name, kind, clean):
    assert clean_name(name, kind) == clean
