"""REST of events: all that the pages do, with the same refusals."""

from base64 import b64encode
from metodinis.common.states import state_of
from metodinis.testing import PASSWORD
from tests.common.made_documents import pdf
from tests.training.conftest import make_event
from tests.training.conftest import register
import pytest
import requests
import transaction


FILE = pdf("Dalomoji medziaga")
METHODOLOGIST = ("metodininke", PASSWORD)
BODY = {
    "title": "Kraštotyra ir skaitmeninimas",
    "description": "Nuo atrankos iki viešinimo.",
    "start": "2027-03-28T02:00",
    "end": "2027-03-29T15:00",
    "form": "mixed",
    "competences": ["krastotyra"],
    "trainers": ["Kristina Jonikienė"],
    "text": "<p>Dienotvarkė</p><script>alert(1)</script>",
    "hours": 8,
    "price": "12.50",
    "capacity": 20,
    "sessions": [
        {"starts": "2027-03-28T02:00", "ends": "2027-03-28T05:00", "title": "Naktis"},
        {"starts": "2027-03-29T10:00", "ends": "2027-03-29T12:00", "place": "II salė"},
    ],
    "questions": [
        {"title": "Kaip atvyksite?", "kind": "choice", "choices": ["Traukiniu", "Automobiliu"]}
    ],
}


def call(method, url, login=METHODOLOGIST, **body):
    answer = requests.request(
        method,
        url,
        auth=login,
        headers={"Accept": "application/json", "Accept-Language": "lt"},
        json=body or None,
        timeout=60,
    )
    transaction.begin()
    return answer.status_code, answer.json() if answer.content else None


@pytest.fixture
def training(served_world):
    return served_world["training"].absolute_url()


@pytest.fixture
def event(served_world):
    event = make_event("announced")
    transaction.commit()
    return event


def test_life_of_an_event(training):
    status, made = call("POST", f"{training}/@training-events", **BODY)
    assert (status, made["review_state"], made["transitions"]) == (201, "draft", ["announce"])
    url = made["@id"]
    assert made["start"] == "2027-03-28T00:00:00+00:00"
    assert [(s["title"], s["starts"], s["ends"]) for s in made["sessions"]] == [
        ("Naktis", "2027-03-28T00:00:00+00:00", "2027-03-28T02:00:00+00:00"),
        ("", "2027-03-29T07:00:00+00:00", "2027-03-29T09:00:00+00:00"),
    ]
    assert made["questions"][0]["choices"] == ["Traukiniu", "Automobiliu"]
    assert (made["price"], made["hours"], made["text"]) == (12.5, 8.0, "<p>Dienotvarkė</p>")
    steps = [
        ({"name": "announce"}, "announced"),
        ({"name": "postpone", "reason": "Audra."}, "postponed"),
        (
            {"name": "resume", "start": "2027-05-04T02:00", "end": "2027-05-05T15:00"},
            "announced",
        ),
        ({"name": "cancel", "reason": "Per mažai norinčiųjų."}, "cancelled"),
    ]
    for body, state in steps:
        status, told = call("POST", f"{url}/@event-transition", **body)
        assert (status, told["review_state"]) == (200, state)
    assert told["reason"] == "Per mažai norinčiųjų."
    # Moved along, at the same hours of the clock.
    assert told["sessions"][1]["starts"] == "2027-05-05T07:00:00+00:00"
    status, copy = call("POST", f"{url}/@event-copy", start="2027-09-01T10:00")
    assert (status, copy["review_state"], copy["title"]) == (201, "draft", BODY["title"])
    assert call("DELETE", copy["@id"])[0] == 204
    assert call("DELETE", url)[0] == 409


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"start": "rytoj"}, "start", "Nurodykite dieną ir laiką, pvz., 2026-02-10T23:59."),
        (
            {"start": "2027-03-28T03:30"},
            "start",
            "Tą dieną tokio laiko nėra, nes laikrodis pasukamas į priekį.",
        ),
        (
            {"sessions": "rytoj"},
            "sessions",
            "Siųskite objektų sąrašą, kaip parodyta dokumentacijoje.",
        ),
        (
            {"sessions": [{"starts": "2027-03-28T05:00", "ends": "2027-03-28T02:00"}]},
            "sessions",
            "Siųskite objektų sąrašą, kaip parodyta dokumentacijoje.",
        ),
        (
            {"questions": [{"title": "?", "kind": "choice", "choices": ["Vienas"]}]},
            "questions",
            "Siųskite objektų sąrašą, kaip parodyta dokumentacijoje.",
        ),
        ({"price": "NaN"}, "price", "Tokia reikšmė šiam laukui netinka."),
        ({"hours": 10**400}, "hours", "Įrašykite skaičių nuo 0.0 iki 1000.0."),
        ({"capacity": True}, "capacity", "Tokia reikšmė šiam laukui netinka."),
        ({"capacity": "daug"}, "capacity", "Tokia reikšmė šiam laukui netinka."),
        ({"reason": "x"}, "reason", "Tokio lauko čia nėra."),
    ],
)
def test_wrong_body_is_told_at_its_field(training, served_world, wrong, field, message):
    status, told = call("POST", f"{training}/@training-events", **BODY | wrong)
    assert status == 400
    assert told["error"]["errors"] == [{"field": field, "message": message}]
    assert served_world["training"].objectIds() == []


@pytest.mark.parametrize(
    "body", [{"name": "burn"}, {"name": "cancel"}, {"name": "resume"}, {"name": 5}]
)
def test_wrong_step_is_refused(event, body):
    status, told = call("POST", f"{event.absolute_url()}/@event-transition", **body)
    assert status in (400, 409)
    assert told["error"]["message"]
    assert state_of(event) == "announced"


def test_two_programs_at_once(event):
    url = event.absolute_url()
    _status, told = call("GET", f"{url}/@training-event")
    assert call("PATCH", url, capacity=40)[0] == 200
    status, refused = call("PATCH", url, capacity=30, seen=told["seen"])
    assert status == 409
    assert [error["field"] for error in refused["error"]["errors"]] == ["capacity"]
    status, answer = call("PATCH", url, capacity=25, location="Kita", seen=told["seen"])
    assert (status, answer["changed"], answer["kept"]) == (200, ["location"], ["capacity"])
    assert (event.capacity, event.location) == (40, "Kita")


def test_files(event):
    url = f"{event.absolute_url()}/@event-materials"
    file = {"filename": "Skaidrės.pdf", "data": b64encode(FILE).decode()}
    status, made = call("POST", url, title="Skaidrės", stage="after", file=file)
    assert (status, made["audience"], made["filename"]) == (201, "participants", "Skaidrės.pdf")
    assert call("GET", url, login=None) == (200, {"items": []})
    assert call("PATCH", f"{url}/{made['id']}", audience="public")[0] == 200
    [public] = call("GET", url, login=None)[1]["items"]
    answer = requests.get(public["@id"], headers={"Accept": "application/json"}, timeout=60)
    assert answer.content == FILE
    assert call("DELETE", f"{url}/{made['id']}")[0] == 204
    assert call("DELETE", f"{url}/{made['id']}")[0] == 409
    assert call("POST", url, title="Be failo")[0] == 400


def test_list_tells_free_seats(training, event):
    register(event)
    transaction.commit()
    status, told = call("GET", f"{training}/@training-events?form=in_person", login=None)
    assert (status, told["items_total"]) == (200, 1)
    assert told["items"][0]["free_seats"] == 24
    assert call("GET", f"{training}/@training-events?form=remote", login=None)[1]["items"] == []
