"""A figure that the site knows is written into its cell by one click, and saved."""

from metodinis.indicators.suggestions import ISuggestions
from tests.browser.test_reports import PATH
from tests.browser.test_reports import report
from tests.browser.test_reports import saved
from tests.reports.conftest import served_round  # noqa: F401 a fixture
from tests.reports.entry.test_suggestions import OtherDomain
from zope.component import getGlobalSiteManager
import pytest


pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("served_round")]


@pytest.fixture
def source():
    manager = getGlobalSiteManager()
    source = OtherDomain()
    manager.registerUtility(source, ISuggestions, name="test.other")
    yield source
    manager.unregisterUtility(source, ISuggestions, name="test.other")


def test_a_click_fills_the_cell(browser_page, served_world, source):
    page = browser_page("krt-darbuotoja")
    page.goto(f"{served_world.absolute_url()}{PATH}/@@enter")
    page.click('[data-fill="raw-C1"]')
    saved(page)
    assert page.evaluate("document.activeElement.id") == "raw-C1"
    assert not page.is_visible('[data-fill="raw-C1"]')
    assert page.is_visible('[data-fill="raw-C2"]')
    assert report().record("C1").cell.value == 1234
