"""A case of Kretinga's library, and the way of one through its people's hands."""

from DateTime import DateTime
from datetime import date
from metodinis.common.moments import now
from metodinis.common.states import state_of
from metodinis.goodpractice.cases import operations
from metodinis.goodpractice.cases.workflow import values_of
from plone import api
import pytest


REVIEWERS = ("klm-darbuotoja", "pag-direktore")
VALUES = {
    "title": "Pasakų valandėlė miške",
    "summary": "Šeimos su mažais vaikais skaito miške; per vasarą atėjo dvigubai daugiau vaikų.",
    "topics": ["skaitymas", "bendruomene"],
    "target_groups": ["seimos", "ikimokyklinukai"],
    "co_authors": "Rasa Kretingienė, bibliotekininkė",
    "partners": "Kretingos miškų urėdija – vieta ir gidas",
    "started": "2025-05-02",
    "ended": "2025-09-30",
    "need": "Vasarą vaikai į biblioteką neateina.",
    "solution": "Skaitome ten, kur šeimos būna vasarą.",
    "steps": "Susitarti su urėdija\nParinkti knygas\nPakviesti šeimas",
    "people": 3,
    "hours": 60,
    "euro": "150",
    "resources": "Kilimėliai, automobilis.",
    "results": [
        {
            "text": "Dalyvių padaugėjo",
            "evidence": "Renginių registras",
            "before": "120",
            "after": "245,5",
            "unit": "dalyviai",
        }
    ],
    "difficulties": "Lietus.",
    "lessons": "Turėti atsarginę vietą.",
    "transferability": "Reikia tik miško ar parko.",
    "contact_name": "Rasa Kretingienė, bibliotekininkė",
    "contact_email": "rasa@kretinga.example.org",
    "consent": True,
    "links": [{"title": "Nuotraukos", "url": "https://kretinga.example.org/pasakos"}],
}


def act_as(name):
    """Do something as one of the world's people."""
    return api.env.adopt_user(username=name)


def library(code):
    """A library of the world, by its code."""
    [brain] = api.content.find(portal_type="Library", library_code=code)
    return brain.getObject()


def directory():
    """The folder of good practice."""
    return api.portal.get()["good-practice"]


def make(author="krt-darbuotoja", code="KRT", **values):
    """A complete draft."""
    told = {**VALUES, **values}
    for name in ("started", "ended"):
        if isinstance(told[name], str):
            told[name] = date.fromisoformat(told[name])
    with act_as(author):
        return operations.create_case(directory(), library(code), told)


def put_into(case, state):
    """Set a state as the workflow would, whoever may."""
    workflow = api.portal.get_tool("portal_workflow")
    definition = workflow["metodinis_practice"]
    # As an object that begins in it: no step of anybody.
    status = {
        "review_state": state,
        "action": None,
        "actor": "",
        "comments": "",
        "time": DateTime(),
    }
    workflow.setStatusOf("metodinis_practice", case, status)
    definition.updateRoleMappingsFor(case)
    assert state_of(case) == state


def make_published(number=1, day=date(2026, 3, 2), **values):
    """A case that has been published on a day, its rating 4.5."""
    case = make(**values)
    case.number, case.rating, case.valid_until = number, 4.5, date(day.year + 2, day.month, day.day)
    case.setEffectiveDate(DateTime(day.isoformat()))
    put_into(case, "published")
    case.put_version("publication", now(), "redaktore", "", values_of(case))
    case.reindexObject()
    return case


@pytest.fixture
def case(world):
    """A complete draft of Kretinga's library."""
    return make()


@pytest.fixture
def submitted(case):
    """The same, submitted."""
    with act_as("krt-darbuotoja"):
        operations.submit(case)
    assert state_of(case) == "submitted"
    return case


@pytest.fixture
def published(world):
    """A published case of Kretinga's library."""
    return make_published()
