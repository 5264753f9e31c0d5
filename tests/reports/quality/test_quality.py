"""Odd values and the quality card of a round, of reports that are accepted and that wait."""

from metodinis.reports import operations
from metodinis.reports.quality.reading import card
from metodinis.reports.quality.reading import Measure
from metodinis.reports.quality.reading import odd_values
from metodinis.testing import PASSWORD
from tests.indicators.values.conftest import put
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
from tests.reports.conftest import fill
from tests.reports.rounds.test_territory import accepted
from tests.reports.rounds.test_territory import DIRECTORS
from tests.reports.rounds.test_territory import open_round
import pytest
import requests
import transaction


STAFF = ("metodininke", PASSWORD)


@pytest.fixture
def reporting_round(served_world):
    """Kretinga's report of 2025 waits for review, Pagėgiai's is accepted; last year is known."""
    put("KRT", 2024, "published", {"C1": "100", "C2": "20", "C4": "905"}, population=37800)
    put("PAG", 2024, "published", {"C1": "60", "C2": "10", "C4": "400"}, population=7300)
    reporting_round = open_round()
    report = library("KRT")["statistical-2025"]
    fill(report, DIRECTORS["KRT"], C1="100", C2="20", C4="9000", C6="1", C9="0")
    for finding in report.open_findings():
        with act_as(DIRECTORS["KRT"]):
            operations.explain(report, finding.key, "Skaičiavome kitaip.")
    with act_as(DIRECTORS["KRT"]):
        operations.sign(report)
    accepted("PAG")
    transaction.commit()
    return reporting_round


def test_values_that_wait_for_review_are_compared(reporting_round):
    [odd] = odd_values(reporting_round)
    assert (odd.member.code, odd.is_waiting) == ("KRT", True)
    assert odd.oddity[1:] == ("C4", "tenfold", 9000, 905, 905, None, 900, "")


def test_card_measures_the_four_dimensions(reporting_round):
    ahead = next(measure for measure in card(reporting_round) if measure.name == "ahead")
    # The round of the world was over before these came.
    assert ahead.days < 0
    assert card(reporting_round) == [
        Measure("received", "completeness", 2 / 3, 2, 3),
        # Of five lines of two libraries one is unknown.
        Measure("told", "completeness", 9 / 10, 9, 10),
        Measure("on_time", "timeliness", 0, 0, 3),
        ahead,
        Measure("uncorrected", "correctness", 1, 1, 1),
        Measure("plausible", "correctness", 3 / 4, 3, 4),
        Measure("steady", "consistency", 1, 4, 4),
        Measure("new", "consistency", 1, 4, 4),
    ]


def test_corrections_count(reporting_round):
    with act_as("metodininke"):
        operations.correct(library("PAG")["statistical-2025"], "C1", "51", "Suklydo.")
    found = {measure.name: measure.share for measure in card(reporting_round)}
    assert found["uncorrected"] == 0


def test_page_leads_to_the_question(reporting_round):
    url = reporting_round.absolute_url()
    page = requests.get(f"{url}/@@odd-values", auth=STAFF, timeout=30)
    assert page.status_code == 200
    assert "Skaitmeniu per daug arba per mažai" in page.text
    start = f'href="{library("KRT").absolute_url()}/statistical-2025/@@remark?code=C4&amp;text='
    assert start in page.text
    address = page.text.partition(start)[2].partition('"')[0]
    asked = requests.get(start[6:].replace("&amp;", "&") + address, auth=STAFF, timeout=30)
    assert "Apsilankymai: 9\N{NO-BREAK SPACE}000, pernai 905. Ar skaičius tikras?" in asked.text


def test_filters_and_files(reporting_round):
    url = reporting_round.absolute_url()
    page = requests.get(f"{url}/@@odd-values?kind=same", auth=STAFF, timeout=30)
    assert "@@remark" not in page.text
    export = requests.get(f"{url}/@@odd-values-export?format=csv", auth=STAFF, timeout=30)
    lines = export.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].split(";" if ";" in lines[1] else ",")[:2] == ["Kretinga", "C4"]


def service(url, query=""):
    headers = {"Accept": "application/json"}
    return requests.get(f"{url}{query}", headers=headers, auth=STAFF, timeout=30)


def test_services_tell_the_same(reporting_round):
    url = reporting_round.absolute_url()
    [item] = service(f"{url}/@odd-values").json()["items"]
    assert item["library"]["code"] == "KRT"
    assert (item["code"], item["kind"], item["likely"]) == ("C4", "tenfold", 900)
    assert service(f"{url}/@odd-values", "?kind=growth").json()["items"] == []
    assert service(f"{url}/@odd-values", "?kind=nonsense").status_code == 400
    names = [item["name"] for item in service(f"{url}/@quality").json()["items"]]
    assert names[:4] == ["received", "told", "on_time", "ahead"]


def test_card_page_has_last_years_beside(reporting_round):
    page = requests.get(f"{reporting_round.absolute_url()}/@@quality", auth=STAFF, timeout=30)
    assert page.status_code == 200
    for word in ("Išsamumas", "Savalaikiškumas", "Teisingumas", "Suderinamumas"):
        assert word in page.text
    assert "66,7\N{NO-BREAK SPACE}%" in page.text
