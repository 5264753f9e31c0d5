"""Announced events, and people who register for them."""

from datetime import timedelta
from metodinis.common.moments import now
from metodinis.training.registration import operations
from plone import api
from plone.dexterity.utils import createContentInContainer


STAFF = "metodininke"


def make_event(state="announced", days=30, **more):
    """An event in some days; announced unless another state is named."""
    start = now().replace(minute=0, second=0, microsecond=0) + timedelta(days=days)
    values = {
        "title": "Skaitymo skatinimas bendruomenėje",
        "start": start,
        "end": start + timedelta(hours=6),
        "location": "Klaipėda, konferencijų salė",
        "capacity": 2,
        **more,
    }
    with api.env.adopt_roles(["Manager"]):
        event = createContentInContainer(
            api.portal.get()["training"], "TrainingEvent", checkConstraints=False, **values
        )
        if state != "draft":
            api.content.transition(event, "announce")
        if state in ("postponed", "cancelled"):
            name = {"postponed": "postpone", "cancelled": "cancel"}[state]
            api.portal.get_tool("portal_workflow").doActionFor(event, name, comment="Priežastis.")
    return event


def values(name, **more):
    """What somebody writes into the form."""
    address = name.split()[0].lower()
    return {"name": name, "email": f"{address}@example.org", **more}


def register(event, name, token="", **more):
    """Somebody registers by the public form; the Answer."""
    with api.env.adopt_roles(["Anonymous"]):
        return operations.register(event, values(name, **more), consent=True, token=token)


def come(event, *names, **more):
    """Each registers in turn; their Registrations."""
    for name in names:
        register(event, name, **more)
    return [event.registrations.by_email(values(name)["email"]) for name in names]


def states(event):
    """name -> state of all registrations, in the order in which they came."""
    return {one.name: one.state for one in event.registrations.found()}


def library(code):
    """The UID of a library of the named world."""
    return api.portal.get()["libraries"][code.lower()].UID()
