"""Events of the named world, made and led by its methodologist."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.training.events import operations
from metodinis.training.registration.content import Registration
from plone import api
from zoneinfo import ZoneInfo
import pytest


ZONE = ZoneInfo("Europe/Vilnius")
START = datetime(2027, 3, 4, 10, 0, tzinfo=ZONE)


def values(**more):
    """What is told of an event."""
    start = more.get("start", START) or START
    return {
        "title": "Viešosios bibliotekos rodikliai ir jų vertinimas",
        "description": "Kaip iš statistikos padaryti sprendimą.",
        "start": start,
        "end": start + timedelta(hours=6),
        "location": "Klaipėdos apskrities Ievos Simonaitytės viešoji biblioteka, 301 salė",
        "competences": ("vadyba",),
        "trainers": ("Ona Metodinskienė, metodininkė",),
        "hours": 8.0,
        "capacity": 25,
        "contact_email": "mokymai@example.org",
        **more,
    }


def act_as(name):
    """Do something as one of the world's people."""
    return api.env.adopt_user(username=name)


def make_event(state="draft", **more):
    """An event in `draft`, `announced`, `postponed` or `cancelled`."""
    with act_as("metodininke"):
        event = operations.create_event(api.portal.get()["training"], values(**more))
        if state != "draft":
            operations.announce(event)
        if state == "postponed":
            operations.postpone(event, "Lektorė susirgo.")
        if state == "cancelled":
            operations.cancel(event, "Per mažai norinčiųjų.")
    return event


def register(event, name="Rasa Kretingienė", state="registered", **more):
    """A registration put there directly."""
    found = event.registrations
    registration = Registration(
        len(found) + 1,
        datetime.now(UTC),
        name=name,
        email=more.pop("email", f"zmogus{len(found) + 1}@example.org"),
        state=state,
        **more,
    )
    found.add(registration)
    return registration


@pytest.fixture
def event(world):
    return make_event("announced")


@pytest.fixture
def draft(world):
    return make_event()
