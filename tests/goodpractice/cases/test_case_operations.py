"""Writing a case: what is kept, what is refused, who may."""

from AccessControl import Unauthorized
from datetime import date
from decimal import Decimal
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.goodpractice.cases import operations
from metodinis.goodpractice.cases.rules import Link
from metodinis.goodpractice.cases.rules import Result
from metodinis.goodpractice.cases.workflow import NotComplete
from plone import api
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import directory
from tests.goodpractice.conftest import library
from tests.goodpractice.conftest import make
import pytest


def test_case_keeps_what_was_typed(case):
    assert case.getId() == "pasaku-valandele-miske"
    assert (case.started, case.ended, case.euro) == (
        date(2025, 5, 2),
        date(2025, 9, 30),
        Decimal("150.00"),
    )
    assert case.steps == ("Susitarti su urėdija", "Parinkti knygas", "Pakviesti šeimas")
    assert case.results == (
        Result("Dalyvių padaugėjo", "Renginių registras", "", 120.0, 245.5, "dalyviai"),
    )
    assert case.links == (Link("Nuotraukos", "https://kretinga.example.org/pasakos"),)
    assert (case.writers, case.revision, state_of(case)) == (("krt-darbuotoja",), 1, "draft")


def test_only_its_own_people_write_for_a_library(world):
    for name in ("pag-direktore", "metodininke", "vedeja", "redaktore", "svecias"):
        with act_as(name), pytest.raises(Unauthorized):
            operations.create_case(directory(), library("KRT"), {"title": "Kita"})


def test_draft_needs_a_title_alone(world):
    with act_as("krt-direktore"):
        case = operations.create_case(directory(), library("KRT"), {"title": "Tik pavadinimas"})
        with pytest.raises(NotComplete) as refusal:
            operations.submit(case)
    assert refusal.value.blockers["results"] == "empty"
    assert state_of(case) == "draft"


def test_bad_values_are_told_at_their_fields(case):
    with act_as("krt-darbuotoja"), pytest.raises(FieldErrors) as refusal:
        operations.update_case(
            case,
            {
                "title": "",
                "people": -1,
                "euro": "daug",
                "topics": ["nera"],
                "contact_email": "ne adresas",
                "results": [{"text": "", "evidence": "x", "before": "keli"}],
                "links": [{"title": "x", "url": "javascript:alert(1)"}],
            },
        )
    assert set(refusal.value.errors) == {
        "title",
        "people",
        "euro",
        "topics",
        "contact_email",
        "results-0-text",
        "results-0-before",
        "links-0-url",
    }
    assert case.title == "Pasakų valandėlė miške"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"results": [{"text": "x", "before": "1e400"}]}, "results-0-before"),
        ({"results": [{"text": "x", "after": -1e30}]}, "results-0-after"),
        ({"started": "0001-01-01"}, "started"),
        ({"ended": date(9999, 12, 31)}, "ended"),
    ],
)
def test_what_no_page_could_show_is_not_taken(case, values, field):
    with act_as("krt-darbuotoja"), pytest.raises(FieldErrors) as refusal:
        operations.update_case(case, values)
    assert list(refusal.value.errors) == [field]
    assert case.revision == 1


def test_nobody_writes_over_what_they_did_not_see(case):
    with act_as("krt-direktore"):
        assert operations.update_case(case, {"need": "Kitaip."}, seen=1) == ["need"]
    with act_as("krt-darbuotoja"), pytest.raises(NotAllowed):
        operations.update_case(case, {"need": "Dar kitaip."}, seen=1)
    assert (case.need, case.revision) == ("Kitaip.", 2)
    assert case.writers == ("krt-darbuotoja", "krt-direktore")


@pytest.mark.parametrize(
    ("values", "blockers"),
    [
        ({"ended": date(2099, 1, 1)}, {"ended": "future"}),
        ({"ended": date(2025, 1, 1)}, {"ended": "order"}),
        ({"results": [{"text": "Visiems patiko"}]}, {"results": "evidence"}),
        ({"results": []}, {"results": "empty"}),
        ({"english_title": "Tales in the forest"}, {"english_summary": "english"}),
        ({"consent": False}, {"consent": "empty"}),
    ],
)
def test_what_was_not_carried_out_is_not_submitted(world, values, blockers):
    case = make(**values)
    with act_as("krt-darbuotoja"), pytest.raises(NotComplete) as refusal:
        operations.submit(case)
    assert refusal.value.blockers == blockers
    assert (state_of(case), case.versions) == ("draft", [])


def test_submission_keeps_a_version(submitted):
    [version] = submitted.versions
    assert (version.kind, version.by) == ("submission", "krt-darbuotoja")
    assert version.values["title"] == "Pasakų valandėlė miške"
    assert version.values["results"][0].after == 245.5


def test_director_agrees_first_if_so_decided(case):
    api.portal.set_registry_record("metodinis.goodpractice.director_signs", True)
    with act_as("krt-darbuotoja"):
        operations.submit(case)
        assert state_of(case) == "signing"
    with act_as("krt-direktore"):
        operations.send_back(case, "Trūksta skaičių.")
    assert state_of(case) == "draft"
    with act_as("krt-darbuotoja"):
        operations.submit(case)
    with act_as("krt-direktore"):
        operations.sign(case)
    assert state_of(case) == "submitted"


def test_nobody_goes_past_the_director_by_the_stock_menu(case):
    api.portal.set_registry_record("metodinis.goodpractice.director_signs", True)
    with act_as("krt-darbuotoja"), pytest.raises(NotAllowed):
        api.portal.get_tool("portal_workflow").doActionFor(case, "submit")
    assert state_of(case) == "draft"


def test_only_drafts_are_deleted(submitted):
    with act_as("krt-darbuotoja"):
        operations.withdraw(submitted)
        with pytest.raises(NotAllowed):
            operations.delete_case(submitted)


def test_draft_is_deleted(case):
    with act_as("krt-darbuotoja"):
        operations.delete_case(case)
    assert "pasaku-valandele-miske" not in directory()
