"""What comments are written with, and a page that shows them."""

from metodinis.indicators.commentary import operations
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from tests.libraries.conftest import act_as
import pytest


class Page(BrowserView):
    """A page that includes the macro, as pages of figures do."""

    index = ViewPageTemplateFile("page.pt")

    def __call__(self, subject, year=None):
        return self.index(subject=subject, year=year)


@pytest.fixture
def indicators(world):
    return world["indicators"]


@pytest.fixture
def write(indicators):
    """Write a comment as a methodologist, on the territory unless told otherwise."""

    def make(text="Auga.", subject="territory", year=None, public=True):
        with act_as("metodininke"):
            return operations.add(indicators, subject, year, text, public=public)

    return make


@pytest.fixture
def page(indicators, http_request):
    """Call it with a subject and a year for the HTML of a page about them."""
    return Page(indicators, http_request)
