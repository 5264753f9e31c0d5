"""A territory of eleven municipal libraries and a county one, with published values."""

from metodinis.indicators.store import catalogue_text
from metodinis.libraries.operations import create_library
from plone import api
from tests.indicators.values.conftest import put
import pytest


# code: (municipality, inhabitants, outlets, posts, stock, users, visits, expenditure). Kretinga's,
# Pagėgiai's and Klaipėda's libraries are the world's.
SIZES = {
    "KLM": ("LT-20", 152_000, 14, "90", 400_000, 30_000, 450_000, "2100,0"),
    "KLR": ("LT-21", 60_000, 30, "60", 250_000, 12_000, 170_000, "1200,0"),
    "KRT": ("LT-22", 37_500, 17, "40", 180_000, 8_000, 150_000, "800,0"),
    "NER": ("LT-28", 4_000, 3, "8", 40_000, 1_500, 26_000, "200,0"),
    "PAL": ("LT-31", 16_000, 4, "15", 80_000, 4_000, 60_000, "380,0"),
    "SKU": ("LT-48", 16_500, 15, "30", 150_000, 4_200, 70_000, "500,0"),
    "SIL": ("LT-46", 38_500, 20, "45", 200_000, 8_500, 120_000, "850,0"),
    "JUR": ("LT-12", 25_000, 18, "35", 170_000, 6_000, 100_000, "640,0"),
    "PAG": ("LT-29", 7_300, 9, "14", 60_000, 1_900, 20_000, "230,0"),
    "SLL": ("LT-45", 22_000, 19, "33", 160_000, 5_500, 90_000, "600,0"),
    "TAU": ("LT-50", 37_000, 18, "44", 190_000, 8_800, 140_000, "900,0"),
}
THERE = ("KLM", "KRT", "PAG")


def report(code, year, **changed):
    """What a library of SIZES typed; visits of the years before are a tenth fewer each."""
    _place, people, outlets, posts, stock, users, visits, spent = SIZES[code]
    typed = {
        "A1": str(outlets),
        "G4": posts,
        "B4": str(stock),
        "C1": str(users),
        "C4": str(round(visits * 0.9 ** (2025 - year))),
        "H2": spent,
    }
    typed |= {name: raw for name, raw in changed.items() if raw is not None}
    for name in [name for name, raw in changed.items() if raw is None]:
        del typed[name]
    return typed, people


def publish(code, year, state="published", **changed):
    typed, people = report(code, year, **changed)
    return put(code, year, state, typed, catalogue_text(), people)


def make_territory(site):
    """Put all libraries with published values of 2024 and 2025 into a site with the world; the
    county library has none. Return the site."""
    with api.env.adopt_roles(["Manager"]):
        for code, (place, *_sizes) in SIZES.items():
            if code not in THERE:
                create_library({"code": code, "title": f"Biblioteka {code}", "municipality": place})
        create_library(
            {
                "code": "KLAVB",
                "title": "Klaipėdos apskrities biblioteka",
                "kind": "county",
                "municipality": "LT-20",
            }
        )
    for code in SIZES:
        for year in (2024, 2025):
            publish(code, year)
    return site


@pytest.fixture
def territory(world):
    return make_territory(world)
