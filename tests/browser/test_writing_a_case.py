"""A case saves itself while one writes: in Chromium."""

from metodinis.goodpractice.cases import operations
from playwright.sync_api import expect
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import directory
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
import pytest
import transaction


pytestmark = pytest.mark.browser
SAVED = {"timeout": 15_000}


@pytest.fixture
def writing(browser_page, served_world):
    """The form of a draft that lacks a few things, opened by who writes it."""
    case = make(need="", lessons="", results=[])
    transaction.commit()
    page = browser_page("krt-darbuotoja")
    page.goto(f"{case.absolute_url()}/@@edit", wait_until="networkidle")
    return page


def stored():
    transaction.begin()
    [case] = directory().objectValues("Dexterity Item")
    return case


def test_what_is_written_is_saved(writing):
    expect(writing.locator("progress")).to_have_js_property("value", 15)
    writing.fill("#f-need", "Vasarą vaikai neateina.")
    writing.fill("#f-results-0-text", "Atėjo daugiau")
    writing.fill("#f-results-0-before", "120")
    writing.fill("#f-results-0-after", "245,5")
    expect(writing.locator("[data-status]")).to_contain_text("Išsaugota", **SAVED)
    expect(writing.locator("progress")).to_have_js_property("value", 17)
    expect(writing.locator("[data-missing] a")).to_have_text(["Išmoktos pamokos"])
    case = stored()
    assert case.need == "Vasarą vaikai neateina."
    assert (case.results[0].before, case.results[0].after) == (120.0, 245.5)
    # Nothing is left to lose: leaving asks nothing, and the button saves over its own revision.
    writing.click(".mtd-action-bar button.btn-primary")
    writing.wait_for_url(lambda url: "@@edit" not in url)


def test_mistake_is_told_at_its_field_and_the_rest_is_saved(writing):
    writing.fill("#f-people", "daug")
    writing.fill("#f-lessons", "Vieta lietui.")
    expect(writing.locator("#f-people-error")).to_be_visible(**SAVED)
    expect(writing.locator("#f-people")).to_have_attribute("aria-invalid", "true")
    case = stored()
    assert (case.people, case.lessons) == (3, "Vieta lietui.")
    writing.fill("#f-people", "4")
    expect(writing.locator("#f-people-error")).to_be_hidden(**SAVED)
    assert stored().people == 4


def test_fault_of_a_row_stands_at_that_row_however_they_are_numbered(writing):
    writing.click("button[name=more-results]")
    writing.fill("#f-results-0-text", "Antras")
    writing.fill("#f-results-0-order", "9")
    writing.fill("#f-results-0-before", "x")
    writing.fill("#f-results-1-text", "Pirmas")
    expect(writing.locator("#f-results-0-before-error")).to_be_visible(**SAVED)
    writing.fill("#f-results-0-before", "1")
    expect(writing.locator("#f-results-0-before-error")).to_be_hidden(**SAVED)
    assert [result.text for result in stored().results] == ["Pirmas", "Antras"]


def test_somebody_elses_change_is_not_written_over(writing):
    case = stored()
    with act_as("krt-direktore"):
        operations.update_case(case, {"lessons": "Kita ranka."})
    transaction.commit()
    writing.fill("#f-lessons", "Mano ranka.")
    expect(writing.locator("[data-status]")).to_contain_text("Kas nors kitas", **SAVED)
    assert stored().lessons == "Kita ranka."


def test_similar_cases_appear_while_one_begins(browser_page, served_world):
    make_published()
    transaction.commit()
    page = browser_page("pag-direktore")
    page.goto(f"{served_world.absolute_url()}/libraries/pag/@@write-case", wait_until="networkidle")
    expect(page.locator("[data-similar-list]")).to_be_hidden()
    page.fill("#f-title", "Pasakų valandėlės miškuose")
    expect(page.locator("[data-similar-list] a")).to_have_text(["Pasakų valandėlė miške"], **SAVED)
