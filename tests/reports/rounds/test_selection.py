"""What a round asks: sections and elements are chosen while it is prepared, then they stand."""

from datetime import datetime
from metodinis.common.refusals import FieldErrors
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import parsed_catalogue
from metodinis.reports.operations import set_standing
from metodinis.reports.rounds import operations
from metodinis.reports.rounds.preview import asked_catalogue
from metodinis.reports.rounds.preview import preview_opening
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import ZONE
from tests.reports.rounds.test_api import fields
from tests.reports.rounds.test_api import send
from tests.reports.rounds.test_pages import ADD
from tests.reports.rounds.test_pages import FORM
import pytest
import re
import transaction


YEAR = 2026
VALUES = {
    "year": YEAR,
    "deadline": datetime(2027, 2, 10, 23, 59, tzinfo=ZONE),
    "forms": {"statistical"},
    "requires_signature": True,
}


def made(**chosen):
    """A round over the shipped catalogue, being prepared."""
    with act_as("metodininke"):
        return operations.create_round(api.portal.get()["rounds"], {**VALUES, **chosen})


def whole():
    return parsed_catalogue(catalogue_text()).for_year(YEAR)


def test_all_is_asked_unless_something_is_chosen(world):
    reporting_round = made()
    assert reporting_round.sections == set(parsed_catalogue(catalogue_text()).sections)
    assert list(asked_catalogue(reporting_round).elements) == list(whole().elements)


def test_chosen_is_what_is_asked_and_no_more(world):
    reporting_round = made(sections={"A", "C"}, left_out={"C3", "D1"})
    expected = [
        code
        for code, element in whole().elements.items()
        if element.section in ("A", "C") and code != "C3"
    ]
    assert preview_opening(reporting_round).elements == len(expected)
    with act_as("metodininke"):
        operations.open_round(reporting_round)
    assert list(reporting_round.catalogue.elements) == expected
    assert list(reporting_round.catalogue.sections) == ["A", "C"]
    # Visits per inhabitant are there, loans per inhabitant fall away.
    assert {"R8", "R10"} & set(reporting_round.catalogue.indicators) == {"R8"}
    report = library("KRT")[f"statistical-{YEAR}"]
    with pytest.raises(FieldErrors) as caught:
        fill(report, C3="5", D1="7")
    assert set(caught.value.errors) == {"C3", "D1"}


def test_checks_over_what_is_left_out_say_nothing(world):
    reporting_round = made(sections={"C"}, left_out={"C2"})
    with act_as("metodininke"):
        operations.open_round(reporting_round)
    report = library("KRT")[f"statistical-{YEAR}"]
    # Less visits than users is odd; more users than inhabitants isn't known here.
    fill(report, C1="500000", C3="10", C4="400000", C5="5", C6="1")
    keys = {finding.key for finding in report.findings() if finding.severity != "info"}
    assert keys == {"visits_users:C4"}


def test_what_is_asked_stands_once_it_was_opened(world):
    reporting_round = made(sections={"C"})
    with act_as("metodininke"):
        operations.edit_round(reporting_round, {"sections": {"A", "C"}, "left_out": {"C2"}})
        operations.open_round(reporting_round)
        asked = list(reporting_round.catalogue.elements)
        for change in ({"sections": {"C"}}, {"left_out": set()}):
            with pytest.raises(FieldErrors) as caught:
                operations.edit_round(reporting_round, change)
            assert set(caught.value.errors) == set(change)
        operations.edit_round(reporting_round, {"sections": {"A", "C"}, "left_out": {"C2"}})
    assert list(reporting_round.catalogue.elements) == asked


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"sections": set()}, "sections"),
        ({"sections": {"S"}, "left_out": {"S1", "S2", "S3", "S4"}}, "left_out"),
    ],
)
def test_something_must_be_asked(world, chosen, field):
    with pytest.raises(FieldErrors) as caught:
        made(**chosen)
    assert list(caught.value.errors) == [field]
    made(**chosen, forms={"narrative"})


def test_standing_of_what_is_left_out_is_no_value_of_the_report(world):
    reporting_round = made(sections={"C"})
    with act_as("metodininke"):
        set_standing(library("KRT"), "A4", "Miesto biblioteka.")
        set_standing(library("KRT"), "C2", "Vaikų neaptarnauja.")
        operations.open_round(reporting_round)
    assert list(library("KRT")[f"statistical-{YEAR}"].cells()) == ["C2"]


# over HTTP


NEW = {"year": YEAR, "deadline": "2027-02-10T23:59", "forms": ["statistical"]}


def test_rest_chooses_and_tells(call):
    sent = {**NEW, "sections": ["C"], "left_out": ["C2", "C3"]}
    answer = send(call, "metodininke", "POST", "rounds", sent).json()
    assert (answer["sections"], answer["left_out"]) == (["C"], ["C2", "C3"])
    path = f"rounds/{YEAR}/@round-elements?b_size=2"
    told = call("metodininke", "GET", path).json()
    assert [item["code"] for item in told["items"]] == ["C1", "C4"]
    assert told["items_total"] == 4
    assert {"A1", "C2", "C3", "D1"} <= set(told["left_out"])
    assert call("krt-direktore", "GET", path).status_code == 401
    changed = send(call, "metodininke", "PATCH", f"rounds/{YEAR}", {"left_out": []})
    assert changed.json()["left_out"] == []
    send(call, "vedeja", "POST", f"rounds/{YEAR}/@round-transition", {"name": "open"})
    refused = send(call, "metodininke", "PATCH", f"rounds/{YEAR}", {"sections": ["A"]})
    assert fields(refused) == (400, ["sections"])
    assert call("", "GET", path).json()["items_total"] == 6


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"sections": ["Q"]}, "sections"),
        ({"sections": "C"}, "sections"),
        ({"sections": []}, "sections"),
        ({"sections": None}, "sections"),
        ({"sections": 5}, "sections"),
        ({"left_out": ["Q1"]}, "left_out"),
        ({"left_out": [{}]}, "left_out"),
    ],
)
def test_bad_choice_names_its_field(call, chosen, field):
    answer = send(call, "metodininke", "POST", "rounds", {**NEW, **chosen})
    assert fields(answer) == (400, [field])
    assert str(YEAR) not in api.portal.get()["rounds"]


def test_form_offers_sections_checked_and_finds_elements(call):
    page = call("metodininke", "GET", ADD).text
    boxes = page.partition('id="formfield-form-widgets-sections"')[2].partition("left_out")[0]
    assert boxes.count('type="checkbox"') == len(re.findall(r" checked(?=[ >=])", boxes))
    assert boxes.count('type="checkbox"') == len(parsed_catalogue(catalogue_text()).sections)
    search = "@@getVocabulary?name=metodinis.indicators.Elements&field=left_out&query=apsilank*"
    found = call("metodininke", "GET", f"{ADD}/{search}").json()
    assert [item["id"] for item in found["results"]] == ["C4", "C5"]
    assert "results" not in call("krt-direktore", "GET", f"{ADD}/{search}").text


def test_form_chooses_and_the_page_tells_what_is_asked(call):
    data = {
        **FORM,
        "form.widgets.sections": ["C"],
        "form.widgets.sections-empty-marker": "1",
        "form.widgets.left_out": "C2;C3",
    }
    call("metodininke", "POST", ADD, data=data)
    reporting_round = api.portal.get()["rounds"][str(YEAR)]
    assert (reporting_round.sections, reporting_round.left_out) == ({"C"}, {"C2", "C3"})
    page = call("metodininke", "GET", f"rounds/{YEAR}/@@asked").text
    asked, _heading, left_out = page.partition("Šiame rinkime neklausiama")
    assert ">C4<" in asked
    assert ">C2<" not in asked
    assert ">C2<" in left_out
    with act_as("metodininke"):
        operations.open_round(reporting_round)
    transaction.commit()
    assert "formfield-form-widgets-sections" not in (
        call("metodininke", "GET", f"rounds/{YEAR}/edit").text
    )
    assert ">C4<" in call("", "GET", f"rounds/{YEAR}/@@asked").text


def test_no_section_is_told_at_its_field(call):
    data = {**FORM, "form.widgets.sections-empty-marker": "1"}
    page = call("metodininke", "POST", ADD, data=data).text
    assert "Pasirinkite bent vieną skyrių" in page
    assert str(YEAR) not in api.portal.get()["rounds"]
