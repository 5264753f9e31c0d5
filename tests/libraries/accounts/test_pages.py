"""`@@people` and its files, over HTTP."""

from datetime import date
from metodinis.common.spreadsheets import read_csv
from metodinis.libraries.accounts import operations
from metodinis.libraries.operations import close_library
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
from tests.reports.conftest import asker
import pytest
import re
import transaction


PEOPLE = "libraries/krt/@@people"
ALDONA, NAUJA, RASA = "Aldona Kretingaitė", "Nauja Žvaigždė", "Rasa Kretingienė"


@pytest.fixture
def call(served_world):
    """A library with a director, one active person of the staff and one deactivated."""
    with act_as("krt-direktore"):
        userid = operations.invite(library("KRT"), "a@example.org", NAUJA)
        operations.deactivate(library("KRT"), userid)
    transaction.commit()
    return asker()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", [ALDONA, RASA, NAUJA]),
        ("?sort=name", [ALDONA, NAUJA, RASA]),
        ("?sort=name&order=descending", [RASA, NAUJA, ALDONA]),
        ("?sort=email", [NAUJA, RASA, ALDONA]),
        ("?sort=role&order=descending", [RASA, NAUJA, ALDONA]),
        ("?sort=state&order=descending", [NAUJA, ALDONA, RASA]),
        ("?sort=nothing", [ALDONA, RASA, NAUJA]),
    ],
)
def test_people_are_sorted_by_their_heads(call, query, names):
    page = call("krt-direktore", "GET", PEOPLE + query).text
    assert re.findall(r'<th scope="row">(.*?)</th>', page) == names


def test_people_are_handed_out_as_they_are_listed(call):
    page = call("krt-direktore", "GET", f"{PEOPLE}?sort=name").text
    assert "/@@people-export?sort=name&amp;format=csv" in page
    answer = call("krt-direktore", "GET", "libraries/krt/@@people-export?sort=name&format=csv")
    rows = read_csv(answer.content)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="krt-people.csv"'
    assert [row[0] for row in rows] == ["Vardas ir pavardė", ALDONA, NAUJA, RASA]
    assert [row[2:] for row in rows[1:]] == [
        ["Direktorius", "Įjungta"],
        ["Darbuotojas", "Išjungta"],
        ["Darbuotojas", "Įjungta"],
    ]


def test_people_of_a_closed_library_are_told_of_and_not_invited(call):
    with act_as("vedeja"):
        close_library(library("KRT"), date(2025, 12, 31))
    transaction.commit()
    page = call("vedeja", "GET", PEOPLE).text
    assert "Biblioteka uždaryta" in page
    assert re.findall(r'name="action" value="(\w+)"', page) == ["deactivate", "deactivate"]
    assert 'id="f-email"' not in page
