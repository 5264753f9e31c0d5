"""Errors are told in the reader's language, with a next step and no word of the inside."""

from metodinis.testing import PASSWORD
from plone import api
from plone.testing.zope import Browser
from zope.component import getMultiAdapter
import pytest


@pytest.fixture
def browser(served_world, functional_app):
    browser = Browser(functional_app)
    browser.handleErrors = True
    browser.raiseHttpErrors = False
    browser.addHeader("Accept", "text/html")
    return browser


def test_missing_page_offers_a_search(browser, served_world):
    browser.open(f"{served_world.absolute_url()}/nera")
    assert browser.headers["Status"].startswith("404")
    assert "Tokio puslapio nėra" in browser.contents
    assert 'id="error-search"' in browser.contents


def test_missing_page_in_english(browser, served_world):
    browser.open(f"{served_world.absolute_url()}/nera?set_language=en")
    assert "There is no such page" in browser.contents


def test_forbidden_page_names_the_account(browser, served_world):
    browser.addHeader("Authorization", f"Basic svecias:{PASSWORD}")
    browser.open(f"{served_world.absolute_url()}/insufficient-privileges")
    assert browser.headers["Status"].startswith("403")
    assert "<strong>svecias</strong>" in browser.contents


@pytest.mark.parametrize("role", ["Anonymous", "Manager"])
def test_failed_page_tells_nothing_of_the_inside(site, http_request, role):
    http_request.environ["HTTP_ACCEPT"] = "text/html"
    with api.env.adopt_roles([role]):
        try:
            raise RuntimeError("what nobody should read")
        except RuntimeError as error:
            page = getMultiAdapter((error, http_request), name="index.html")
            page.__parent__ = site
            html = page()
    assert http_request.response.getStatus() == 500
    assert "Svetainėje įvyko klaida" in html
    assert "what nobody should read" not in html
