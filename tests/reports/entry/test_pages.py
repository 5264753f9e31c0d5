"""The form and its script's saves, over HTTP: as the library's people use them."""

from metodinis.common.permissions import may
from metodinis.reports import operations
from metodinis.reports.rounds import operations as rounds
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.test_workflow import bring
import pytest
import re
import transaction


PATH = "libraries/krt/statistical-2025"
COMMON_ANSWERS = (
    "Dalį metų biblioteka buvo remontuojama.",
    "Uždarytas filialas.",
    "Atidarytas filialas.",
    "Pasikeitė skaičiavimo būdas.",
    "Praėjusių metų reikšmė buvo klaidinga.",
    "Veiklų ir lankytojų padaugėjo dėl projekto.",
    "Patikrinome: reikšmė teisinga.",
)


def the_report():
    return library("KRT")["statistical-2025"]


def save(call, person, **body):
    """Send what the form's script sends."""
    page = call(person, "GET", f"{PATH}/@@enter")
    token = re.search(r'name="_authenticator" value="([^"]+)"', page.text)[1]
    body.setdefault("cells", {})
    return call(
        person,
        "POST",
        f"{PATH}/@@save-cells",
        json=body,
        headers={"X-CSRF-TOKEN": token},
    )


def test_form_shows_every_element_with_what_stands(call):
    fill(the_report(), C1="1 234")
    transaction.commit()
    page = call("krt-darbuotoja", "GET", f"{PATH}/@@enter").text
    assert re.findall(r'name="raw\.(\w+)"\s+type="text"[^>]*value="([^"]*)"', page) == [
        ("C1", "1 234"),
        ("C2", ""),
        ("C4", ""),
    ]
    assert "37\N{NO-BREAK SPACE}500" in page


def test_plain_form_saves_all(call):
    answer = call(
        "krt-darbuotoja",
        "POST",
        f"{PATH}/@@enter",
        data={"raw.C1": "100", "revision.C1": "0", "raw.C2": "20", "revision.C2": "0"},
    )
    assert answer.url.endswith("@@enter")
    assert {code: cell.value for code, cell in the_report().cells().items() if code != "A7"} == {
        "C1": 100,
        "C2": 20,
    }


def test_plain_form_with_one_bad_cell_saves_none_and_keeps_all(call):
    page = call(
        "krt-darbuotoja",
        "POST",
        f"{PATH}/@@enter",
        data={"raw.C1": "1O0x", "revision.C1": "0", "raw.C2": "20", "revision.C2": "0"},
    ).text
    assert the_report().records() == {}
    assert 'value="1O0x"' in page
    assert 'value="20"' in page
    assert 'id="error-C1"' in page
    assert "nėra skaičius" in page


def test_script_saves_a_cell_and_learns_what_is_odd(call):
    cells = {"C1": {"raw": "10", "revision": 0}, "C2": {"raw": "20", "revision": 0}}
    answer = save(call, "krt-darbuotoja", cells=cells).json()
    assert answer["saved"] == ["C1", "C2"]
    assert answer["progress"] == {"filled": 3, "expected": 4, "open": 1}
    assert "Vaikų daugiau nei vartotojų." in answer["rows"]["C2"]["notes"]
    assert answer["rows"]["C1"]["revision"] == 1


def test_script_is_told_who_was_faster(call):
    fill(the_report(), "krt-direktore", C1="100")
    transaction.commit()
    cells = {"C1": {"raw": "200", "revision": 0}}
    answer = save(call, "krt-darbuotoja", cells=cells)
    assert answer.status_code == 409
    [conflict] = answer.json()["error"]["conflicts"]
    assert (conflict["code"], conflict["revision"]) == ("C1", 1)
    assert "Aldona Kretingaitė" in conflict["message"]
    assert the_report().record("C1").cell.value == 100


def test_bad_explanation_takes_the_cells_back(call):
    answer = save(
        call,
        "krt-darbuotoja",
        cells={"C1": {"raw": "10", "revision": 0}, "C2": {"raw": "20", "revision": 0}},
        explanations={"children:C2": "a" * 5001},
    )
    assert answer.status_code == 400
    assert the_report().records() == {}


@pytest.mark.parametrize("body", ["[]", "{", '{"cells": []}', '{"cells": {"C1": 5}}', b"\xff"])
def test_bad_body_is_refused(call, body):
    page = call("krt-darbuotoja", "GET", f"{PATH}/@@enter").text
    token = re.search(r'name="_authenticator" value="([^"]+)"', page)[1]
    answer = call(
        "krt-darbuotoja",
        "POST",
        f"{PATH}/@@save-cells",
        headers={"X-CSRF-TOKEN": token, "Content-Type": "application/json"},
        body=body,
    )
    assert answer.status_code == 400
    assert answer.json()["error"]["errors"] != []


def test_save_without_the_token_is_refused(call):
    answer = call(
        "krt-darbuotoja",
        "POST",
        f"{PATH}/@@save-cells",
        json={"cells": {"C1": {"raw": "1", "revision": 0}}},
    )
    assert answer.status_code == 403
    assert the_report().records() == {}


@pytest.mark.parametrize("person", ["pag-direktore", "svecias", "redaktore"])
def test_others_do_not_see_the_form(call, person):
    answer = call(person, "GET", f"{PATH}/@@enter", allow_redirects=False)
    assert answer.status_code in (302, 401, 403)
    assert "raw.C1" not in answer.text


def test_handed_in_report_is_locked(call):
    bring(the_report(), "submitted")
    transaction.commit()
    answer = call("krt-darbuotoja", "GET", f"{PATH}/@@enter")
    assert "raw.C1" not in answer.text
    with act_as("krt-darbuotoja"):
        assert not may(operations.ENTER, the_report())


def test_warning_offers_what_was_written_a_year_ago_and_common_answers(call):
    for year, visits in ((2023, "100"), (2024, "900")):
        with api.env.adopt_roles(["Manager"]):
            rounds.open_round(make_round(year))
        fill(library("KRT")[f"statistical-{year}"], C4=visits)
    with act_as("krt-darbuotoja"):
        operations.explain(library("KRT")["statistical-2024"], "visits:C4", "Nauja salė.")
    fill(the_report(), C4="3 000")
    transaction.commit()
    page = call("krt-darbuotoja", "GET", f"{PATH}/@@enter").text
    offered = re.compile(r'data-answer="explain\.visits\|C4"[^>]*>([^<]+)<')
    assert offered.findall(page) == ["Nauja salė.", *COMMON_ANSWERS]
    with act_as("krt-darbuotoja"):
        operations.explain(the_report(), "visits:C4", "Vėl nauja salė.")
    transaction.commit()
    page = call("krt-darbuotoja", "GET", f"{PATH}/@@enter").text
    assert "Vėl nauja salė.</textarea>" in page
    assert offered.findall(page) == list(COMMON_ANSWERS)
