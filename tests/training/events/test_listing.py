"""The list of events, its calendar, and what else is made of it."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from icalendar import Calendar
from lxml import html
from metodinis.common import moments
from metodinis.common.agenda import Person
from metodinis.layout.feeds import IFeed
from metodinis.layout.formats import date
from metodinis.training.events import catalog
from metodinis.training.events import exports
from metodinis.training.events import operations
from metodinis.training.events.agenda import EventsAgenda
from metodinis.training.events.catalog import Filters
from metodinis.training.events.datasets import TrainingDatasets
from metodinis.training.events.metadata import EventData
from metodinis.training.events.rules import Session
from metodinis.training.registration.seating import free_seats
from plone import api
from plone.uuid.interfaces import IUUID
from tests.training.conftest import act_as
from tests.training.conftest import make_event
from tests.training.conftest import register
from tests.training.conftest import START
from urllib.parse import urlsplit
import csv
import json
import pytest


WEEK = timedelta(days=7)


@pytest.fixture
def events(world):
    """Four to come, one over, one in preparation."""
    with moments.at(START - 100 * WEEK):
        make_event("announced", title="Senas", start=START - 99 * WEEK)
    make_event("announced", title="Seminaras", capacity=1)
    make_event("announced", title="Nuotolinis", form="remote", kind="webinar", start=START + WEEK)
    make_event("cancelled", title="Neivyks", start=START + 2 * WEEK, competences=("medijos",))
    make_event("postponed", title="Atidėtas", start=START + 5 * WEEK, capacity=None)
    make_event(title="Juodraštis", start=START + 3 * WEEK)
    return world["training"]


def titles(rows):
    return [row.title for row in rows]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Seminaras", "Nuotolinis", "Neivyks", "Atidėtas"]),
        ({"when": "past"}, ["Senas"]),
        ({"topic": "medijos"}, ["Neivyks"]),
        ({"kind": "webinar"}, ["Nuotolinis"]),
        ({"form": "in_person"}, ["Seminaras", "Neivyks", "Atidėtas"]),
        ({"month": "2027-04"}, ["Atidėtas"]),
        ({"free": "1"}, ["Nuotolinis"]),
        ({"kind": "nera", "month": "2027-13", "topic": "<b>"}, None),
    ],
)
def test_filters(events, asked, found):
    register(events["seminaras"])
    everything = ["Seminaras", "Nuotolinis", "Neivyks", "Atidėtas"]
    with act_as("svecias"):
        rows = catalog.find(catalog.filters_of(asked))
    assert titles(rows) == (found or everything)


def test_department_sees_what_it_prepares(events):
    with act_as("metodininke"):
        assert "Juodraštis" in titles(catalog.find(Filters()))


def test_postponed_event_waits_among_those_to_come(events):
    with moments.at(START + 10 * WEEK), act_as("svecias"):
        assert titles(catalog.find(Filters())) == ["Atidėtas"]
        assert "Atidėtas" not in titles(catalog.find(Filters(when="past")))


def test_registration_writes_nothing_to_the_catalog(events):
    tool = api.portal.get_tool("portal_catalog")
    event = events["seminaras"]
    before = tool.getCounter()
    register(event)
    assert tool.getCounter() == before
    assert free_seats(event) == 0


def page_of(context, name="view", **form):
    request = context.REQUEST
    request.form.update(form)
    request.set("ACTUAL_URL", context.absolute_url())
    return html.fromstring(api.content.get_view(name, context, request)())


def test_list_shows_what_one_chooses_by(events):
    register(events["seminaras"])
    with act_as("svecias"):
        page = page_of(events)
    items = page.cssselect(".mtd-events__item")
    texts = [" ".join(item.text_content().split()) for item in items]
    assert [item.cssselect("h2")[0].text_content().strip() for item in items] == [
        "Seminaras",
        "Nuotolinis",
        "Neivyks",
        "Atidėtas",
    ]
    assert "Laisvų vietų nėra" in texts[0]
    assert "2027 m. kovo 4 d., 10:00–16:00" in texts[0]
    assert "25 laisvos vietos" in texts[1]
    assert "Atšauktas" in texts[2]
    assert "Nauja data bus paskelbta" in texts[3]
    assert "2027" not in texts[3]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-12, "Registracija nuo 2027 m. vasario 22 d., 10:00"),
        (-8, "25 laisvos vietos"),
        (-2, "Registracija baigta"),
    ],
)
def test_list_says_when_one_can_register(world, days, words):
    opens, closes = START - timedelta(days=10), START - timedelta(days=3)
    make_event("announced", registration_opens=opens, registration_closes=closes)
    with moments.at(START + timedelta(days=days)):
        page = page_of(world["training"])
    badges = [badge.text_content() for badge in page.cssselect(".mtd-events__badges .mtd-badge")]
    assert badges == [words]


def test_list_costs_one_query_whatever_its_length(events, monkeypatch):
    asked = []
    real = api.content.find
    monkeypatch.setattr(api.content, "find", lambda **query: asked.append(query) or real(**query))
    catalog.find(Filters())
    catalog.in_month("2027-03", Filters())
    assert len(asked) == 3


def test_calendar_of_a_month(events):
    with act_as("svecias"):
        page = page_of(events, view="month", month="2027-03")
    assert page.cssselect("#month-name")[0].text_content() == "2027 m. kovas"
    found = {
        cell.cssselect(".mtd-month__number")[0].text_content(): [
            " ".join(link.text_content().split()) for link in cell.cssselect("li a")
        ]
        for cell in page.cssselect(".mtd-month td:not(.mtd-month__empty)")
    }
    assert found == {
        "4": ["10:00 Seminaras"],
        "11": ["10:00 Nuotolinis"],
        "18": ["10:00 Neivyks Atšauktas"],
    }
    assert len(page.cssselect(".mtd-month tbody tr")) == 5


@pytest.mark.parametrize("month", ["1999-12", "2100-01", "2027-3", "x"])
def test_calendar_of_no_month_shows_one_all_the_same(events, month):
    assert page_of(events, view="month", month=month).cssselect("#month-name")


def test_empty_list_says_so(world):
    page = page_of(world["training"])
    assert page.cssselect(".mtd-empty h2")[0].text_content() == "Šiuo metu renginių nepaskelbta"


def test_past_events_are_open_data(events):
    with moments.at(START + 3 * WEEK), act_as("metodininke"):
        [found] = TrainingDatasets().datasets(api.portal.get())
        events.REQUEST.form["format"] = "csv"
        view = api.content.get_view("training-export", events, events.REQUEST)
        head, *rows = csv.reader(view().decode("utf-8-sig").splitlines(), delimiter=";")
    assert [download.format for download in found.downloads] == ["CSV", "XLSX"]
    assert [row[0] for row in rows] == ["Neivyks", "Nuotolinis", "Seminaras", "Senas"]
    assert dict(zip(head, rows[1], strict=True)) | {"Vieta": "", "Adresas": ""} == {
        "Pavadinimas": "Nuotolinis",
        "Pradžia": "2027-03-11 10:00",
        "Pabaiga": "2027-03-11 16:00",
        "Būsena": "Įvykęs",
        "Rūšis": "Nuotolinis seminaras",
        "Forma": "Nuotolinė",
        "Ugdomos kompetencijos": "Vadyba, strateginis planavimas, statistika ir tyrimai",
        "Vieta": "",
        "Akademinės valandos": "8",
        "Kaina dalyviui, eurais": "0",
        "Adresas": "",
    }


def test_no_data_set_before_an_event_is_over(event):
    assert TrainingDatasets().datasets(api.portal.get()) == []


# calendars


def entries(event):
    data = exports.calendar([event], "lt")
    return [dict(part.items()) for part in Calendar.from_ical(data).walk("VEVENT")]


def test_calendar_has_an_entry_for_each_session(event):
    summer = datetime(2027, 3, 30, 10, tzinfo=START.tzinfo)
    sessions = (Session(START, START + timedelta(hours=2)), Session(summer, summer + WEEK / 84))
    with act_as("metodininke"):
        operations.edit_event(event, {"end": summer + WEEK, "sessions": sessions})
    first, second = entries(event)
    host = urlsplit(event.absolute_url()).hostname
    assert (first["UID"], second["UID"]) == (f"{IUUID(event)}@{host}", f"{IUUID(event)}-2@{host}")
    # 10 o'clock in winter and in summer.
    assert first["DTSTART"].to_ical() == b"20270304T080000Z"
    assert second["DTSTART"].to_ical() == b"20270330T070000Z"
    assert first["STATUS"] == "CONFIRMED"


def test_moved_and_cancelled_event_is_the_same_entry(event):
    [before] = entries(event)
    with act_as("metodininke"):
        operations.edit_event(event, {"start": START + WEEK, "end": START + WEEK + WEEK / 84})
        [moved] = entries(event)
        operations.cancel(event, "Audra.")
    [after] = entries(event)
    assert before["UID"] == moved["UID"] == after["UID"]
    assert before["SEQUENCE"] < moved["SEQUENCE"] < after["SEQUENCE"]
    assert (after["STATUS"], after["SUMMARY"]) == ("CANCELLED", f"Atšaukta: {event.title}")
    assert "Audra." in after["DESCRIPTION"]


def test_public_calendar_has_no_link_to_join(event):
    with act_as("metodininke"):
        operations.edit_event(event, {"online_link": "https://example.org/slapta"})
    assert b"slapta" not in exports.calendar([event], "lt")


def test_calendar_of_all_has_no_drafts_whoever_asks(events):
    with act_as("metodininke"):
        data = api.content.get_view("training.ics", events, events.REQUEST)()
    found = [str(part["SUMMARY"]) for part in Calendar.from_ical(data).walk("VEVENT")]
    assert found == ["Senas", "Seminaras", "Nuotolinis", "Atšaukta: Neivyks", "Atidėta: Atidėtas"]


# what others are told


def test_feed_tells_of_public_events(events):
    found = [entry.title for entry in IFeed(events).entries("lt", 10)]
    assert sorted(found) == [
        "Atidėtas: Atidėtas",
        "Atšauktas: Neivyks",
        "Nuotolinis (2027 m. kovo 11 d., 10:00)",
        "Seminaras (2027 m. kovo 4 d., 10:00)",
        f"Senas ({date(START - 99 * WEEK, 'lt')}, 10:00)",
    ]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("announced", "EventScheduled"),
        ("postponed", "EventPostponed"),
        ("cancelled", "EventCancelled"),
    ],
)
def test_search_engines_are_told_the_state(world, state, status):
    event = make_event(state, form="mixed", online_link="https://example.org/slapta")
    data = EventData(event).data(world.REQUEST)
    assert data["eventStatus"] == f"https://schema.org/{status}"
    assert [place["@type"] for place in data["location"]] == ["Place", "VirtualLocation"]
    assert (data["offers"] is None) == (state != "announced")
    assert "slapta" not in json.dumps(data)


def test_moved_event_is_told_as_rescheduled(event):
    with act_as("metodininke"):
        operations.edit_event(event, {"start": START + WEEK, "end": event.end + WEEK})
    data = EventData(event).data(event.REQUEST)
    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert data["previousStartDate"] == START.astimezone(UTC).isoformat()


def test_agenda_of_those_who_run_training(events):
    source = EventsAgenda()
    with moments.at(START), act_as("metodininke"):
        person = Person("metodininke", {})
        tasks = source.tasks(person, 10)
        assert [(str(task.title), task.title.mapping["title"]) for task in tasks.tasks] == [
            ("training_task_announce", "Juodraštis"),
            ("training_task_resume", "Atidėtas"),
        ]
        found = source.entries(person, START - WEEK, START + 9 * WEEK)
        assert [entry.title for entry in found] == ["Seminaras", "Nuotolinis"]


def test_agenda_of_a_trainer_has_their_events(events):
    with act_as("metodininke"):
        operations.edit_event(events["nuotolinis"], {"trainer_accounts": ("svecias",)})
    with act_as("svecias"):
        person = Person("svecias", {})
        assert EventsAgenda().tasks(person, 10).total == 0
        found = EventsAgenda().entries(person, START - WEEK, START + 9 * WEEK)
    assert [entry.title for entry in found] == ["Nuotolinis"]
