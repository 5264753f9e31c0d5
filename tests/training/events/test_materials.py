"""Files of an event: who keeps them, who gets them, and how they leave."""

from AccessControl import Unauthorized
from decimal import Decimal
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.testing import PASSWORD
from metodinis.training.events import operations
from metodinis.training.events.viewlets import ParticipantMaterials
from Products.Five.browser import BrowserView
from tests.common.made_documents import pdf
from tests.training.conftest import act_as
from tests.training.conftest import make_event
from tests.training.conftest import register
import pytest
import requests
import transaction


FILE = pdf("Dalomoji medziaga")
LINK = "https://susitikimai.example/slapta"


def give(event, audience="participants", title="Skaidrės", stage="before", who="metodininke"):
    with act_as(who):
        values = {"title": title, "stage": stage, "audience": audience}
        return operations.add_material(event, values, (f"{title}.pdf", FILE))


def seen(event, registration=None):
    return [material.title for _id, material in operations.materials_for(event, registration)]


def test_files_are_seen_by_whom_they_are_for(event):
    give(event, title="Po visko", stage="after")
    give(event, "public", title="Visiems")
    give(event, title="Pasiruošimas")
    participant = register(event)
    waiting = register(event, state="waiting")
    with act_as("svecias"):
        assert seen(event) == ["Visiems"]
        assert seen(event, waiting) == ["Visiems"]
        assert seen(event, participant) == ["Pasiruošimas", "Visiems", "Po visko"]
    with act_as("metodininke"):
        assert seen(event) == ["Pasiruošimas", "Visiems", "Po visko"]


def test_trainer_keeps_files_of_their_event_alone(world):
    own = make_event("announced", trainer_accounts=("svecias",))
    other = make_event("announced")
    give(own, who="svecias")
    with pytest.raises(Unauthorized):
        give(other, who="svecias")
    assert (len(own.materials), len(other.materials)) == (1, 0)


@pytest.mark.parametrize(
    ("values", "upload", "fields"),
    [
        ({}, None, ["file"]),
        ({"stage": "someday"}, None, ["file", "stage"]),
        ({"audience": "x"}, ("a.pdf", FILE), ["audience"]),
        ({}, ("a.html", b"<script>alert(1)</script>"), ["file"]),
    ],
)
def test_wrong_file_is_refused(event, values, upload, fields):
    with act_as("metodininke"), pytest.raises(FieldErrors) as caught:
        operations.add_material(event, values, upload)
    assert sorted(caught.value.errors) == fields
    assert len(event.materials) == 0


def test_file_is_renamed_and_deleted_once(event):
    id_ = give(event)
    with act_as("metodininke"):
        operations.edit_material(event, id_, {"title": "", "audience": "public"})
        material = event.materials[id_]
        assert (material.title, material.audience) == ("Skaidrės.pdf", "public")
        operations.delete_material(event, id_)
        with pytest.raises(NotAllowed):
            operations.delete_material(event, id_)
        with pytest.raises(NotAllowed):
            operations.edit_material(event, id_, {})


def part(event, registration):
    """The addresses of files that the page behind a private link shows."""
    view = BrowserView(event, event.REQUEST)
    view.registration = registration
    section = ParticipantMaterials(event, event.REQUEST, view)
    return [] if section.is_empty else [file["url"] for file in section.files]


def test_participant_finds_their_files(event):
    participant = register(event)
    id_ = give(event)
    assert part(event, participant) == [
        f"{event.absolute_url()}/@@event-material?id={id_}&secret={participant.secret}"
    ]


@pytest.mark.parametrize("state", ["waiting", "cancelled", "declined", None])
def test_others_find_no_files(event, state):
    give(event)
    assert part(event, register(event, state=state) if state else None) == []


# over HTTP


@pytest.fixture
def served(served_world):
    """(event, address, id of a participants' file, secret of a participant)."""
    event = make_event("announced", online_link=LINK, cost=Decimal(300))
    id_ = give(event)
    secret = register(event).secret
    transaction.commit()
    return event, event.absolute_url(), id_, secret


def get(url, login=None):
    return requests.get(
        url, auth=login, headers={"Accept": "application/json"}, timeout=60, allow_redirects=False
    )


def test_file_of_participants_needs_their_secret(served):
    _event, url, id_, secret = served
    asked = f"{url}/@@event-material?id={id_}"
    assert get(asked).status_code == 404
    assert get(f"{asked}&secret=kitas").status_code == 404
    assert get(f"{url}/@@event-material?id:list={id_}&secret={secret}").status_code == 404
    answer = get(f"{asked}&secret={secret}")
    assert answer.content == FILE
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert get(asked, ("metodininke", PASSWORD)).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "materials",
        "materials/{id}",
        "materials/{id}/file/blob",
        "registrations/seats",
        "trainer_accounts",
        "online_link",
        "_sessions",
    ],
)
def test_what_an_event_keeps_has_no_address(served, path):
    _event, url, id_, _secret = served
    for login in (None, ("metodininke", PASSWORD)):
        answer = get(f"{url}/{path.format(id=id_)}", login)
        assert answer.status_code in (302, 401, 403, 404), path


def test_stock_rest_tells_the_public_no_more_than_we_do(served):
    _event, url, _id, _secret = served
    for answer in (get(url), get(f"{url}/@training-event"), get(f"{url}/@@event.ics")):
        assert answer.status_code == 200
        assert "slapta" not in answer.text
        assert "cost" not in answer.text
        assert "trainer_accounts" not in answer.text
