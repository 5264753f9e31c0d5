"""The numbers of good practice: the editors' page, its files, REST, and who may read them."""

from AccessControl import Unauthorized
from DateTime import DateTime
from datetime import date
from metodinis.goodpractice.cases.workflow import WORKFLOW
from metodinis.goodpractice.statistics import reading
from metodinis.goodpractice.statistics.content import views_for_writing
from plone.uuid.interfaces import IUUID
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import directory
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import put_into
from tests.reports.conftest import call_site  # noqa: F401 a fixture
import csv
import io
import pytest
import transaction


EDITOR = "redaktore"
PAGE = "good-practice/@@practice-statistics"
SERVICE = "good-practice/@practice-statistics"


@pytest.fixture
def call(call_site):  # noqa: F811
    return call_site


def with_steps(case, state, *steps):
    """A case that has gone this way. steps: (name, ISO text)."""
    put_into(case, state)
    case.workflow_history[WORKFLOW] = tuple(
        {
            "action": name,
            "review_state": state,
            "time": DateTime(f"{moment} UTC"),
            "comments": "",
            "actor": EDITOR,
        }
        for name, moment in steps
    )
    case.reindexObject()
    return case


@pytest.fixture
def year(served_world):
    """A published case of Kretinga, a declined one of Pagėgiai, and a draft."""
    published = with_steps(
        make(title="Paskelbtas"),
        "published",
        ("submit", "2026-01-10 10:00"),
        ("return", "2026-01-14 10:00"),
        ("submit", "2026-02-01 10:00"),
        ("recommend", "2026-02-11 10:00"),
        ("publish", "2026-02-12 10:00"),
    )
    declined = make("pag-direktore", "PAG", title="Atmestas", topics=["erdves"])
    with_steps(
        declined, "declined", ("submit", "2025-12-01 10:00"), ("decline", "2026-02-01 10:00")
    )
    make(title="Slaptas juodraštis")
    views_for_writing(directory()).add(
        {(IUUID(published), date(2026, 2, 12)): 1200, (IUUID(published), date(2025, 1, 1)): 1}
    )
    transaction.commit()
    return published, declined


def test_year_is_told_by_months(call, year):
    told = call(EDITOR, "GET", f"{SERVICE}?year=2026").json()
    assert (told["by"], told["year"], told["years"]) == ("time", 2026, [2026, 2025])
    nothing = {"submitted": 0, "recommended": 0, "declined": 0, "published": 0, "views": 0}
    assert told["items"] == [
        {
            "title": "2026-01",
            **nothing,
            "submitted": 1,
            "returned": 1,
            "acceptance": None,
            "median_days": 4.0,
        },
        {
            "title": "2026-02",
            "submitted": 0,
            "returned": 0,
            "recommended": 1,
            "declined": 1,
            "acceptance": 0.5,
            "median_days": 36.0,
            "published": 1,
            "views": 1200,
        },
    ]
    assert told["total"] == {
        "submitted": 1,
        "returned": 1,
        "recommended": 1,
        "declined": 1,
        "acceptance": 0.5,
        "median_days": 10.0,
        "published": 1,
        "views": 1200,
        "reuse": 0,
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [("2026", 1, 1200), ("2025", 1, 1)]),
        ("?by=topic", [("Skaitymo skatinimas", 1, 1201), ("Bendruomenė ir partnerystė", 1, 1201)]),
        ("?by=library", [("Kretinga", 1, 1201), ("Pagėgiai", 1, 0)]),
        ("?by=case", [("Atmestas", 1, 0), ("Paskelbtas", 1, 1201)]),
        ("?by=case&sort=views&order=descending", [("Paskelbtas", 1, 1201), ("Atmestas", 1, 0)]),
        ("?by=case&year=2025", [("Atmestas", 1, 0), ("Paskelbtas", 0, 1)]),
        ("?year=1999", [("2026", 1, 1200), ("2025", 1, 1)]),
    ],
)
def test_numbers_are_told_in_several_ways(call, year, query, expected):
    told = call(EDITOR, "GET", SERVICE + query).json()["items"]
    found = [(one["title"], one["submitted"], one["views"]) for one in told]
    if query == "?by=topic":
        assert ("Bibliotekos erdvės", 1, 0) in found
        found.remove(("Bibliotekos erdvės", 1, 0))
    assert found == expected


def test_page_shows_them_and_nothing_of_drafts(call, year):
    for by in ("time", "topic", "library", "case"):
        page = call(EDITOR, "GET", f"{PAGE}?by={by}").text
        assert "Slaptas juodraštis" not in page
        assert "1\N{NO-BREAK SPACE}201" in page
    assert f'href="{year[0].absolute_url()}"' in page
    assert "Paskelbtas" in page
    page = call(EDITOR, "GET", f"{PAGE}?year=2026").text
    assert "2026-02" in page
    assert "50,0" in page


def test_page_without_anything_says_so(call, served_world):
    page = call(EDITOR, "GET", PAGE).text
    assert "Skaičiuoti dar nėra ko" in page


def test_files_have_what_the_page_shows(call, year):
    answer = call(EDITOR, "GET", "good-practice/@@practice-statistics-export?format=csv&by=library")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="geroji-patirtis-visi-metai.csv"'
    )
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows] == ["Biblioteka", "Kretinga", "Pagėgiai"]
    service = call(EDITOR, "GET", "good-practice/@practice-statistics-export?format=csv&by=library")
    assert service.content == answer.content
    wrong = call(EDITOR, "GET", f"{SERVICE}?by=x")
    assert wrong.status_code == 400
    assert [one["field"] for one in wrong.json()["error"]["errors"]] == ["by"]


def test_only_editors_read_them(world):
    for name in ("krt-direktore", "metodininke", "svecias"):
        with act_as(name), pytest.raises(Unauthorized):
            reading.told(directory())
    with act_as("vedeja"):
        assert reading.told(directory()) == []
