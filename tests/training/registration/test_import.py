"""Participants from a table: errors by cell, and nothing half-stored."""

from metodinis.common.refusals import FieldErrors
from metodinis.layout.exports import as_xlsx
from metodinis.layout.exports import Table
from metodinis.training.registration.desk import imports
from metodinis.training.registration.desk import tables
from plone import api
from tests.training.registration.made_events import come
from tests.training.registration.made_events import library
from tests.training.registration.made_events import STAFF
from tests.training.registration.made_events import states
import pytest


HEAD = ["Vardas, pavardė", "El. paštas", "Biblioteka", "Pareigos"]
CSV = (
    "Vardas;Pavardė;El. paštas;Biblioteka;Pastaba\n"
    "Ana;Aitė;ana@example.org;KRT;x\n"
    ";;;;\n"
    "Bena;Baitė;bena@example.org;Kretinga;\n"
    "Cecilija;Caitė;cecilija@example.org;;\n"
).encode()


@pytest.fixture(autouse=True)
def staff(sent):
    with api.env.adopt_user(username=STAFF):
        yield


def workbook(*rows):
    return as_xlsx([Table("Dalyviai", [HEAD, *map(list, rows)])])


def test_good_table_registers_all_in_its_order(event, sent):
    plan = imports.plan(event, CSV)
    assert plan.findings == []
    assert len(event.registrations) == 0
    made = imports.store(event, plan.people)
    assert [one.library_uid for one in made] == [library("KRT"), library("KRT"), ""]
    assert states(event) == {
        "Ana Aitė": "registered",
        "Bena Baitė": "registered",
        "Cecilija Caitė": "waiting",
    }
    assert len(sent) == 3


def test_errors_are_told_by_cell_and_nobody_is_registered(event, sent):
    come(event, "Rasa R")
    data = workbook(
        ("Ana A", "ana@example.org", "KRT", ""),
        ("", "bena@example.org", "", ""),
        ("Cecilija C", "blogas adresas", "Nesama", ""),
        ("Dana D", "ANA@example.org", "", ""),
        ("Rasa R", "rasa@example.org", "", "x" * 101),
        ("Rasa R", "rasa@example.org", "", ""),
    )
    plan = imports.plan(event, data)
    assert [(finding.cell, finding.text[:15]) for finding in plan.findings] == [
        ("A3", ""),
        ("B4", "blogas adresas"),
        ("C4", "Nesama"),
        ("B5", "ANA@example.org"),
        ("D6", "x" * 15),
        ("B7", "rasa@example.or"),
    ]
    with pytest.raises(FieldErrors):
        imports.store(event, plan.people)
    assert len(event.registrations) == 1


def test_a_look_tells_the_library_that_was_read(event, sent):
    page = imports.ImportPage(event, event.REQUEST)
    page.found = imports.plan(event, CSV)
    [brain] = api.content.find(portal_type="Library", UID=library("KRT"))
    assert [one["library"] for one in page.shown] == [brain.Title, brain.Title, ""]
    assert "library" not in page.found.people[0]


def test_reason_gives_seats_beyond_the_capacity(event, sent):
    plan = imports.plan(event, CSV)
    made = imports.store(event, plan.people, reason="Sutarta su biblioteka.", write=False)
    assert {one.state for one in made} == {"registered"}
    assert [one.over for one in made] == [False, False, True]
    assert sent == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7 \x00\x01",
        b"Pareigos;Telefonas\nx;y\n",
        "Vardas, pavardė;El. paštas\n".encode(),
        b"PK\x03\x04nonsense",
    ],
)
def test_other_files_are_refused_at_the_field(event, data):
    with pytest.raises(FieldErrors) as refused:
        imports.plan(event, data)
    assert list(refused.value.errors) == ["file"]


def test_guarded_formula_comes_back_as_it_was(event):
    table = tables.table_of(tables.rows_of("Vardas;El. paštas\n'=A1+1;x@example.org\n".encode()))
    assert table.rows == [(2, {"first_name": "=A1+1", "email": "x@example.org", "name": "=A1+1"})]


@pytest.mark.parametrize(("column", "name"), [(0, "A3"), (25, "Z3"), (26, "AA3"), (701, "ZZ3")])
def test_cell_name(column, name):
    assert tables.cell_name(column, 3) == name
