"""The site in a browser that runs no scripts: reading, finding, and every plain form."""

from metodinis.common.states import state_of
from metodinis.testing import PASSWORD
from tests.reports.conftest import library
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


@pytest.fixture
def plain_page(browser_page):
    def make(person=None, **more):
        return browser_page(person, java_script_enabled=False, **more)

    return make


@pytest.mark.parametrize("width", [1280, 390])
def test_visitor_finds_and_reads(plain_page, served_world, width):
    bring(report(), "published")
    transaction.commit()
    home = served_world.absolute_url()
    page = plain_page(width=width)
    if width == 390:
        page.click(".navbar-toggler")
    page.click('#portal-globalnav a[href$="/libraries"]')
    page.wait_for_url(f"{home}/libraries")
    page.fill("form.mtd-filter input[type=text], form.mtd-filter input[type=search]", "kreting")
    page.click("form.mtd-filter button[type=submit]")
    assert page.locator("#content tbody tr").count() == 1
    page.click('#content a[href$="/libraries/krt"]')
    page.click(f'#content a[href$="{PATH}"]')
    assert "900" in page.inner_text("#row-C4")
    page.goto(home)
    page.fill("#home-search", "Kretingos")
    page.press("#home-search", "Enter")
    assert page.locator('#content a[href$="/libraries/krt"]').count() >= 1


def test_numbers_are_entered_explained_and_handed_on(plain_page, served_world):
    home = served_world.absolute_url()
    page = plain_page()
    page.goto(f"{home}/login")
    page.fill("#__ac_name", "krt-direktore")
    page.fill("#__ac_password", PASSWORD)
    page.click("#buttons-login")
    assert page.locator("#user-name").inner_text().strip() == "Aldona Kretingaitė"
    page.goto(f"{home}{PATH}/@@enter")
    page.fill("#raw-C1", "12a")
    page.fill("#raw-C2", "20")
    page.click('.mtd-action-bar button:not([name="proceed"])')
    page.wait_for_selector("#mtd-errors:focus", timeout=10_000)
    assert page.input_value("#raw-C1") == "12a"
    assert report().record("C2") is None
    page.fill("#raw-C1", "100")
    page.fill("#raw-C4", "900")
    page.click('.mtd-action-bar button:not([name="proceed"])')
    assert {code: cell.value for code, cell in report().cells().items() if code != "A7"} == {
        "C1": 100,
        "C2": 20,
        "C4": 900,
    }
    page.click("button[name=proceed]")
    page.click(SUBMIT)
    page.wait_for_url(f"{home}{PATH}")
    assert state_of(report()) == "submitted"


def test_sheet_is_uploaded(plain_page, served_world):
    page = plain_page("krt-darbuotoja")
    page.goto(f"{served_world.absolute_url()}{PATH}/@@upload")
    file = {"name": "x.csv", "mimeType": "text/csv", "buffer": b"code,value\nC1,100\nC4,1x\n"}
    page.set_input_files("#file", file)
    page.click("form.mtd-card button.btn-primary")
    page.fill('input[name="raw.C4"]', "900")
    page.click('form[action$="@@enter"] button.btn-primary')
    cells = report().cells()
    assert (cells["C1"].value, cells["C4"].value) == (100, 900)


def test_report_is_remarked_and_returned(plain_page, served_world):
    bring(report(), "submitted")
    transaction.commit()
    home = served_world.absolute_url()
    page = plain_page("metodininke")
    page.goto(f"{home}{PATH}/@@remark?code=C4")
    page.click(SUBMIT)
    page.wait_for_selector("#mtd-errors:focus", timeout=10_000)
    page.fill("#f-text", "Ar su renginių lankytojais?")
    page.click(SUBMIT)
    page.goto(f"{home}{PATH}/@@report-transition?name=return")
    page.fill("#f-reason", "Patikrinkite apsilankymus.")
    page.click(SUBMIT)
    assert state_of(report()) == "returned"
    assert [remark.code for _key, remark in report().remarks.items()] == ["C4"]


def test_chapter_is_written(plain_page, served_world):
    page = plain_page("krt-darbuotoja")
    page.goto(f"{served_world.absolute_url()}/libraries/krt/narrative-2025/@@enter")
    area = page.locator('textarea[name^="text."]').first
    code = area.get_attribute("name").removeprefix("text.")
    area.fill("Metai buvo geri.")
    page.click('.mtd-action-bar button:not([name="proceed"])')
    transaction.begin()
    assert library("KRT")["narrative-2025"].text_of(code) == "Metai buvo geri."
