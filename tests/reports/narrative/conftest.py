"""Kretinga's narrative report, in the site and behind a server."""

from metodinis.reports import operations as reports
from metodinis.reports.narrative import operations
from metodinis.reports.narrative.rules import CHAPTERS
from metodinis.reports.rounds import operations as rounds
from metodinis.testing import PASSWORD
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.conftest import YEAR
import pytest
import requests
import transaction


STEPS = {
    "submitted": [("krt-direktore", "sign")],
    "returned": [("krt-direktore", "sign"), ("metodininke", "return")],
    "accepted": [("krt-direktore", "sign"), ("metodininke", "accept")],
    "published": [("krt-direktore", "sign"), ("metodininke", "accept"), ("vedeja", "publish")],
}


@pytest.fixture
def narrative(reporting_round):
    """Kretinga's empty narrative report."""
    return library("KRT")["narrative-2025"]


@pytest.fixture
def served(served_world):
    """Kretinga's empty narrative report, committed, behind a server."""
    with api.env.adopt_roles(["Manager"]):
        rounds.open_round(make_round(YEAR))
    transaction.commit()
    return library("KRT")["narrative-2025"]


def write(report, person="krt-darbuotoja", **texts):
    """Write chapters as a person; return the codes that changed."""
    chapters = {
        code: {"text": text, "revision": report.revision(code)} for code, text in texts.items()
    }
    with act_as(person):
        return operations.save_chapters(report, chapters)


def write_all(report):
    """Write a line into each chapter."""
    write(report, **{code: f"Apie {code}." for code in CHAPTERS})


def bring(report, state):
    """Lead a report that is ready into `state`."""
    for person, name in STEPS[state]:
        with act_as(person):
            if name == "return":
                reports.return_(report, "Papildykite.")
            else:
                reports.TRANSITIONS[name](report)


def ask(method, url, person=None, **more):
    """An HTTP request for JSON, as a person or as nobody."""
    return requests.request(
        method,
        url,
        auth=(person, PASSWORD) if person else None,
        headers={"Accept": "application/json"},
        timeout=30,
        allow_redirects=False,
        **more,
    )
