"""What a year of training comes to: shares with what they are of, and the year before."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from metodinis.common.moments import at
from metodinis.testing import PASSWORD
from metodinis.training.evaluation import operations
from metodinis.training.planning import catalog
from metodinis.training.planning import rules
from metodinis.training.planning.rules import Ratio
from plone import api
from plone.uuid.interfaces import IUUID
from python_calamine import CalamineWorkbook
from tests.reports.conftest import library
from tests.training.made_past_events import add_people
from tests.training.made_past_events import add_person
from tests.training.made_past_events import DAY
from tests.training.made_past_events import END
from tests.training.made_past_events import make_event
from tests.training.made_past_events import sheet
from tests.training.made_past_events import START
import pytest
import requests
import transaction


def make_year():
    """Of 2026 three events held, one to come, one cancelled; of 2025 one."""
    reading = make_event(capacity=10, cost=Decimal("120.00"), hours=6.0)
    people = add_people(reading, 4, library=library("KRT"))
    add_person(reading, "Nėra", "absent", library("KRT"))
    add_person(reading, "Eilė", "waiting", library("KRT"))
    for person, score in zip(people, (5, 4, 3, 4), strict=True):
        with at(END + DAY):
            operations.answer(reading, person, "after", sheet(score))
    operations.close(reading, "after")
    media = make_event(
        "medijos",
        START + 30 * DAY,
        END + 30 * DAY,
        title="Medijos",
        hours=4.0,
        capacity=None,
        competences=("medijos", "skaitymas"),
    )
    pair = add_people(media, 2, library=library("PAG"))
    with at(END + 31 * DAY):
        # Two answers aren't shown, and don't count.
        for person in pair:
            operations.answer(media, person, "after", sheet(1))
    make_event("busimas", START + 300 * DAY, END + 300 * DAY, "draft", title="Būsimas", capacity=30)
    cancelled = make_event("atsauktas", START + DAY, END + DAY, "cancelled", title="Atšauktas")
    add_person(cancelled, "Rasa", "registered")
    before = make_event("pernai", START - 365 * DAY, END - 365 * DAY, title="Pernai", hours=2.0)
    add_people(before, 3)


def test_figures_of_a_year(world):
    make_year()
    found = rules.figures(catalog.year_of(2026))
    assert found == rules.Figures(
        events=3,
        attended=6,
        hours=18.0,
        learned=32.0,
        cost=120.0,
        fill=Ratio(5 / 10, 10),
        attendance=Ratio(6 / 7, 7),
        score=Ratio(4.0, 4),
        cost_per_person=Ratio(30.0, 4),
    )
    before = rules.figures(catalog.year_of(2025))
    assert (before.events, before.attended, before.learned) == (1, 3, 6.0)
    assert before.score == before.cost_per_person == Ratio(None, 0)
    assert rules.figures([]).attendance == Ratio(None, 0)


def test_groups(world):
    make_year()
    events = catalog.year_of(2026)
    assert [event.title for event in events] == [
        "Skaitymo skatinimas",
        "Atšauktas",
        "Medijos",
        "Būsimas",
    ]
    topics = {code: (f.events, f.attended, f.learned) for code, f in rules.by_competence(events)}
    assert topics == {"skaitymas": (3, 6, 32.0), "medijos": (1, 2, 8.0)}
    assert sorted(rules.by_library(events)) == sorted(
        [(IUUID(library("KRT")), 4, 1, 24.0), (IUUID(library("PAG")), 2, 1, 8.0)]
    )
    months = {month: f.events for month, f in rules.by_month(events) if f.events}
    assert months == {2: 1, 3: 1, 12: 1}


def test_relative():
    assert rules.relative(6, 3) == 1.0
    assert rules.relative(6, 0) is None


@pytest.fixture
def year(served_world):
    make_year()
    transaction.commit()


def page(name="@@year-plan", person="metodininke", **query):
    return requests.get(
        f"{api.portal.get().absolute_url()}/training/{name}",
        params={"year": "2026", **query},
        headers={"Accept": "application/json" if name.startswith("@y") else "text/html"},
        auth=(person, PASSWORD),
        timeout=30,
    )


def test_page_sets_the_year_beside_the_last(year):
    text = page().text
    for words in (
        "iš 10 vietų",
        "iš 7 užsiregistravusių",
        "4 atsakymai",
        "30,00",
        "+100",
        "Atšauktas",
        "kovas",
    ):
        assert words in text
    assert "Pernai" not in text
    empty = page(year="2024").text
    assert "Skaitymo skatinimas" in empty  # an unknown year is this one


def test_sorting(year):
    text = page(sort="learned", order="descending").text
    assert text.index(">Skaitymo skatinimas</a>") < text.index(">Medijos</a>")
    text = page(sort="title").text
    assert text.index(">Medijos</a>") < text.index(">Skaitymo skatinimas</a>")


def test_files(year):
    book = CalamineWorkbook.from_filelike(
        BytesIO(page("@@year-plan-export", format="xlsx").content)
    )
    assert book.sheet_names == [
        "Renginiai",
        "Pagal kompetencijas",
        "Pagal bibliotekas",
        "Pagal mėnesius",
    ]
    row = book.get_sheet_by_index(0).to_python()[1]
    assert row == [
        "2026-02-12",
        "Skaitymo skatinimas",
        "Seminaras",
        "Kontaktinė",
        "Paskelbtas",
        "Skaitymo skatinimas ir kultūrinė edukacija",
        10,
        5,
        0.5,
        5,
        4,
        0.8,
        4,
        4,
        6,
        24,
        120,
        30,
    ]


def test_rest(year):
    answer = page("@year-plan", b_size="1").json()
    assert (answer["year"], answer["items_total"], len(answer["items"])) == (2026, 4, 1)
    assert answer["figures"]["fill"] == {"value": 0.5, "n": 10}
    assert answer["previous"]["attended"] == 3
    assert answer["items"][0]["date"] == date(2026, 2, 12).isoformat()
    assert answer["items"][0]["cost_per_person"] == {"value": 30.0, "n": 4}
    assert page("@year-plan", "krt-direktore").status_code == 401
    assert page("@year-plan-export", format="pdf").status_code == 400
