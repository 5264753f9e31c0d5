"""Events that are over, with people who came, for tests of what is said and counted after."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.common.moments import at
from metodinis.training.events.rules import Session
from metodinis.training.registration.content import Registration
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.uuid.interfaces import IUUID


# A Thursday of the winter, ten to four in Vilnius.
START = datetime(2026, 2, 12, 8, 0, tzinfo=UTC)
END = datetime(2026, 2, 12, 14, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PEOPLE = ("Rasa", "Jonas", "Eglė", "Marius", "Vida", "Tomas")


def make_event(id_="skaitymas", start=START, end=END, state="announced", **values):
    """An event in /training; values: of its fields, `sessions` too."""
    given = {
        "title": "Skaitymo skatinimas",
        "hours": 8.0,
        "capacity": 20,
        "competences": ("skaitymas",),
        "trainers": ("Ona Metodinskienė, metodininkė", "Petras Petraitis"),
        **values,
    }
    sessions = given.pop("sessions", None)
    with api.env.adopt_roles(["Manager"]):
        made = createContent("TrainingEvent", id=id_, start=start, end=end, **given)
        training = api.portal.get()["training"]
        event = addContentToContainer(training, made, checkConstraints=False)
        if sessions:
            event.keep_sessions([Session(*times) for times in sessions])
        # Nobody announces what is over: it was announced when it was still to come.
        with at(start - timedelta(days=30)):
            if state != "draft":
                api.content.transition(event, "announce")
            if state == "cancelled":
                api.content.transition(event, "cancel", comment="Lektorius susirgo.")
    return event


def add_person(event, name, state="attended", library=None, **values):
    """A Registration of somebody; library: a library here."""
    number = event.registrations.seats.last_number = event.registrations.seats.last_number + 1
    registration = Registration(
        number,
        event.start - timedelta(days=10, minutes=number),
        name=name,
        email=values.pop("email", f"{name.lower()}@example.org"),
        state=state,
        library_uid=IUUID(library) if library is not None else "",
        **values,
    )
    event.registrations.add(registration)
    return registration


def add_people(event, count, state="attended", library=None):
    """Several, with names of PEOPLE and numbers."""
    return [
        add_person(event, f"{PEOPLE[n % len(PEOPLE)]}{n}", state, library) for n in range(count)
    ]


def stored(event, form="after"):
    """All sheets of a form, those too that nobody reads yet."""
    return [dict(one) for one in event.feedback.urns[form]._sheets.values()]


def sheet(score=5, **answers):
    """Answers to the form after an event: the same score everywhere."""
    given = dict.fromkeys(("content", "usefulness", "organisation", "materials"), score)
    return {**given, "trainer-Ona Metodinskienė": score, **answers}
