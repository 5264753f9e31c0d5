"""A library's documents on its page and by REST."""

from base64 import b64encode
from datetime import date
from metodinis.common.spreadsheets import read_csv
from metodinis.libraries.documents import operations
from metodinis.testing import PASSWORD
from tests.common.made_documents import docx
from tests.common.made_documents import pdf
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
from tests.libraries.documents.conftest import VALUES
import pytest
import re
import requests
import transaction


FORM = {"title": "Nuostatai", "kind": "regulations", "date": "2025-03-11", "state": "public"}
PATH = "/libraries/krt"
DATA = docx("Tvarka")


@pytest.fixture
def ask(served_world):
    """ask(person, method, path, …): a page, or a service if its path has one; with its token."""

    def ask(person, method, path, form=None, **sent):
        session = requests.Session()
        session.auth = (person, PASSWORD) if person else None
        session.headers["Accept-Language"] = "lt"
        url = served_world.absolute_url() + path
        if "/@" in path.replace("/@@", ""):
            session.headers["Accept"] = "application/json"
        if form is not None:
            token = re.search(r'name="_authenticator"[^>]* value="(\w+)"', session.get(url).text)
            sent["data"] = form | {"_authenticator": token[1]}
        answer = session.request(method, url, timeout=60, **sent)
        transaction.begin()
        return answer

    return ask


def documents():
    return list(library("KRT").objectValues())


def make(**values):
    """A document of Kretinga, committed."""
    with act_as("krt-darbuotoja"):
        upload = ("Šaltinis „A“.docx", DATA)
        document = operations.add_document(library("KRT"), VALUES | values, upload)
    transaction.commit()
    return document


def test_added_on_the_page(ask):
    page = ask("krt-darbuotoja", "GET", PATH).text
    assert "Dokumentų dar nėra" in page
    answer = ask(
        "krt-darbuotoja",
        "POST",
        f"{PATH}/@@add-document",
        form=FORM,
        files={"file": ("Nuostatai ąčę.pdf", pdf("Nuostatai"))},
    )
    assert answer.url.endswith(PATH)
    [document] = documents()
    assert (document.title, document.file.name) == ("Nuostatai", "Nuostatai ąčę.pdf")
    page = ask(None, "GET", PATH).text
    assert "Nuostatai ąčę.pdf" in page
    assert "@@add-document" not in page


def test_public_page_tells_nothing_of_what_is_not_public(ask):
    make(title="Slaptas planas")
    page = ask(None, "GET", PATH).text
    assert "Slaptas planas" not in page
    assert "Veiklos dokumentai" not in page
    page = ask("metodininke", "GET", PATH).text
    assert "Slaptas planas" in page
    assert "Neviešas" in page


def test_wrong_form_is_told_at_its_fields_and_keeps_what_was_typed(ask):
    answer = ask(
        "krt-darbuotoja",
        "POST",
        f"{PATH}/@@add-document",
        form=FORM | {"date": "2025-02-30"},
        files={"file": ("a.pdf", b"<svg onload='alert(1)'/>")},
    )
    assert answer.status_code == 400
    assert 'id="f-date-error"' in answer.text
    assert 'value="Nuostatai"' in answer.text
    answer = ask(
        "krt-darbuotoja",
        "POST",
        f"{PATH}/@@add-document",
        form=FORM,
        files={"file": ("a.pdf", b"<svg onload='alert(1)'/>")},
    )
    assert "Tai ne PDF, DOCX, ODT, XLSX ar ODS dokumentas" in answer.text
    assert documents() == []


def test_edited_and_removed_on_pages(ask):
    path = f"{PATH}/{make().getId()}"
    ask("krt-direktore", "POST", f"{path}/@@edit", form=FORM)
    [document] = documents()
    assert (document.title, document.file.name) == ("Nuostatai", "Šaltinis „A“.docx")
    assert operations.state_of(document) == "public"
    answer = ask("krt-direktore", "POST", f"{path}/@@remove", form={})
    assert answer.url.endswith(PATH)
    assert documents() == []


def test_file_is_only_ever_saved(ask):
    path = f"{PATH}/{make(state='public').getId()}"
    answer = ask(None, "GET", f"{path}/@@document")
    assert answer.content == DATA
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert "%C5%A0altinis" in disposition
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for way in ("file", "file/blob", "file/blob/data", "@@download/file", "@@display-file/file"):
        answer = ask(None, "GET", f"{path}/{way}")
        assert answer.status_code != 200, way
        assert b"word/document.xml" not in answer.content


def test_rest_does_what_pages_do(ask):
    sent = {"filename": "Planas.pdf", "data": b64encode(pdf("Planas")).decode()}
    body = FORM | {"file": sent}
    made = ask("krt-darbuotoja", "POST", f"{PATH}/@documents", json=body)
    assert made.status_code == 201
    path = made.headers["Location"].partition("/plone")[2]
    file = made.json()["file"]
    assert (file["filename"], file["kind"], file["by"]) == ("Planas.pdf", "pdf", "krt-darbuotoja")
    [item] = ask(None, "GET", f"{PATH}/@documents").json()["items"]
    assert (item["title"], item["kind"], item["date"], item["state"]) == tuple(FORM.values())
    assert "by" not in item["file"]
    changed = ask("krt-direktore", "PATCH", f"{path}/@document", json={"state": "private"})
    assert changed.json()["state"] == "private"
    assert ask(None, "GET", f"{PATH}/@documents").json()["items_total"] == 0
    assert ask(None, "GET", f"{path}/@document").status_code == 401
    assert ask("krt-direktore", "DELETE", f"{path}/@document").status_code == 204
    assert documents() == []


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["title", "kind", "date", "file"]),
        (FORM, ["file"]),
        (FORM | {"file": "a.pdf"}, ["file"]),
        (FORM | {"file": {"filename": "a.pdf", "data": "%"}}, ["file"]),
        (FORM | {"date": "rytoj"}, ["date"]),
        (FORM | {"title": 5, "file": {"filename": "a", "data": "JVBERi0="}}, ["title", "file"]),
    ],
)
def test_rest_names_what_is_wrong(ask, body, fields):
    answer = ask("krt-darbuotoja", "POST", f"{PATH}/@documents", json=body)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["error"]["errors"]] == fields
    assert documents() == []


def test_documents_are_sorted_and_handed_out_to_who_sees_them(ask):
    for title, kind, day, state in (
        ("Žemėlapis", "plan", 1, "public"),
        ("Čia", "rules", 2, "private"),
        ("Aprašas", "plan", 3, "public"),
    ):
        values = {"title": title, "kind": kind, "date": date(2025, 3, day), "state": state}
        with act_as("krt-darbuotoja"):
            operations.add_document(
                library("KRT"), {**VALUES, **values}, ("failas.pdf", pdf("Tekstas"))
            )
    transaction.commit()

    def titles(person, query):
        answer = ask(person, "GET", f"{PATH}/@@documents-export?format=csv{query}")
        return [row[0] for row in read_csv(answer.content)[1:]]

    assert titles("krt-darbuotoja", "") == ["Aprašas", "Čia", "Žemėlapis"]
    assert titles("krt-darbuotoja", "&sort=title&order=descending") == [
        "Žemėlapis",
        "Čia",
        "Aprašas",
    ]
    assert titles(None, "&sort=date") == ["Žemėlapis", "Aprašas"]
    page = ask(None, "GET", f"{PATH}?sort=title").text
    assert page.index(">Aprašas</a>") < page.index(">Žemėlapis</a>")
    assert "/libraries/krt?sort=title&amp;order=descending#documents" in page
