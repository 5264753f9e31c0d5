"""A library's documents: who adds, replaces and deletes them, who finds them."""

from AccessControl import Unauthorized
from datetime import date
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.libraries.documents import operations
from metodinis.libraries.operations import close_library
from plone import api
from Products.CMFCore.indexing import processQueue
from tests.common.made_documents import docx
from tests.common.made_documents import ods
from tests.common.made_documents import pdf
from tests.common.made_documents import PNG
from tests.common.made_documents import xlsx
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
from tests.libraries.documents.conftest import VALUES
import pytest


UPLOAD = ("Taisyklės.pdf", pdf("Skaitykla"))


def add(where, person="krt-darbuotoja", upload=UPLOAD, **values):
    with act_as(person):
        return operations.add_document(where, VALUES | values, upload)


def found(person, text):
    """Titles of the documents that the search gives a person for a word."""
    with act_as(person):
        brains = api.content.find(SearchableText=text, portal_type="LibraryDocument")
    return [brain.Title for brain in brains]


@pytest.mark.parametrize("person", ["krt-darbuotoja", "krt-direktore"])
def test_added_by_the_librarys_people(kretinga, person):
    document = add(kretinga, person)
    assert document.getId() == "document-naudojimosi-taisykles"
    assert (document.kind, document.date) == ("rules", date(2025, 3, 11))
    assert operations.state_of(document) == "private"
    assert (document.file.name, document.file.kind, document.file.by) == (
        "Taisyklės.pdf",
        "pdf",
        person,
    )


@pytest.mark.parametrize(
    "person", ["pag-direktore", "metodininke", "vedeja", "redaktore", "svecias"]
)
def test_others_may_not(kretinga, person):
    document = add(kretinga)
    with act_as(person):
        with pytest.raises(Unauthorized):
            operations.add_document(kretinga, VALUES, ("a.pdf", pdf("x")))
        with pytest.raises(Unauthorized):
            operations.update_document(document, {"title": "Kitas"})
        with pytest.raises(Unauthorized):
            operations.delete_document(document)
    assert document.title == "Naudojimosi taisyklės"


@pytest.mark.parametrize(
    ("upload", "kind", "word"),
    [
        (pdf("Skaitykla"), "pdf", "skaitykla"),
        (docx("Fondų apsauga"), "docx", "apsauga"),
        (xlsx("Planuojama suma"), "xlsx", "planuojama"),
        (ods("Įgyvendinimo terminas"), "ods", "terminas"),
        (PNG, "png", "vaizdas"),
    ],
    ids=["pdf", "docx", "xlsx", "ods", "png"],
)
def test_search_finds_the_words_in_the_file(kretinga, upload, kind, word):
    document = add(kretinga, upload=("vaizdas.exe", upload))
    assert document.file.name == f"vaizdas.{kind}"
    assert found("krt-darbuotoja", word) == ["Naudojimosi taisyklės"]
    assert found("metodininke", word) == ["Naudojimosi taisyklės"]
    assert found("pag-direktore", word) == []
    with act_as("krt-darbuotoja"):
        operations.update_document(document, {"state": "public"})
    assert found("pag-direktore", word) == ["Naudojimosi taisyklės"]
    with act_as("krt-direktore"):
        operations.update_document(document, {"state": "private"})
    assert found("pag-direktore", word) == []


@pytest.mark.parametrize(
    ("values", "upload", "fields"),
    [
        ({"title": " "}, ("a.pdf", pdf("x")), {"title"}),
        ({"kind": "poem"}, ("a.pdf", pdf("x")), {"kind"}),
        ({"date": None}, ("a.pdf", pdf("x")), {"date"}),
        ({"date": date(25, 1, 1)}, ("a.pdf", pdf("x")), {"date"}),
        ({"state": "secret"}, ("a.pdf", pdf("x")), {"state"}),
        ({"owner": "Ona"}, ("a.pdf", pdf("x")), {"owner"}),
        ({}, None, {"file"}),
        ({}, ("a.pdf", b"<html><script>alert(1)</script></html>"), {"file"}),
        ({"title": None}, ("a.pdf", b"MZ"), {"title", "file"}),
    ],
)
def test_bad_input_names_its_fields_and_stores_nothing(kretinga, values, upload, fields):
    with pytest.raises(FieldErrors) as caught:
        add(kretinga, upload=upload, **values)
    assert set(caught.value.errors) == fields
    assert list(kretinga.objectIds()) == []


def test_file_is_replaced_and_the_rest_stays(kretinga):
    document = add(kretinga)
    with act_as("krt-direktore"):
        operations.update_document(document, {}, ("Nauja.docx", docx("Pakeista tvarka")))
    assert (document.title, document.file.name) == ("Naudojimosi taisyklės", "Nauja.docx")
    assert found("krt-darbuotoja", "pakeista") == ["Naudojimosi taisyklės"]
    assert found("krt-darbuotoja", "skaitykla") == []


def test_bad_replacement_keeps_everything(kretinga):
    document = add(kretinga)
    with act_as("krt-darbuotoja"), pytest.raises(FieldErrors):
        operations.update_document(document, {"title": "Kitas"}, ("a.pdf", b"MZ"))
    assert (document.title, document.file.name) == ("Naudojimosi taisyklės", "Taisyklės.pdf")


def test_deleted_by_its_library(kretinga):
    document = add(kretinga)
    with act_as("krt-darbuotoja"):
        operations.delete_document(document)
    assert list(kretinga.objectIds()) == []


def test_title_takes_no_name_of_a_report(kretinga):
    first, second = (add(kretinga, title="Statistical 2026") for _time in range(2))
    assert [first.getId(), second.getId()] == [
        "document-statistical-2026",
        "document-statistical-2026-1",
    ]


def test_each_reader_sees_their_own_list(kretinga):
    add(kretinga, title="Planas", date=date(2024, 1, 2))
    add(kretinga, title="Nuostatai", date=date(2025, 1, 2), state="public")
    seen = {}
    for person in ("krt-direktore", "metodininke", "pag-direktore", "svecias"):
        with act_as(person):
            seen[person] = [d.title for d in operations.documents_of(kretinga)]
    assert seen == {
        "krt-direktore": ["Nuostatai", "Planas"],
        "metodininke": ["Nuostatai", "Planas"],
        "pag-direktore": ["Nuostatai"],
        "svecias": ["Nuostatai"],
    }


def test_closed_library_keeps_its_documents(kretinga):
    document = add(kretinga)
    with act_as("vedeja"):
        close_library(kretinga, date(2025, 12, 31), merged_into=library("PAG"))
    assert found("metodininke", "skaitykla") == ["Naudojimosi taisyklės"]
    assert found("krt-darbuotoja", "skaitykla") == []
    assert found("pag-direktore", "skaitykla") == ["Naudojimosi taisyklės"]
    with act_as("pag-direktore"):
        with pytest.raises(NotAllowed):
            operations.delete_document(document)
        with pytest.raises(NotAllowed):
            operations.update_document(document, {"title": "Kitas"})
        with pytest.raises(NotAllowed):
            operations.add_document(kretinga, VALUES, ("a.pdf", pdf("x")))
        operations.update_document(document, {"state": "public"})
    assert (document.title, operations.state_of(document)) == ("Naudojimosi taisyklės", "public")


def test_search_counts_a_document_with_its_library_and_year(kretinga):
    document = add(kretinga)
    processQueue()
    catalog = api.portal.get_tool("portal_catalog")
    record = catalog.getrid("/".join(document.getPhysicalPath()))
    entries = [
        catalog.Indexes[name].getEntryForObject(record)
        for name in ("search_library", "search_year")
    ]
    assert entries == [kretinga.UID(), 2025]
