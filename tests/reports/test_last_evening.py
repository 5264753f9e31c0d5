"""The last evening over HTTP: eleven libraries hand in while others save; two staff decide."""

from concurrent.futures import ThreadPoolExecutor
from metodinis.libraries import people
from metodinis.libraries.operations import create_library
from metodinis.reports import mails
from metodinis.reports.rounds import operations as rounds
from metodinis.reports.workflow import state_of
from metodinis.testing import PASSWORD
from plone import api
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.conftest import YEAR
import pytest
import requests
import threading
import transaction


CODES = [f"LIB{number}" for number in range(11)]
SAVES = 4


@pytest.fixture
def evening(served_world):
    """An open round without signatures, for eleven libraries with one member of staff each."""
    with api.env.adopt_roles(["Manager"]), mails.quiet():
        for code in CODES:
            made = create_library({"code": code, "title": f"Biblioteka {code}", "kind": "other"})
            api.user.create(username=code.lower(), email=f"{code}@example.org", password=PASSWORD)
            people.put(made, code.lower(), "staff")
        reporting_round = make_round(YEAR)
        reporting_round.requires_signature = False
        rounds.open_round(reporting_round)
    transaction.commit()
    return served_world.absolute_url()


def session_of(person):
    session = requests.Session()
    session.auth = (person, PASSWORD)
    session.headers["Accept"] = "application/json"
    return session


def write_and_hand_in(address, number, barrier):
    """Save cell by cell, as autosave does, then submit; return the status of each answer."""
    code = CODES[number]
    session = session_of(code.lower())
    report = f"{address}/libraries/{code.lower()}/statistical-{YEAR}"
    barrier.wait()
    statuses = []
    for revision in range(SAVES):
        for element in ("C1", "C4"):
            raw = str(1000 * number + 10 * revision + 100)
            cells = {element: {"raw": raw, "revision": revision}}
            statuses.append(session.patch(f"{report}/@report", json={"cells": cells}).status_code)
    cells = {"C2": {"raw": "-"}}
    statuses.append(session.patch(f"{report}/@report", json={"cells": cells}).status_code)
    answer = session.post(f"{report}/@report-transition", json={"name": "submit"})
    statuses.append(answer.status_code)
    return statuses


def test_all_submit_while_others_save(evening):
    barrier = threading.Barrier(len(CODES))
    with ThreadPoolExecutor(len(CODES)) as pool:
        work = [
            pool.submit(write_and_hand_in, evening, number, barrier) for number in range(len(CODES))
        ]
        statuses = {status for done in work for status in done.result()}
    assert statuses <= {200, 204}
    transaction.begin()
    for number, code in enumerate(CODES):
        reports = [key for key in library(code).objectIds() if key.startswith("statistical")]
        assert reports == [f"statistical-{YEAR}"]
        report = library(code)[reports[0]]
        last = 1000 * number + 10 * (SAVES - 1) + 100
        assert [report.cells()[element].value for element in ("C1", "C4")] == [last, last]
        assert [report.revision(element) for element in ("C1", "C4")] == [SAVES, SAVES]
        assert state_of(report) == "submitted"
        steps = [step["action"] for step in report.workflow_history["metodinis_report"]]
        assert steps == [None, "submit"]
    with api.env.adopt_user(username="vedeja"):
        brains = api.content.find(
            report_year=YEAR, report_form="statistical", review_state="submitted"
        )
    assert sorted(brain.library_code for brain in brains) == sorted(CODES)


def test_two_staff_decide_at_once(evening):
    barrier = threading.Barrier(2)
    write_and_hand_in(evening, 0, threading.Barrier(1))
    address = f"{evening}/libraries/lib0/statistical-{YEAR}/@report-transition"

    def decide(person, body):
        session = session_of(person)
        barrier.wait()
        return session.post(address, json=body)

    with ThreadPoolExecutor(2) as pool:
        work = [
            pool.submit(decide, "metodininke", {"name": "accept"}),
            pool.submit(decide, "vedeja", {"name": "return", "reason": "Patikslinkite."}),
        ]
        answers = [done.result() for done in work]
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    [told] = [answer for answer in answers if answer.status_code == 409]
    assert told.json()["error"]["message"]
    transaction.begin()
    report = library("LIB0")[f"statistical-{YEAR}"]
    steps = [step["action"] for step in report.workflow_history["metodinis_report"]]
    assert steps in ([None, "submit", "accept"], [None, "submit", "return"])
    won = "accepted" if answers[0].status_code == 200 else "returned"
    assert state_of(report) == won
