"""Three libraries with the numbers of some years, and proposals of targets over them."""

from datetime import datetime
from datetime import UTC
from metodinis.common.moments import at
from metodinis.indicators.targets import operations
from metodinis.indicators.targets.reading import store
from plone import api
from plone.uuid.interfaces import IUUID
from tests.indicators.values.conftest import put
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
import pytest


# R8 is visits (C4) an inhabitant (A7).
VISITS = {
    "KLM": {2022: 200_000, 2023: 300_000, 2024: 400_000, 2025: 500_000},
    "KRT": {2022: 150_000, 2023: 175_000, 2024: 200_000, 2025: 225_000},
    "PAG": {2022: 10_000, 2023: 12_000, 2024: 14_000, 2025: 21_000},
}
INHABITANTS = {"KLM": 100_000, "KRT": 50_000, "PAG": 7_000}
NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
PROPOSED = {
    "code": "R8",
    "year": "2027",
    "group": "territory",
    "method": "value",
    "value": "5,5",
    "base": "territory",
    "base_year": "2025",
    "reason": "Tiek pasiekia geriausios.",
}


@pytest.fixture
def figures(world):
    """Published values of all three, 2022 to 2025."""
    for code, years in VISITS.items():
        for year, visits in years.items():
            typed = {"C1": "100", "C4": str(visits)}
            put(code, year, "published", typed, population=INHABITANTS[code])


@pytest.fixture
def indicators(world, figures):
    return world["indicators"]


def propose(person="metodininke", **values):
    """A Target that somebody proposes."""
    with act_as(person), at(NOW):
        return operations.propose(api.portal.get()["indicators"], {**PROPOSED, **values})


def step(target, name, person="vedeja", reason=""):
    with act_as(person), at(NOW):
        return operations.take_step(api.portal.get()["indicators"], target.id, name, reason)


def approved(**values):
    """A Target that the head approved."""
    return step(propose(**values), "approve")


def of_library(code):
    """The group of one library."""
    return f"library:{IUUID(library(code))}"


def states():
    """id -> state of all targets."""
    return {one.id: one.state for one in store().all()}
