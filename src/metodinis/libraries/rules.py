"""Facts and rules of libraries that need no site: municipalities, codes, kinds, outlets."""

from functools import cache
from importlib import resources
from typing import NamedTuple
import csv
import re


KINDS = ("county", "municipal", "other")
OUTLETS = ("central", "urban", "rural", "point", "mobile")
STAFF = "staff"
DIRECTOR = "director"
ROLES = (STAFF, DIRECTOR)
FIRST_YEAR = 1990
LAST_YEAR = 2100
LARGEST_POPULATION = 100_000_000

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")


class Municipality(NamedTuple):
    """A municipality: ISO 3166-2 codes and Lithuanian names of it and of its county."""

    code: str
    name: str
    county: str
    county_name: str


class PopulationRow(NamedTuple):
    """Inhabitants whom a library serves in a year, and who says so."""

    year: int
    population: int
    source: str


@cache
def municipalities():
    """The 60 municipalities of Lithuania: dict of ISO 3166-2 code -> Municipality."""
    table = resources.files("metodinis.libraries") / "data" / "municipalities.csv"
    with table.open(encoding="utf-8") as lines:
        return {row["code"]: Municipality(**row) for row in csv.DictReader(lines)}


@cache
def counties():
    """The 10 counties of Lithuania: dict of ISO 3166-2 code -> Lithuanian name."""
    return {place.county: place.county_name for place in municipalities().values()}


def is_code(text):
    """Whether `text` can be a library's code: capital Latin letters, digits, hyphens."""
    return bool(CODE.fullmatch(text or ""))


def is_closed(closed, year):
    """Whether a library that closed on date `closed` (or None) was gone all of `year`."""
    return closed is not None and closed.year < year


def population_in(rows, year):
    """The population served in `year` by rows of {"year", "population", "source"}, or None."""
    for row in rows:
        if row["year"] == year:
            return row["population"]
    return None
