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
STOCK_TYPES = {
    "B5a": 9_290,
    "B5b": 430,
    "B5c": 70,
    "B5d": 60,
    "B5e": 35,
    "B5f": 45,
    "B5g": 5,
    "B5h": 65,
}
SALARY_OF_A_POST = Decimal("15.9")  # thousand euro, 2021
SALARY_GROWTH = Decimal("1.085")
PRICE_OF_AN_ITEM = Decimal("0.0098")  # thousand euro
# In cities and resorts there are no villages: these rows never apply.
WITHOUT_VILLAGES = ("KLM", "NER", "PAL")
# Not counted by these libraries: row -> reason.
UNCOUNTED = {"PAG": {"F5": "Belaidžio ryšio seansų įranga neskaičiuoja."}}
# What befell single libraries: (code, series, year or "open"): factor of its share.
EVENTS = {
    ("PAL", "C4", 2021): Decimal("0.62"),
    ("SLL", "D7", 2021): Decimal("0.3"),
    ("KLM", "C4", "open"): Decimal("0.52"),
    ("KLR", "E2", "open"): Decimal("1.4"),
    ("SKU", "F4", "open"): Decimal("0.2"),
}
STOCK_CHECKS = {("SKU", 2022): -37, ("SIL", 2023): 12}  # items found missing or too many
NEW_COMPUTERS = {("TAU", 2023): 84}


def table(name):
    """Rows of a CSV of the demo, as dicts of texts."""
    path = resources.files("metodinis.demo") / "data" / name
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@cache
def libraries():
    """The eleven libraries: dict of code -> row of `data/libraries.csv` (texts)."""
    return {row["code"]: row for row in table("libraries.csv")}


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


def values(code, year, is_open=False):
    """A library's year: dict of element code -> int, Decimal or text, as it would be typed.

    is_open: whether it is the year that is reported now. Population, which comes from the
    register, and rows that never apply (`standing`) are left out.
    """
    return {
        **_premises(code, year),
        **_collection(code, year),
        **_users(code, year, is_open),
        **_loans(code, year),
        **_events(code, year, is_open),
        **_computers(code, year, is_open),
        **_staff(code, year),
        **_surveys(code, year),
        **_money(code, year),
    }


def standing(code):
    """Rows that never apply to a library: dict of element code -> reason."""
    if code in WITHOUT_VILLAGES:
        return {"A4": "Savivaldybėje nėra kaimų, todėl nėra ir kaimo filialų."}
    return {}


def _share(number, percent, *what):
    """About `percent` of `number`, rounded."""
    return round(number * Decimal(percent) / 100 * uneven(6, percent, *what))


def _premises(code, year):
    row, place = libraries()[code], network(year)[code]
    urban, rural, points, mobile = (
        int(place[kind]) for kind in ("urban", "rural", "point", "mobile")
    )
    outlets = 1 + urban + rural + points + mobile
    hours = Decimal(row["hours"])
    area = Decimal(row["area"])
    villages = {} if code in WITHOUT_VILLAGES else {"A4": rural}
    return {
        "A1": outlets,
        "A2": 1,
        "A3": urban,
        **villages,
        "A5": points,
        "A6": mobile,
        "A8": area,
        "A9": round(area * Decimal("0.68") * uneven(5, "A9", code), 1),
        "A10": int(row["seats"]),
        "A11": hours,
        "A12": hours + 40 * urban + 29 * rural + 8 * points + 24 * mobile,
        "A13": min(outlets, 1 + outlets // 4 + (year - FIRST_YEAR) // 2),
        "F6": outlets - mobile - points // 2,
    }


def _collection(code, year):
    start, end = stock(year)[code]
    added = series("B2", year)[code]
    bought = _share(added, 81, code, year)
    lithuanian = round(end * Decimal(libraries()[code]["lithuanian"]) / 100)
    books = int(libraries()[code]["ebooks"] or 0)
    weights = {kind: weight * uneven(4, kind, code) for kind, weight in STOCK_TYPES.items()}
    return {
        "B1": start,
        "B2": added,
        "B2a": bought,
        "B2b": added - bought,
        "B3": series("B3", year)[code],
        "B4": end,
        **apportion(end, weights),
        "B6": lithuanian,
        "B7": end - lithuanian,
        "B8": round(end * Decimal("0.31") * uneven(12, "B8", code)),
        "B9": books + 15 * (year - FIRST_YEAR) if books else "-",
        "B10": 3 + crc32(code.encode()) % 5,
    }


def _users(code, year, is_open):
    users = series("C1", year)[code]
    return {
        "C1": users,
        "C2": _share(users, 24, code, year),
        "C3": _share(users, 13, code, year),
        "C4": series("C4", year, is_open)[code],
        "C5": series("C5", year)[code],
        "C6": 3 + _share(users, 1, code),
    }


def _loans(code, year):
    loans = series("D1", year)[code]
    on_site = _share(loans, 17, code, year)
    return {
        "D1": loans,
        "D2": loans - on_site,
        "D3": on_site,
        "D4": _share(loans, 25, code, year),
        "D5": 2 + _share(loans, Decimal("0.06"), code, year),
        "D6": 1 + _share(loans, Decimal("0.02"), code, year),
        "D7": series("D7", year)[code],
        "D8": series("D8", year)[code],
    }


def _events(code, year, is_open):
    events, attendance = series("E1", year)[code], series("E2", year, is_open)[code]
    training = series("E3", year)[code]
    return {
        "E1": events,
        "E1a": _share(events, 42, code, year),
        "E2": attendance,
        "E2a": _share(attendance, 46, code, year),
        "E2b": _share(attendance, 71, code, year),
        "E3": training,
        "E4": series("E4", year)[code],
        "E5": Decimal(round(training * Decimal("3.1") * uneven(10, "E5", code, year))) / 2,
        "E6": series("E6", year)[code],
        "E7": 2 + crc32(f"E7{code}{year}".encode()) % 9,
    }


def _computers(code, year, is_open):
    count = int(libraries()[code]["computers"]) + sum(
        more for (owner, since), more in NEW_COMPUTERS.items() if owner == code and since <= year
    )
    uncounted = UNCOUNTED.get(code, {}).get("F5")
    return {
        "F1": count,
        "F2": _share(count, 63, code),
        "F3": count - crc32(code.encode()) % 3,
        "F4": series("F4", year, is_open)[code],
        "F5": f"n/d: {uncounted}" if uncounted else series("F5", year)[code],
    }


def _staff(code, year):
    place = network(year)[code]
    staff, part_time = int(place["staff"]), int(place["part_time"])
    trained = min(staff, _share(staff, 72, code, year))
    return {
        "G1": staff,
        "G2": int(place["librarians"]),
        "G3": part_time,
        "G4": staff - Decimal(part_time) * Decimal("0.75"),
        "G5": trained,
        "G6": Decimal(round(trained * 19 * uneven(15, "G6", code, year))),
    }


def _surveys(code, year):
    """Two libraries ask their users every second year."""
    if code not in ("KLM", "KRT") or year % 2:
        return {}
    asked, answers = (300, 412) if code == "KLM" else (200, 186)
    return {
        "S1": asked,
        "S2": _share(asked, 74, code, year),
        "S3": round(answers * Decimal("8.9") * uneven(3, "S3", code, year)),
        "S4": answers,
    }


def _money(code, year):
    """Thousand euro, one decimal: parts are rounded first, so that they add up exactly."""
    posts, bought = _staff(code, year)["G4"], _collection(code, year)
    spent = {
        "H2a": posts * SALARY_OF_A_POST * SALARY_GROWTH ** (year - FIRST_YEAR),
        "H2b": bought["B2a"] * PRICE_OF_AN_ITEM,
        "H2c": bought["B10"] * Decimal("0.4"),
    }
    spent["H2d"] = spent["H2a"] * Decimal("0.24") * uneven(12, "H2d", code, year)
    spent = {row: round(amount, 1) for row, amount in spent.items()}
    whole = sum(spent.values())
    income = {
        "H1a": spent["H2b"] * Decimal("0.62"),
        "H1c": whole * Decimal("0.034") * uneven(45, "H1c", code, year),
        "H1d": whole * Decimal("0.007") * uneven(20, "H1d", code, year),
        "H1e": whole * Decimal("0.003") * uneven(30, "H1e", code, year),
    }
    income = {row: round(amount, 1) for row, amount in income.items()}
    received = round(whole * uneven(1, "H1", code, year), 1)
    municipal = received - sum(income.values())
    return {"H1": received, **income, "H1b": municipal, "H2": whole, **spent}


def typed(value):
    """A value as a Lithuanian types it: decimal comma, no thousands separator."""
    return str(value).replace(".", ",") if isinstance(value, (int, Decimal)) else value
