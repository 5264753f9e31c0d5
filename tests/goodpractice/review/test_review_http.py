"""Reviews over HTTP: pages without scripts, and REST, with their refusals."""

from datetime import timedelta
from lxml import html
from metodinis.common.clock import today
from metodinis.common.states import state_of
from metodinis.goodpractice.cases.operations import submit
from metodinis.goodpractice.cases.rules import CRITERIA
from plone import api
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import make
from tests.goodpractice.review.conftest import assign
from tests.goodpractice.review.conftest import close
from tests.goodpractice.review.conftest import EDITOR
from tests.goodpractice.review.conftest import LINA
from tests.goodpractice.review.conftest import POOL
from tests.goodpractice.review.conftest import review
from tests.goodpractice.review.conftest import set_pool
from tests.goodpractice.review.conftest import VIDA
from tests.reports.conftest import call_site  # noqa: F401 a fixture
import pytest
import requests
import transaction


PATH = "good-practice/pasaku-valandele-miske"
REVIEWERS_PAGE = f"{PATH}/@@case-reviewers"
REVIEW_PAGE = f"{PATH}/@@review"
SCORES = {f"score-{name}": "5" for name in CRITERIA}


@pytest.fixture
def call(call_site):  # noqa: F811
    return call_site


@pytest.fixture
def served(served_world):
    """The submitted case, committed."""
    set_pool(*POOL)
    case = make()
    with act_as("krt-darbuotoja"):
        submit(case)
    transaction.commit()
    return case


@pytest.fixture
def asked(served):
    """The same, and Lina and Vida are asked."""
    assign(served)
    transaction.commit()
    return served


def due(days=5):
    return (today() + timedelta(days=days)).isoformat()


def chosen(*people):
    return {f"reviewer-{place}": person for place, person in enumerate(people)}


def now_of(case):
    transaction.begin()
    return case


def selected(page):
    """The values that are chosen in the selects of a page."""
    return [
        part.split('"')[0]
        for part in page.split('value="')[1:]
        if 'selected="selected"' in part[:99]
    ]


# pages


def test_editor_is_offered_two_and_asks_them(call, served):
    page = call(EDITOR, "GET", REVIEWERS_PAGE).text
    assert "Lina Klaipėdienė (Klaipėda) – 0 nebaigtų recenzijų" in page
    assert "Rasa Kretingienė" not in page
    assert selected(page) == [LINA, "metodininke"]
    form = {**chosen(LINA, VIDA), "due": due()}
    answer = call(EDITOR, "POST", REVIEWERS_PAGE, data=form)
    assert answer.status_code == 200
    assert state_of(now_of(served)) == "reviewing"
    page = call(EDITOR, "GET", REVIEWERS_PAGE).text
    assert selected(page) == [LINA, VIDA]
    assert "Dar nepateikta" in page


def test_choice_that_is_wrong_is_told_and_kept(call, served):
    form = {**chosen(LINA, LINA), "due": due(-3)}
    answer = call(EDITOR, "POST", REVIEWERS_PAGE, data=form)
    assert answer.status_code == 400
    for id_ in ("f-reviewer-0", "f-due"):
        assert f'href="#{id_}"' in answer.text
    assert selected(answer.text) == [LINA, LINA]
    assert state_of(now_of(served)) == "submitted"


def test_small_pool_leads_to_the_settings(call, served):
    set_pool(LINA)
    transaction.commit()
    page = call(EDITOR, "GET", REVIEWERS_PAGE).text
    assert "Per mažai žmonių" in page
    assert "@@goodpractice-controlpanel" in page


def test_reviewer_reads_remarks_scores_and_gives(call, asked):
    page = call(LINA, "GET", REVIEW_PAGE).text
    assert "Vasarą vaikai į biblioteką neateina." in page
    assert "Skaitymo skatinimas" in page
    kept = call(LINA, "POST", REVIEW_PAGE, data={"remark-need": "Kodėl?", "keep": "1"})
    assert kept.url.endswith("@@review")
    assert "Kodėl?</textarea>" in kept.text
    bad = call(LINA, "POST", REVIEW_PAGE, data={"remark-need": "Kodėl taip?", "give": "1"})
    assert bad.status_code == 400
    assert "Kodėl taip?</textarea>" in bad.text
    assert bad.text.count('href="#f-score-') == len(CRITERIA)
    form = {**SCORES, "remark-need": "Kodėl?", "summary": "Puiku.", "give": "1"}
    given = call(LINA, "POST", REVIEW_PAGE, data=form)
    assert given.status_code == 200
    mine = now_of(asked).open_round.of(LINA)
    assert (mine.scores, mine.remarks, mine.is_owed) == (
        (5, 5, 5, 5),
        (("need", "Kodėl?"),),
        False,
    )
    again = call(LINA, "GET", REVIEW_PAGE).text
    assert 'name="give"' not in again
    assert "neprašoma" in again


def test_reviewer_refuses_and_editors_ask_another(call, asked):
    answer = call(LINA, "POST", REVIEW_PAGE, data={"refuse": "1", "reason": " "})
    assert answer.status_code == 400
    assert 'href="#f-reason"' in answer.text
    answer = call(LINA, "POST", REVIEW_PAGE, data={"refuse": "1", "reason": "Neturiu laiko."})
    assert answer.url.endswith("/@@agenda")
    page = call(EDITOR, "GET", REVIEWERS_PAGE).text
    assert "Neturiu laiko." in page
    assert selected(page) == [VIDA, "metodininke"]


def test_same_reviewers_are_asked_at_once(call, asked):
    for person in (LINA, VIDA):
        review(asked, person)
    close(asked)
    with act_as("krt-darbuotoja"):
        submit(asked)
    transaction.commit()
    page = call(EDITOR, "GET", REVIEWERS_PAGE).text
    assert "Tie patys recenzentai" in page
    call(EDITOR, "POST", REVIEWERS_PAGE, data={"again": "1", "due": due(7)})
    review_round = now_of(asked).open_round
    assert (review_round.number, [one.evaluator for one in review_round.counted]) == (
        2,
        [LINA, VIDA],
    )


def test_form_without_its_token_is_refused(call, asked):
    answer = requests.post(
        f"{api.portal.get().absolute_url()}/{REVIEW_PAGE}",
        data={"refuse": "1", "reason": "Ne."},
        auth=(LINA, "Zalias-Knygnesys-1904"),
        timeout=60,
    )
    assert answer.status_code == 403
    assert now_of(asked).open_round.of(LINA).is_owed


# REST


def test_whole_review_by_rest(call, served):
    found = call(EDITOR, "GET", f"{PATH}/@case-reviewers").json()
    assert found["suggested"] == [LINA, "metodininke"]
    assert found["candidates"][0] == {
        "id": LINA,
        "name": "Lina Klaipėdienė",
        "library": "Klaipėda",
        "open": 0,
    }
    body = {"reviewers": [LINA, VIDA], "due": due()}
    answer = call(EDITOR, "POST", f"{PATH}/@case-reviewers", json=body)
    assert answer.json() == {"state": "reviewing"}
    text = {
        "scores": dict.fromkeys(CRITERIA, 4),
        "comments": {"clarity": "Aišku."},
        "remarks": {"lessons": "Ir dar?"},
        "give": True,
    }
    given = call(LINA, "POST", f"{PATH}/@review", json=text).json()
    assert given["remarks"] == {"lessons": "Ir dar?"}
    assert given["given_at"] is not None
    [own] = call(LINA, "GET", f"{PATH}/@reviews").json()["items"]
    assert [one["evaluator"] for one in own["evaluations"]] == ["Lina Klaipėdienė"]
    [owed] = call(VIDA, "GET", f"{PATH}/@reviews").json()["items"]
    assert [one["evaluator"] for one in owed["evaluations"]] == ["Vida Pagėgienė"]
    [whole] = call(EDITOR, "GET", f"{PATH}/@reviews").json()["items"]
    assert [sorted(one) for one in whole["evaluations"]] == [
        ["due", "evaluator", "given_at", "refused"]
    ] * 2
    assert call(EDITOR, "POST", f"{PATH}/@case-reminder").json() == {"reminded": 1}
    refused = call(VIDA, "POST", f"{PATH}/@review-refusal", json={"reason": "Sergu."})
    assert refused.status_code == 204
    assert call(VIDA, "GET", f"{PATH}/@review").status_code in (401, 403)
    [asked, _vida] = call(EDITOR, "GET", f"{PATH}/@case-reviewers").json()["asked"]
    assert (asked["id"], asked["given"]) == (LINA, True)
    assert call("krt-darbuotoja", "GET", f"{PATH}/@reviews").json()["items"] == []


@pytest.mark.parametrize(
    ("person", "service", "body", "status", "fields"),
    [
        (EDITOR, "@case-reviewers", {"reviewers": "x"}, 400, ["reviewers"]),
        (EDITOR, "@case-reviewers", {"reviewers": [1, 2]}, 400, ["reviewers"]),
        (EDITOR, "@case-reviewers", {"reviewers": [LINA]}, 400, ["due", "reviewers"]),
        (EDITOR, "@case-reviewers", {"reviewers": [], "due": "rytoj"}, 400, ["due"]),
        (LINA, "@review", {"scores": [], "give": True}, 400, ["scores"]),
        (LINA, "@review", {"remarks": {"need": 5}}, 400, ["need"]),
        (LINA, "@review", {"scores": {"novelty": "5"}}, 400, ["score-novelty"]),
        (LINA, "@review-refusal", {}, 400, ["reason"]),
    ],
)
def test_rest_tells_what_is_wrong(call, asked, person, service, body, status, fields):
    answer = call(person, "POST", f"{PATH}/{service}", json=body)
    assert answer.status_code == status
    assert sorted(one["field"] for one in answer.json()["error"]["errors"]) == fields
    assert now_of(asked).open_round.of(LINA).is_owed


def test_reviewers_are_ticked_in_a_plain_list(call, served_world):
    page = "@@goodpractice-controlpanel"
    form = html.fromstring(call(EDITOR, "GET", page).content).cssselect("main form")[-1]
    boxes = form.cssselect("[name='form.widgets.reviewers:list']")
    assert {(box.tag, box.get("type")) for box in boxes} == {("input", "checkbox")}
    named = {box.get("value"): form.cssselect(f"label[for='{box.get('id')}']") for box in boxes}
    assert [label.text_content().strip() for label in named[LINA]] == ["Lina Klaipėdienė"]
    ticked = [("form.widgets.reviewers:list", userid) for userid in (LINA, VIDA)]
    sent = [*form.form_values(), *ticked]
    data = {}
    for name, value in [*sent, ("form.buttons.save", "1")]:
        data.setdefault(name, []).append(value)
    call(EDITOR, "POST", page, data=data)
    transaction.begin()
    chosen = api.portal.get_registry_record("metodinis.goodpractice.reviewers")
    assert set(chosen) == {LINA, VIDA}
