"""One figure opened: what each reader sees of where it comes from."""

from metodinis.indicators.provenance.api import figure_json
from metodinis.indicators.provenance.reading import opened
from metodinis.indicators.values.table import table
from metodinis.reports import operations
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
from tests.reports.conftest import fill
from tests.reports.rounds.test_territory import accepted
from tests.reports.rounds.test_territory import open_round
import pytest


@pytest.fixture
def report(world):
    """Kretinga's accepted report of 2025, with a correction."""
    open_round()
    report = accepted("KRT")
    with act_as("metodininke"):
        operations.correct(report, "C4", "apie 1000", "Rasti neįtraukti apsilankymai.")
    return report


def figure(code, year, person, of="KRT"):
    with act_as(person):
        found = opened(table(), library(of), code, year)
        return found and figure_json(found, "lt")


def test_staff_open_an_indicator_down_to_its_cells(report):
    found = figure("R8", 2025, "metodininke")
    told = found.pop("report")
    assert found == {
        "code": "R8",
        "title": "Rodiklis R8",
        "kind": "indicator",
        "unit": "",
        "year": 2025,
        "value": 1000 / 37500,
        "state": "",
        "is_draft": False,
        "formula": "(C4) / (A7)",
        "factor": 1,
        "numerator": 1000,
        "denominator": 37500,
        "sources": ["C4", "A7"],
    }
    assert (told["@id"], told["review_state"]) == (report.absolute_url(), "accepted")
    assert told["cells"] == [
        {"code": "A7", "raw": "37500", "state": "value", "number": 37500, "estimated": False},
        {"code": "C4", "raw": "apie 1000", "state": "value", "number": 1000, "estimated": True},
    ]
    [correction] = told["corrections"]
    del correction["at"]
    assert correction == {
        "code": "C4",
        "original": "900",
        "corrected": "~1\N{NO-BREAK SPACE}000",
        "reason": "Rasti neįtraukti apsilankymai.",
    }


def test_the_public_opens_what_is_published(report):
    assert figure("R8", 2025, "svecias") is None
    with act_as("vedeja"):
        operations.publish(report)
    found = figure("R8", 2025, "svecias")
    assert (found["value"], found["report"]["review_state"]) == (1000 / 37500, "published")
    assert figure("R8", 2024, "svecias") is None


def test_a_library_opens_its_draft_others_dont(world):
    open_round()
    draft = library("KRT")["statistical-2025"]
    fill(draft, C1="100", C2="-", C4="n/d: sugedo")
    own = figure("C1", 2025, "krt-darbuotoja")
    assert (own["value"], own["is_draft"]) == (100, True)
    assert figure("R2", 2025, "krt-darbuotoja")["state"] == "not_applicable"
    assert figure("C4", 2025, "krt-darbuotoja")["state"] == "unknown"
    assert figure("C1", 2025, "pag-direktore") is None
    assert figure("C1", 2025, "svecias") is None


def test_a_library_opens_what_is_accepted_of_it_others_dont(report):
    own = figure("R8", 2025, "krt-direktore")
    assert (own["value"], own["is_draft"]) == (1000 / 37500, True)
    assert own["report"]["review_state"] == "accepted"
    for person in ("pag-direktore", "redaktore", "svecias"):
        assert figure("R8", 2025, person) is None


def test_what_is_divided_by_zero_has_no_value(report):
    found = figure("R9", 2025, "metodininke")
    assert (found["value"], found["numerator"], found["denominator"]) == (None, 100, 0)
    assert figure("X1", 2025, "metodininke") is None
