"""Hours of people, libraries and competences; who may see which; and what statistics are told."""

from AccessControl import Unauthorized
from datetime import datetime
from datetime import UTC
from metodinis.indicators.suggestions import suggestions
from metodinis.testing import PASSWORD
from metodinis.training.ledger import catalog
from metodinis.training.ledger import rules
from plone import api
from plone.uuid.interfaces import IUUID
from tests.reports.conftest import act_as
from tests.reports.conftest import library
from tests.training.made_past_events import add_person
from tests.training.made_past_events import DAY
from tests.training.made_past_events import END
from tests.training.made_past_events import make_event
from tests.training.made_past_events import START
import csv
import io
import pytest
import requests
import transaction


# Two hours, then four.
SESSIONS = (
    (START, datetime(2026, 2, 12, 10, 0, tzinfo=UTC)),
    (datetime(2026, 2, 12, 10, 0, tzinfo=UTC), END),
)


def make_year():
    """Two events of 2026, one of 2025 that ends on its last evening in Vilnius."""
    kretinga, pagegiai = library("KRT"), library("PAG")
    reading = make_event(sessions=SESSIONS, hours=6.0)
    add_person(reading, "Rasa", library=kretinga)
    add_person(reading, "Jonas", "partly", kretinga, marks={0: "present", 1: "absent"})
    add_person(reading, "Vida", library=pagegiai)
    add_person(reading, "Tomas", "absent", kretinga)
    add_person(reading, "Eglė", "registered", kretinga)
    media = make_event(
        "medijos",
        START + DAY,
        END + DAY,
        title="Medijos",
        hours=4.0,
        competences=("medijos", "skaitymas"),
    )
    add_person(media, "Rasa Kretingienė", library=kretinga, email="RASA@example.org ")
    add_person(media, "Viešnia", email="viesnia@example.com", institution="Muziejus")
    late = datetime(2025, 12, 31, 21, 59, tzinfo=UTC)
    older = make_event("senas", late.replace(hour=12), late, title="Senas", hours=2.0)
    add_person(older, "Rasa", library=kretinga)
    return reading, media, older


def test_a_partly_attended_event_gives_the_share_of_its_sessions():
    class Session:
        def __init__(self, start, end):
            self.starts, self.ends = start, end

    sessions = [Session(*times) for times in SESSIONS]
    assert rules.share(sessions, {0: "present"}) == pytest.approx(1 / 3)
    assert rules.share(sessions, {0: "absent", 1: "present"}) == pytest.approx(2 / 3)
    assert rules.share(sessions, {}) == 0
    assert rules.share([Session(START, START)], {0: "present"}) == 0


def test_a_year_by_person_library_and_competence(world):
    make_year()
    found = catalog.entries(2026)
    kretinga, pagegiai = IUUID(library("KRT")), IUUID(library("PAG"))
    assert [
        (total.name, total.events, total.hours, total.libraries)
        for total in sorted(rules.by_person(found), key=lambda total: total.name)
    ] == [
        ("Jonas", 1, 2.0, (kretinga,)),
        # One person with two ways to write an address; the newest name holds.
        ("Rasa Kretingienė", 2, 10.0, (kretinga,)),
        ("Vida", 1, 6.0, (pagegiai,)),
        ("Viešnia", 1, 4.0, ("",)),
    ]
    assert {total.key: (total.people, total.hours) for total in rules.by_library(found)} == {
        kretinga: (2, 12.0),
        pagegiai: (1, 6.0),
        "": (1, 4.0),
    }
    assert {total.key: (total.people, total.hours) for total in rules.by_competence(found)} == {
        "skaitymas": (4, 22.0),
        "medijos": (2, 8.0),
    }
    assert rules.summary(found)[2:5] == (4, 2, 22.0)
    assert rules.summary([])[2:5] == (0, 0, 0.0)


def test_the_year_is_that_of_the_end_where_the_site_is(world):
    make_year()
    assert [(entry.title, entry.day.isoformat()) for entry in catalog.entries(2025)] == [
        ("Senas", "2025-12-31")
    ]
    # A minute later it is the new year in Vilnius, though not in Greenwich.
    late = datetime(2025, 12, 31, 22, 0, tzinfo=UTC)
    event = make_event("naujas", late.replace(hour=12), late, title="Naujas")
    add_person(event, "Ona")
    assert "Naujas" in [entry.title for entry in catalog.entries(2026)]
    assert "Naujas" not in [entry.title for entry in catalog.entries(2025)]


def test_people_whose_names_were_taken_out_still_count(world):
    event = make_event()
    for _n in range(2):
        one = add_person(event, "Ona")
        one.name = one.email = ""
    assert [total.hours for total in rules.by_person(catalog.entries(2026))] == [8.0, 8.0]


def test_statistics_are_offered_what_the_ledger_has(world):
    make_year()
    kretinga = IUUID(library("KRT"))
    found = suggestions(kretinga, 2026)
    assert {code: suggestion.value for code, suggestion in found.items()} == {"G5": 2, "G6": 12.0}
    assert suggestions(IUUID(library("KLM")), 2026) == {}
    assert suggestions(kretinga, 2024) == {}


def page(who, where, name="@@training-hours", **query):
    url = f"{where.absolute_url()}/{name}"
    auth = (who, PASSWORD) if who else None
    return requests.get(url, params=query, auth=auth, timeout=30, allow_redirects=False)


@pytest.fixture
def year(served_world):
    events = make_year()
    transaction.commit()
    return events


def test_a_library_sees_its_own_people_alone(year):
    kretinga = library("KRT")
    for person in ("krt-direktore", "krt-darbuotoja", "metodininke"):
        text = page(person, kretinga, year="2026").text
        assert "Rasa Kretingienė" in text
        assert "Jonas" in text
        assert "Vida<" not in text
        assert "Viešnia" not in text
    # Neither by a filter that the page doesn't offer.
    text = page("krt-direktore", kretinga, year="2026", library=IUUID(library("PAG"))).text
    assert "Rasa Kretingienė" in text
    assert "Vida<" not in text
    for person in ("pag-direktore", "svecias", "redaktore", None):
        assert page(person, kretinga).status_code in (302, 401)
    for person in ("krt-direktore", "svecias", "redaktore", None):
        assert page(person, kretinga.__parent__.__parent__["training"]).status_code in (302, 401)


def test_filters_sort_and_files(year):
    training = api.portal.get()["training"]

    def rows(**query):
        answer = page(
            "metodininke", training, "@@training-hours-export", format="csv", year="2026", **query
        )
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))

    assert rows()[1:] == [
        ["Jonas", "Kretinga", "1", "2", "Skaitymo skatinimas ir kultūrinė edukacija"],
        [
            "Rasa Kretingienė",
            "Kretinga",
            "2",
            "10",
            "Medijų ir informacinis raštingumas; Skaitymo skatinimas ir kultūrinė edukacija",
        ],
        ["Vida", "Pagėgiai", "1", "6", "Skaitymo skatinimas ir kultūrinė edukacija"],
        [
            "Viešnia",
            "Ne šio tinklo bibliotekos",
            "1",
            "4",
            "Medijų ir informacinis raštingumas; Skaitymo skatinimas ir kultūrinė edukacija",
        ],
    ]
    assert [row[0] for row in rows(sort="hours", order="descending")[1:]] == [
        "Rasa Kretingienė",
        "Vida",
        "Viešnia",
        "Jonas",
    ]
    assert [row[0] for row in rows(competence="medijos")[1:]] == ["Rasa Kretingienė", "Viešnia"]
    assert [row[0] for row in rows(library=IUUID(library("PAG")))[1:]] == ["Vida"]
    assert [row[0] for row in rows(text="jonas")[1:]] == ["Jonas"]
    assert rows(text="nieko")[1:] == []
    assert [row[:4] for row in rows(by="library")[1:]] == [
        ["Kretinga", "2", "2", "12"],
        ["Ne šio tinklo bibliotekos", "1", "1", "4"],
        ["Pagėgiai", "1", "1", "6"],
    ]
    key = rules.person_key("rasa@example.org", "")
    assert [row[2:5] for row in rows(by="event", person=key)[1:]] == [
        ["Skaitymo skatinimas", "2026-02-12", "6"],
        ["Medijos", "2026-02-13", "4"],
    ]


def ask(person, where, **query):
    return requests.get(
        f"{where.absolute_url()}/@training-hours",
        params=query,
        headers={"Accept": "application/json"},
        auth=(person, PASSWORD),
        timeout=30,
    )


def test_rest(year):
    training, kretinga = api.portal.get()["training"], library("KRT")
    answer = ask("metodininke", training, year="2026", by="library", b_size="1").json()
    assert (answer["year"], answer["by"], answer["items_total"]) == (2026, "library", 3)
    assert answer["total"] == {"people": 4, "events": 2, "hours": 22.0}
    assert answer["items"][0]["libraries"] == [IUUID(kretinga)]
    answer = ask("krt-direktore", kretinga, year="2026", by="event").json()
    assert [item["name"] for item in answer["items"]] == ["Jonas", "Rasa", "Rasa Kretingienė"]
    assert ask("krt-direktore", training).status_code == 401
    assert ask("pag-direktore", kretinga).status_code == 401
    refused = ask("krt-direktore", kretinga, by="library")
    assert refused.status_code == 400
    assert [error["field"] for error in refused.json()["error"]["errors"]] == ["by"]


def test_the_department_alone_may_traverse_to_all(world):
    training = api.portal.get()["training"]
    with act_as("krt-direktore"), pytest.raises(Unauthorized):
        training.restrictedTraverse("@@training-hours")
