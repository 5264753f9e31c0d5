"""Tracks of the tests: one in Kretinga, with its newcomer, mentor and director."""

from datetime import date
from datetime import datetime
from datetime import UTC
from metodinis.common.moments import at
from metodinis.libraries import people
from metodinis.testing import PASSWORD
from metodinis.training.induction import operations
from metodinis.training.induction.schema import TRACK_FIELDS
from plone import api
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
import pytest


# A Wednesday.
DAY = datetime(2027, 3, 3, 9, 0, tzinfo=UTC)
VALUES = {
    "title": "Ieva Naujokaitė",
    "position": "Bibliotekininkė",
    "email": "",
    "newcomer": "krt-naujoke",
    "mentor": "krt-darbuotoja",
    "mentor_name": None,
    "starts": date(2027, 3, 1),
    "goals": "Savarankiškai aptarnauti skaitytojus.",
}
MODULES = [
    {"kind": "briefing", "title": "Darbo sauga", "due": date(2027, 3, 1), "hours": 2.0},
    {"kind": "reading", "title": "Asmens duomenų apsauga", "due": date(2027, 3, 4), "hours": 2.0},
    {"kind": "task", "title": "LIBIS", "due": date(2027, 3, 15), "hours": 6.0},
    {
        "kind": "visit",
        "title": "Kaimo filialas",
        "due": date(2027, 3, 22),
        "hours": 4.0,
        "required": False,
    },
]
assert {*VALUES} == {*TRACK_FIELDS}


def add_newcomer(name="krt-naujoke", fullname="Ieva Naujokaitė"):
    """An account of Kretinga's staff."""
    api.user.create(
        username=name,
        email=f"{name}@example.org",
        password=PASSWORD,
        properties={"fullname": fullname, "language": "lt"},
    )
    people.put(library("KRT"), name, "staff")


def make_track(place=None, who="krt-direktore", modules=MODULES, **values):
    """A track, made at DAY."""
    with at(DAY), act_as(who):
        return operations.add_track(place or library("KRT"), VALUES | values, modules)


def module_of(track, title):
    """The id of a module, by its title."""
    return next(module.id for module in track.modules if module.title == title)


@pytest.fixture
def kretinga(world):
    add_newcomer()
    return library("KRT")


@pytest.fixture
def track(kretinga):
    return make_track(kretinga)


@pytest.fixture
def mails(world):
    """The mails that leave the site: (recipient, subject, text)."""
    api.portal.set_registry_record("plone.email_from_address", "site@example.org")
    host = api.portal.get_tool("MailHost")
    sent = []
    host.send = lambda message, *args, **kwargs: sent.append(
        (message["To"], message["Subject"], message.get_content())
    )
    yield sent
    del host.send
