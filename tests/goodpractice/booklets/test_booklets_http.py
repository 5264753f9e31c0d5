"""Booklets over HTTP: pages without scripts, files, and REST, with their refusals."""

from metodinis.common.states import state_of
from metodinis.goodpractice.booklets import operations
from metodinis.goodpractice.booklets.schema import MAX_CASES
from plone import api
from tests.goodpractice.booklets.test_printing import words
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import directory
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
from tests.goodpractice.conftest import put_into
from tests.reports.conftest import call_site  # noqa: F401 a fixture
import pytest
import re
import transaction


DIRECTORY = "good-practice"
COLLECTION = f"{DIRECTORY}/rinkinys-vasara"


@pytest.fixture
def call(call_site):  # noqa: F811
    return call_site


@pytest.fixture
def served(served_world):
    """Three published cases and a draft of a collection of two of them, committed."""
    transaction.begin()
    cases = [make_published(number, title=f"Pavyzdys {number}") for number in (1, 2, 3)]
    uids = [case.UID() for case in cases]
    with act_as("redaktore"):
        operations.create_collection(
            directory(), {"title": "Vasara", "case_uids": [uids[2], uids[0]]}
        )
    transaction.commit()
    return uids


def collection():
    transaction.begin()
    return api.portal.get()[DIRECTORY]["rinkinys-vasara"]


def order(html, *texts):
    """The texts in the order in which a page shows them; those that it doesn't are left out."""
    main = html.partition('id="content-core"')[2]
    return sorted((text for text in texts if text in main), key=main.index)


NAMES = ("Pavyzdys 1", "Pavyzdys 2", "Pavyzdys 3")


# collections


def test_editor_makes_a_collection_by_hand(call, served):
    call_add = f"{DIRECTORY}/++add++PracticeCollection"
    answer = call(
        "redaktore",
        "POST",
        call_add,
        data={
            "form.widgets.title": "5 idėjos",
            "form.widgets.description": "Vasarai",
            "form.widgets.introduction": "<p>Kodėl <script>alert(1)</script><b>taip</b></p>",
            "form.widgets.introduction.mimeType": "text/html",
            "form.buttons.save": "1",
        },
    )
    assert answer.url.endswith("/good-practice/rinkinys-5-idejos/@@collection-cases")
    path = f"{DIRECTORY}/rinkinys-5-idejos"
    answer = call(
        "redaktore",
        "POST",
        f"{path}/@@collection-cases",
        data={
            "cases": [served[0], served[1]],
            f"order-{served[0]}": "2",
            f"order-{served[1]}": "1",
        },
    )
    assert answer.url.endswith(path)
    assert order(answer.text, *NAMES) == ["Pavyzdys 2", "Pavyzdys 1"]
    assert "<b>taip</b>" in answer.text
    assert "alert(1)" not in answer.text
    assert (
        call(None, "GET", path).status_code in (401, 403) or "login" in call(None, "GET", path).url
    )
    answer = call(
        "redaktore", "POST", f"{path}/@@collection-step?name=publish", data={"name": "publish"}
    )
    assert "Rinkinys paskelbtas." in answer.text
    assert order(call(None, "GET", path).text, *NAMES) == ["Pavyzdys 2", "Pavyzdys 1"]
    listed = call(None, "GET", f"{DIRECTORY}/@@collections").text
    assert order(listed, "5 idėjos", "2 pavyzdžiai", "Vasara</a>") == ["5 idėjos", "2 pavyzdžiai"]


def test_collection_without_a_title_is_told_at_its_field(call, served):
    answer = call(
        "redaktore",
        "POST",
        f"{COLLECTION}/@@edit",
        data={"form.widgets.title": "", "form.buttons.save": "1"},
    )
    assert (
        'id="form-widgets-title-error"' in answer.text
        or "formfield-form-widgets-title" in answer.text
    )
    assert collection().title == "Vasara"


def test_searching_for_others_keeps_the_ticks_and_stores_nothing(call, served):
    answer = call(
        "redaktore",
        "POST",
        f"{COLLECTION}/@@collection-cases",
        data={"cases": [served[1]], "text": "3", "search": "1"},
    )
    ticked = re.findall(r'value="(\w{32})"\s+checked', answer.text)
    assert ticked == [served[1]]
    assert collection().case_uids == (served[2], served[0])


def test_choosing_what_is_not_published_is_refused(call, served):
    transaction.begin()
    draft = make(title="Juodraštis").UID()
    transaction.commit()
    answer = call("redaktore", "POST", f"{COLLECTION}/@@collection-cases", data={"cases": [draft]})
    assert answer.status_code == 400
    assert "Parinkite paskelbtus pavyzdžius" in answer.text
    # Nor is anything told of a draft, which is its library's alone.
    assert "Juodraštis" not in answer.text
    assert collection().case_uids == (served[2], served[0])


def test_unknown_step_is_not_found(call, served):
    assert call("redaktore", "GET", f"{COLLECTION}/@@collection-step?name=kita").status_code == 404


def test_editor_deletes_a_draft(call, served):
    path = f"{COLLECTION}/@@collection-step?name=remove"
    answer = call("redaktore", "POST", path, data={"name": "remove"})
    assert answer.url.endswith("/good-practice/@@collections")
    assert "Rinkinys ištrintas." in answer.text
    transaction.begin()
    assert "rinkinys-vasara" not in api.portal.get()[DIRECTORY]


def test_case_is_added_from_its_own_page(call, served):
    path = f"{DIRECTORY}/pavyzdys-2/@@add-to-collection"
    answer = call("redaktore", "POST", path, data={"collection": "x"})
    assert answer.status_code == 400
    uid = collection().UID()
    call("redaktore", "POST", path, data={"collection": uid}, allow_redirects=False)
    assert collection().case_uids == (served[2], served[0], served[1])
    assert uid not in call("redaktore", "GET", path).text


# a reader's own choice


def test_own_choice_stands_in_the_address(call, served):
    page = call(None, "GET", f"{DIRECTORY}/@@booklet?case=2&case=1&title=Mano").text
    assert order(page, *NAMES) == ["Pavyzdys 2", "Pavyzdys 1", "Pavyzdys 3"]
    up = re.search(r'href="([^"]+)"[^>]*aria-label="Aukštyn: Pavyzdys 1"', page)[1]
    assert up.endswith("@@booklet?case=1&amp;case=2&amp;title=Mano")
    answer = call(None, "GET", f"{DIRECTORY}/@@booklet?case=2")
    assert [cookie.name for cookie in answer.cookies] == ["I18N_LANGUAGE"]
    assert order(call(None, "GET", f"{DIRECTORY}/@@booklet?text=pavyzdys").text, *NAMES)


def test_booklet_of_the_own_choice(call, served):
    answer = call(None, "GET", f"{DIRECTORY}/@@booklet-pdf?case=2&case=1&title=Mano+knygelė")
    assert answer.headers["Content-Type"] == "application/pdf"
    said = words(answer.content)
    assert said.startswith("Gerosios patirties knygelė Mano knygelė")
    assert "Pavyzdys 3" not in said
    assert call(None, "GET", f"{DIRECTORY}/@@booklet-pdf").url.endswith("/@@booklet")


@pytest.mark.parametrize(
    "query",
    [
        "?text=%ff",
        "/@@booklet?case:int=1",
        "/@@booklet?case=1&title=%00%ff",
        "/@@booklet?case=1&text=%ff",
        "/@@practice-data?format:list=csv",
        "/@@reuses-export?format:list=csv",
    ],
)
def test_odd_queries_break_no_page(call, served, query):
    assert call(None, "GET", f"{DIRECTORY}{query}").status_code == 200


def test_hidden_cases_are_in_no_booklet(call, served):
    transaction.begin()
    draft = make(title="Slaptas juodraštis").UID()
    transaction.commit()
    for person in (None, "krt-darbuotoja"):
        answer = call(person, "GET", f"{DIRECTORY}/@booklet?case={draft}")
        assert answer.status_code == 400
        assert [error["field"] for error in answer.json()["error"]["errors"]] == ["case"]
        said = words(call(person, "GET", f"{DIRECTORY}/@booklet?case={draft}&case=1").content)
        assert "Slaptas" not in said


# the stable address


def test_stable_address_leads_to_the_case(call, served):
    answer = call(None, "GET", f"{DIRECTORY}/@@gp/2", allow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/good-practice/pavyzdys-2")
    for path in ("@@gp/99", "@@gp/abc", "@@gp/1/2", "@gp/99", "@gp/abc"):
        assert call(None, "GET", f"{DIRECTORY}/{path}").status_code == 404


def test_archived_case_leaves_a_page_with_its_citation(call, served):
    transaction.begin()
    case = directory()["pavyzdys-2"]
    put_into(case, "archived")
    case.reindexObject()
    transaction.commit()
    answer = call(None, "GET", f"{DIRECTORY}/@@gp/2")
    assert answer.status_code == 410
    assert "KRETINGIENĖ, Rasa. Pavyzdys 2 [interaktyvus]" in answer.text
    assert "Vasarą vaikai į biblioteką neateina." not in answer.text
    assert "Atverti archyvuotą pavyzdį" not in answer.text
    assert "Atverti archyvuotą pavyzdį" in call("krt-darbuotoja", "GET", f"{DIRECTORY}/@@gp/2").text
    told = call(None, "GET", f"{DIRECTORY}/@gp/2").json()
    assert (told["state"], told["number"], "@id" in told) == ("archived", 2, False)


def test_draft_with_a_number_by_mistake_is_not_told(call, served):
    transaction.begin()
    case = make(title="Slaptas")
    case.number = 50
    case.reindexObject()
    transaction.commit()
    assert call(None, "GET", f"{DIRECTORY}/@@gp/50").status_code == 404
    assert call(None, "GET", f"{DIRECTORY}/@gp/50").status_code == 404


def test_citation_as_files(call, served):
    path = f"{DIRECTORY}/pavyzdys-1/@@case-citation"
    answer = call(None, "GET", f"{path}?format=bibtex")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="geroji-patirtis-1.bib"'
    assert answer.text.startswith("@misc{geroji-patirtis-1,")
    answer = call(None, "GET", f"{path}?format=ris")
    assert answer.content.decode().startswith("TY  - GEN\r\nAU  - Kretingienė, Rasa\r\n")
    told = call(None, "GET", f"{DIRECTORY}/pavyzdys-1/@case-citation").json()
    assert told["address"].endswith("/good-practice/@@gp/1")
    assert told["authors"] == ["Kretingienė, Rasa"]
    transaction.begin()
    make(title="Juodraštis")
    transaction.commit()
    draft = f"{DIRECTORY}/juodrastis"
    assert call("krt-darbuotoja", "GET", f"{draft}/@@case-citation").status_code == 404
    assert call("krt-darbuotoja", "GET", f"{draft}/@case-citation").status_code == 404


# the newsletter


def test_newsletter_of_a_month(call, served):
    page = call("redaktore", "GET", f"{DIRECTORY}/@@newsletter?month=2026-03")
    assert "Nauji gerosios patirties pavyzdžiai: 2026 m. kovas" in page.text
    assert 'sandbox=""' in page.text
    preview = call("redaktore", "GET", f"{DIRECTORY}/@@newsletter-preview?month=2026-03")
    assert "sandbox" in preview.headers["Content-Security-Policy"]
    assert preview.text.count("<h2") == 3
    assert f"{DIRECTORY}/@@gp/1" in preview.text
    assert "Šį mėnesį naujų pavyzdžių nepaskelbta." in (
        call("redaktore", "GET", f"{DIRECTORY}/@@newsletter?month=2026-02").text
    )


@pytest.mark.parametrize("month", ["2026-13", "kovas", "2026-3", "0000-01"])
def test_newsletter_of_no_month(call, served, month):
    page = call("redaktore", "GET", f"{DIRECTORY}/@@newsletter?month={month}")
    assert page.status_code == 400
    assert "Mėnesį rašykite taip: 2026-03." in page.text
    answer = call("redaktore", "GET", f"{DIRECTORY}/@newsletter?month={month}")
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["error"]["errors"]] == ["month"]


def test_newsletter_by_rest(call, served):
    told = call("redaktore", "GET", f"{DIRECTORY}/@newsletter?month=2026-03").json()
    assert told["subject"] == "Nauji gerosios patirties pavyzdžiai: 2026 m. kovas"
    assert [case["number"] for case in told["cases"]] == [1, 2, 3]
    assert "Pavyzdys 2\nKretingos rajono savivaldybės" in told["text"]


# REST of collections


def test_collection_by_rest(call, served):
    answer = call(
        "redaktore",
        "POST",
        f"{DIRECTORY}/@collections",
        json={
            "title": "REST",
            "introduction": "<p>Ar<script>x</script></p>",
            "cases": [2, served[0]],
        },
    )
    assert answer.status_code == 201
    path = f"{DIRECTORY}/rinkinys-rest"
    assert answer.headers["Location"].endswith(path)
    assert [case["number"] for case in answer.json()["cases"]] == [2, 1]
    assert "<script" not in answer.json()["introduction"]
    answer = call(
        "redaktore", "PATCH", f"{path}/@collection", json={"cases": [1], "title": "Kitas"}
    )
    told = answer.json()
    assert (told["title"], [case["number"] for case in told["cases"]]) == ("Kitas", [1])
    answer = call(
        "redaktore", "POST", f"{path}/@collection-transition", json={"transition": "publish"}
    )
    assert answer.json()["state"] == "published"
    told = call(None, "GET", f"{DIRECTORY}/@collections").json()
    assert [found["title"] for found in told["items"]] == ["Kitas"]
    assert "case_uids" not in told["items"][0]
    assert call("redaktore", "DELETE", f"{path}/@collection").status_code == 409
    call("redaktore", "POST", f"{path}/@collection-transition", json={"transition": "withdraw"})
    assert call("redaktore", "DELETE", f"{path}/@collection").status_code == 204


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"cases": [99]}, ["cases"]),
        ({"cases": "1"}, ["cases"]),
        ({"cases": [True]}, ["cases"]),
        ({"cases": [1, 1]}, ["cases"]),
        ({"cases": [1] * (MAX_CASES + 1)}, ["cases"]),
        ({"title": ""}, ["title"]),
        ({"title": 5}, ["title"]),
        ({"introduction": 5}, ["introduction"]),
        ({"introduction": "x" * 20_001}, ["introduction"]),
        ({"kita": "x"}, ["kita"]),
    ],
)
def test_bad_body_is_told_by_field(call, served, body, fields):
    answer = call("redaktore", "PATCH", f"{COLLECTION}/@collection", json=body)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["error"]["errors"]] == fields
    assert collection().case_uids == (served[2], served[0])
    assert collection().title == "Vasara"


def test_unknown_transition_is_refused(call, served):
    answer = call(
        "redaktore", "POST", f"{COLLECTION}/@collection-transition", json={"transition": "x"}
    )
    assert answer.status_code == 400
    assert state_of(collection()) == "draft"


def test_booklet_that_is_kept_follows_its_cases(call, served):
    path = f"{DIRECTORY}/@booklet?case=1&case=2"
    first = call(None, "GET", path).content
    assert call(None, "GET", path).content == first
    assert words(call(None, "GET", f"{path}&title=Kita").content).count("Kita") == 1
    transaction.begin()
    directory()["pavyzdys-1"].need = "Poreikis pasikeitė."
    put_into(directory()["pavyzdys-2"], "archived")
    directory()["pavyzdys-2"].reindexObject()
    transaction.commit()
    said = words(call(None, "GET", path).content)
    assert "Poreikis pasikeitė." in said
    assert "Pavyzdys 2" not in said
