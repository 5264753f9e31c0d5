"""What the site knows from elsewhere stands beside the cell; people alone write it there."""

from metodinis.i18n import _
from metodinis.indicators.suggestions import ISuggestions
from metodinis.indicators.suggestions import Suggestion
from metodinis.indicators.suggestions import suggestions
from plone.uuid.interfaces import IUUID
from tests.reports.conftest import fill
from tests.reports.conftest import library
from zope.component import getGlobalSiteManager
from zope.interface import implementer
import pytest
import re
import transaction


PATH = "libraries/krt/statistical-2025"
SOURCE = _("ledger_suggestion", default="In the department's training records")


@implementer(ISuggestions)
class OtherDomain:
    """A domain that reports know nothing of."""

    def __init__(self):
        self.asked = []

    def suggestions(self, library_uid, year):
        self.asked.append((library_uid, year))
        known = {"C1": Suggestion(1234, SOURCE), "C2": Suggestion(36.5, SOURCE)}
        return {**known, "A7": Suggestion(1, SOURCE), "X9": Suggestion(9, SOURCE)}


@pytest.fixture
def source(served_round):
    manager = getGlobalSiteManager()
    source = OtherDomain()
    manager.registerUtility(source, ISuggestions, name="test.other")
    yield source
    manager.unregisterUtility(source, ISuggestions, name="test.other")


def shown(text):
    """code -> what a click would type."""
    return dict(re.findall(r'data-fill="raw-(\w+)"\s+data-value="([^"]*)"', text))


def test_form_offers_what_isnt_in_the_cell(source, call):
    text = call("krt-darbuotoja", "GET", f"{PATH}/@@enter").text
    # Neither what is computed nor what the form doesn't ask for.
    assert shown(text) == {"C1": "1\N{NO-BREAK SPACE}234", "C2": "36,5"}
    assert "Skyriaus mokymų apskaitoje:" in " ".join(text.split())
    assert source.asked == [(IUUID(library("KRT")), 2025)]
    fill(library("KRT")["statistical-2025"], C1="1 234", C2="36")
    transaction.commit()
    text = call("krt-darbuotoja", "GET", f"{PATH}/@@enter").text
    assert shown(text) == {"C2": "36,5"}


def test_what_a_click_types_is_taken(source, call):
    offered = shown(call("krt-darbuotoja", "GET", f"{PATH}/@@enter").text)
    call(
        "krt-darbuotoja",
        "POST",
        f"{PATH}/@@enter",
        data={
            "raw.C1": offered["C1"],
            "revision.C1": "0",
            "raw.C2": "",
            "revision.C2": "0",
            "raw.C4": "",
            "revision.C4": "0",
        },
    )
    report = library("KRT")["statistical-2025"]
    assert {code: cell.value for code, cell in report.cells().items() if code != "A7"} == {
        "C1": 1234
    }


def test_rest(source, call):
    answer = call("krt-direktore", "GET", f"{PATH}/@suggestions").json()
    assert [(item["code"], item["value"]) for item in answer["items"]] == [
        ("C1", 1234),
        ("C2", 36.5),
        ("A7", 1),
    ]
    assert answer["items"][0]["text"] == "Skyriaus mokymų apskaitoje"
    assert call("pag-direktore", "GET", f"{PATH}/@suggestions").status_code == 401


def test_without_a_source_nothing_is_offered(served_round, call):
    assert shown(call("krt-darbuotoja", "GET", f"{PATH}/@@enter").text) == {}
    assert suggestions(IUUID(library("KRT")), 2025) == {}
