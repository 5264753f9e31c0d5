"""Who may open what of the catalogue of good practice."""

from tests.goodpractice.conftest import make_published
from tests.security.libraries import EVERYONE


ROWS = {
    ("GET", "/good-practice"): EVERYONE,
    ("GET", "/good-practice?view=map"): EVERYONE,
    ("GET", "/good-practice?text=begemotas"): EVERYONE,
    ("GET", "/good-practice/@@practice-data?format=csv"): EVERYONE,
    ("GET", "/good-practice/@@feed"): EVERYONE,
    ("GET", "/good-practice/@cases"): EVERYONE,
}


def prepare(site):
    """A published case."""
    make_published()
