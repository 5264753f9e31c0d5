"""Who may open what of feedback forms, of the ledger of hours and of the year of training."""

from metodinis.common.moments import now
from plone import api
from tests.reports.conftest import library
from tests.security.libraries import EVERYONE
from tests.training.made_past_events import add_people
from tests.training.made_past_events import DAY
from tests.training.made_past_events import make_event
from tests.training.made_past_events import sheet


STAFF = ("methodologist", "head", "manager")
LIBRARY = ("staff", "director", *STAFF)
EVENT, HOURS, YEAR = "/training/anketa", "/training/@@training-hours", "/training/@@year-plan"
SECRET = "privati-nuoroda"
OWN = "/libraries/krt"

ROWS = {
    ("GET", f"{EVENT}/@@feedback?secret={SECRET}"): EVERYONE,
    ("GET", f"{EVENT}/@@feedback?secret={SECRET}&form=later"): EVERYONE,
    ("GET", f"{EVENT}/@feedback?secret={SECRET}"): EVERYONE,
    ("POST", f"{EVENT}/@feedback"): EVERYONE,
    ("GET", f"{EVENT}/@@feedback-results"): STAFF,
    ("GET", f"{EVENT}/@feedback-results"): STAFF,
    ("PATCH", f"{EVENT}/@feedback-results"): STAFF,
    ("GET", f"{EVENT}/@@feedback-export?format=csv"): STAFF,
    ("GET", f"{EVENT}/@feedback-export?format=csv"): STAFF,
    ("GET", f"{EVENT}/@@feedback-questions"): STAFF,
    ("GET", f"{EVENT}/@feedback-questions"): STAFF,
    ("PATCH", f"{EVENT}/@feedback-questions"): STAFF,
    ("GET", f"{HOURS}"): STAFF,
    ("GET", f"{HOURS}?by=library"): STAFF,
    ("GET", f"{HOURS}?by=competence"): STAFF,
    ("GET", f"{HOURS}?by=event"): STAFF,
    ("GET", "/training/@@training-hours-export?format=csv"): STAFF,
    ("GET", "/training/@training-hours"): STAFF,
    ("GET", "/training/@training-hours-export?format=csv"): STAFF,
    ("GET", f"{OWN}/@@training-hours"): LIBRARY,
    ("GET", f"{OWN}/@@training-hours-export?format=csv"): LIBRARY,
    ("GET", f"{OWN}/@training-hours"): LIBRARY,
    ("GET", f"{OWN}/@training-hours-export?format=csv"): LIBRARY,
    ("GET", f"{YEAR}"): STAFF,
    ("GET", "/training/@@year-plan-export?format=csv"): STAFF,
    ("GET", "/training/@year-plan"): STAFF,
    ("GET", "/training/@year-plan-export?format=csv"): STAFF,
}


def prepare(site):
    """An event with people of Kretinga, answers, and one whose private link is known."""
    # Over since yesterday: the form is open.
    event = make_event("anketa", now() - DAY, now() - DAY / 2, title="Skaitymo klubai")
    people = add_people(event, 5, library=library("KRT"))
    for person, score in zip(people[1:], (5, 4, 4, 3), strict=True):
        event.feedback.urns["after"].put(person.id, sheet(score, best="Pavyzdžiai"))
    event.feedback.conclusion = ("Daugiau praktikos.", "metodininke", now())
    today = make_event("medijos", now() - DAY / 2, now(), title="Medijos", cost=120)
    add_people(today, 2, library=library("PAG"))
    person = people[0]
    del event.registrations._secrets[person.secret]
    person.secret = SECRET
    event.registrations._secrets[SECRET] = person.id
    with api.env.adopt_roles(["Manager"]):
        event.reindexObject()
