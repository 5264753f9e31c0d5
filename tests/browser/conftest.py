"""Pages in a real browser: errors on its console and requests to other sites fail the test."""

from metodinis.testing import PASSWORD
from urllib.parse import urlsplit
import pytest


# What the console says of a page that answers 404 or 403, as tests ask for on purpose.
ASKED_FOR = "the server responded with a status of 40"


@pytest.fixture
def browser_page(new_context, served_world):
    """Call it with a person of the world (or None) for a page where they are logged in.

    width: of the window, in pixels; language: of the interface; more: what Playwright's new
    contexts take besides.
    """
    home = served_world.absolute_url()
    host = urlsplit(home).netloc
    strangers, errors = [], []

    def only_own(route):
        if urlsplit(route.request.url).netloc == host:
            route.continue_()
        else:
            strangers.append(route.request.url)
            route.abort()

    def heard(message):
        if message.type == "error" and ASKED_FOR not in message.text:
            errors.append(message.text)

    def make(person=None, width=1280, language="lt", **more):
        context = new_context(viewport={"width": width, "height": 900}, **more)
        context.route("http*://**", only_own)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{home}?set_language={language}")
        if person:
            log_in(page, home, person)
        return page

    yield make
    assert errors == []
    assert strangers == []


def log_in(page, home, person):
    """Log in by the form, as a person does."""
    page.goto(f"{home}/login")
    page.fill("#__ac_name", person)
    page.fill("#__ac_password", PASSWORD)
    page.click("#buttons-login")
    page.wait_for_url(lambda url: not url.endswith("/login"))
