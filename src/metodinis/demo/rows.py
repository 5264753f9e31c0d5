"""A library's made-up year, row by row of the form. Pure. See `figures.py` for where it comes from.

Parts are taken of a whole, or rounded before they are added up: sums hold exactly.
"""

from decimal import Decimal
from metodinis.demo.figures import apportion
from metodinis.demo.figures import FIRST_YEAR
from metodinis.demo.figures import libraries
from metodinis.demo.figures import network
from metodinis.demo.figures import series
from metodinis.demo.figures import stock
from metodinis.demo.figures import uneven
from zlib import crc32


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
NEW_COMPUTERS = {("TAU", 2023): 84}


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
