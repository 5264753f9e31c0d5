"""The desk over HTTP: pages without scripts, and REST, with their refusals."""

from datetime import date
from datetime import timedelta
from metodinis.common.moments import now
from metodinis.common.states import state_of
from metodinis.goodpractice.cases import operations as cases
from metodinis.goodpractice.cases.waits import note_waiting
from metodinis.goodpractice.desk import reading
from plone import api
from plone.uuid.interfaces import IUUID
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
from tests.goodpractice.conftest import VALUES
from tests.goodpractice.desk.conftest import give_reviews
from tests.goodpractice.desk.conftest import recommend
from tests.reports.conftest import call_site  # noqa: F401 a fixture
import pytest
import transaction


PATH = "good-practice/pasaku-valandele-miske"
FORM = {
    **{name: value for name, value in VALUES.items() if name not in ("results", "links")},
    "consent": "1",
    "language": "lt",
    "licence": "CC-BY-4.0",
    "results-0-order": "1",
    "results-0-text": "Dalyvių padaugėjo",
    "results-0-evidence": "Renginių registras",
    "results-0-before": "120",
    "results-0-after": "245,5",
    "results-0-unit": "dalyviai",
    "links-0-order": "1",
    "links-0-title": "Nuotraukos",
    "links-0-url": "https://kretinga.example.org/pasakos",
}


@pytest.fixture
def call(call_site):  # noqa: F811
    return call_site


def case():
    """The case as it is stored now."""
    transaction.begin()
    return api.portal.get().unrestrictedTraverse(PATH)


@pytest.fixture
def reviewed(served_world):
    """A case with two reviews, one with a remark; committed."""
    made = make()
    with act_as("krt-darbuotoja"):
        cases.submit(made)
    give_reviews(made)
    opened = made.open_round
    opened.put(opened.evaluations[0]._replace(remarks=(("need", "Kam to reikėjo?"),)))
    note_waiting(made)
    made.reindexObject()
    transaction.commit()


@pytest.fixture
def recommended(served_world):
    """A recommended case, committed."""
    made = make()
    with act_as("krt-darbuotoja"):
        cases.submit(made)
    recommend(made)
    transaction.commit()


@pytest.fixture
def published(served_world):
    """A published case, committed."""
    note_waiting(make_published())
    transaction.commit()


# pages


def test_desk_tells_whose_turn_it_is(call, reviewed):
    page = call("redaktore", "GET", "good-practice/@@desk").text
    assert "Pasakų valandėlė miške" in page
    assert f"{PATH}/@@case-decision" in page
    for query in ("who=library", "state=published", "topic=erdves"):
        assert "Pasakų" not in call("redaktore", "GET", f"good-practice/@@desk?{query}").text


@pytest.mark.parametrize("is_author", [False, True])
def test_desk_tells_no_author_who_reviews(call, reviewed, is_author):
    made = case()
    opened = made.open_round
    opened.put(opened.of("pag-direktore")._replace(given_at=None))
    made.writers += ("redaktore",) * is_author
    note_waiting(made)
    transaction.commit()
    page = call("redaktore", "GET", "good-practice/@@desk").text
    assert ("Recenzija: Vida Pagėgienė" in page) is not is_author
    assert ("Vida Pagėgienė" in page) is not is_author
    assert "Recenzija" in page


def test_returned_with_the_remarks_of_reviewers(call, reviewed):
    address = f"{PATH}/@@case-decision?name=return"
    assert "Kam to reikėjo?" in call("redaktore", "GET", address).text
    sent = {"form": "return", "name": "return", "reason": "", "remark-need": "Kam?"}
    refused = call("redaktore", "POST", address, data=sent)
    assert refused.status_code == 400
    assert 'id="f-reason-error"' in refused.text
    assert "Kam?" in refused.text
    call("redaktore", "POST", address, data={**sent, "reason": "Patikslinkite."})
    assert state_of(case()) == "returned"
    assert reading.remarks_of(case()) == {"need": "Kam?"}
    assert "Kam?" in call("krt-darbuotoja", "GET", PATH).text


def test_decision_without_a_name_offers_what_can_be_done(call, reviewed):
    page = call("vedeja", "GET", f"{PATH}/@@case-decision").text
    for name in ("recommend", "return", "decline"):
        assert f"@@case-decision?name={name}" in page
    assert "@@case-decision?name=publish" not in page
    assert call("vedeja", "GET", f"{PATH}/@@case-decision?name=x").status_code == 404


def test_published_by_the_form(call, recommended):
    address = f"{PATH}/@@case-decision?name=publish"
    sent = {"form": "publish", "name": "publish", "note": "Verta.", "when": "later", "at": ""}
    refused = call("redaktore", "POST", address, data=sent)
    assert (refused.status_code, 'id="f-at-error"' in refused.text) == (400, True)
    moment = (now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    call("redaktore", "POST", address, data={**sent, "at": moment})
    assert reading.plan_of(case()) is not None
    call("redaktore", "POST", address, data={"form": "cancel", "name": "publish"})
    assert reading.plan_of(case()) is None
    sent |= {"when": "now", "valid_until": f"{date.today().year + 2}-12-31"}
    call("redaktore", "POST", address, data=sent)
    assert (state_of(case()), case().number, case().expert_note) == ("published", 1, "Verta.")
    assert "Verta." in call(None, "GET", PATH).text


def test_changes_are_asked_about_and_agreed_to(call, recommended):
    with act_as("redaktore"):
        cases.update_case(case(), {"need": "Vasarą vaikai neateina."})
        transaction.commit()
    page = call("redaktore", "GET", f"{PATH}/@@case-edits").text
    assert "<del>" in page
    sent = {"form": "ask", "note": "Trumpinau."}
    call("redaktore", "POST", f"{PATH}/@@case-edits", data=sent)
    assert "@@case-agreement" in call("krt-direktore", "GET", PATH).text
    page = call("krt-direktore", "GET", f"{PATH}/@@case-agreement").text
    assert "Trumpinau." in page
    sent = {"form": "answer", "answer": "object", "words": ""}
    refused = call("krt-direktore", "POST", f"{PATH}/@@case-agreement", data=sent)
    assert refused.status_code == 400
    refused = call("krt-direktore", "POST", f"{PATH}/@@case-agreement", data={"answer": "x"})
    assert 'id="f-answer-error"' in refused.text
    call("krt-direktore", "POST", f"{PATH}/@@case-agreement", data={**sent, "answer": "agree"})
    assert reading.edited_names(case()) == []


def test_correction_by_the_form_is_read_by_all(call, published):
    address = f"{PATH}/@@case-correction"
    sent = {**FORM, "seen": "1", "hours": "80", "note": ""}
    refused = call("redaktore", "POST", address, data=sent)
    assert (refused.status_code, 'id="f-note-error"' in refused.text) == (400, True)
    assert case().hours == 60
    call("redaktore", "POST", address, data={**sent, "note": "Valandų buvo daugiau."})
    assert (case().hours, case().versions[-1].kind) == (80, "correction")
    assert case().versions[0].values["results"] == case().results
    assert "Valandų buvo daugiau." in call(None, "GET", PATH).text
    page = call(None, "GET", f"{PATH}/@@case-versions").text
    assert "<ins>80</ins>" in page
    assert "redaktor" not in page.lower().split("<main")[-1].split("</main")[0]


def test_library_says_whether_it_is_still_true(call, published):
    address = f"{PATH}/@@case-truth"
    sent = {"form": "answer", "answer": "changes", "words": "Vyksta parke."}
    call("krt-darbuotoja", "POST", address, data=sent)
    page = call("redaktore", "GET", f"{PATH}/@@case-correction").text
    assert "Vyksta parke." in page
    call("redaktore", "POST", f"{PATH}/@@case-ask-truth", data={"form": "settle"})
    assert reading.last_question(case()).settled_at is not None
    call("redaktore", "POST", f"{PATH}/@@case-ask-truth", data={"form": "ask"})
    assert reading.last_question(case()).is_open
    call("krt-darbuotoja", "POST", address, data={"answer": "no", "words": "Nebevyksta."})
    assert state_of(case()) == "archived"


def test_what_is_wrong_with_an_answer_leads_to_its_field(call, published):
    address = f"{PATH}/@@case-truth"
    refused = call("krt-darbuotoja", "POST", address, data={"form": "answer", "answer": "no"})
    assert refused.status_code == 400
    assert 'href="#f-words">Keliais žodžiais: ' in refused.text
    refused = call("krt-darbuotoja", "POST", address, data={"form": "answer"})
    assert 'href="#f-answer">Atsakymas: ' in refused.text
    assert 'id="f-answer"' in refused.text


def test_featured_on_its_page_and_ordered(call, published):
    call("redaktore", "POST", f"{PATH}/@@case-feature", data={"form": "feature"})
    assert reading.is_featured(case())
    page = call("redaktore", "GET", "good-practice/@@featured").text
    assert "Pasakų valandėlė miške" in page
    gone = {f"remove-{IUUID(case())}": "1"}
    call("redaktore", "POST", "good-practice/@@featured", data=gone)
    assert not reading.is_featured(case())


def test_note_is_changed_on_its_page(call, published):
    call("redaktore", "POST", f"{PATH}/@@case-note", data={"form": "note", "note": "Puiku."})
    assert case().expert_note == "Puiku."


# REST


def test_desk_as_json(call, reviewed):
    answer = call("redaktore", "GET", "good-practice/@desk?who=editors").json()
    [row] = answer["items"]
    assert (row["title"], row["state"], row["who"]) == (
        "Pasakų valandėlė miške",
        "reviewing",
        ["editors"],
    )
    assert row["waits"] == [{"for": "decision", "day": None}]
    assert call("metodininke", "GET", "good-practice/@desk").status_code == 401


def test_decisions_as_json(call, reviewed):
    url = f"{PATH}/@case-decision"
    refused = call("redaktore", "POST", url, json={"name": "publish"})
    assert refused.status_code == 409
    refused = call("redaktore", "POST", url, json={"name": "x"})
    assert [error["field"] for error in refused.json()["error"]["errors"]] == ["name"]
    answer = call("redaktore", "POST", url, json={"name": "recommend", "reason": "Puiku."}).json()
    assert (answer["state"], answer["possible"]) == (
        "recommended",
        ["return", "decline", "publish"],
    )
    at = (now() + timedelta(days=2)).isoformat()
    answer = call("redaktore", "POST", url, json={"name": "publish", "note": "N.", "at": at}).json()
    assert answer["plan"]["at"] == at
    assert call("redaktore", "DELETE", f"{PATH}/@case-plan").status_code == 204
    refused = call("redaktore", "POST", url, json={"name": "publish", "valid_until": "2020-01-01"})
    assert [error["field"] for error in refused.json()["error"]["errors"]] == ["valid_until"]
    answer = call("redaktore", "POST", url, json={"name": "publish", "note": "Verta."}).json()
    assert answer["state"] == "published"
    assert [one["name"] for one in answer["decisions"]] == ["recommend", "publish"]
    assert call("krt-darbuotoja", "GET", url).status_code == 401


def test_agreement_as_json(call, recommended):
    url = f"{PATH}/@case-agreement"
    with act_as("redaktore"):
        cases.update_case(case(), {"need": "Trumpiau."})
        transaction.commit()
    assert call("redaktore", "POST", url, json={"action": "ask"}).json()["waits"] is True
    assert call("krt-darbuotoja", "POST", url, json={"action": "record"}).status_code == 401
    refused = call("krt-darbuotoja", "POST", url, json={"action": "object"})
    assert [error["field"] for error in refused.json()["error"]["errors"]] == ["words"]
    answer = call("krt-darbuotoja", "POST", url, json={"action": "agree"}).json()
    assert (answer["edited"], answer["agreements"][0]["agreed"]) == ([], True)


def test_correction_and_versions_as_json(call, published):
    url = f"{PATH}/@case-correction"
    refused = call("redaktore", "POST", url, json={"values": {"hours": "x"}, "note": ""})
    assert {error["field"] for error in refused.json()["error"]["errors"]} == {"hours", "note"}
    assert call("redaktore", "POST", url, json={"note": "N"}).status_code == 400
    sent = {"values": {"hours": 90}, "note": "Daugiau.", "revision": 1}
    assert call("redaktore", "POST", url, json=sent).json()["changed"] == ["hours"]
    assert call("redaktore", "POST", url, json=sent).status_code == 409
    versions = call(None, "GET", f"{PATH}/@case-versions").json()["items"]
    assert [(v["kind"], v["changed"], v["values"]["hours"]) for v in versions] == [
        ("publication", [], 60),
        ("correction", ["hours"], 90),
    ]
    assert all("by" not in version for version in versions)
    assert "by" in call("redaktore", "GET", f"{PATH}/@case-versions").json()["items"][0]


def test_truth_as_json(call, published):
    url = f"{PATH}/@case-truth"
    assert call("redaktore", "POST", url, json={"action": "ask"}).status_code == 200
    refused = call("krt-darbuotoja", "POST", url, json={"answer": "no"})
    assert [error["field"] for error in refused.json()["error"]["errors"]] == ["words"]
    answer = call("krt-darbuotoja", "POST", url, json={"answer": "yes"}).json()
    assert answer["questions"][-1]["answer"] == "yes"
    assert call("metodininke", "POST", url, json={"answer": "yes"}).status_code == 401


def test_featured_and_note_as_json(call, published):
    url = "good-practice/@featured"
    refused = call("redaktore", "PUT", url, json={"cases": ["x"]})
    assert [error["field"] for error in refused.json()["error"]["errors"]] == ["cases"]
    call("redaktore", "PUT", url, json={"cases": [IUUID(case())]})
    assert [one["title"] for one in call(None, "GET", url).json()["items"]] == [case().title]
    answer = call("redaktore", "PATCH", f"{PATH}/@case-note", json={"note": " Gerai. "})
    assert answer.json() == {"note": "Gerai."}
