"""Programmes over HTTP: pages without scripts, files, and REST, with their refusals."""

from base64 import b64encode
from datetime import timedelta
from metodinis.common.states import state_of
from metodinis.training.programmes import template
from plone import api
from tests.reports.conftest import call_site  # noqa: F401 a fixture
from tests.training.conftest import make_event
from tests.training.programmes.conftest import act_as
from tests.training.programmes.conftest import bring
from tests.training.programmes.conftest import evaluate
from tests.training.programmes.conftest import make
from tests.training.programmes.conftest import today
from tests.training.programmes.conftest import VALUES
from tests.training.programmes.test_programme_documents import template_of
import pytest
import requests
import transaction


SCORES = dict.fromkeys(("relevance", "coherence", "methods", "results", "trainers", "duration"), 5)
FORM = {
    **{name: value for name, value in VALUES.items() if name not in ("topics", "trainers")},
    "competences": "krastotyra",
    "topics-0-order": "2",
    "topics-0-title": "Antra",
    "topics-0-theory": "1,5",
    "topics-0-practice": "",
    "topics-0-self_study": "",
    "topics-1-order": "1",
    "topics-1-title": "Pirma",
    "topics-1-theory": "",
    "topics-1-practice": "2",
    "topics-1-self_study": "",
    "trainers-0-order": "1",
    "trainers-0-name": "Ona",
    "trainers-0-qualification": "Magistrė",
}


@pytest.fixture
def call(call_site):  # noqa: F811
    return call_site


@pytest.fixture
def served(served_world):
    """A function that makes a programme in a state, committed; it returns its path."""

    def made(state="draft", **values):
        transaction.begin()
        programme = bring(make(**values), state)
        transaction.commit()
        return f"training/{programme.getId()}"

    return made


def programmes():
    transaction.begin()
    return list(api.portal.get()["training"].objectValues("Dexterity Item"))


# pages


def test_library_proposes_by_the_form(call):
    path = "libraries/krt/@@propose-programme"
    answer = call("krt-darbuotoja", "POST", path, data=FORM)
    assert answer.status_code == 200
    [programme] = programmes()
    assert answer.url == programme.absolute_url()
    assert [topic.title for topic in programme.topics] == ["Pirma", "Antra"]
    assert [topic.hours for topic in programme.topics] == [2.0, 1.5]
    assert "Viskas užpildyta" in answer.text


def test_more_rows_keep_what_was_typed_and_store_nothing(call):
    path = "libraries/krt/@@propose-programme"
    answer = call("krt-darbuotoja", "POST", path, data={**FORM, "more-topics": "1"})
    assert answer.status_code == 200
    assert programmes() == []
    places = [place for place in range(20) if f'name="topics-{place}-title"' in answer.text]
    assert places == [0, 1, 2, 3, 4, 5]
    assert answer.text.index("Pirma</textarea>") < answer.text.index("Antra</textarea>")


def test_refused_form_tells_each_field_and_keeps_what_was_typed(call):
    form = {**FORM, "title": "", "topics-1-practice": "daug", "price": "x", "aim": "Išlieka"}
    answer = call("krt-darbuotoja", "POST", "libraries/krt/@@propose-programme", data=form)
    assert answer.status_code == 400
    for id_ in ("f-title", "f-topics-0-practice", "f-price"):
        assert f'href="#{id_}"' in answer.text
        assert f'id="{id_}-error"' in answer.text
    assert "Išlieka</textarea>" in answer.text
    assert programmes() == []


def test_form_without_its_token_is_refused(call, served):
    path = served()
    answer = call("krt-darbuotoja", "POST", f"{path}/@@edit?", data={})
    assert answer.status_code == 400
    url = api.portal.get().absolute_url()
    answer = requests.post(
        f"{url}/{path}/@@edit",
        data=FORM,
        auth=("krt-darbuotoja", "Zalias-Knygnesys-1904"),
        timeout=60,
    )
    assert answer.status_code == 403


def test_two_who_edit_at_once_are_told(call, served):
    path = served()
    first = {**FORM, "seen": "1", "aim": "Pirmas."}
    assert call("krt-darbuotoja", "POST", f"{path}/@@edit", data=first).status_code == 200
    second = {**FORM, "seen": "1", "aim": "Antras."}
    answer = call("krt-direktore", "POST", f"{path}/@@edit", data=second)
    assert answer.status_code == 409
    assert "Antras.</textarea>" in answer.text
    assert 'name="seen" value="2"' in answer.text
    [programme] = programmes()
    assert programme.aim == "Pirmas."


def test_incomplete_programme_names_what_it_lacks(call, served):
    path = served(aim="", outcomes="")
    page = call("krt-darbuotoja", "GET", path).text
    for name in ("aim", "outcomes"):
        assert f"{path}/@@edit#f-{name}" in page
    assert "@@programme-step?name=submit" not in page
    step = call("krt-darbuotoja", "GET", f"{path}/@@programme-step?name=submit").text
    assert f"{path}/@@edit#f-aim" in step


def test_whole_way_by_pages(call, served):
    path = served()
    step = f"{path}/@@programme-step"

    def go(person, page, **data):
        answer = call(person, "POST", f"{path}/{page}", data=data)
        assert answer.status_code == 200, answer.text
        return state_of(programmes()[0])

    assert go("krt-darbuotoja", "@@programme-step?name=submit", name="submit") == "submitted"
    evaluators = {
        "evaluator-0": "klm-darbuotoja",
        "evaluator-1": "pag-direktore",
        "due": (today() + timedelta(days=5)).isoformat(),
    }
    assert go("metodininke", "@@programme-evaluators", **evaluators) == "evaluating"
    scores = {f"score-{name}": "5" for name in SCORES}
    go("klm-darbuotoja", "@@evaluate", **scores, summary="Puiku.", give="1")
    page = call("pag-direktore", "GET", path).text
    assert "Puiku." not in page
    assert "Lina Klaipėdienė" not in page
    go("pag-direktore", "@@evaluate", **scores, give="1")
    assert "Puiku." in call("pag-direktore", "GET", path).text
    order = {
        "name": "approve",
        "order_number": "V-7",
        "order_date": today().isoformat(),
        "valid_until": (today() + timedelta(days=900)).isoformat(),
    }
    assert go("vedeja", "@@programme-step?name=approve", **order) == "approved"
    public = call(None, "GET", path).text
    assert "V-7" in public
    assert "Puiku." not in public
    assert "@@programme-history" not in public
    assert call("krt-darbuotoja", "GET", f"{path}/@@programme-history").status_code == 200
    assert call("krt-darbuotoja", "GET", f"{step}?name=nėra").status_code == 404


def test_list_is_filtered_sorted_and_handed_out(call, served):
    served("approved", title="Antra programa", competences=["vadyba"])
    served("running", title="Pirma programa", form="remote")
    served(title="Juodraštis")

    def titles(person, query=""):
        csv = call(person, "GET", f"training/@@programmes-export?format=csv{query}")
        return [line.split(";")[0] for line in csv.content.decode("utf-8-sig").splitlines()[1:]]

    both = ["Antra programa", "Pirma programa"]
    assert titles(None) == both
    assert titles("pag-direktore") == both
    assert titles("metodininke") == ["Antra programa", "Juodraštis", "Pirma programa"]
    assert titles("krt-darbuotoja", "&state=draft") == ["Juodraštis"]
    assert titles(None, "&state=draft") == []
    assert titles(None, "&competence=vadyba") == ["Antra programa"]
    assert titles(None, "&form=remote") == ["Pirma programa"]
    assert titles(None, "&text=pirmos") == ["Pirma programa"]
    assert titles(None, "&sort=title&order=descending") == both[::-1]
    assert "Būsena" not in call(None, "GET", "training/@@programmes").text
    assert "Būsena" in call("metodininke", "GET", "training/@@programmes").text


def test_template_is_replaced_by_the_page(call, served):
    path = served("approved")
    page = "training/@@programme-template"
    broken = {"file": ("b.docx", template_of("{{ nera }}"))}
    answer = call("metodininke", "POST", page, data={}, files=broken)
    assert answer.status_code == 400
    assert "nera" in answer.text
    good = {"file": ("g.docx", template_of("Mūsų: {{ title }}"))}
    assert call("metodininke", "POST", page, data={}, files=good).status_code == 200
    small = len(call(None, "GET", f"{path}/@@programme-document?format=docx").content)
    call("metodininke", "POST", page, data={"reset": "1"})
    assert len(call(None, "GET", f"{path}/@@programme-document?format=docx").content) != small


@pytest.mark.parametrize(("format_", "sign"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_documents_are_saved_and_never_kept(call, served, format_, sign):
    path = served("approved")
    answer = call(None, "GET", f"{path}/@@programme-document?format={format_}")
    assert answer.content.startswith(sign)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"


# REST


def test_whole_way_by_rest(call, served):
    answer = call("krt-darbuotoja", "POST", "libraries/krt/@programmes", json=VALUES)
    assert answer.status_code == 201
    path = answer.json()["@id"].partition("/plone/")[2]
    assert answer.json()["totals"] == {
        "theory": 3.0,
        "practice": 3.5,
        "self_study": 1.0,
        "hours": 7.5,
    }
    assert (answer.json()["price"], answer.json()["missing"]) == ("25.50", [])

    def step(person, **body):
        return call(person, "POST", f"{path}/@programme-transition", json=body).json()

    assert step("krt-darbuotoja", name="submit") == {"state": "submitted"}
    body = {
        "evaluators": ["klm-darbuotoja", "pag-direktore"],
        "due": (today() + timedelta(days=5)).isoformat(),
    }
    answer = call("metodininke", "POST", f"{path}/@programme-evaluators", json=body)
    assert answer.json() == {"state": "evaluating"}
    given = {"scores": SCORES, "comments": {}, "summary": "Puiku.", "give": True}
    evaluation = f"{path}/@programme-evaluation"
    assert call("klm-darbuotoja", "POST", evaluation, json=given).json() == {"given": True}
    seen = call("pag-direktore", "GET", f"{path}/@programme-evaluations")
    assert [one["evaluator"] for one in seen.json()["items"][0]["evaluations"]] == [
        "Vida Pagėgienė"
    ]
    assert (seen.json()["items"][0]["overall"], "Puiku." in seen.text) == (None, False)
    assert call("metodininke", "POST", f"{path}/@programme-reminder").json() == {"reminded": 1}
    call("pag-direktore", "POST", evaluation, json=given)
    approval = {
        "name": "approve",
        "order_number": "V-7",
        "order_date": today().isoformat(),
        "valid_until": (today() + timedelta(days=900)).isoformat(),
    }
    assert step("vedeja", **approval) == {"state": "approved"}
    public = call(None, "GET", f"{path}/@programme").json()
    assert public["order_number"] == "V-7"
    assert {"missing", "revision", "reviews"} & set(public) == set()
    assert call(None, "GET", f"{path}/@programme-evaluations").json()["items"] == []
    history = call("metodininke", "GET", f"{path}/@programme-history").json()
    assert [entry["name"] for entry in history["items"]] == ["approve", "assign", "submit"]


@pytest.mark.parametrize("path", ["", "/@history", "/@workflow", "/@types", "/@actions"])
def test_stock_services_tell_nothing_of_an_evaluation(call, served, path):
    programme = served("evaluating")
    transaction.begin()
    evaluate(programmes()[0], "klm-darbuotoja", 4)
    transaction.commit()
    for person in ("pag-direktore", "krt-darbuotoja", "metodininke"):
        json = {"Accept": "application/json"}
        answer = call(person, "GET", f"{programme}{path}", headers=json)
        assert "Pastaba 4" not in answer.text
        assert "Išvada 4" not in answer.text
        assert answer.status_code < 500


def test_search_services_tell_nothing_of_a_draft_or_who_evaluates(call, served):
    served("evaluating")
    query = "@search?portal_type=TrainingProgramme&metadata_fields=_all"
    assert call(None, "GET", query).json()["items_total"] == 0
    assert call("pag-direktore", "GET", query).json()["items_total"] == 1
    answer = call("krt-darbuotoja", "GET", query)
    assert answer.json()["items_total"] == 1
    assert "klm-darbuotoja" not in answer.text


@pytest.mark.parametrize(
    ("method", "service", "body", "fields"),
    [
        ("PATCH", "@programme", {"title": ""}, ["title"]),
        ("PATCH", "@programme", {"title": 5}, ["title"]),
        ("PATCH", "@programme", {"topics": [{"title": "A", "theory": [1]}]}, ["topics-0-theory"]),
        ("PATCH", "@programme", {"topics": [5]}, ["topics"]),
        ("PATCH", "@programme", {"price": [1]}, ["price"]),
        ("PATCH", "@programme", {"revision": "x"}, ["revision"]),
        ("PATCH", "@programme", {"nera": 1}, ["nera"]),
        ("POST", "@programme-transition", {"name": "assign"}, ["name"]),
        ("POST", "@programme-transition", {"name": 5}, ["name"]),
    ],
)
def test_bad_bodies_are_told(call, served, method, service, body, fields):
    answer = call("krt-darbuotoja", method, f"{served()}/{service}", json=body)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["error"]["errors"]] == fields


@pytest.mark.parametrize(
    ("person", "service", "body", "fields"),
    [
        ("klm-darbuotoja", "@programme-evaluation", {"scores": []}, ["scores"]),
        ("klm-darbuotoja", "@programme-evaluation", {"comments": {"methods": 1}}, ["methods"]),
        ("klm-darbuotoja", "@programme-evaluation", {"scores": {"x": 1}}, ["score-x"]),
        ("klm-darbuotoja", "@programme-refusal", {"reason": " "}, ["reason"]),
        ("metodininke", "@programme-evaluators", {"evaluators": "x"}, ["evaluators"]),
        ("metodininke", "@programme-evaluators", {"evaluators": [], "due": "x"}, ["due"]),
        ("vedeja", "@programme-transition", {"name": "return", "reason": ""}, ["reason"]),
    ],
)
def test_bad_evaluations_and_decisions_are_told(call, served, person, service, body, fields):
    answer = call(person, "POST", f"{served('evaluating')}/{service}", json=body)
    assert answer.status_code == 400, answer.text
    assert [error["field"] for error in answer.json()["error"]["errors"]] == fields


def test_incomplete_programme_answers_with_blockers(call, served):
    path = served(aim="")
    body = {"name": "submit"}
    answer = call("krt-darbuotoja", "POST", f"{path}/@programme-transition", json=body)
    assert answer.status_code == 409
    assert answer.json()["error"]["blockers"] == [{"field": "aim", "message": "Tikslas"}]


def test_stock_service_makes_no_step_without_what_it_needs(call, served):
    path = served("evaluating")
    answer = call("vedeja", "POST", f"{path}/@workflow/approve", json={"prepared": True})
    assert answer.status_code >= 400
    assert state_of(programmes()[0]) == "evaluating"


def test_template_is_replaced_by_rest(call):
    service = "training/@programme-template"
    found = call("metodininke", "GET", service).json()
    assert (found["is_default"], "topics" in found["names"]) == (True, True)
    data = b64encode(template_of("{{ title }}")).decode()
    body = {"file": {"filename": "m.docx", "data": data}}
    assert call("metodininke", "POST", service, json=body).status_code == 204
    assert call("metodininke", "GET", service).json()["is_default"] is False
    assert call("metodininke", "POST", service, json={}).status_code == 400
    assert call("metodininke", "DELETE", service).status_code == 204
    assert call("metodininke", "GET", service).json()["is_default"] is True


def test_draft_is_deleted_by_rest(call, served):
    assert call("krt-darbuotoja", "DELETE", f"{served()}/@programme").status_code == 204
    assert programmes() == []


def test_page_tells_coming_events_and_search_engines_what_is_learned(call, served):
    path = served("running")
    with act_as("metodininke"):
        [programme] = programmes()
        uid = api.content.get_uuid(programme)
    make_event("announced", title="Kraštotyros diena", programme=uid)
    make_event(title="Dar rengiama", programme=uid)
    transaction.commit()
    page = call(None, "GET", path).text
    assert "Kraštotyros diena" in page
    assert "Dar rengiama" not in page
    assert '"@type": "Course"' in page
    assert '"timeRequired": "PT337M"' in page


def test_page_tells_of_a_template_that_fails_for_this_programme_alone(call, served):
    path = served("approved", topics=[{"title": "Viena", "theory": 1}])
    data = template_of("{{ 1 // 0 if title and topics|length == 1 }}")
    with act_as("metodininke"):
        template.set_template(api.portal.get()["training"], ("t.docx", data))
    transaction.commit()
    answer = call(None, "GET", f"{path}/@@programme-document?format=docx")
    assert (answer.status_code, answer.url.endswith(path)) == (200, True)
    assert "Šablono užpildyti nepavyko" in answer.text
    answer = call(None, "GET", f"{path}/@programme-document?format=docx")
    assert [error["field"] for error in answer.json()["error"]["errors"]] == ["format"]
