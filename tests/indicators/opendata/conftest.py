"""The values of `held`, committed, and questions to them over HTTP."""

from metodinis.testing import PASSWORD
from tests.indicators.values.conftest import put
import pytest
import requests
import transaction


def put_values():
    """Kretinga published twice, Pagėgiai accepted once."""
    put("KRT", 2024, "published", {"C1": "80", "C2": "-", "C4": "800"}, population=37800)
    krt = {"C1": "0", "C2": "n/d: sugedo", "C4": "900", "C6": "10,50"}
    put("KRT", 2025, "published", krt, population=37500)
    put("PAG", 2025, "accepted", {"C1": "777", "C4": "7770"}, population=7300)


@pytest.fixture
def published(served_world):
    put_values()
    transaction.commit()
    return served_world


@pytest.fixture
def ask(published):
    """Call it with a path for the answer; headers are written with underscores."""

    def get(path, person=None, method="GET", **headers):
        return requests.request(
            method,
            f"{published.absolute_url()}/{path}",
            auth=(person, PASSWORD) if person else None,
            headers={"Accept": "application/json"}
            | {name.replace("_", "-"): value for name, value in headers.items()},
            timeout=60,
        )

    return get


@pytest.fixture
def change(published):
    """Call it with what `put` takes: it is committed."""

    def work(*values, **more):
        transaction.begin()
        put(*values, **more)
        transaction.commit()

    return work
