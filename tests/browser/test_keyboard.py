"""The ways of the site with a keyboard alone: no click, and the focus always seen."""

from metodinis.common.states import state_of
from metodinis.reports.rounds import operations as rounds
from metodinis.testing import PASSWORD
from plone import api
from tests.browser.keyboard import follow
from tests.browser.keyboard import go_to
from tests.browser.keyboard import has_focus
from tests.browser.keyboard import press
from tests.browser.keyboard import write
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.conftest import served_round  # noqa: F401 a fixture
from tests.reports.test_workflow import bring
import pytest
import transaction


pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("served_round")]
PATH = "/libraries/krt/statistical-2025"
SUBMIT = "form.mtd-card button.btn-primary"


def report():
    transaction.begin()
    return library("KRT")["statistical-2025"]


def log_in(page, home, person):
    # Plone's scripts put the focus into the first field.
    page.goto(f"{home}/login", wait_until="networkidle")
    write(page, "#__ac_name", person)
    write(page, "#__ac_password", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def came_to(page, url):
    page.wait_for_url(lambda found: found.split("?")[0].rstrip("/") == url.rstrip("/"))


def test_visitor_finds_and_reads_a_report(browser_page, served_world):
    bring(report(), "published")
    transaction.commit()
    home = served_world.absolute_url()
    page = browser_page()
    page.goto(home)
    press(page, "Tab")
    assert page.evaluate("document.activeElement.hash") == "#main-container"
    page.keyboard.press("Enter")
    press(page, "Tab")
    assert has_focus(page, "main *, #main-container *")
    write(page, "#home-search", "Kretingos")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    follow(page, 'main a[href$="/libraries/krt"]')
    follow(page, f'main a[href$="{PATH}"]')
    came_to(page, home + PATH)
    assert "900" in page.inner_text("#row-C4")


def test_report_is_filled_signed_and_returned(browser_page, served_world):
    home = served_world.absolute_url()
    with api.env.adopt_roles(["Manager"]):
        rounds.open_round(make_round(2024))
    fill(library("KRT")["statistical-2024"], C4="300")
    transaction.commit()

    page = browser_page()
    log_in(page, home, "krt-darbuotoja")
    page.goto(home)
    follow(page, f'.mtd-tasks a[href*="{PATH}"]')
    if "@@enter" not in page.url:
        follow(page, f'main a[href$="{PATH}/@@enter"]')
    write(page, "#raw-C1", "100")
    press(page, "Enter")
    assert has_focus(page, "#raw-C2")
    page.keyboard.type("20")
    press(page, "ArrowDown")
    assert has_focus(page, "#raw-C4")
    page.keyboard.type("900")
    press(page, "ArrowUp")
    assert has_focus(page, "#raw-C2")
    page.wait_for_selector('[data-notes="C4"] textarea')
    assert "C4" in page.inner_text("[data-heard]")
    write(page, '[data-notes="C4"] textarea', "Atvėrėme naują salę.")
    follow(page, "button[name=proceed]")
    follow(page, SUBMIT)
    came_to(page, home + PATH)
    assert state_of(report()) == "signing"
    finding = report().findings()[0]
    assert report().explanation(finding).text == "Atvėrėme naują salę."

    page = browser_page()
    log_in(page, home, "krt-direktore")
    page.goto(home)
    follow(page, f'.mtd-tasks a[href*="{PATH}"]')
    if "name=sign" not in page.url:
        follow(page, f'main a[href*="{PATH}/@@report-transition?name=sign"]')
    follow(page, SUBMIT)
    came_to(page, home + PATH)
    assert state_of(report()) == "submitted"

    page = browser_page()
    log_in(page, home, "metodininke")
    page.goto(home)
    follow(page, f'.mtd-tasks a[href*="{PATH}"]')
    follow(page, f'main a[href*="{PATH}/@@report-transition?name=return"]')
    write(page, "#f-reason", "Patikrinkite apsilankymus.")
    follow(page, SUBMIT)
    came_to(page, home + PATH)
    assert state_of(report()) == "returned"


def test_refused_numbers_take_the_focus_and_lead_back(browser_page, served_world):
    page = browser_page("krt-darbuotoja")
    page.goto(f"{served_world.absolute_url()}{PATH}/@@enter")
    write(page, "#raw-C1", "12a")
    press(page, "Tab")
    follow(page, '.mtd-action-bar button:not([name="proceed"])')
    assert has_focus(page, "#mtd-errors")
    go_to(page, '#mtd-errors a[href="#raw-C1"]')
    press(page, "Enter")
    assert has_focus(page, "#raw-C1")
    described = page.get_attribute("#raw-C1", "aria-describedby").split()
    assert page.get_attribute("#raw-C1", "aria-invalid") == "true"
    assert any("12a" in page.inner_text(f"#{id_}") for id_ in described)


def test_refused_form_takes_the_focus_and_leads_back(browser_page, served_world):
    bring(report(), "submitted")
    transaction.commit()
    page = browser_page("metodininke")
    page.goto(f"{served_world.absolute_url()}{PATH}/@@remark?code=C4")
    follow(page, SUBMIT)
    assert has_focus(page, "#mtd-errors")
    go_to(page, '#mtd-errors a[href="#f-text"]')
    press(page, "Enter")
    assert has_focus(page, "#f-text")
    assert page.get_attribute("#f-text", "aria-invalid") == "true"


def heard(page):
    """Watch what the entry form says aloud: returns a function that gives the texts so far."""
    page.evaluate(
        """() => {
        const place = document.querySelector("[data-heard]");
        window.heard = [];
        new MutationObserver(() => window.heard.push(place.textContent))
            .observe(place, {childList: true, characterData: true, subtree: true});
        }"""
    )
    return lambda: page.evaluate("window.heard")


def test_saving_and_checks_are_told_once(browser_page, served_world):
    page = browser_page("krt-darbuotoja")
    page.goto(f"{served_world.absolute_url()}{PATH}/@@enter")
    told = heard(page)
    assert page.get_attribute("[data-heard]", "role") == "status"
    go_to(page, "#raw-C1")
    page.keyboard.type("10")
    assert told() == []
    press(page, "Enter")
    page.keyboard.type("2500")
    page.wait_for_selector("[data-status].mtd-ok")
    assert len(told()) == 1
    press(page, "Enter")
    page.wait_for_selector('[data-notes="C2"] .mtd-finding--error')
    [saved, checked] = told()
    assert saved.startswith(page.get_attribute("#mtd-entry", "data-saved"))
    assert checked.endswith("C2 Pataisykite: Vaikų daugiau nei vartotojų.")
    page.keyboard.type("x")
    press(page, "Enter")
    page.wait_for_selector("#raw-C4.is-invalid")
    [refused] = told()[2:]
    assert refused.startswith(page.get_attribute("#mtd-entry", "data-wrong"))
    assert page.inner_text("#error-C4") in refused
    # One region speaks, so that nothing is said twice.
    assert page.locator("#mtd-entry [aria-live], #mtd-entry [role=status]").count() == 1
