"""An open round of small indicators over the named world, and its reports."""

from datetime import datetime
from datetime import UTC
from metodinis.reports import operations
from metodinis.reports.rounds import operations as rounds
from metodinis.testing import PASSWORD
from plone import api
from zoneinfo import ZoneInfo
import pytest
import re
import requests
import transaction


ZONE = ZoneInfo("Europe/Vilnius")
YEAR = 2025
COLUMNS = (
    "kind,code,title_lt,title_en,section,type,unit,aggregation,level,compulsory,not_applicable,"
    "derived,direction,numerator,denominator,factor,decimals,valid_from,valid_to,replaced_by,iso,"
    "definition_lt,definition_en,mistakes_lt,mistakes_en"
)


def element(code, title, section, **more):
    row = {
        "kind": "element",
        "code": code,
        "title_lt": title,
        "title_en": title,
        "section": section,
        "type": "count",
        "aggregation": "sum",
        "level": "outlet",
        "compulsory": "yes",
        "direction": "up",
        "definition_lt": f"{title}.",
        "definition_en": f"{title}.",
        **more,
    }
    return ",".join(row.get(column, "") for column in COLUMNS.split(","))


COMPUTED = {"kind": "indicator", "type": "", "aggregation": "", "level": "", "compulsory": ""}
SHARE = {
    **COMPUTED,
    "unit": "%",
    "numerator": "C1",
    "denominator": "A7",
    "factor": "100",
    "decimals": "1",
}
PER_INHABITANT = {
    **COMPUTED,
    "numerator": "C4",
    "denominator": "A7",
    "factor": "1",
    "decimals": "2",
}
CATALOGUE = "\n".join(
    [
        COLUMNS,
        "section,A,Tinklas,Network" + "," * 21,
        element("A7", "Gyventojai", "A", derived="population", level="library"),
        "section,C,Vartotojai,Users" + "," * 21,
        element("C1", "Registruoti vartotojai", "C"),
        element("C2", "Vaikai", "C", not_applicable="yes"),
        element("C4", "Apsilankymai", "C"),
    ]
)
RULES = """\
code,severity,element,left,operator,right,tolerance,missing,minimum_difference,lower,upper,\
valid_from,valid_to,message_lt,message_en
filled,error,,*,compulsory,,,,,,,,,Įrašykite reikšmę.,Fill this in.
children,error,C2,C2,<=,C1,,skip,,,,,,Vaikų daugiau nei vartotojų.,More children than users.
visits,warning,,C4,band,,,,20,0.6,1.6,,,Labai pasikeitė.,A large change.
estimated,info,,,flag,estimated,,,,,,,,Reikšmė įvertinta.,The value is estimated.
"""
# The same, with a total and computed indicators.
WIDER_CATALOGUE = "\n".join(
    [
        CATALOGUE,
        element("C5", "Aptarnauta iš viso", "C", compulsory=""),
        element("R7", "Gyventojų sutelktumas", "", **SHARE),
        element("R8", "Apsilankymai gyventojui", "", **PER_INHABITANT),
    ]
)
WIDER_RULES = f"{RULES}total,error,C5,C5,=,C1+C2,,zero,,,,,,Nesutampa.,They differ.\n"


@pytest.fixture
def reporting_round(world):
    """An open round of 2025 over the world's libraries, signed by directors."""
    with api.env.adopt_roles(["Manager"]):
        reporting_round = make_round(YEAR)
        rounds.open_round(reporting_round)
    return reporting_round


@pytest.fixture
def served_round(served_world):
    """The same open round behind the HTTP server, committed."""
    with api.env.adopt_roles(["Manager"]):
        reporting_round = make_round(YEAR)
        rounds.open_round(reporting_round)
    transaction.commit()
    return reporting_round


@pytest.fixture
def wider_round(served_round):
    """The served round with a total and indicators, committed."""
    served_round.catalogue_text, served_round.rules_text = WIDER_CATALOGUE, WIDER_RULES
    transaction.commit()
    return served_round


@pytest.fixture
def call(served_round):
    """The function that `asker` gives, with an open round behind the server."""
    return asker()


@pytest.fixture
def call_site(served_world):
    """The same without a round."""
    return asker()


def asker():
    """call(person, method, path, …): ask the server as one of the world's people, or nobody.

    path begins at the site; data=… sends the form at `path` with its token; body=… is sent as
    it is; anything else goes to `requests`.
    """
    site = api.portal.get().absolute_url()

    def call(person, method, path, **sent):
        session = requests.Session()
        session.auth = (person, PASSWORD) if person else None
        session.headers["Accept-Language"] = "lt"
        is_rest = "/@" in f"/{path}" and "/@@" not in f"/{path}"
        if is_rest:
            session.headers["Accept"] = "application/json"
        if "data" in sent and not is_rest:
            page = session.get(f"{site}/{path}").text
            token = re.search(r'name="_authenticator"[^>]* value="([^"]+)"', page)
            sent["data"] = {**sent.get("data", {}), "_authenticator": token and token[1]}
            path = path.partition("?")[0]
        if "body" in sent:
            sent["data"] = sent.pop("body")
        answer = session.request(method, f"{site}/{path}", **sent)
        transaction.begin()
        return answer

    return call


def make_round(year):
    """A round of small indicators, in state preparing."""
    rounds = api.portal.get()["rounds"]
    reporting_round = api.content.create(
        rounds,
        "ReportingRound",
        id=str(year),
        title=f"{year} m. ataskaitos",
        year=year,
        # The database keeps moments in UTC: it can't pickle a zoneinfo.
        deadline=datetime(year + 1, 2, 10, 23, 59, tzinfo=ZONE).astimezone(UTC),
        forms={"statistical", "narrative"},
        requires_signature=True,
    )
    reporting_round.catalogue_text = CATALOGUE
    reporting_round.rules_text = RULES
    return reporting_round


@pytest.fixture
def report(reporting_round):
    """Kretinga's empty statistical report."""
    return library("KRT")["statistical-2025"]


def library(code):
    """A library of the world, by its code."""
    [brain] = api.content.find(portal_type="Library", library_code=code)
    return brain.getObject()


def act_as(name):
    """Do something as one of the world's people."""
    return api.env.adopt_user(username=name)


def fill(report, person="krt-darbuotoja", **raw):
    """Type values into a report as a person; return the codes that changed."""
    cells = {code: {"raw": text, "revision": report.revision(code)} for code, text in raw.items()}
    with act_as(person):
        return operations.save_cells(report, cells)
