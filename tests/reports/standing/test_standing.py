"""What never applies to a library: by the page, by REST, by nobody else."""

from AccessControl import Unauthorized
from metodinis.common.refusals import FieldErrors
from metodinis.reports.content import standing_of
from metodinis.reports.operations import MAX_TEXT
from metodinis.reports.standing.operations import change_standing
from metodinis.reports.standing.operations import choices
from metodinis.reports.standing.operations import reason_of
from metodinis.testing import PASSWORD
from tests.reports.conftest import act_as
from tests.reports.conftest import library
import pytest
import re
import requests
import transaction


WHY = "Mobiliosios bibliotekos neturi."


def test_reason_is_kept_changed_and_taken_back(world):
    kretinga = library("KRT")
    with act_as("metodininke"):
        assert change_standing(kretinga, {"A6": f" {WHY} ", "A5": ""}) == ["A6"]
        assert reason_of(kretinga, "A6") == WHY
        assert standing_of(kretinga)["A6"][1] == "metodininke"
        assert change_standing(kretinga, {"A6": WHY}) == []
        assert change_standing(kretinga, {"A6": ""}) == ["A6"]
    assert dict(standing_of(kretinga)) == {}


def test_only_what_may_be_not_applicable(world):
    kretinga = library("KRT")
    assert "A6" in [element.code for element in choices()]
    with act_as("metodininke"), pytest.raises(FieldErrors) as refusal:
        change_standing(kretinga, {"A6": WHY, "A1": WHY, "A5": "x" * (MAX_TEXT + 1)})
    assert list(refusal.value.errors) == ["A1", "A5"]
    assert dict(standing_of(kretinga)) == {}


@pytest.mark.parametrize("person", ["krt-direktore", "krt-darbuotoja", "redaktore", "svecias"])
def test_others_may_not(world, person):
    with act_as(person), pytest.raises(Unauthorized):
        change_standing(library("KRT"), {"A6": WHY})


def page(person, **fields):
    """Send the page's form as a person's browser does."""
    url = f"{library('KRT').absolute_url()}/@@standing"
    auth = (person, PASSWORD)
    html = requests.get(url, auth=auth, timeout=30).text
    token = re.search(r'name="_authenticator"[^>]*value="([^"]*)"', html)
    sent = {"_authenticator": token[1] if token else "", **fields}
    answer = requests.post(url, data=sent, auth=auth, timeout=30, allow_redirects=False)
    transaction.begin()
    return answer


def test_page_stores_what_was_changed_on_it(served_world):
    assert page("vedeja", **{"reason.A6": WHY, "was.A6": ""}).status_code == 302
    # A colleague's page that was opened before doesn't take it back.
    assert page("metodininke", **{"reason.A6": "", "was.A6": ""}).status_code == 302
    assert reason_of(library("KRT"), "A6") == WHY
    answer = page("vedeja", **{"reason.A5": "x" * (MAX_TEXT + 1), "was.A5": ""})
    assert 'href="#reason-A5"' in answer.text
    assert page("vedeja", _authenticator="").status_code == 403
    assert page("krt-direktore", **{"reason.A5": WHY}).status_code == 302
    assert reason_of(library("KRT"), "A5") is None


def ask(method, person, **more):
    return requests.request(
        method,
        f"{library('KRT').absolute_url()}/@standing",
        headers={"Accept": "application/json"},
        auth=(person, PASSWORD),
        timeout=30,
        **more,
    )


def test_rest(served_world):
    done = ask("PATCH", "metodininke", json={"reasons": {"A6": WHY}})
    assert done.json() == {"changed": ["A6"]}
    items = ask("GET", "metodininke").json()["items"]
    assert {item["code"]: item["reason"] for item in items}["A6"] == WHY
    for body, field in (({}, "reasons"), ({"reasons": {"A6": 1}}, "A6")):
        answer = ask("PATCH", "metodininke", json=body)
        assert answer.status_code == 400
        assert answer.json()["error"]["errors"][0]["field"] == field
    assert ask("GET", "krt-direktore").status_code == 401
    assert ask("PATCH", "krt-direktore", json={"reasons": {}}).status_code == 401
