"""What a round's reports add up to: by hand, for whom, and after each step of a report."""

from metodinis.reports import operations
from metodinis.reports.rounds import operations as rounds
from metodinis.reports.rounds.territory import territory
from metodinis.reports.rounds.viewlets import TerritoryTiles
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import CATALOGUE
from tests.reports.conftest import COLUMNS
from tests.reports.conftest import element
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from zope.annotation.interfaces import IAnnotations
import pytest
import re
import transaction


PATH = "rounds/2025/@round-figures"


def indicator(code, numerator, denominator, factor):
    row = {
        "kind": "indicator",
        "code": code,
        "title_lt": f"Rodiklis {code}",
        "numerator": numerator,
        "denominator": denominator,
        "factor": factor,
        "direction": "up",
        "decimals": "2",
    }
    return ",".join(row.get(column, "") for column in COLUMNS.split(","))


TABLE = "\n".join(
    [
        CATALOGUE,
        element("C6", "Lėšos", "C", type="money"),
        element("C9", "Nuliai", "C"),
        indicator("R8", "C4", "A7", "1"),
        indicator("R2", "C2", "C1", "100"),
        indicator("R9", "C1", "C9", "1"),
    ]
)
# Kretinga has 37,500 inhabitants, Pagėgiai 7,300.
TYPED = {
    "KRT": {"C1": "100", "C2": "20", "C4": "900", "C6": "10,50", "C9": "0"},
    "PAG": {"C1": "50", "C2": "-", "C4": "n/d: sugedo", "C6": "0,50", "C9": "0"},
}
DIRECTORS = {"KRT": "krt-direktore", "PAG": "pag-direktore"}


def open_round():
    with api.env.adopt_roles(["Manager"]):
        reporting_round = make_round(2025)
        reporting_round.catalogue_text = TABLE
        rounds.open_round(reporting_round)
    return reporting_round


def accepted(code):
    """A library's report, accepted."""
    report = library(code)["statistical-2025"]
    fill(report, DIRECTORS[code], **TYPED[code])
    with act_as(DIRECTORS[code]):
        operations.sign(report)
    with act_as("metodininke"):
        operations.accept(report)
    return report


def figures(reporting_round, person="metodininke"):
    """code -> (value, numerator, denominator, libraries asked, libraries in it)."""
    with act_as(person):
        return {figure.line.code: tuple(figure.result) for figure in territory(reporting_round)}


# Money in euros. What doesn't apply to Pagėgiai (R2) isn't missing.
BOTH = {
    "A7": (44800, 44800, None, 3, 2),
    "C1": (150, 150, None, 3, 2),
    "C2": (20, 20, None, 3, 2),
    "C4": (900, 900, None, 3, 1),
    "C6": (11, 11, None, 3, 2),
    "C9": (0, 0, None, 3, 2),
    "R8": (pytest.approx(900 / 37500), 900, 37500, 3, 1),
    "R2": (20, 20, 100, 3, 2),
    "R9": (None, 150, 0, 3, 2),
}
KRETINGA = {
    "A7": (37500, 37500, None, 3, 1),
    "C1": (100, 100, None, 3, 1),
    "C2": (20, 20, None, 3, 1),
    "C4": (900, 900, None, 3, 1),
    "C6": (10.5, 10.5, None, 3, 1),
    "C9": (0, 0, None, 3, 1),
    "R8": (pytest.approx(900 / 37500), 900, 37500, 3, 1),
    "R2": (20, 20, 100, 3, 1),
    "R9": (None, 100, 0, 3, 1),
}


def as_numbers(found):
    return {
        code: tuple(None if part is None else float(part) for part in parts)
        for code, parts in found.items()
    }


def test_department_adds_up_what_is_accepted_the_public_what_is_published(world):
    reporting_round = open_round()
    assert figures(reporting_round) == {}
    kretinga = accepted("KRT")
    accepted("PAG")
    assert as_numbers(figures(reporting_round)) == BOTH
    assert figures(reporting_round, "svecias") == {}
    with act_as("vedeja"):
        operations.publish(kretinga)
    assert as_numbers(figures(reporting_round, "svecias")) == KRETINGA
    assert as_numbers(figures(reporting_round)) == BOTH


def test_correction_and_reopening_reach_the_sums(world):
    reporting_round = open_round()
    accepted("KRT")
    pagegiai = accepted("PAG")
    with act_as("metodininke"):
        operations.correct(pagegiai, "C4", "apie 100", "Patikslino.")
    assert figures(reporting_round)["C4"] == (1000, 1000, None, 3, 2)
    assert figures(reporting_round)["R8"][1:] == (1000, 44800, 3, 2)
    with act_as("metodininke"):
        operations.reopen(pagegiai, "Dar kartą.")
    assert as_numbers(figures(reporting_round)) == KRETINGA


def test_page_and_service_tell_what_is_in_a_figure(served_round_of_three):
    call = served_round_of_three
    told = call(None, "GET", PATH).json()
    assert (told["states"], told["items"]) == (["published"], [])
    told = call("metodininke", "GET", PATH).json()
    assert told["states"] == ["accepted", "published"]
    items = {item["code"]: item for item in told["items"]}
    assert items["C6"] == {
        "code": "C6",
        "title": "Lėšos",
        "kind": "sum",
        "type": "money",
        "unit": "",
        "value": 1100,
        "numerator": 1100,
        "denominator": None,
        "factor": None,
        "libraries": 2,
        "asked": 3,
        "partial": True,
        "sources": ["C6"],
    }
    assert items["R9"]["value"] is None
    assert items["R2"]["sources"] == ["C2", "C1"]
    assert call("metodininke", "GET", f"{PATH}?b_size=x").status_code == 400
    page = call("metodininke", "GET", "rounds/2025/@@territory").text
    row = page.partition('id="figure-R9"')[2].partition("</tr>")[0]
    assert "nėra duomenų" in row
    assert "2 iš 3 bibliotekų" in row
    assert "R9" not in call(None, "GET", "rounds/2025/@@territory").text
    with act_as("vedeja"):
        operations.publish(library("KRT")["statistical-2025"])
    transaction.commit()
    page = call(None, "GET", "rounds/2025").text
    tiles = page.partition("Teritorijos rodikliai")[2].partition("</section>")[0]
    assert re.findall(r'tile__value">([^<]+)<', tiles) == ["100", "900", "0,02"]
    assert tiles.count("1 iš 3 bibliotekų") == 3


@pytest.fixture
def served_round_of_three(served_world, call_site):
    """`call` of a served site where two of three reports are accepted."""
    open_round()
    accepted("KRT")
    accepted("PAG")
    transaction.commit()
    return call_site


def test_home_tells_the_newest_year_that_is_published_whole(world, http_request):
    def shown():
        IAnnotations(http_request).pop("plone.memoize", None)
        section = TerritoryTiles(world, http_request, None)
        return section.render() and section.round.year

    assert shown() == ""
    with api.env.adopt_roles(["Manager"]):
        for year in (2024, 2025):
            reporting_round = make_round(year)
            reporting_round.requires_signature = False
            rounds.open_round(reporting_round)
    publish(2025, ["KRT"])
    assert shown() == 2025
    publish(2024, ["KRT", "PAG", "KLM"])
    assert shown() == 2024
    publish(2025, ["PAG", "KLM"])
    assert shown() == 2025


STAFF = {"KRT": "krt-darbuotoja", "PAG": "pag-direktore", "KLM": "klm-darbuotoja"}


def publish(year, codes):
    for code in codes:
        report = library(code)[f"statistical-{year}"]
        fill(report, STAFF[code], C1="100", C2="20", C4="900")
        for person, step in ((STAFF[code], "submit"), ("vedeja", "accept"), ("vedeja", "publish")):
            with act_as(person):
                for finding in report.open_findings() if step == "submit" else ():
                    operations.explain(report, finding.key, "Taip ir buvo.")
                operations.TRANSITIONS[step](report)
