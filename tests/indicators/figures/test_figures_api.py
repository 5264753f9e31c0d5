"""REST services of figures."""

from tests.indicators.peers.conftest import publish
from tests.indicators.peers.conftest import THERE
from tests.indicators.test_api import ask
from tests.indicators.test_api import refused_fields
import pytest
import requests
import transaction


@pytest.fixture
def indicators(served_world):
    for code in THERE:
        for year in (2024, 2025):
            publish(code, year)
    publish("PAG", 2025, state="accepted")
    transaction.commit()
    return served_world["indicators"]


def test_an_indicator_is_told(indicators):
    found = ask("GET", indicators, "@indicator-figures?code=R8").json()
    assert {name: found[name] for name in ("code", "kind", "years", "year", "named")} == {
        "code": "R8",
        "kind": "indicator",
        "years": [2024, 2025],
        "year": 2024,
        "named": False,
    }
    assert found["libraries"] == []
    [first, second] = found["territory"]
    assert (first["numerator"], first["denominator"], first["partial"]) == (558000, 196800, False)
    assert first["value"] == pytest.approx(558000 / 196800)
    assert (second["libraries"], second["asked"], second["partial"]) == (2, 3, True)
    # The year before the first isn't known.
    assert (found["change"], found["breaks"]) == (None, [])
    assert [row["id"] for row in found["counties"]] == ["county:LT-KL", "county:LT-TA"]


def test_libraries_are_for_the_department(indicators):
    service = "@indicator-figures?code=C4&year=2025"
    found = ask("GET", indicators, service, "metodininke").json()
    assert [(row["code"], row["value"], row["before"]) for row in found["libraries"]] == [
        ("KLM", 450000, 405000),
        ("KRT", 150000, 135000),
        ("PAG", 20000, 18000),
    ]
    own = ask("GET", indicators, service, "krt-direktore").json()
    assert [row["code"] for row in own["libraries"]] == ["KRT"]


def test_territory_is_told(indicators):
    found = ask("GET", indicators, "@territory-figures?year=2025&code=C4").json()
    assert found["completeness"] == [
        {"year": 2024, "reported": 3, "asked": 3},
        {"year": 2025, "reported": 2, "asked": 3},
    ]
    assert found["municipalities"] == [
        {"code": "LT-20", "value": 450000, "libraries": 1, "asked": 1, "partial": False},
        {"code": "LT-22", "value": 150000, "libraries": 1, "asked": 1, "partial": False},
        {"code": "LT-29", "value": None, "libraries": 0, "asked": 1, "partial": True},
    ]
    visits = next(one for one in found["figures"] if one["code"] == "C4")
    assert (visits["value"], visits["partial"]) == (600000, True)
    assert visits["change"] == {"share": pytest.approx(1 / 9), "libraries": 2, "of": 3}


@pytest.mark.parametrize(
    ("service", "field"),
    [
        ("@indicator-figures", "code"),
        ("@indicator-figures?code=X99", "code"),
        ("@indicator-figures?code=R8&year=1999", "year"),
        ("@territory-figures?code=X99", "code"),
        ("@territory-figures?year=abc", "year"),
    ],
)
def test_bad_questions_are_refused(indicators, service, field):
    assert refused_fields(ask("GET", indicators, service)) == [field]


def test_a_code_that_is_given_twice_is_refused(indicators):
    answer = ask("GET", indicators, "@territory-figures?code=C1&code=C4")
    assert refused_fields(answer) == ["code"]


def test_a_code_that_is_no_utf_8_is_not_found(indicators):
    url = f"{indicators.absolute_url()}/@@indicator?code=%ff%fe"
    assert requests.get(url, timeout=30).status_code == 404
