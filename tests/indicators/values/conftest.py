"""Values of two libraries, two years, in the store: what no report needs to be walked for."""

from metodinis.common.numbers import parse_cell
from metodinis.indicators.store import catalogue_of
from metodinis.indicators.values.table import statistics
from plone.uuid.interfaces import IUUID
from tests.libraries.conftest import library
from tests.reports.rounds.test_territory import TABLE
import pytest


def put(code, year, state, typed, text=TABLE, population=None):
    """Let the store hold what a library typed: {code of an element: raw text}."""
    catalogue = catalogue_of(text, year)
    typed = {**typed, **({"A7": str(population)} if population else {})}
    cells = {name: parse_cell(raw, catalogue.elements[name].type) for name, raw in typed.items()}
    return statistics().put(IUUID(library(code)), year, state, catalogue, cells, text)


@pytest.fixture
def held(world):
    """Kretinga published twice, Pagėgiai accepted once."""
    put("KRT", 2024, "published", {"C1": "80", "C2": "-", "C4": "800"}, population=37800)
    krt = {"C1": "100", "C2": "20", "C4": "900", "C6": "10,50", "C9": "0"}
    put("KRT", 2025, "published", krt, population=37500)
    pag = {"C1": "50", "C2": "-", "C4": "n/d: sugedo", "C6": "0,50", "C9": "0"}
    put("PAG", 2025, "accepted", pag, population=7300)
