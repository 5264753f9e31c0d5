"""A picture or attachment is deleted for good: from the case, its versions, and the server."""

from AccessControl import Unauthorized
from metodinis.common.refusals import FieldErrors
from metodinis.goodpractice.cases.workflow import values_of
from metodinis.goodpractice.pictures import operations
from metodinis.goodpractice.pictures import reading
from metodinis.goodpractice.pictures.operations import Unknown
from tests.common.made_documents import docx
from tests.common.made_pictures import picture
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import put_into
from tests.reports.conftest import call_site  # noqa: F401 a fixture
import pytest
import transaction


@pytest.fixture
def call(call_site):  # noqa: F811
    return call_site


def make_shown():
    """A published case whose first picture is in a version alone; one more, and an attachment."""
    case = make()
    with act_as("krt-darbuotoja"):
        for alt in ("Vaikai", "Miškas"):
            operations.add_picture(case, "a.jpg", picture((300, 200)), alt)
        operations.add_attachment(case, "Planas", docx("x"))
        case.put_version("publication", case.created(), "redaktore", "", values_of(case))
        operations.remove_picture(case, case.pictures[0].id)
    put_into(case, "published")
    return case


def names(case):
    return [getattr(file, "alt", None) or file.name for file in reading.all_files(case)]


def test_erased_picture_is_in_no_version_and_readers_are_told(world):
    case = make_shown()
    assert names(case) == ["Miškas", "Vaikai", "Planas.docx"]
    first = case.versions[0].values["pictures"][0]
    with act_as("redaktore"):
        operations.erase(case, first.id, " Žmogus atšaukė sutikimą. ")
    assert names(case) == ["Miškas", "Planas.docx"]
    assert [(version.kind, version.note) for version in case.versions] == [
        ("publication", ""),
        ("correction", "Žmogus atšaukė sutikimą."),
    ]
    assert case.versions[0].number == 1
    assert case.versions[0].values["title"] == case.title
    with act_as("redaktore"):
        assert reading.seen_picture(case, first.id) is None
        operations.erase(case, case.attachments[0].id, "Klaida.")
    assert names(case) == ["Miškas"]


def test_case_that_is_not_public_keeps_no_correction(world):
    case = make_shown()
    put_into(case, "recommended")
    with act_as("redaktore"):
        operations.erase(case, case.pictures[0].id, "Klaida.")
    assert [version.kind for version in case.versions] == ["publication"]


def test_erasing_asks_for_a_reason_a_file_and_an_editor(world):
    case = make_shown()
    before = names(case)
    id_ = case.pictures[0].id
    with act_as("redaktore"):
        with pytest.raises(FieldErrors) as refused:
            operations.erase(case, id_, " ")
        assert set(refused.value.errors) == {"note"}
        with pytest.raises(Unknown):
            operations.erase(case, "nėra", "Klaida.")
    for name in ("krt-direktore", "metodininke", "svecias"):
        with act_as(name), pytest.raises(Unauthorized):
            operations.erase(case, id_, "Klaida.")
    assert names(case) == before


def test_page_and_rest_erase(call, served_world):
    case = make_shown()
    transaction.commit()
    path = f"good-practice/{case.getId()}"
    first, second = case.versions[0].values["pictures"]
    address = f"{path}/@@picture/{first.id}/card.webp"
    assert call(None, "GET", address).status_code == 200
    page = call("redaktore", "GET", path).text
    assert f'href="{case.absolute_url()}/@@case-erasure"' in page
    assert "/@@case-erasure" not in call("krt-darbuotoja", "GET", path).text

    sent = {"id": first.id, "note": ""}
    refused = call("redaktore", "POST", f"{path}/@@case-erasure", data=sent)
    assert refused.status_code == 400
    assert 'href="#f-note"' in refused.text
    assert call(None, "GET", address).status_code == 200
    sent["note"] = "Žmogus atšaukė sutikimą."
    assert call("redaktore", "POST", f"{path}/@@case-erasure", data=sent).status_code == 200
    assert call(None, "GET", address).status_code == 404

    service = f"{path}/@case-erasure"
    assert call("redaktore", "POST", service, json={"id": "x", "note": "a"}).status_code == 409
    answer = call("redaktore", "POST", service, json={"id": second.id, "note": "Klaida."})
    assert answer.status_code == 204
    assert names(case) == ["Planas.docx"]
