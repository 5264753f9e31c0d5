"""Cases over HTTP: pages without scripts, and REST, with their refusals."""

from metodinis.common.states import state_of
from plone import api
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
from tests.goodpractice.conftest import put_into
from tests.goodpractice.conftest import VALUES
from tests.reports.conftest import call_site  # noqa: F401 a fixture
import pytest
import re
import transaction


ROWS = ("results", "links")
ENGLISH = {"I18N_LANGUAGE": "en"}
FORM = {
    **{name: value for name, value in VALUES.items() if name not in (*ROWS, "consent")},
    "consent": "1",
    "language": "lt",
    "licence": "CC-BY-4.0",
    "results-0-order": "2",
    "results-0-text": "Antras",
    "results-0-evidence": "Registras",
    "results-1-order": "1",
    "results-1-text": "Pirmas",
    "results-1-before": "120",
    "results-1-after": "245,5",
    "links-0-order": "1",
    "links-0-title": "Nuotraukos",
    "links-0-url": "https://kretinga.example.org/pasakos",
}


@pytest.fixture
def call(call_site):  # noqa: F811
    return call_site


@pytest.fixture
def served(served_world):
    """A function that makes a case in a state, committed; it returns its path."""

    def made(state="draft", **values):
        transaction.begin()
        case = make(**values)
        put_into(case, state)
        case.reindexObject()
        transaction.commit()
        return f"good-practice/{case.getId()}"

    return made


def cases():
    transaction.begin()
    return list(api.portal.get()["good-practice"].objectValues("Dexterity Item"))


# pages


def head(page):
    """(title, lead) of a page."""
    found = re.search(r'<h1[^>]*>(.*?)</h1>\s*<p class="lead">(.*?)</p>', page, re.S)
    return found[1], found[2]


def test_english_reader_is_told_in_english_what_there_is(call, served):
    english = {"english_title": "Tales in the forest", "english_summary": "Families read there."}
    path, other = served("published", **english), served("published")
    told, lead = VALUES["title"], VALUES["summary"]
    page = call(None, "GET", path).text
    assert head(page) == (told, lead)
    assert '<section class="mtd-prose" lang="en"' in page
    assert "Toliau autoriai" not in page
    page = call(None, "GET", path, cookies=ENGLISH).text
    assert head(page) == ("Tales in the forest", "Families read there.")
    assert '<section class="mtd-prose" lang="lt"' in page
    assert "The authors tell what follows in Lithuanian." in page
    page = call(None, "GET", other, cookies=ENGLISH).text
    assert head(page) == (told, lead)
    assert "what follows" not in page


def test_case_is_begun_and_written_by_the_forms(call, served_world):
    begun = {"title": "Pasakos miške", "summary": "Trumpai.", "topics": "skaitymas"}
    answer = call("krt-darbuotoja", "POST", "libraries/krt/@@write-case", data=begun)
    [case] = cases()
    assert answer.url == f"{case.absolute_url()}/@@edit"
    assert (case.title, case.topics, case.writers) == (
        "Pasakos miške",
        ("skaitymas",),
        ("krt-darbuotoja",),
    )
    path = f"good-practice/{case.getId()}/@@edit"
    answer = call("krt-darbuotoja", "POST", path, data={**FORM, "seen": "1"})
    assert answer.url == case.absolute_url()
    [case] = cases()
    assert [result.text for result in case.results] == ["Pirmas", "Antras"]
    assert case.steps == ("Susitarti su urėdija", "Parinkti knygas", "Pakviesti šeimas")
    assert case.target_groups == ("seimos", "ikimokyklinukai")
    assert case.consent is True
    assert "Viskas užpildyta" in answer.text


def test_form_keeps_what_is_good_and_tells_the_rest_at_its_fields(call, served):
    path = served()
    wrong = {**FORM, "seen": "1", "title": "Kitaip", "people": "daug", "results-1-before": "x"}
    answer = call("krt-darbuotoja", "POST", f"{path}/@@edit", data=wrong)
    assert answer.status_code == 400
    # The row that was typed second stands first.
    for id_ in ("f-people", "f-results-0-before"):
        assert f'href="#{id_}"' in answer.text
    assert 'value="daug"' in answer.text
    assert 'name="seen" value="2"' in answer.text
    [case] = cases()
    assert (case.title, case.people, case.results[0].text) == ("Kitaip", 3, "Dalyvių padaugėjo")


def test_more_rows_keep_what_was_typed_and_store_nothing(call, served):
    path = served()
    form = {**FORM, "seen": "1", "title": "Nesaugoma", "more-results": "1"}
    answer = call("krt-darbuotoja", "POST", f"{path}/@@edit", data=form)
    assert answer.status_code == 200
    places = [place for place in range(20) if f'name="results-{place}-text"' in answer.text]
    assert places == [0, 1, 2, 3, 4, 5]
    [case] = cases()
    assert (case.title, case.revision) == ("Pasakų valandėlė miške", 1)


def test_two_who_write_at_once_are_told(call, served):
    path = served()
    first = {**FORM, "seen": "1", "need": "Pirmas."}
    assert call("krt-darbuotoja", "POST", f"{path}/@@edit", data=first).status_code == 200
    second = {**FORM, "seen": "1", "need": "Antras."}
    answer = call("krt-direktore", "POST", f"{path}/@@edit", data=second)
    assert answer.status_code == 409
    assert "Antras.</textarea>" in answer.text
    assert 'name="seen" value="2"' in answer.text
    [case] = cases()
    assert case.need == "Pirmas."


def test_similar_cases_are_shown_before_one_is_begun(call, served_world):
    make_published()
    transaction.commit()
    form = {"title": "Pasakų valandėlės miškuose", "look": "1"}
    answer = call("pag-direktore", "POST", "libraries/pag/@@write-case", data=form)
    assert answer.status_code == 200
    assert 'href="http://localhost' in answer.text
    assert "good-practice/pasaku-valandele-miske" in answer.text
    other = {"title": "Knygų keitimosi lentyna", "look": "1"}
    answer = call("pag-direktore", "POST", "libraries/pag/@@write-case", data=other)
    assert "good-practice/pasaku-valandele-miske" not in answer.text
    assert len(cases()) == 1


def test_incomplete_case_names_what_it_lacks(call, served):
    path = served(need="", results=[])
    page = call("krt-darbuotoja", "GET", path).text
    step = call("krt-darbuotoja", "GET", f"{path}/@@case-step?name=submit").text
    for name in ("need", "results"):
        assert f"{path}/@@edit#f-{name}" in page
        assert f"{path}/@@edit#f-{name}" in step
    assert "@@case-step?name=submit" not in page


def test_library_makes_its_steps_by_pages(call, served):
    path = served()
    step = f"{path}/@@case-step"
    call("krt-darbuotoja", "POST", f"{step}?name=submit", data={"name": "submit"})
    [case] = cases()
    assert state_of(case) == "submitted"
    call("krt-darbuotoja", "POST", f"{step}?name=withdraw", data={"name": "withdraw"})
    [case] = cases()
    assert state_of(case) == "draft"
    history = call("krt-darbuotoja", "GET", f"{path}/@@case-history").text
    assert history.index("Atsiimti") < history.index("Pateikti")


def test_director_agrees_or_sends_back(call, served):
    path = served()
    api.portal.set_registry_record("metodinis.goodpractice.director_signs", True)
    transaction.commit()
    step = f"{path}/@@case-step"
    call("krt-darbuotoja", "POST", f"{step}?name=submit", data={"name": "submit"})
    [case] = cases()
    assert state_of(case) == "signing"
    answer = call(
        "krt-direktore", "POST", f"{step}?name=send_back", data={"name": "send_back", "reason": " "}
    )
    assert answer.status_code == 400
    assert 'href="#f-reason"' in answer.text
    call(
        "krt-direktore",
        "POST",
        f"{step}?name=send_back",
        data={"name": "send_back", "reason": "Trūksta datų."},
    )
    page = call("krt-darbuotoja", "GET", path).text
    assert "Trūksta datų." in page
    call("krt-darbuotoja", "POST", f"{step}?name=submit", data={"name": "submit"})
    call("krt-direktore", "POST", f"{step}?name=sign", data={"name": "sign"})
    [case] = cases()
    assert state_of(case) == "submitted"
    assert [version.kind for version in case.versions] == ["submission"]


def test_draft_is_removed_once_confirmed(call, served):
    path = served()
    answer = call("krt-darbuotoja", "POST", f"{path}/@@remove", data={})
    assert answer.url.endswith("/libraries/krt/@@cases")
    assert cases() == []


def test_published_case_tells_all_to_everybody(call, served_world):
    make_published()
    transaction.commit()
    page = call(None, "GET", "good-practice/pasaku-valandele-miske").text
    for told in (
        "Kretingos miškų urėdija – vieta ir gidas",
        "Skaitymo skatinimas",
        "150,00",
        "Parinkti knygas",
        "Dalyvių padaugėjo",
        "245,5",
        "Renginių registras",
        "Turėti atsarginę vietą.",
        "rasa@kretinga.example.org",
        "https://creativecommons.org/licenses/by/4.0/",
    ):
        assert told in page
    assert "@@case-history" not in page
    assert "@@edit" not in page


def test_what_people_type_is_text(call, served):
    path = served(need="<script>alert(1)</script>", title="<b>Pavadinimas</b>")
    page = call("krt-darbuotoja", "GET", path).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>Pavadinimas</b>" not in page


def test_library_finds_its_cases_in_all_states(call, served):
    served(title="Juodraštis")
    served("reviewing", title="Recenzuojamas")
    served(title="Kitos bibliotekos", author="pag-direktore", code="PAG")
    page = call("krt-direktore", "GET", "libraries/krt/@@cases").text
    assert "Juodraštis" in page
    assert "Recenzuojamas" in page
    assert "Kitos bibliotekos" not in page
    answer = call("krt-direktore", "GET", "libraries/krt/@@cases-export?format=csv&sort=title")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert [row.split(";")[0].strip('"') for row in rows[1:]] == ["Juodraštis", "Recenzuojamas"]


# REST


def test_rest_writes_reads_and_submits(call, served_world):
    sent = {**VALUES, "euro": 150, "title": "Per REST"}
    answer = call("krt-darbuotoja", "POST", "libraries/krt/@cases", json=sent)
    assert answer.status_code == 201
    case = answer.json()
    assert answer.headers["Location"] == case["@id"]
    assert (case["state"], case["revision"], case["missing"]) == ("draft", 1, [])
    assert (case["done"], case["needed"]) == (18, 18)
    assert (case["cost_band"], case["evidence_level"], case["years"]) == (
        "small",
        "measured",
        [2025],
    )
    assert case["results"][0]["after"] == 245.5
    path = f"good-practice/{case['@id'].rsplit('/', 1)[1]}"
    answer = call("krt-darbuotoja", "PATCH", f"{path}/@case", json={"people": 5, "revision": 1})
    assert (answer.json()["people"], answer.json()["revision"]) == (5, 2)
    answer = call("krt-darbuotoja", "PATCH", f"{path}/@case", json={"people": 6, "revision": 1})
    assert answer.status_code == 409
    answer = call("krt-darbuotoja", "POST", f"{path}/@case-transition", json={"name": "submit"})
    assert answer.json() == {"state": "submitted"}
    history = call("metodininke", "GET", f"{path}/@case-history").json()
    assert [entry["name"] for entry in history["items"]] == ["submit"]
    mine = call("krt-direktore", "GET", "libraries/krt/@cases").json()
    assert [(one["title"], one["state"]) for one in mine["items"]] == [("Per REST", "submitted")]


def test_rest_saves_all_or_nothing(call, served):
    path = served()
    sent = {"title": "Kitaip", "people": "daug", "started": "vakar", "nera": 1}
    answer = call("krt-darbuotoja", "PATCH", f"{path}/@case", json=sent)
    assert answer.status_code == 400
    found = {error["field"] for error in answer.json()["error"]["errors"]}
    assert found == {"people", "started", "nera"}
    [case] = cases()
    assert case.title == "Pasakų valandėlė miške"


def test_rest_draft_keeps_what_is_good(call, served):
    path = served()
    sent = {
        "title": "Kitaip",
        "people": "daug",
        "ended": "2099-01-01",
        "results": [{"text": "Geras"}, {"text": "Blogas", "before": "x"}],
        "revision": 1,
    }
    answer = call("krt-darbuotoja", "PATCH", f"{path}/@case-draft", json=sent).json()
    assert [error["field"] for error in answer["errors"]] == ["people", "results-1-before"]
    assert answer["revision"] == 2
    assert [one["field"] for one in answer["missing"]] == ["ended"]
    [case] = cases()
    assert (case.title, case.people, case.results[0].text) == ("Kitaip", 3, "Dalyvių padaugėjo")
    answer = call("krt-darbuotoja", "PATCH", f"{path}/@case-draft", json={**sent, "revision": 1})
    assert answer.status_code == 409


def test_rest_refuses_steps_that_are_not_ready(call, served):
    path = served(lessons="")
    answer = call("krt-darbuotoja", "POST", f"{path}/@case-transition", json={"name": "submit"})
    assert answer.status_code == 409
    [blocker] = answer.json()["error"]["blockers"]
    assert blocker["field"] == "lessons"
    answer = call("krt-darbuotoja", "POST", f"{path}/@case-transition", json={"name": "publish"})
    assert answer.status_code == 400
    assert answer.json()["error"]["errors"][0]["field"] == "name"


def test_rest_deletes_drafts_alone(call, served):
    path = served()
    assert call("krt-darbuotoja", "DELETE", f"{path}/@case").status_code == 204
    assert cases() == []
    path = served("submitted")
    assert call("krt-darbuotoja", "DELETE", f"{path}/@case").status_code == 401
    assert len(cases()) == 1


def test_rest_tells_readers_what_is_published(call, served_world):
    case = make_published()
    case.expert_note = "Verta perimti."
    transaction.commit()
    told = call(None, "GET", "good-practice/pasaku-valandele-miske/@case").json()
    assert (told["number"], told["rating"], told["published"]) == (1, 4.5, "2026-03-02")
    assert (told["valid_until"], told["expert_note"]) == ("2028-03-02", "Verta perimti.")
    assert told["library"]["code"] == "KRT"
    assert told["topic_titles"] == ["Skaitymo skatinimas", "Bendruomenė ir partnerystė"]
    assert {"revision", "missing", "writers"} & set(told) == set()


def test_similar_cases_are_those_that_one_sees(call, served):
    served("draft")
    path = "good-practice/@similar-cases?text=Pasakos+miške"
    assert call("krt-darbuotoja", "GET", path).json()["items_total"] == 1
    assert call("pag-direktore", "GET", path).json()["items"] == []


@pytest.mark.parametrize("service", ["@copy", "@move"])
def test_case_is_neither_copied_nor_moved(call, served, service):
    source = served("published")
    for folder in ("good-practice", "partners"):
        answer = call("redaktore", "POST", f"{folder}/{service}", json={"source": f"/{source}"})
        assert answer.status_code == 400
        assert answer.json()["error"]["message"] == "To čia nukopijuoti ar perkelti negalima."
    assert [case.getId() for case in cases()] == ["pasaku-valandele-miske"]
