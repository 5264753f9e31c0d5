"""A year's report in a real browser: entering, explaining, handing in, reviewing."""

from metodinis.common.states import state_of
from metodinis.reports.rounds import operations as rounds
from plone import api
from tests.browser.test_look import faults
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.conftest import served_round  # noqa: F401 a fixture
from tests.reports.conftest import wider_round  # noqa: F401 a fixture
from tests.reports.test_workflow import bring
import pytest
import transaction


pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("served_round")]
PATH = "/libraries/krt/statistical-2025"


def report():
    transaction.begin()
    return library("KRT")["statistical-2025"]


def saved(page):
    """Wait until the form says that all is saved."""
    page.wait_for_selector("[data-status].mtd-ok")


def test_value_is_saved_as_it_is_left(browser_page, served_world):
    page = browser_page("krt-darbuotoja")
    page.goto(f"{served_world.absolute_url()}{PATH}/@@enter")
    page.fill("#raw-C1", "1 234")
    page.press("#raw-C1", "Enter")
    saved(page)
    assert page.evaluate("document.activeElement.id") == "raw-C2"
    assert report().record("C1").cell.value == 1234


def test_slip_is_told_at_its_cell_and_mended(browser_page, served_world):
    page = browser_page("krt-darbuotoja")
    page.goto(f"{served_world.absolute_url()}{PATH}/@@enter")
    page.fill("#raw-C1", "12a")
    page.press("#raw-C1", "Tab")
    page.wait_for_selector("#raw-C1.is-invalid")
    assert "12a" in page.inner_text("#error-C1")
    page.fill("#raw-C1", "12")
    page.press("#raw-C1", "Tab")
    saved(page)
    assert page.inner_text("#error-C1") == ""
    assert report().record("C1").cell.value == 12


def test_odd_value_is_shown_under_its_line(browser_page, served_world):
    page = browser_page("krt-darbuotoja")
    page.goto(f"{served_world.absolute_url()}{PATH}/@@enter")
    page.fill("#raw-C1", "10")
    page.fill("#raw-C2", "20")
    page.press("#raw-C2", "Tab")
    page.wait_for_selector('[data-notes="C2"] .mtd-finding--error')
    page.fill("#raw-C2", "5")
    page.press("#raw-C2", "Tab")
    page.wait_for_selector('[data-notes="C2"] .mtd-finding--error', state="detached")


@pytest.mark.usefixtures("wider_round")
def test_total_is_added_up_as_its_parts_are_typed(browser_page, served_world):
    page = browser_page("krt-darbuotoja")
    page.goto(f"{served_world.absolute_url()}{PATH}/@@enter")
    page.fill("#raw-C1", "1 000")
    page.press("#raw-C1", "Tab")
    saved(page)
    assert page.is_hidden("[data-sum=C5]")
    for code, text, total in (("C2", "234", "1 234"), ("C1", "9", "243")):
        page.fill(f"#raw-{code}", text)
        page.press(f"#raw-{code}", "Tab")
        page.wait_for_function(
            "total => document.querySelector('[data-sum=C5] span').textContent === total",
            arg=total.replace(" ", "\N{NO-BREAK SPACE}"),
        )
        assert page.is_visible("[data-sum=C5]")
    assert page.inner_text("[data-sum=C5]").startswith("Suma:")
    assert page.is_hidden("[data-sum=C4]")


def test_common_answer_explains_at_a_click(browser_page, served_world):
    with api.env.adopt_roles(["Manager"]):
        rounds.open_round(make_round(2024))
    fill(library("KRT")["statistical-2024"], C4="900")
    fill(library("KRT")["statistical-2025"], C4="3000")
    transaction.commit()
    page = browser_page("krt-darbuotoja")
    page.goto(f"{served_world.absolute_url()}{PATH}/@@enter")
    page.click("[data-notes=C4] .mtd-answers button >> nth=0")
    saved(page)
    [finding] = [found for found in report().findings() if found.key == "visits:C4"]
    assert report().explanation(finding).text == "Dalį metų biblioteka buvo remontuojama."


def test_two_people_in_one_cell_both_see_it(browser_page, served_world):
    address = f"{served_world.absolute_url()}{PATH}/@@enter"
    hers, directors = browser_page("krt-darbuotoja"), browser_page("krt-direktore")
    hers.goto(address)
    directors.goto(address)
    directors.fill("#raw-C1", "100")
    directors.press("#raw-C1", "Tab")
    saved(directors)
    hers.fill("#raw-C1", "200")
    hers.press("#raw-C1", "Tab")
    hers.wait_for_selector("#raw-C1.is-invalid")
    assert "Aldona Kretingaitė" in hers.inner_text("#error-C1")
    assert report().record("C1").cell.value == 100
    hers.press("#raw-C1", "Control+s")
    saved(hers)
    assert report().record("C1").cell.value == 200


def test_column_is_pasted_downwards(browser_page, served_world):
    page = browser_page("krt-darbuotoja")
    page.goto(f"{served_world.absolute_url()}{PATH}/@@enter")
    page.focus("#raw-C1")
    page.evaluate(
        """() => {
        const clipboard = new DataTransfer();
        clipboard.setData("text", "100\\n20\\n900\\n");
        const pasted = {clipboardData: clipboard, bubbles: true, cancelable: true};
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", pasted));
        }"""
    )
    saved(page)
    cells = report().cells()
    assert [cells[code].value for code in ("C1", "C2", "C4")] == [100, 20, 900]


def test_what_is_typed_while_the_server_is_away_is_saved_later(browser_page, served_world):
    page = browser_page("krt-darbuotoja")
    page.goto(f"{served_world.absolute_url()}{PATH}/@@enter")
    page.route("**/@@save-cells", lambda route: route.fulfill(body="<p>Proxy</p>"))
    page.fill("#raw-C1", "77")
    page.press("#raw-C1", "Tab")
    page.wait_for_selector("[data-status].mtd-error")
    page.unroute("**/@@save-cells")
    saved(page)
    assert report().record("C1").cell.value == 77


def test_director_fills_signs_and_the_department_accepts(browser_page, served_world):
    home = served_world.absolute_url()
    page = browser_page("krt-direktore")
    page.goto(f"{home}{PATH}/@@enter")
    for code, text in (("C1", "100"), ("C2", "20"), ("C4", "900")):
        page.fill(f"#raw-{code}", text)
    page.click("button[name=proceed]")
    page.click("form.mtd-card button.btn-primary")
    page.wait_for_url(f"{home}{PATH}")
    assert state_of(report()) == "submitted"
    staff = browser_page("metodininke")
    staff.goto(f"{home}{PATH}")
    staff.click("a.btn-primary")
    staff.click("form.mtd-card button.btn-primary")
    staff.wait_for_url(f"{home}{PATH}")
    assert state_of(report()) == "accepted"


# who looks at what, in which state of the report
PAGES = {
    "returned": (
        ("krt-darbuotoja", "/@@enter"),
        ("krt-darbuotoja", "/@@upload"),
        ("krt-direktore", "/@@report-transition?name=sign"),
    ),
    "submitted": (("metodininke", ""), ("metodininke", "/@@report-transition?name=return")),
    "published": (
        (None, ""),
        ("metodininke", "/@@correct?code=C4"),
        ("vedeja", "/@@report-history"),
    ),
}


@pytest.mark.parametrize("state", PAGES)
def test_pages_are_accessible_and_fit(browser_page, served_world, state):
    bring(report(), state)
    transaction.commit()
    wrong = {}
    for person, path in PAGES[state]:
        page = browser_page(person)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(served_world.absolute_url() + PATH + path, wait_until="networkidle")
            wrong[person, path, width] = faults(page)
    assert {place: found for place, found in wrong.items() if found} == {}
