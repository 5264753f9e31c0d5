"""REST of rounds: the same operations, permissions and refusals as the pages."""

from datetime import datetime
from metodinis.common.moments import now
from metodinis.common.states import state_of
from metodinis.reports.rounds import operations
from metodinis.reports.rules import Reminder
from metodinis.reports.rules import ZONE
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.conftest import YEAR
from tests.reports.test_workflow import bring
import pytest
import transaction


ROUND = f"rounds/{YEAR}"
DEADLINE = "2027-02-10T23:59"
NEW = {"year": 2026, "deadline": DEADLINE, "forms": ["statistical"]}


def send(call, person, method, path, body):
    """Ask a service of an object, or the object itself, for JSON."""
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    return call(person, method, path, json=body, headers=headers)


def fields(answer):
    """Status and the fields that a refusal names."""
    return answer.status_code, [error["field"] for error in answer.json()["error"]["errors"]]


@pytest.mark.parametrize("person", ["", "svecias", "redaktore", "krt-direktore"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "rounds", NEW),
        ("PATCH", ROUND, {"requires_signature": False}),
        ("GET", f"{ROUND}/@matrix", None),
        ("POST", f"{ROUND}/@round-transition", {"name": "close"}),
        ("POST", f"{ROUND}/@extensions", {"library": "KRT"}),
        ("DELETE", f"{ROUND}/@extensions", {"library": "KRT"}),
        ("POST", f"{ROUND}/@remind", {"libraries": []}),
    ],
)
def test_services_are_the_departments(call, person, method, path, body):
    assert send(call, person, method, path, body).status_code == 401


def test_round_is_made_read_and_changed(call):
    made = send(call, "metodininke", "POST", "rounds", NEW)
    assert made.status_code == 201
    assert made.json()["deadline"] == "2027-02-10T23:59:00+02:00"
    changed = send(call, "metodininke", "PATCH", "rounds/2026", {"deadline": "2027-02-11T21:59Z"})
    assert changed.json()["deadline"] == "2027-02-11T23:59:00+02:00"
    assert api.portal.get()["rounds"]["2026"].deadline == datetime(2027, 2, 11, 23, 59, tzinfo=ZONE)
    read = send(call, "metodininke", "GET", "rounds/2026/@round", None).json()
    assert (read["review_state"], read["forms"], read["libraries"]) == (
        "preparing",
        ["statistical"],
        [],
    )
    assert send(call, "krt-direktore", "GET", "rounds/2026/@round", None).status_code == 401


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"year": "2026"}, "year"),
        ({"year": YEAR}, "year"),
        ({"year": float(YEAR)}, "year"),
        ({"year": 2500}, "year"),
        ({"deadline": "rytoj"}, "deadline"),
        ({"deadline": 5}, "deadline"),
        ({"deadline": "0001-01-01T00:00"}, "deadline"),
        ({"deadline": "2026-05-01T00:00"}, "deadline"),
        ({"opening": "2027-05-01T00:00"}, "opening"),
        ({"forms": ["poem"]}, "forms"),
        ({"forms": []}, "forms"),
        ({"forms": 3}, "forms"),
        ({"forms": [[]]}, "forms"),
        ({"libraries": ["nobody"]}, "libraries"),
        ({"requires_signature": "maybe"}, "requires_signature"),
        ({"instructions": 3}, "instructions"),
        ({"catalogue_text": "x"}, "catalogue_text"),
    ],
)
def test_bad_round_names_its_field(call, change, field):
    answer = send(call, "metodininke", "POST", "rounds", {**NEW, **change})
    assert fields(answer) == (400, [field])
    assert "2026" not in api.portal.get()["rounds"]


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b'{"year": NaN}'])
def test_broken_body_is_told(call, body):
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    answer = call("metodininke", "POST", "rounds", body=body, headers=headers)
    assert fields(answer) == (400, ["body"])


def test_instructions_are_cleaned(call):
    text = "<p>Labas</p><script>alert(1)</script>"
    send(call, "metodininke", "POST", "rounds", {**NEW, "instructions": text})
    read = send(call, "metodininke", "GET", "rounds/2026/@round", None).json()
    assert "<p>Labas</p>" in read["instructions"]
    assert "script" not in read["instructions"]


def test_list_shows_what_the_reader_may_see(call):
    with act_as("metodininke"):
        make_round(2024)
    transaction.commit()
    seen = {
        person: [item["year"] for item in call(person, "GET", "rounds/@rounds").json()["items"]]
        for person in ("", "vedeja")
    }
    assert seen == {"": [2025], "vedeja": [2025, 2024]}
    [item] = call("", "GET", "rounds/@rounds").json()["items"]
    assert "figures" not in item
    assert "libraries" not in item


def test_matrix_is_filtered_batched_and_capped(call):
    bring(library("KRT")["statistical-2025"], "submitted")
    transaction.commit()
    answer = call("metodininke", "GET", f"{ROUND}/@matrix?state=submitted").json()
    assert answer["items_total"] == 1
    [row] = answer["items"]
    assert (row["code"], row["due"]) == ("KRT", "2026-02-10T23:59:00+02:00")
    states = {part["form"]: part["review_state"] for part in row["reports"]}
    assert states == {"statistical": "submitted", "narrative": "draft"}
    assert answer["figures"]["expected"] == 6
    assert answer["figures"]["received_rate"] == pytest.approx(1 / 6)
    page = call("metodininke", "GET", f"{ROUND}/@matrix?b_size=99999&b_start=1").json()
    assert (page["b_size"], [row["code"] for row in page["items"]]) == (100, ["KRT", "PAG"])


@pytest.mark.parametrize(
    ("query", "field"), [("state=lost", "state"), ("sort=rank", "sort"), ("b_start=x", "b_start")]
)
def test_bad_filter_names_its_field(call, query, field):
    assert fields(call("metodininke", "GET", f"{ROUND}/@matrix?{query}")) == (400, [field])


def test_transitions(call):
    path = f"{ROUND}/@round-transition"
    assert fields(send(call, "vedeja", "POST", path, {"name": "burn"})) == (400, ["name"])
    assert fields(send(call, "vedeja", "POST", path, {"name": ["close"]})) == (400, ["name"])
    closed = send(call, "vedeja", "POST", path, {"name": "close"})
    assert closed.json()["review_state"] == "closed"
    again = send(call, "vedeja", "POST", path, {"name": "close"})
    assert again.status_code == 409
    assert send(call, "vedeja", "POST", path, {"name": "archive"}).status_code == 200
    assert state_of(api.portal.get()["rounds"]["2025"]) == "archived"


def test_opening_answers_with_warnings(call):
    with act_as("metodininke"):
        make_round(2024)
    transaction.commit()
    answer = send(
        call, "metodininke", "POST", "rounds/2024/@round-transition", {"name": "open"}
    ).json()
    assert (answer["review_state"], answer["reports"]) == ("open", 6)
    assert any("gyventojų skaičiaus" in warning for warning in answer["warnings"])


def test_stock_opening_makes_the_reports_too(call):
    with act_as("metodininke"):
        make_round(2024)
    transaction.commit()
    answer = send(call, "metodininke", "POST", "rounds/2024/@workflow/open", {})
    assert answer.status_code == 200
    assert "statistical-2024" in library("KRT")


def test_extensions(call):
    path = f"{ROUND}/@extensions"
    body = {"library": "KRT", "until": "2026-03-01T12:00", "reason": "Liga."}
    for field, value in (("library", "X"), ("until", "x"), ("until", "2026-01-01"), ("reason", "")):
        answer = send(call, "metodininke", "POST", path, {**body, field: value})
        assert fields(answer) == (400, [field])
    given = send(call, "metodininke", "POST", path, body).json()
    assert given["until"] == "2026-03-01T12:00:00+02:00"
    taken = send(call, "metodininke", "DELETE", path, {"library": given["library"]}).json()
    assert taken["until"] == "2026-02-10T23:59:00+02:00"
    assert send(call, "metodininke", "DELETE", path, {"library": "KRT"}).status_code == 409


def test_reminding(call):
    path = f"{ROUND}/@remind"
    uid = library("KRT").UID()
    for libraries in ("KRT", [1], [], ["x"]):
        answer = send(call, "metodininke", "POST", path, {"libraries": libraries})
        assert fields(answer) == (400, ["libraries"])
    sent = send(call, "metodininke", "POST", path, {"libraries": [uid]})
    assert sent.json() == {"mails": {uid: 0}}


def test_export_is_a_file_and_public_only_where_published(call):
    bring(library("KRT")["statistical-2025"], "accepted")
    transaction.commit()
    path = f"{ROUND}/@round-export?format=csv&shape=wide"
    everyones = call("", "GET", path)
    assert everyones.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert everyones.headers["Content-Disposition"] == 'attachment; filename="ataskaitos-2025.csv"'
    assert len(everyones.content.splitlines()) == 1
    assert len(call("metodininke", "GET", path).content.splitlines()) == 4
    with act_as("vedeja"):
        operations.publish_round(api.portal.get()["rounds"]["2025"])
    transaction.commit()
    assert len(call("", "GET", path).content.splitlines()) == 2
    assert fields(call("", "GET", f"{ROUND}/@round-export?format=pdf")) == (400, ["format"])


def test_extensions_are_read_with_their_reasons(call):
    path = f"{ROUND}/@extensions"
    body = {"library": "KRT", "until": "2026-03-01T12:00", "reason": "Liga."}
    send(call, "metodininke", "POST", path, body)
    told = call("vedeja", "GET", path).json()
    [item] = told["items"]
    assert item.pop("at")
    assert item == {
        "library": library("KRT").UID(),
        "code": "KRT",
        "title": library("KRT").title,
        "until": "2026-03-01T12:00:00+02:00",
        "reason": "Liga.",
        "by": "metodininke",
    }
    assert call("krt-direktore", "GET", path).status_code == 401


def test_who_owes_is_read_with_the_last_reminder(call, served_round):
    path = f"{ROUND}/@remind"
    served_round.remind(library("KRT").UID(), Reminder("asked", served_round.deadline, now()))
    transaction.commit()
    told = call("metodininke", "GET", f"{path}?b_size=2").json()
    assert (told["items_total"], [item["code"] for item in told["items"]]) == (3, ["KLM", "KRT"])
    nobody, kretinga = told["items"]
    assert (nobody["last_reminder"], nobody["reminded_today"]) == (None, False)
    assert (kretinga["last_reminder"]["kind"], kretinga["reminded_today"]) == ("asked", True)
    assert [part["form"] for part in kretinga["reports"]] == ["statistical", "narrative"]
    assert call("krt-direktore", "GET", path).status_code == 401


def test_matrix_is_downloaded_as_it_is_filtered(call):
    answer = call("metodininke", "GET", f"{ROUND}/@matrix-export?format=csv&text=Kretinga")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="eiga-2025.csv"'
    assert len(answer.content.splitlines()) == 2
    assert fields(call("metodininke", "GET", f"{ROUND}/@matrix-export?state=lost")) == (
        400,
        ["state"],
    )


def test_files_of_other_rooms(call):
    libraries = call("", "GET", "libraries/@libraries-export?format=csv&text=kretinga")
    assert libraries.headers["Content-Disposition"] == 'attachment; filename="bibliotekos.csv"'
    assert len(libraries.content.splitlines()) == 2
    assert fields(call("", "GET", "libraries/@libraries-export?format=pdf")) == (400, ["format"])
    sheet = call("krt-darbuotoja", "GET", "libraries/krt/statistical-2025/@report-sheet?format=csv")
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="KRT-2025.csv"'
    assert sheet.content.startswith(b"\xef\xbb\xbfKodas;")
    mapping = call("vedeja", "GET", "rounds/@import-mapping")
    assert mapping.headers["Content-Type"] == "application/yaml; charset=utf-8"
    assert "  C1: C1" in mapping.text
