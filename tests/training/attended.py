"""Events with participants, for the tests of attendance and certificates."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.common import moments
from metodinis.training.events.rules import Session
from metodinis.training.registration.content import Registration
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent


# 10:00 in Vilnius.
BEGIN = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# Two days: two hours, then one.
SESSIONS = (
    Session(BEGIN, BEGIN + 2 * HOUR),
    Session(BEGIN + DAY, BEGIN + DAY + HOUR, "Praktika"),
)
OVER = SESSIONS[-1].ends + HOUR
NAMES = ("Rasa Kretingienė", "Ąžuolas Žukas", "Jonas Čepas", "Ona Ąžuolienė")
BY_SURNAME = ("Ona Ąžuolienė", "Jonas Čepas", "Rasa Kretingienė", "Ąžuolas Žukas")


def make_event(site, name="mokymai", *, state="announced", sessions=SESSIONS, **values):
    """An event of the directory with some sessions."""
    values = {"title": "Skaitymo skatinimas", "hours": 8.0, "has_certificate": True} | values
    with api.env.adopt_roles(["Manager"]):
        event = createContent(
            "TrainingEvent", start=sessions[0].starts, end=sessions[-1].ends, **values
        )
        event.id = name
        event.keep_sessions(sessions)
        event = addContentToContainer(site["training"], event, checkConstraints=False)
        with moments.at(sessions[0].starts - DAY):
            if state != "draft":
                api.content.transition(event, "announce")
            if state == "cancelled":
                api.content.transition(event, "cancel", comment="Lektorė susirgo.")
    return event


def register(event, *names, state="registered", **values):
    """A Registration for each name, in the order of names."""
    made = []
    for name in names:
        number = len(event.registrations) + 1
        one = Registration(
            number,
            BEGIN - DAY,
            **{
                "name": name,
                "email": f"dalyvis{number}@example.org",
                "institution": "Kretingos biblioteka",
                "state": state,
            }
            | values,
        )
        event.registrations.add(one)
        made.append(one)
    return made


def named(event):
    """name -> Registration."""
    return {one.name: one for one in event.registrations.found()}


def make_trainer(event, name="svecias"):
    """Give a person the role of the event's trainer, as its form does."""
    event.manage_setLocalRoles(name, ["Trainer"])
    event.reindexObjectSecurity()
