"""Made-up statistics of the eleven libraries of the Klaipėda territory. Pure.

Real are the totals of the territory that the county library published for two years, and the
figures of single libraries are made to add up to them:

- 2021: 193 outlets = 11 central + 19 urban + 154 rural + 9 service points; 504 staff, 403 of them
  professional librarians; 411,946 inhabitants; 11 × 6,296 = 69,256 users (80,782 the year
  before, 11,526 more); 11 × 97,000 = 1,067,000 visits.
- 2022: 192 outlets = 11 + 19 + 152 + 9 + 1 mobile; 501 staff, 407 librarians, 100 of them
  part-time; 415,319 inhabitants; 192 × 6,594 = 1,266,048 visits, 18.7 % more.

Of single libraries only Skuodas (14 branches, 37 staff) and Pagėgiai (8 branches) are known. All
else is made up: a total for the territory, shared out by weights of `data/libraries.csv`, by the
largest remainder, with a little unevenness that depends on library, row and year only.
"""

from decimal import Decimal
from functools import cache
from importlib import resources
from typing import NamedTuple
from zlib import crc32
import csv


FIRST_YEAR = 2021
POPULATION_SOURCE = "Sumodeliuota pagal viešus teritorijos duomenis"

# code or name of a series: total of 2021, of 2022, and growth a year from then on.
TOTALS = {
    "population": (411_946, 415_319, "1.002"),
    "C1": (69_256, 67_719, "1.012"),
    "C4": (1_067_000, 1_266_048, "1.035"),
    "C5": (612_000, 655_000, "1.03"),
    "D1": (1_033_000, 1_158_600, "1.02"),
    "B2": (47_900, 51_300, "1.01"),
    "B3": (62_400, 66_100, "1.005"),
    "E1": (4_640, 6_980, "1.03"),
    "E2": (92_300, 158_400, "1.04"),
    "E3": (2_150, 2_900, "1.02"),
    "E4": (10_800, 16_200, "1.03"),
    "E6": (3_050, 3_320, "1.01"),
    "F4": (148_000, 181_000, "0.99"),
    "F5": (96_000, 134_000, "1.04"),
    "D7": (21_400, 24_900, "1.06"),
    "D8": (13_100, 14_700, "1.05"),
}
STOCK_AT_START = 1_742_600  # of all libraries, on the first day
# What befell single libraries: (code, series, year or "open"): factor of its share.
EVENTS = {
    ("PAL", "C4", 2021): Decimal("0.62"),
    ("SLL", "D7", 2021): Decimal("0.3"),
    ("KLM", "C4", "open"): Decimal("0.52"),
    ("KLR", "E2", "open"): Decimal("1.4"),
    ("SKU", "F4", "open"): Decimal("0.2"),
}
STOCK_CHECKS = {("SKU", 2022): -37, ("SIL", 2023): 12}  # items found missing or too many


def table(name):
    """Rows of a CSV of the demo, as dicts of texts."""
    path = resources.files("metodinis.demo") / "data" / name
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@cache
def libraries():
    """The eleven libraries: dict of code -> row of `data/libraries.csv` (texts)."""
    return {row["code"]: row for row in table("libraries.csv")}


@cache
def network(year):
    """Outlets and staff of a year: dict of code -> row of `data/network.csv` (texts)."""
    return {row["code"]: row for row in table("network.csv") if int(row["from"]) <= year}


def apportion(total, weights):
    """Share out an integer by weights (dict) so that the parts add up: the largest remainder."""
    whole = sum(weights.values())
    shares = {key: total * Decimal(weight) / whole for key, weight in weights.items()}
    parts = {key: int(share) for key, share in shares.items()}
    rest = sorted(shares, key=lambda key: (parts[key] - shares[key], key))
    for key in rest[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def uneven(percent, *what):
    """A factor within ±percent of 1 that depends on `what` only."""
    return 1 + Decimal(crc32(repr(what).encode()) % 2001 - 1000) / 1000 * percent / 100


def total(series, year):
    """The territory's total of one of TOTALS."""
    first, second, growth = TOTALS[series]
    if year == FIRST_YEAR:
        return first
    return round(second * Decimal(growth) ** (year - FIRST_YEAR - 1))


class Years(NamedTuple):
    """The reported years of the demo: those that are published, and the one reported now."""

    published: range
    open: int


def years(today):
    """The Years as they stand on a day: at least three of them are published."""
    last = max(today.year - 1, FIRST_YEAR + 3)
    return Years(range(FIRST_YEAR, last), last)


@cache
def population(year):
    """Inhabitants whom each library serves: dict of code -> int."""
    weights = {
        code: int(row["population"]) * (1 + Decimal(row["growth"]) / 1000) ** (year - FIRST_YEAR)
        for code, row in libraries().items()
    }
    return apportion(total("population", year), weights)


@cache
def series(name, year, is_open=False):
    """One of TOTALS shared out over the libraries: dict of code -> int."""
    moment = "open" if is_open else year
    weights = {
        code: _weight(name, code, year)
        * uneven(18, name, code)
        * uneven(5, name, code, year)
        * EVENTS.get((code, name, moment), 1)
        for code in libraries()
    }
    return apportion(total(name, year), weights)


def _weight(name, code, year):
    row, place = libraries()[code], network(year)[code]
    users = int(row["population"]) * Decimal(row["users"]) / 100
    stock = int(row["population"]) * Decimal(row["stock"])
    branches = 1 + int(place["urban"]) + int(place["rural"])
    return {
        "C1": users,
        "C4": users * Decimal(row["visits"]),
        "D1": users * (Decimal(row["visits"]) + 4),
        "B2": stock,
        "B3": stock,
        "F4": Decimal(row["computers"]),
        "F5": Decimal(row["computers"]),
        "E6": Decimal(branches + 3),
    }.get(name, users + 150 * branches)


@cache
def stock(year):
    """Stock at the start and the end of a year: dict of code -> (int, int)."""
    if year == FIRST_YEAR:
        weights = {
            code: int(row["population"]) * Decimal(row["stock"])
            for code, row in libraries().items()
        }
        start = apportion(STOCK_AT_START, weights)
    else:
        start = {
            code: end + STOCK_CHECKS.get((code, year), 0)
            for code, (_start, end) in stock(year - 1).items()
        }
    added, withdrawn = series("B2", year), series("B3", year)
    return {code: (start[code], start[code] + added[code] - withdrawn[code]) for code in start}
