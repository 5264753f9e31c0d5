"""The agenda over HTTP: the page, the calendar by its secret address, and REST."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from icalendar import Calendar
from metodinis.libraries.accounts.operations import deactivate
from metodinis.overview.agenda import operations
from metodinis.reports.rounds.operations import extend_deadline
from metodinis.testing import PASSWORD
from tests.reports.conftest import act_as
from tests.reports.conftest import call  # noqa: F401 a fixture
from tests.reports.conftest import library
from tests.reports.conftest import served_round  # noqa: F401 a fixture
import re
import requests
import transaction


DIGEST_WANTED = re.compile(r'<input[^>]* name="digest"[^>]* checked')
TITLE = "Užpildykite ir pateikite: Statistinė ataskaita, 2025 m."


def test_page_lists_tasks_and_keeps_choices(call):  # noqa: F811
    page = call("krt-darbuotoja", "GET", "@@agenda").text
    assert TITLE in page
    assert not DIGEST_WANTED.search(page)
    call("krt-darbuotoja", "POST", "@@agenda", data={"action": "digest", "digest": "yes"})
    assert DIGEST_WANTED.search(call("krt-darbuotoja", "GET", "@@agenda").text)
    assert operations.readers() == ["krt-darbuotoja"]


def test_page_asks_visitors_to_log_in(call):  # noqa: F811
    answer = call(None, "GET", "@@agenda", allow_redirects=False)
    assert (answer.status_code, "require_login" in answer.headers["Location"]) == (302, True)


def test_choice_needs_the_forms_token(call):  # noqa: F811
    url = call("krt-darbuotoja", "GET", "@@agenda").url
    answer = requests.post(
        url, auth=("krt-darbuotoja", PASSWORD), data={"action": "renew"}, timeout=30
    )
    assert answer.status_code == 403
    assert operations.choices_of("krt-darbuotoja").key == ""


def test_calendar_is_its_owners(call, served_round):  # noqa: F811
    with act_as("vedeja"):
        until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
        extend_deadline(served_round, library("KRT"), until, "Liga.")
    transaction.commit()
    call("krt-darbuotoja", "POST", "@@agenda", data={"action": "renew"})
    key = operations.choices_of("krt-darbuotoja").key
    answer = call(None, "GET", f"@@agenda.ics?key={key}")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-store"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert sorted(str(event["SUMMARY"]).partition(" (")[0] for event in events) == [
        TITLE,
        "Užpildykite ir pateikite: Tekstinė ataskaita, 2025 m.",
    ]
    assert {event["DTSTART"].dt for event in events} == {until}
    for wrong in ("", "?key=", "?key=x", "?key:list=x", f"?key={key}x"):
        assert call(None, "GET", f"@@agenda.ics{wrong}").status_code == 404


def test_calendar_of_a_shut_account_is_gone(call, served_round):  # noqa: F811
    with act_as("krt-darbuotoja"):
        key = operations.renew_feed()
    with act_as("krt-direktore"):
        deactivate(library("KRT"), "krt-darbuotoja")
    transaction.commit()
    assert call(None, "GET", f"@@agenda.ics?key={key}").status_code == 404


def test_rest_tells_and_changes_the_same(call):  # noqa: F811
    told = call("krt-darbuotoja", "GET", "@agenda").json()
    assert TITLE in [task["title"] for task in told["tasks"]["items"]]
    assert (told["tasks"]["items_total"], told["late"]["items_total"]) == (2, 0)
    assert told["choices"] == {"digest": False, "address": None}
    assert call("krt-darbuotoja", "PATCH", "@agenda", json={"digest": True}).json() == {
        "digest": True,
        "address": None,
    }
    address = call("krt-darbuotoja", "POST", "@agenda-address").json()["address"]
    assert address.endswith(operations.choices_of("krt-darbuotoja").key)
    dropped = call("krt-darbuotoja", "DELETE", "@agenda-address").json()
    assert dropped["address"] is None


def test_rest_names_what_is_wrong(call):  # noqa: F811
    for path, sent, field in (
        ("@agenda", {"json": {"digest": "yes"}}, "digest"),
        ("@agenda", {"body": b"{"}, "body"),
    ):
        answer = call(
            "krt-darbuotoja",
            "PATCH",
            path,
            headers={"Content-Type": "application/json"},
            **sent,
        )
        assert answer.status_code == 400
        assert [error["field"] for error in answer.json()["error"]["errors"]] == [field]
    assert call("krt-darbuotoja", "GET", "@agenda?days=x").status_code == 400
    assert call(None, "GET", "@agenda").status_code == 401
