"""How long data of people are kept, and one person's data on request."""

from Acquisition import aq_base
from datetime import timedelta
from metodinis.common import personal
from metodinis.common.agenda import Person
from metodinis.common.moments import at
from metodinis.common.refusals import FieldErrors
from metodinis.training.registration.agenda import RegistrationAgenda
from metodinis.training.registration.nightly import Retention
from plone import api
from tests.training.registration.made_events import come
from tests.training.registration.made_events import make_event
from tests.training.registration.made_events import STAFF
import pytest


def names(event):
    return [one.name for one in event.registrations.found()]


def test_names_are_taken_out_after_a_year_and_of_who_came_after_five(event, sent):
    ana, bena, _cecilija = come(event, "Ana A", "Bena B", "Cecilija C")
    ana.state, bena.certificate = "attended", "2027-1"
    night = Retention()
    with api.env.adopt_roles(["Manager"]):
        with at(event.end + timedelta(days=360)):
            assert night((event.end + timedelta(days=360)).date()) == []
        with at(event.end + timedelta(days=370)):
            assert night((event.end + timedelta(days=370)).date()) == [
                f"{event.getId()}: 1 registrations without a name now"
            ]
        assert names(event) == ["Ana A", "Bena B", ""]
        with at(event.end + timedelta(days=5 * 366)):
            night((event.end + timedelta(days=5 * 366)).date())
        assert names(event) == ["", "", ""]
    assert event.registrations.seats.taken == 2


def test_one_persons_data_are_found_and_erased_everywhere(event, sent):
    other = make_event(title="Kitas renginys", capacity=1)
    come(event, "Ana A", "Bena B", "Cecilija C")
    come(other, "Bena B", "Ana A")
    with api.env.adopt_user(username=STAFF):
        found = personal.find(" ANA@example.org ")
        assert sorted(record["title"] for record in found) == sorted([event.title, other.title])
        assert {record["name"] for record in found} == {"Ana A"}
        assert personal.erase("ana@example.org") == 2
        assert personal.find("ana@example.org") == []
        with pytest.raises(FieldErrors):
            personal.find(" ")
    # The seat that was erased went to the next in line.
    assert [(one.name, one.state) for one in event.registrations.found()] == [
        ("", "cancelled"),
        ("Bena B", "registered"),
        ("Cecilija C", "registered"),
    ]


def test_nobody_else_finds_or_erases(event, sent):
    come(event, "Ana A")
    for person in ("krt-direktore", "svecias", "redaktore"):
        with api.env.adopt_user(username=person):
            assert personal.find("ana@example.org") == []
            assert personal.erase("ana@example.org") == 0
            assert personal.has_others()
    assert names(event) == ["Ana A"]


def test_agenda_tells_the_staff_what_waits(event, sent):
    moderated = make_event(title="Svarstomas", moderated=True, days=3)
    come(moderated, "Ana A", "Bena B")
    come(event, "Ana A", "Bena B", "Cecilija C")
    event.capacity = 1
    with api.env.adopt_user(username=STAFF):
        found = RegistrationAgenda().tasks(Person(STAFF, {}), 10)
    assert found.total == 2
    assert [(task.who, str(task.title.mapping["count"])) for task in found.tasks] == [
        ("Svarstomas", "2"),
        (event.title, "1"),
    ]
    with api.env.adopt_user(username="krt-direktore"):
        assert RegistrationAgenda().tasks(Person("krt-direktore", {}), 10).total == 0


def test_agenda_costs_one_query(event, sent, monkeypatch):
    for number in range(3):
        make_event(title=f"Renginys {number}")
    catalog, queries = api.portal.get_tool("portal_catalog"), []
    search = catalog.unrestrictedSearchResults
    monkeypatch.setattr(
        type(aq_base(catalog)),
        "unrestrictedSearchResults",
        lambda self, **q: queries.append(q) or search(**q),
    )
    with api.env.adopt_user(username=STAFF):
        RegistrationAgenda().tasks(Person(STAFF, {}), 10)
    assert len(queries) == 1
