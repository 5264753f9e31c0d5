"""REST of a report's computed indicators: what they give, and from which cells."""

from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.rounds.test_territory import open_round
from tests.reports.test_workflow import bring
import pytest
import transaction


PATH = "libraries/krt/statistical-2025/@report-indicators"


@pytest.fixture
def report(served_world):
    open_round()
    report = library("KRT")["statistical-2025"]
    fill(report, C1="100", C2="n/d: nežinoma", C4="apie 900", C6="1", C9="0")
    transaction.commit()
    return report


def test_indicators_tell_their_cells(report, call_site):
    told = call_site("krt-darbuotoja", "GET", PATH).json()
    visits, share, rate = told["items"]
    assert visits["value"] == pytest.approx(900 / 37500)
    assert (visits["numerator"], visits["denominator"], visits["previous"]) == (900, 37500, None)
    assert visits["formula"] == {"numerator": "C4", "denominator": "A7", "factor": 1}
    assert visits["sources"]["C4"] == {
        "state": "value",
        "value": 900,
        "raw": "apie 900",
        "reason": "",
        "estimated": True,
    }
    assert (share["value"], share["missing"]) == (None, ["C2"])
    assert share["sources"]["C2"]["state"] == "unknown"
    assert (rate["value"], rate["denominator"], rate["missing"]) == (None, 0, [])
    assert call_site("krt-darbuotoja", "GET", f"{PATH}?b_size=1").json()["items_total"] == 3


def test_drafts_indicators_are_not_for_others(report, call_site):
    for person in (None, "svecias", "pag-direktore"):
        assert call_site(person, "GET", PATH).status_code == 401


def test_published_indicators_are_for_everyone(report, call_site):
    fill(report, C2="5")
    bring(report, "published")
    transaction.commit()
    told = call_site(None, "GET", PATH).json()["items"]
    assert [item["value"] for item in told] == [pytest.approx(900 / 37500), 20, None]
