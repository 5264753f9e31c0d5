"""The last evening over HTTP: eleven libraries hand in while others save; two staff decide."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from metodinis.common.mail import quiet
from metodinis.common.moments import now
from metodinis.common.states import state_of
from metodinis.libraries import people
from metodinis.libraries.operations import create_library
from metodinis.reports.narrative.rules import CHAPTERS
from metodinis.reports.rounds import operations as rounds
from metodinis.testing import PASSWORD
from plone import api
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.conftest import YEAR
from typing import NamedTuple
import pytest
import requests
import threading
import time
import transaction


CODES = [f"LIB{number}" for number in range(11)]
# The first hand in while the others still save; then these do.
FIRST = 6
SAVES = 4


@pytest.fixture
def evening(served_world):
    """An open round without signatures, for eleven libraries with one member of staff each; a
    minute is left."""
    with api.env.adopt_roles(["Manager"]), quiet():
        for code in CODES:
            made = create_library({"code": code, "title": f"Biblioteka {code}", "kind": "other"})
            api.user.create(username=code.lower(), email=f"{code}@example.org", password=PASSWORD)
            people.put(made, code.lower(), "staff")
        reporting_round = make_round(YEAR)
        reporting_round.requires_signature = False
        reporting_round.deadline = now() + timedelta(minutes=1)
        rounds.open_round(reporting_round)
    transaction.commit()
    return served_world.absolute_url()


def session_of(person):
    session = requests.Session()
    session.auth = (person, PASSWORD)
    session.headers["Accept"] = "application/json"
    return session


class Request(NamedTuple):
    """One answered request; start and end: seconds of one clock."""

    what: str
    library: int
    status: int
    start: float
    end: float

    def overlaps(self, other):
        return self.start < other.end and other.start < self.end


class Evening:
    """What the libraries share: the server's address, and who is through."""

    def __init__(self, address, libraries):
        self.address = address
        self.begin = threading.Barrier(libraries)
        self.first_are_through = threading.Event()
        self._through = []

    def through(self, number):
        """One of the first has handed in both reports."""
        self._through.append(number)
        if len(self._through) >= FIRST:
            self.first_are_through.set()


class Library:
    """A library's member of staff at work: saves as autosave does, then hands in."""

    def __init__(self, evening, number):
        self.evening, self.number = evening, number
        self.code = CODES[number]
        self.session = session_of(self.code.lower())
        self.requests = []
        self.revision = 0

    def ask(self, what, form, method, service, body):
        start = time.monotonic()
        report = f"{self.evening.address}/libraries/{self.code.lower()}/{form}-{YEAR}"
        answer = self.session.request(method, f"{report}/{service}", json=body)
        told = Request(what, self.number, answer.status_code, start, time.monotonic())
        self.requests.append(told)

    def value(self):
        """The value of the last save, different in each library."""
        return 1000 * self.number + self.revision

    def save(self):
        """Save two cells, one by one, and a chapter."""
        seen, self.revision = self.revision, self.revision + 1
        for element in ("C1", "C4"):
            cells = {element: {"raw": str(self.value()), "revision": seen}}
            self.ask("save", "statistical", "PATCH", "@report", {"cells": cells})
        chapters = {"general": {"text": f"Tekstas {self.value()}.", "revision": seen}}
        self.ask("save", "narrative", "PATCH", "@report", {"chapters": chapters})

    def finish(self):
        """Save what was left open, and hand in both reports."""
        cells = {"C2": {"raw": "-"}}
        self.ask("save", "statistical", "PATCH", "@report", {"cells": cells})
        rest = {code: {"text": f"{code}."} for code in CHAPTERS if code != "general"}
        self.ask("save", "narrative", "PATCH", "@report", {"chapters": rest})
        for form in ("statistical", "narrative"):
            self.ask("submit", form, "POST", "@report-transition", {"name": "submit"})

    def work(self):
        """The evening of one library; return itself."""
        self.evening.begin.wait()
        for _save in range(SAVES):
            self.save()
        if self.number < FIRST:
            try:
                self.finish()
            finally:
                # Whatever happened to it, nobody waits for it for ever.
                self.evening.through(self.number)
        else:
            while not self.evening.first_are_through.is_set():
                self.save()
            self.finish()
        return self


def test_all_submit_while_others_save(evening):
    shared = Evening(evening, len(CODES))
    with ThreadPoolExecutor(len(CODES)) as pool:
        work = [pool.submit(Library(shared, number).work) for number in range(len(CODES))]
        done = [future.result() for future in work]
    requests_ = [request for library_ in done for request in library_.requests]
    assert {request.status for request in requests_} <= {200, 204}
    saves = [request for request in requests_ if request.what == "save"]
    submits = [request for request in requests_ if request.what == "submit"]
    assert len(submits) == 2 * len(CODES)
    for submit in submits:
        if submit.library < FIRST:
            others = (save for save in saves if save.library != submit.library)
            assert any(submit.overlaps(save) for save in others)
    transaction.begin()
    for library_ in done:
        assert stored(library_.code) == handed_in(library_)


def handed_in(library_):
    """What has to stand in the site after a library's evening, as `stored` tells it."""
    value, revision = library_.value(), library_.revision
    return {
        "reports": [f"narrative-{YEAR}", f"statistical-{YEAR}"],
        "cells": {"C1": (value, revision), "C4": (value, revision), "C2": (None, 1)},
        "chapter": (f"Tekstas {value}.", revision),
        "steps": [[None, "submit"], [None, "submit"]],
        "states": ["submitted", "submitted"],
        # All of it within the minute that was left.
        "on time": [True, True],
        "in the catalog": ["submitted", "submitted"],
    }


def stored(code):
    folder = library(code)
    names = sorted(name for name in folder.objectIds() if name.endswith(str(YEAR)))
    reports = [folder[name] for name in names]
    narrative, statistical = reports
    with api.env.adopt_user(username="vedeja"):
        brains = api.content.find(report_year=YEAR, library_code=code, sort_on="report_form")
    cells = statistical.cells()
    return {
        "reports": sorted(name for name in folder.objectIds()),
        "cells": {
            element: (cells[element].value, statistical.revision(element))
            for element in ("C1", "C4", "C2")
        },
        "chapter": (narrative.text_of("general"), narrative.revision("general")),
        "steps": [
            [step["action"] for step in report.workflow_history["metodinis_report"]]
            for report in reports
        ],
        "states": [state_of(report) for report in reports],
        "on time": [brain.report_on_time for brain in brains],
        "in the catalog": [brain.review_state for brain in brains],
    }


def test_two_staff_decide_at_once(evening):
    barrier = threading.Barrier(2)
    Library(Evening(evening, 1), 0).work()
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
