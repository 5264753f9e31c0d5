"""The pages and services of targets, asked as a browser and a program ask."""

from metodinis.common.spreadsheets import read_csv
from metodinis.indicators.targets.reading import store
from metodinis.testing import PASSWORD
from tests.indicators.targets.conftest import approved
from tests.indicators.targets.conftest import INHABITANTS
from tests.indicators.targets.conftest import of_library
from tests.indicators.targets.conftest import propose
from tests.indicators.targets.conftest import states
from tests.indicators.targets.conftest import step
from tests.indicators.targets.conftest import VISITS
from tests.indicators.test_pages import Browser
from tests.indicators.values.conftest import put
import pytest
import re
import requests
import transaction


@pytest.fixture
def served(served_world):
    """/indicators of a running site with the figures of three libraries."""
    for code, years in VISITS.items():
        for year, visits in years.items():
            typed = {"C1": "100", "C4": str(visits)}
            put(code, year, "published", typed, population=INHABITANTS[code])
    transaction.commit()
    return served_world["indicators"]


def saved(target):
    transaction.commit()
    return target


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def rows(page):
    """The rows of the first table of a page, as lists of words."""
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)[1]
    return [
        [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]


# the list


def test_visitors_see_approved_targets_with_their_progress(served):
    saved([approved(value="5"), propose(year="2028"), approved(group=of_library("PAG"))])
    page = Browser(served).get("@@targets").text
    assert rows(page) == [
        [
            *("Apsilankymai gyventojui", "2027", "Visos teritorijos bibliotekos", "5,00"),
            "4,75 (2025 m.) pasiekė 1 iš 3 bibliotekų",
            "Arti",
        ]
    ]
    assert "target-add" not in page
    assert 'id="f-state"' not in page


def test_a_library_sees_its_own_target(served):
    saved([approved(value="5"), approved(group=of_library("PAG"), value="4")])
    shown = {
        person: [row[3] for row in rows(Browser(served, person).get("@@targets").text)]
        for person in ("pag-direktore", "krt-direktore", "redaktore", "metodininke")
    }
    assert shown == {
        "pag-direktore": ["4,00", "5,00"],
        "krt-direktore": ["5,00"],
        "redaktore": ["5,00"],
        "metodininke": ["4,00", "5,00"],
    }


def test_the_staff_narrow_by_year_indicator_and_state(served):
    first = approved()
    propose(year="2028")
    propose(code="C4", year="2028", value="300000")
    step(propose(year="2029"), "decline", reason="Per anksti.")
    saved(first)
    browser = Browser(served, "vedeja")

    def found(query):
        return sorted(row[1] + " " + row[-1] for row in rows(browser.get(f"@@targets{query}").text))

    assert found("") == ["2027 Patvirtinta", "2028 Pasiūlyta", "2028 Pasiūlyta"]
    assert found("?year=2028&code=R8") == ["2028 Pasiūlyta"]
    assert found("?state=declined") == ["2029 Atmesta"]
    assert len(found("?state=all")) == 4
    assert found("?state=%3Cb%3E&year=x") == found("")
    assert "nieko nerasta" in browser.get("@@targets?state=withdrawn").text


def test_no_targets_are_an_empty_page(served):
    assert "Siektinų reikšmių dar nėra" in Browser(served).get("@@targets").text
    assert "@@target-add" in Browser(served, "metodininke").get("@@targets").text


def test_the_list_is_a_file(served):
    saved([approved(value="5"), propose(year="2028", reason="=1+1")])
    head, *lines = read_csv(Browser(served).get("@@targets-export?format=csv").content)
    assert (head[:5], head[-1]) == (
        ["Kodas", "Rodiklis", "Metai", "Kam nustatyta", "Siektina reikšmė"],
        "Pagrindimas",
    )
    assert [line[:3] for line in lines] == [["R8", "Apsilankymai gyventojui", "2027"]]
    head, *lines = read_csv(
        Browser(served, "vedeja").get("@@targets-export?format=csv&year=2028").content
    )
    assert head[-1] == "Pasiūlė"
    assert [(line[2], line[-2], line[-1]) for line in lines] == [
        ("2028", "'=1+1", "Ona Metodinskienė")
    ]


# one target


def test_a_target_tells_why_and_how_far(served):
    target = saved(approved(method="third", value="", reason="Pirma.\n\nAntra <b>.</b>"))
    page = Browser(served).get(f"@@target?id={target.id}").text
    assert "<p>Pirma.</p>" in page
    assert "Antra &lt;b&gt;" in page
    assert "Geriausiojo trečdalio mediana. Grupė: Visos teritorijos bibliotekos; 2025 m." in page
    assert "pasiekė 1 iš 3 bibliotekų" in page
    # Neither libraries by their names nor the history.
    assert "Kretingos" not in page
    assert "Metodinskienė" not in page


def test_the_staff_see_libraries_and_history(served):
    target = saved(step(propose(value="5"), "return", reason="Per daug."))
    page = Browser(served, "vedeja").get(f"@@target?id={target.id}").text
    assert [row[1:] for row in rows(page)] != []
    text = words(page)
    assert "Kiekvienos bibliotekos pažanga" in text
    assert "Janina Vedėjienė 5,00 Per daug." in text
    data = Browser(served, "vedeja").get(f"@@target-export?id={target.id}&format=csv").content
    _head, *lines = read_csv(data)
    assert [(line[0], line[2], line[5]) for line in lines] == [
        ("KLM", "5", "Pasiekta"),
        ("KRT", "4,5", "Arti"),
        ("PAG", "3", "Toli"),
    ]


def test_a_library_sees_how_far_it_is_itself(served):
    target = saved(approved(value="5"))
    page = words(Browser(served, "krt-direktore").get(f"@@target?id={target.id}").text)
    assert "Jūsų biblioteka Kretingos rajono savivaldybės Motiejaus Valančiaus" in page
    assert "Pagėgių" not in page


@pytest.mark.parametrize("person", [None, "svecias", "krt-direktore", "redaktore"])
def test_what_is_not_for_all_is_not_found(served, person):
    saved([propose(), approved(group=of_library("PAG"))])
    browser = Browser(served, person)
    for query in ("id=1", "id=2", "id=9", "id=x", "", "id=99999999999"):
        assert browser.get(f"@@target?{query}").status_code == 404


# forms


def test_a_target_is_proposed_in_two_steps(served):
    browser = Browser(served, "metodininke")
    page = browser.get("@@target-add").text
    assert "Apsilankymai gyventojui (R8)</option>" in page
    first = "code=R8&year=2027&group=territory"
    page = browser.get(f"@@target-add?{first}").text
    text = words(page)
    assert "Geriausiojo trečdalio mediana: 5,00" in text
    assert "Pasirinktas procentilis: 4,75" in text
    assert "Mediana 4,50" in text
    fields = {"code": "R8", "year": "2027", "group": "territory", "base_year": "2025"}
    again = browser.post("@@target-add", **fields, percentile="90", recount="1")
    assert "Pasirinktas procentilis: 4,90" in words(again.text)
    refused = browser.post("@@target-add", **fields, method="percentile", percentile="90")
    assert (refused.status_code, "f-reason-error" in refused.text) == (400, True)
    assert states() == {}
    sent = {**fields, "method": "percentile", "percentile": "90", "reason": "Geriausių lygis."}
    answer = browser.post("@@target-add", **sent)
    assert answer.headers["Location"].endswith("/indicators/@@target?id=1")
    target = store().get(1)
    assert (target.value, target.state, target.by) == (4.9, "proposed", "metodininke")


def test_wrong_choices_lead_back_to_their_fields(served):
    browser = Browser(served, "metodininke")
    page = browser.get("@@target-add?code=XX&year=2027&group=territory").text
    assert 'id="f-code-error"' in page
    page = browser.get("@@target-add?code=R8&year=2027&group=territory&percentile=7").text
    assert 'id="f-percentile-error"' in page
    assert "4,75" in page


def test_a_proposal_is_changed_by_its_author(served):
    target = saved(step(propose(), "return", reason="Per daug."))
    assert Browser(served, "vedeja").get("@@target-change?id=1").status_code in (302, 401)
    browser = Browser(served, "metodininke")
    page = browser.get("@@target-change?id=1").text
    assert 'value="5,5"' in page
    assert "Tiek pasiekia geriausios." in page
    fields = {"id": "1", "method": "value", "value": "4,8", "reason": "Mažiau."}
    refused = browser.post("@@target-change", **{**fields, "reason": ""})
    assert (refused.status_code, states()) == (400, {target.id: "returned"})
    assert browser.post("@@target-change", **fields).status_code == 302
    assert (store().get(1).value, store().get(1).state) == (4.8, "proposed")


def test_the_head_decides_with_a_reason(served):
    saved(propose())
    browser = Browser(served, "vedeja")
    page = browser.get("@@target?id=1").text
    assert "@@target-step?id=1&amp;name=approve" in page
    browser.get("@@target-step?id=1&name=return")
    refused = browser.post("@@target-step", id="1", name="return", reason="")
    assert (refused.status_code, "Nurodykite priežastį" in refused.text) == (400, True)
    assert browser.post("@@target-step", id="1", name="return", reason="Oi.").status_code == 302
    assert states() == {1: "returned"}
    assert browser.get("@@target-step?id=1&name=publish").status_code == 404
    # What can't be done any more says so.
    assert "Įkelkite puslapį" in browser.get("@@target-step?id=1&name=approve").text


def test_nobody_decides_on_what_was_changed_meanwhile(served):
    saved(propose())
    browser = Browser(served, "vedeja")
    browser.get("@@target-step?id=1&name=approve")
    seen = browser.hidden("seen")
    _status, found = Program(served, "metodininke").ask(
        "PATCH", "@targets", id=1, method="value", value=9
    )
    assert found["value"] == 9
    refused = browser.post("@@target-step", id="1", name="approve", seen=seen)
    assert (refused.status_code, "tuo metu pakeistas" in refused.text) == (409, True)
    told = Program(served, "vedeja").ask("POST", "@target-step", id=1, name="approve", seen=1)
    assert told[0] == 409
    assert states() == {1: "proposed"}
    # What is shown now can be decided on.
    sent = {"id": "1", "name": "approve", "seen": browser.hidden("seen")}
    assert browser.post("@@target-step", **sent).status_code == 302
    assert states() == {1: "approved"}


def test_limits_are_set_on_their_page(served):
    browser = Browser(served, "vedeja")
    browser.get("@@target-limits")
    refused = browser.post("@@target-limits", near="0", way="50")
    assert (refused.status_code, 'id="f-near-error"' in refused.text) == (400, True)
    assert browser.post("@@target-limits", near="80", way="50").status_code == 302
    assert tuple(store().limits) == (0.8, 0.5)


# services


class Program:
    def __init__(self, indicators, person=None):
        self.base = indicators.absolute_url()
        self.auth = (person, PASSWORD) if person else None

    def ask(self, verb, path, /, **body):
        answer = requests.request(
            verb,
            f"{self.base}/{path}",
            json=body if verb != "GET" else None,
            auth=self.auth,
            headers={"Accept": "application/json", "Accept-Language": "lt"},
            timeout=30,
        )
        transaction.begin()
        return answer.status_code, answer.json()


PROPOSAL = {
    "code": "R8",
    "year": 2027,
    "group": "territory",
    "method": "third",
    "reason": "Geriausių lygis.",
}


def test_the_whole_way_by_rest(served):
    author, head = Program(served, "metodininke"), Program(served, "vedeja")
    status, told = author.ask("GET", "@target-evidence?code=R8&year=2027&percentile=90")
    assert (status, told["offers"]["third"], told["offers"]["percentile"]) == (200, 5.0, 4.9)
    status, target = author.ask("POST", "@targets", **PROPOSAL)
    assert (status, target["id"], target["value"], target["state"]) == (201, 1, 5.0, "proposed")
    assert target["basis"]["computed"] == 5.0
    assert [one["library"] for one in target["libraries"]] == ["KLM", "KRT", "PAG"]
    status, found = head.ask("POST", "@target-step", id=1, name="return", reason="Per daug.")
    assert (status, found["state"]) == (200, "returned")
    status, found = author.ask("PATCH", "@targets", id=1, method="value", value=4.6)
    assert (status, found["state"], found["value"]) == (200, "proposed", 4.6)
    status, found = head.ask("POST", "@target-step", id=1, name="approve")
    assert (status, found["state"]) == (200, "approved")
    assert [one["name"] for one in found["steps"]] == ["propose", "return", "change", "approve"]
    status, found = Program(served).ask("GET", "@targets?year=2027&code=R8")
    assert (status, found["items_total"]) == (200, 1)
    [shown] = found["items"]
    assert "steps" not in shown
    assert (shown["value"], shown["progress"]["light"]) == (4.6, "met")
    assert found["items"] == Program(served).ask("GET", "@targets?member=KRT&year=2027")[1]["items"]


def test_rest_refuses_at_the_fields(served):
    author, head = Program(served, "metodininke"), Program(served, "vedeja")

    def errors(answer):
        status, told = answer
        return status, [one["field"] for one in told["error"]["errors"]]

    bad = {**PROPOSAL, "code": "XX"}
    assert errors(author.ask("POST", "@targets", **bad)) == (400, ["code"])
    assert errors(author.ask("POST", "@targets")) == (400, ["year"])
    bad = {**PROPOSAL, "method": ["third"], "colour": 1}
    assert errors(author.ask("POST", "@targets", **bad)) == (400, ["colour", "method"])
    assert errors(author.ask("PATCH", "@targets", value=1)) == (400, ["id"])
    assert errors(head.ask("POST", "@target-step", id=7, name="approve")) == (400, ["id"])
    assert errors(head.ask("PATCH", "@target-limits", near=101)) == (400, ["near", "way"])
    assert errors(author.ask("GET", "@targets?id=7")) == (400, ["id"])
    assert errors(author.ask("GET", "@targets?member=KRT")) == (400, ["year"])
    assert errors(author.ask("GET", "@targets?member=X&year=2027")) == (400, ["member"])
    assert states() == {}
    author.ask("POST", "@targets", **PROPOSAL)
    status, told = author.ask("POST", "@target-step", id=1, name="approve")
    assert status == 401
    assert errors(Program(served).ask("GET", "@targets?id=1")) == (400, ["id"])
    assert head.ask("PATCH", "@target-limits", near=80, way=50) == (200, {"near": 80, "way": 50})
    head.ask("POST", "@target-step", id=1, name="approve")
    status, told = head.ask("POST", "@target-step", id=1, name="return", reason="Vėlu.")
    assert (status, told["error"]["type"]) == (409, "NotAllowed")


def test_a_library_s_program_sees_its_own_progress(served):
    saved(approved(value="5"))
    _status, target = Program(served, "krt-direktore").ask("GET", "@targets?id=1")
    assert [(one["library"], one["light"]) for one in target["libraries"]] == [("KRT", "near")]
    _status, target = Program(served).ask("GET", "@targets?id=1")
    assert target["libraries"] == []


def test_a_page_and_a_service_tell_visitors_no_number_that_is_not_published(served):
    for code in VISITS:
        put(code, 2026, "accepted", {"C4": "42000"}, population=7000)
    saved(approved(base_year="2026", value="7"))
    _status, target = Program(served).ask("GET", "@targets?id=1")
    assert [target["basis"][name] for name in ("median", "computed", "baseline")] == [None] * 3
    assert "6,00" not in Browser(served).get("@@target?id=1").text
    assert "6,00" in Browser(served, "metodininke").get("@@target?id=1").text


def test_a_library_s_own_target_hides_no_general_one_from_others(served):
    saved([approved(value="5"), approved(group=of_library("PAG"), value="4")])

    def held(person):
        found = Program(served, person).ask("GET", "@targets?member=PAG&year=2027")[1]
        return [one["id"] for one in found["items"]]

    assert (held(None), held("krt-direktore"), held("pag-direktore")) == ([1], [1], [2])


@pytest.mark.parametrize("person", [None, "vedeja"])
def test_a_filter_that_is_given_twice_is_none(served, person):
    saved(approved(value="5"))
    browser = Browser(served, person)
    for name in ("code", "state", "year"):
        page = browser.get(f"@@targets?{name}=a&{name}=b")
        assert (page.status_code, len(rows(page.text))) == (200, 1)
