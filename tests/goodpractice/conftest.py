"""A case of Kretinga's library, and the way of one through its people's hands."""

from datetime import date
from metodinis.common.states import state_of
from metodinis.goodpractice.cases import operations
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
