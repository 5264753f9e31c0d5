"""REST and the pages of a narrative report, asked as a browser or a program asks."""

from base64 import b64encode
from metodinis.reports.narrative import operations
from metodinis.testing import PASSWORD
from tests.common.made_documents import docx
from tests.common.made_documents import pdf
from tests.reports.conftest import act_as
from tests.reports.narrative.conftest import ask
from tests.reports.narrative.conftest import bring
from tests.reports.narrative.conftest import write
from urllib.parse import quote
import pytest
import re
import requests
import transaction


def patch(report, body, person="krt-darbuotoja"):
    return ask("PATCH", f"{report.absolute_url()}/@report", person, json=body)


def fields_of(response):
    assert response.status_code == 400
    return [error["field"] for error in response.json()["error"]["errors"]]


def put(report, name, data):
    with act_as("krt-darbuotoja"):
        operations.put_document(report, name, data)
    transaction.commit()


def test_report_is_written_and_read(served):
    sent = {
        "chapters": {"staff": {"text": "Dirbo 12.", "revision": 0}},
        "file": {"filename": "Metų apžvalga.docx", "data": b64encode(docx("Žodžiai")).decode()},
        "decision": {"number": "T-90", "date": "2026-04-26"},
    }
    answer = patch(served, sent)
    assert answer.status_code == 200
    assert answer.json()["revisions"] == {"staff": 1}
    found = ask("GET", f"{served.absolute_url()}/@report", "krt-direktore").json()
    [staff] = [chapter for chapter in found["chapters"] if chapter["code"] == "staff"]
    assert (staff["title"], staff["text"], staff["by"]) == (
        "Personalas",
        "Dirbo 12.",
        "krt-darbuotoja",
    )
    assert (found["state"], found["library"]["code"]) == ("draft", "KRT")
    assert (found["file"]["filename"], found["file"]["kind"]) == ("Metų apžvalga.docx", "docx")
    assert found["decision"] == {"number": "T-90", "date": "2026-04-26"}


def test_conflict_is_answered_with_what_stands(served):
    patch(served, {"chapters": {"staff": {"text": "Pirmas.", "revision": 0}}})
    answer = patch(
        served, {"chapters": {"staff": {"text": "Antras.", "revision": 0}}}, "krt-direktore"
    )
    assert answer.status_code == 409
    [conflict] = answer.json()["error"]["conflicts"]
    assert (conflict["text"], conflict["revision"], conflict["by"]) == (
        "Pirmas.",
        1,
        "krt-darbuotoja",
    )


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["body"]),
        ({"title": "Kita"}, ["body"]),
        ({"chapters": ["staff"]}, ["chapters"]),
        ({"chapters": {"staff": "Tekstas"}}, ["staff"]),
        ({"chapters": {"staff": {"text": 5}}}, ["staff"]),
        ({"chapters": {"staff": {"text": "x", "revision": True}}}, ["staff"]),
        ({"chapters": {"weather": {"text": "Lijo."}}}, ["weather"]),
        ({"file": {"filename": "a.pdf", "data": "%%%"}}, ["file"]),
        ({"file": {"data": ""}}, ["file"]),
        ({"file": {"filename": "a.pdf", "data": b64encode(b"<html>").decode()}}, ["file"]),
        ({"decision": "T-90"}, ["decision"]),
        ({"decision": {"number": "T-90", "date": "balandis"}}, ["date"]),
        ({"decision": {"number": 90, "date": "2026-04-26"}}, ["number"]),
    ],
)
def test_bad_body_names_its_field_and_stores_nothing(served, body, fields):
    assert fields_of(patch(served, body)) == fields


def test_nothing_of_a_half_bad_body_is_stored(served):
    sent = {"chapters": {"staff": {"text": "Mes."}}, "decision": {"number": "T-90"}}
    assert fields_of(patch(served, sent)) == ["date"]
    transaction.begin()
    assert served.text_of("staff") == ""


@pytest.mark.parametrize("person", [None, "svecias", "pag-direktore", "redaktore"])
def test_others_neither_read_nor_write_a_draft(served, person):
    write(served, staff="Mūsų paslaptis.")
    put(served, "a.pdf", pdf("x"))
    for page in ("@report", "@@document", "@report-document", "@@view", "@@enter", "@@decision"):
        answer = ask("GET", f"{served.absolute_url()}/{page}", person)
        assert answer.status_code in (302, 401)
        assert "paslaptis" not in answer.text
    answer = patch(served, {"chapters": {"staff": {"text": "Svetimas.", "revision": 1}}}, person)
    assert answer.status_code in (302, 401)
    transaction.begin()
    assert served.text_of("staff") == "Mūsų paslaptis."


def test_department_reads_a_draft_and_doesnt_write(served):
    write(served, staff="Mes.")
    put(served, "a.pdf", pdf("x"))
    for page in ("@report", "@@document", "@@view"):
        assert ask("GET", f"{served.absolute_url()}/{page}", "metodininke").status_code == 200
    answer = patch(
        served, {"chapters": {"staff": {"text": "Ne jų.", "revision": 1}}}, "metodininke"
    )
    assert answer.status_code in (302, 401)
    transaction.begin()
    assert served.text_of("staff") == "Mes."


def test_published_report_doesnt_tell_who_wrote_it(served):
    write(served, staff="Mes.")
    put(served, "a.pdf", pdf("x"))
    bring(served, "published")
    transaction.commit()
    text = ask("GET", f"{served.absolute_url()}/@report").text
    page = requests.get(served.absolute_url(), timeout=30).text
    assert "Mes." in text
    assert "Mes." in page
    assert "krt-darbuotoja" not in text + page
    assert "Rasa Kretingienė" not in text + page


def test_document_is_saved_and_never_shown(served):
    put(served, "Šilutės ąžuolas.pdf", pdf("x"))
    answer = ask("GET", f"{served.absolute_url()}/@@document", "krt-darbuotoja")
    assert answer.content == pdf("x")
    headers = answer.headers
    name = quote("Šilutės ąžuolas.pdf")
    assert headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "page", ["@@download/document", "@@display-file/document", "document", "document/blob/data"]
)
def test_no_other_address_serves_the_document(served, page):
    put(served, "a.pdf", pdf("x"))
    answer = ask("GET", f"{served.absolute_url()}/{page}", "krt-darbuotoja")
    assert b"%PDF" not in answer.content or "attachment" in answer.headers["Content-Disposition"]


class Browser:
    """A logged-in person's browser without JavaScript."""

    def __init__(self, report, person):
        self.url = f"{report.absolute_url()}/@@enter"
        self.auth = (person, PASSWORD)
        self.page = requests.get(self.url, auth=self.auth, timeout=30).text

    def value(self, name):
        return re.search(rf'name="{re.escape(name)}"[^>]*value="([^"]*)"', self.page)[1]

    def send(self, files=None, **fields):
        names = {name.replace("__", "."): value for name, value in fields.items()}
        sent = {"_authenticator": self.value("_authenticator"), **names}
        answer = requests.post(
            self.url, data=sent, files=files, auth=self.auth, timeout=30, allow_redirects=False
        )
        transaction.begin()
        self.page = answer.text
        return answer


def test_plain_form_saves_everything_at_once(served):
    browser = Browser(served, "krt-darbuotoja")
    answer = browser.send(
        files={"file": ("apžvalga.pdf", pdf("x"))},
        text__staff="Mes.",
        revision__staff="0",
        number="T-90",
        date="2026-04-26",
    )
    assert answer.status_code == 302
    assert served.text_of("staff") == "Mes."
    assert served.document.name == "apžvalga.pdf"
    assert served.decision.number == "T-90"


def test_plain_form_shows_what_is_wrong_and_keeps_what_was_typed(served):
    browser = Browser(served, "krt-darbuotoja")
    answer = browser.send(
        files={"file": ("apžvalga.pdf", b"<html>")}, text__staff="<b>Mes & jie.</b>"
    )
    assert answer.status_code == 400
    assert "Tai ne PDF, DOCX ar ODT dokumentas" in answer.text
    assert "&lt;b&gt;Mes &amp; jie.&lt;/b&gt;</textarea>" in answer.text
    assert (served.text_of("staff"), served.document) == ("", None)


def test_plain_form_shows_both_texts_of_a_conflict(served):
    browser = Browser(served, "krt-darbuotoja")
    write(served, "krt-direktore", staff="Direktorės tekstas.")
    transaction.commit()
    browser.send(text__staff="Mano tekstas.", revision__staff="0")
    assert "Mano tekstas.</textarea>" in browser.page
    assert "Direktorės tekstas.</blockquote>" in browser.page
    browser.send(text__staff="Abu.", revision__staff=browser.value("revision.staff"))
    assert served.text_of("staff") == "Abu."


def test_form_without_its_token_writes_nothing(served):
    answer = requests.post(
        f"{served.absolute_url()}/@@enter",
        data={"text.staff": "Svetimas."},
        auth=("krt-darbuotoja", PASSWORD),
        timeout=30,
    )
    transaction.begin()
    assert answer.status_code == 403
    assert served.text_of("staff") == ""


def test_handed_in_report_isnt_open_for_writing(served):
    put(served, "a.pdf", pdf("x"))
    bring(served, "submitted")
    transaction.commit()
    answer = requests.get(
        f"{served.absolute_url()}/@@enter", auth=("krt-darbuotoja", PASSWORD), timeout=30
    )
    assert answer.url == served.absolute_url()
    assert 'class="mtd-writing"' not in answer.text


def test_method_of_a_published_report_has_no_address(served):
    put(served, "a.pdf", pdf("x"))
    bring(served, "published")
    transaction.commit()
    url = f"{served.absolute_url()}/write?code=staff&text=Svetimas&by=x&moment=1"
    assert requests.get(url, timeout=30).status_code == 404
    transaction.begin()
    assert served.text_of("staff") == ""
