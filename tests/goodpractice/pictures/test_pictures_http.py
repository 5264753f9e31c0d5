"""Pictures and attachments over HTTP: the page without scripts, how they are served, and REST."""

from base64 import b64encode
from metodinis.goodpractice.pictures import operations
from plone import api
from tests.common.made_documents import docx
from tests.common.made_pictures import opened
from tests.common.made_pictures import photo
from tests.common.made_pictures import picture
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
from tests.goodpractice.conftest import put_into
from tests.reports.conftest import call_site  # noqa: F401 a fixture
import pytest
import transaction


WRITER = "krt-darbuotoja"
SMALL = picture((300, 200))


@pytest.fixture
def call(call_site):  # noqa: F811
    return call_site


@pytest.fixture
def draft(served_world):
    """The path of a draft with two pictures and an attachment, committed."""
    case = make()
    with_files(case)
    transaction.commit()
    return f"good-practice/{case.getId()}"


def with_files(case):
    with act_as(WRITER):
        operations.add_picture(case, "a.jpg", SMALL, "Vaikai", "R. nuotr.")
        operations.add_picture(case, "b.jpg", picture((1000, 600)), "Miškas")
        operations.add_attachment(case, "Planas", docx("x"))


def case_at(path):
    return api.portal.get().unrestrictedTraverse(path)


def files(name, data):
    return {"file": (name, data)}


def test_page_adds_describes_orders_and_takes_out(call, draft):
    page = f"{draft}/@@case-files"
    sent = {"action": "add-picture", "alt": "Skaitome", "credit": "O. nuotr."}
    answer = call(WRITER, "POST", page, data=sent, files=files("c.jpg", photo()))
    assert answer.status_code == 200
    first, second, third = case_at(draft).pictures
    assert f'id="picture-{third.id}"' in answer.text
    assert (third.alt, third.credit) == ("Skaitome", "O. nuotr.")

    sent = {"action": "describe", "id": third.id, "alt": "Skaitome miške", "credit": ""}
    call(WRITER, "POST", page, data=sent)
    assert [one.alt for one in case_at(draft).pictures] == ["Vaikai", "Miškas", "Skaitome miške"]
    call(WRITER, "POST", page, data={"action": "earlier", "id": third.id})
    call(WRITER, "POST", page, data={"action": "later", "id": first.id})
    order = [one.id for one in case_at(draft).pictures]
    assert order == [third.id, first.id, second.id]
    call(WRITER, "POST", page, data={"action": "remove-picture", "id": first.id})
    assert [one.id for one in case_at(draft).pictures] == [third.id, second.id]
    call(WRITER, "POST", page, data={"action": "allow", "picture_rights": "yes"})
    assert case_at(draft).picture_rights is True
    call(WRITER, "POST", page, data={"action": "allow"})
    assert case_at(draft).picture_rights is False


def test_page_adds_and_takes_out_attachments(call, draft):
    page = f"{draft}/@@case-files"
    [kept] = case_at(draft).attachments
    sent = {"action": "add-attachment"}
    call(WRITER, "POST", page, data=sent, files=files("Anketa.docx", docx("Anketa")))
    assert [one.name for one in case_at(draft).attachments] == ["Planas.docx", "Anketa.docx"]
    call(WRITER, "POST", page, data={"action": "remove-attachment", "id": kept.id})
    assert [one.name for one in case_at(draft).attachments] == ["Anketa.docx"]


def test_refusals_stand_at_their_fields_and_keep_what_was_typed(call, draft):
    page = f"{draft}/@@case-files"
    sent = {"action": "add-picture", "alt": "Skaitome"}
    answer = call(WRITER, "POST", page, data=sent, files=files("a.svg", b"<svg onload='x'/>"))
    assert answer.status_code == 400
    assert 'id="f-add-picture-file-error"' in answer.text
    assert 'href="#f-add-picture-file"' in answer.text
    assert "SVG piešiniuose gali slypėti programų" in answer.text
    assert ">Skaitome</textarea>" in answer.text

    first = case_at(draft).pictures[0]
    sent = {"action": "describe", "id": first.id, "alt": "a" * 301, "credit": ""}
    answer = call(WRITER, "POST", page, data=sent)
    assert answer.status_code == 400
    assert f'href="#f-describe-{first.id}-alt"' in answer.text
    answer = call(WRITER, "POST", page, data={"action": "describe", "id": "nėra"})
    assert answer.status_code == 409
    answer = call(WRITER, "POST", page, data={"action": "act"})
    assert answer.status_code == 400
    assert [one.alt for one in case_at(draft).pictures] == ["Vaikai", "Miškas"]


def test_draft_is_served_to_its_people_alone_and_kept_by_nobody(call, draft):
    made = case_at(draft).pictures[1]
    path = f"{draft}/@@picture/{made.id}/card.webp"
    answer = call(WRITER, "GET", path)
    assert answer.status_code == 200
    assert opened(answer.content).size == (480, 288)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    for person in (None, "pag-direktore", "metodininke", "redaktore"):
        answer = call(person, "GET", path, allow_redirects=False)
        assert answer.status_code in (302, 401)


def test_published_pictures_are_kept_for_good_by_browsers_alone(call, served_world):
    case = make()
    with_files(case)
    put_into(case, "published")
    transaction.commit()
    path = f"good-practice/{case.getId()}"
    made = case.pictures[0]
    answer = call(None, "GET", f"{path}/@@picture/{made.id}/card.webp")
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers
    for wrong in (
        f"@@picture/{made.id}/page.webp",
        f"@@picture/{made.id}/card.png",
        f"@@picture/{made.id}/card",
        f"@@picture/{made.id}",
        "@@picture",
        "@@picture/nera/card.webp",
        f"@@picture/{made.id}/card.webp/x",
        "@@attachment",
        "@@attachment/nera",
        f"@@attachment/{case.attachments[0].id}/x",
        # Neither what keeps them nor their bytes have an address of their own.
        "pictures",
        "pictures/0",
        "attachments/0/blob/data",
    ):
        assert call(None, "GET", f"{path}/{wrong}").status_code == 404


def test_attachment_is_saved_and_never_shown(call, served_world):
    case = make()
    with_files(case)
    put_into(case, "published")
    transaction.commit()
    [made] = case.attachments
    answer = call(None, "GET", f"good-practice/{case.getId()}/@@attachment/{made.id}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Planas.docx"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_versions_show_their_pictures_to_those_who_may_read_them(call, served_world):
    case = make_published()
    with act_as("redaktore"):
        shown = operations.Picture.of("vieša", "a", "", operations.scales_of(SMALL))
        hidden = operations.Picture.of("slapta", "a", "", operations.scales_of(SMALL))
    for kind, one in (("correction", shown), ("edit", hidden)):
        values = {**case.versions[0].values, "pictures": (one,)}
        case.put_version(kind, case.versions[0].at, "redaktore", "", values)
    transaction.commit()
    path = f"good-practice/{case.getId()}/@@picture"
    found = {
        (person, one): call(person, "GET", f"{path}/{one}/card.webp").status_code
        for person in (None, "pag-direktore", WRITER, "redaktore", "metodininke")
        for one in ("vieša", "slapta")
    }
    assert {who for (who, one), status in found.items() if one == "vieša" and status == 200} == {
        *(None, "pag-direktore", WRITER, "redaktore", "metodininke")
    }
    assert {who for (who, one), status in found.items() if one == "slapta" and status == 200} == {
        *(WRITER, "redaktore", "metodininke")
    }
    kept = [
        call(WRITER, "GET", f"{path}/{one}/card.webp").headers["Cache-Control"]
        for one in ("vieša", "slapta")
    ]
    assert kept == ["private, max-age=31536000, immutable", "private, no-cache"]


def test_rest_does_all_that_the_page_does(call, draft):
    service = f"{draft}/@case-pictures"
    first, second = case_at(draft).pictures
    told = call(WRITER, "GET", service).json()["items"]
    assert [one["id"] for one in told] == [first.id, second.id]
    assert told[0] == {
        "@id": f"{case_at(draft).absolute_url()}/@@picture/{first.id}/card.webp",
        "id": first.id,
        "alt": "Vaikai",
        "credit": "R. nuotr.",
        "width": 300,
        "height": 200,
        "scales": {"card": {"@id": told[0]["@id"], "width": 300, "height": 200}},
    }
    upload = {"filename": "c.jpg", "data": b64encode(SMALL).decode()}
    answer = call(WRITER, "POST", service, json={"file": upload, "alt": "Trečia"})
    assert answer.status_code == 201
    third = answer.json()["id"]
    answer = call(WRITER, "PATCH", f"{service}/{third}", json={"credit": "O. nuotr.", "place": 0})
    assert (answer.json()["alt"], answer.json()["credit"]) == ("Trečia", "O. nuotr.")
    assert [one.id for one in case_at(draft).pictures] == [third, first.id, second.id]
    assert call(WRITER, "DELETE", f"{service}/{first.id}").status_code == 204
    assert [one.id for one in case_at(draft).pictures] == [third, second.id]

    service = f"{draft}/@case-attachments"
    upload = {"filename": "Anketa", "data": b64encode(docx("x")).decode()}
    answer = call(WRITER, "POST", service, json={"file": upload})
    assert answer.status_code == 201
    told = call(WRITER, "GET", service).json()["items"]
    assert [one["filename"] for one in told] == ["Planas.docx", "Anketa.docx"]
    assert call(WRITER, "DELETE", f"{service}/{told[0]['id']}").status_code == 204
    assert [one.name for one in case_at(draft).attachments] == ["Anketa.docx"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "fields"),
    [
        ("POST", "@case-pictures", {}, 400, ["file"]),
        ("POST", "@case-pictures", {"file": {"filename": "a", "data": "PHN2Zy8+"}}, 400, ["file"]),
        ("POST", "@case-pictures", {"file": {"filename": "a", "data": ""}}, 400, ["file"]),
        ("PATCH", "@case-pictures/nera", {"alt": "x"}, 409, []),
        ("PATCH", "@case-pictures/{id}", {"alt": 5}, 400, ["alt"]),
        ("PATCH", "@case-pictures/{id}", {"place": True}, 400, ["place"]),
        ("PATCH", "@case-pictures/{id}", {"place": "1"}, 400, ["place"]),
        ("PATCH", "@case-pictures/{id}", {"credit": "b" * 201}, 400, ["credit"]),
        ("DELETE", "@case-pictures/nera", None, 409, []),
        ("DELETE", "@case-pictures", None, 409, []),
        ("DELETE", "@case-attachments/nera", None, 409, []),
        ("POST", "@case-attachments", {"file": {"filename": "a", "data": "AAAA"}}, 400, ["file"]),
    ],
)
def test_rest_tells_what_is_wrong(call, draft, method, path, body, status, fields):
    path = path.format(id=case_at(draft).pictures[0].id)
    answer = call(WRITER, method, f"{draft}/{path}", json=body)
    assert answer.status_code == status
    assert [one["field"] for one in answer.json()["error"]["errors"]] == fields
    assert [one.alt for one in case_at(draft).pictures] == ["Vaikai", "Miškas"]
