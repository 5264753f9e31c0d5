"""What libraries and readers do on a case's pages and by REST, over HTTP."""

from metodinis.common import mail as common_mail
from metodinis.common import robots
from metodinis.common.rates import Rate
from metodinis.goodpractice.reuse import operations
from metodinis.goodpractice.reuse import pages
from metodinis.goodpractice.reuse.content import readers_of
from metodinis.goodpractice.reuse.viewlets import ReadersSection
from metodinis.goodpractice.reuse.viewlets import ReadersStaffSection
from metodinis.goodpractice.reuse.viewlets import ReuseSection
from metodinis.testing import PASSWORD
from plone.uuid.interfaces import IUUID
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import library
from tests.goodpractice.conftest import make_published
from tests.goodpractice.reuse.conftest import ask
from tests.goodpractice.reuse.conftest import let_through
from tests.goodpractice.reuse.conftest import QUESTION
from tests.goodpractice.reuse.conftest import REUSE
from tests.goodpractice.reuse.conftest import stranger
from tests.goodpractice.reuse.conftest import take_over
import csv
import io
import lxml.html
import pytest
import requests
import transaction


TYPED = {**REUSE, "taken_on": "2026-04-01"}
HIDDEN = ("_authenticator", "opened", "library")


@pytest.fixture
def sent(served_world, monkeypatch):
    """Recipients and subjects of mails of this server."""
    found = []

    def send(recipients, subject, text, *, reply_to=None, attachments=()):
        found.extend((address, subject) for address in recipients)
        return list(recipients)

    monkeypatch.setattr(common_mail, "send", send)
    monkeypatch.setattr(pages, "RATE", Rate())
    monkeypatch.setattr(pages, "CLICKS", Rate())
    # Tests fill a form in faster than people.
    monkeypatch.setattr(robots, "FASTEST", 0)
    return found


@pytest.fixture
def case(sent):
    made = make_published()
    transaction.commit()
    return made


def fresh():
    """See what the server stored."""
    transaction.begin()


def session(person=None):
    found = requests.Session()
    found.headers["Accept-Language"] = "lt"
    if person:
        found.auth = (person, PASSWORD)
    return found


def post(person, url, **data):
    """Send the form of a page, as somebody who opened it."""
    who = session(person)
    page = lxml.html.fromstring(who.get(url, timeout=60).content)
    hidden = {
        one.get("name"): one.get("value", "")
        for one in page.xpath("//form[@method='post']//input[@type='hidden']")
        if one.get("name") in HIDDEN
    }
    return who.post(url.partition("?")[0], data={**hidden, **data}, timeout=60)


def rest(person, method, url, **body):
    headers = {"Accept": "application/json", "Accept-Language": "lt"}
    auth = (person, PASSWORD) if person else None
    return requests.request(method, url, auth=auth, headers=headers, json=body or None, timeout=60)


def errors_of(answer):
    page = lxml.html.fromstring(answer.content)
    return {one.get("id") for one in page.xpath("//*[@aria-invalid='true']")}


# taken over


def test_library_tells_changes_and_takes_away(case, sent):
    url = case.absolute_url()
    answer = post("pag-direktore", f"{url}/@@reuse", **TYPED)
    assert answer.status_code == 200
    assert "Ačiū! Autoriams pranešta, kad perėmėte jų patirtį." in answer.text
    fresh()
    [reuse] = readers_of(case).reuses
    assert (reuse.changed, reuse.by) == (TYPED["changed"], "pag-direktore")
    assert [address for address, _subject in sent] == ["krt-darbuotoja@example.org"]
    page = session("pag-direktore").get(f"{url}/@@reuse", timeout=60).text
    assert "Skaitome ne miške, o prie jūros." in page
    post("pag-direktore", f"{url}/@@reuse", **{**TYPED, "result": "Jau 100 šeimų."})
    fresh()
    assert [one.result for one in readers_of(case).reuses] == ["Jau 100 šeimų."]
    uid = IUUID(library("PAG"))
    answer = post("redaktore", f"{url}/@@reuse-remove?library={uid}")
    assert "Įrašas panaikintas." in answer.text
    fresh()
    assert readers_of(case).reuses == []


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(case):
    answer = post(
        "pag-direktore",
        f"{case.absolute_url()}/@@reuse",
        **{**TYPED, "taken_on": "2999-01-01", "contact_email": "ne"},
    )
    assert answer.status_code == 400
    assert errors_of(answer) == {"f-contact_email"}
    assert "Skaitome ne miške, o prie jūros." in answer.text
    answer = post(
        "pag-direktore", f"{case.absolute_url()}/@@reuse", **{**TYPED, "taken_on": "rytoj"}
    )
    assert errors_of(answer) == {"f-taken_on"}
    fresh()
    assert readers_of(case).reuses == []


@pytest.mark.parametrize("person", [None, "svecias", "krt-direktore", "metodininke", "redaktore"])
def test_who_has_no_other_library_does_not_tell(case, person):
    url = case.absolute_url()
    for page in ("@@reuse", "@@reuse-remove"):
        answer = session(person).get(f"{url}/{page}", timeout=60, allow_redirects=False)
        assert answer.status_code in (302, 401, 403, 404)
    answer = rest(person, "POST", f"{url}/@reuses", **TYPED)
    assert answer.status_code == 401
    fresh()
    assert readers_of(case).reuses == []


def test_list_of_all_is_narrowed_sorted_and_handed_out(case):
    other = make_published(2, title="Knygos paštomatuose")
    take_over(case)
    take_over(other, "klm-darbuotoja", "KLM", result="=HYPERLINK(1)")
    transaction.commit()
    url = f"{case.__parent__.absolute_url()}/@@reuses"
    page = lxml.html.fromstring(session().get(f"{url}?text=pastomat", timeout=60).content)
    assert page.xpath("//tbody/tr/th/a/text()") == ["Knygos paštomatuose"]
    answer = session().get(f"{url}-export?format=csv&sort=case&set_language=lt", timeout=60)
    head, first, second = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert head[:4] == ["Nuo kada", "Kas perėmė", "Pavyzdys", "Kieno pavyzdys"]
    assert first[:4] == ["2026-04-01", "Klaipėda", "Knygos paštomatuose", "Kretinga"]
    assert not first[5].startswith("=")
    assert second[2] == "Pasakų valandėlė miške"
    answer = rest(
        None, "GET", f"{case.__parent__.absolute_url()}/@reuses?library={IUUID(library('PAG'))}"
    )
    assert [one["title"] for one in answer.json()["items"]] == ["Pasakų valandėlė miške"]


def test_reuse_by_rest(case, sent):
    url = f"{case.absolute_url()}/@reuses"
    answer = rest("pag-direktore", "POST", url, **TYPED)
    assert answer.status_code == 201
    uid = IUUID(library("PAG"))
    assert (answer.json()["library"], answer.json()["library_title"]) == (
        uid,
        "Pagėgių savivaldybės viešoji biblioteka",
    )
    assert rest("pag-direktore", "POST", url, **TYPED).status_code == 409
    answer = rest("pag-direktore", "PATCH", url, library=uid, result="Viskas pavyko.")
    assert answer.json()["result"] == "Viskas pavyko."
    answer = rest("pag-direktore", "PATCH", url, library=uid, taken_on="vakar")
    assert answer.status_code == 400
    [item] = rest(None, "GET", url).json()["items"]
    assert (item["result"], item["may_change"]) == ("Viskas pavyko.", False)
    assert rest("krt-direktore", "DELETE", url, library=uid).status_code == 401
    assert rest("pag-direktore", "DELETE", url, library=uid).status_code == 204
    assert rest(None, "GET", url).json()["items"] == []


# thanks and questions


def test_one_click_thanks(case, sent):
    url = case.absolute_url()
    answer = post(None, f"{url}/@@thank", words="", name="")
    assert "Jūsų padėka pasiekė autorius." in answer.text
    fresh()
    assert (readers_of(case).thanks, sent) == (1, [])


def test_one_network_does_not_thank_without_an_end(case):
    url = f"{case.absolute_url()}/@thanks"
    answers = [rest(None, "POST", url).status_code for _time in range(7)]
    assert answers == [201] * 5 + [429] * 2
    fresh()
    assert readers_of(case).thanks == 5


def test_words_are_shown_once_they_were_looked_at(case):
    url, directory = case.absolute_url(), case.__parent__.absolute_url()
    post(None, f"{url}/@@thank", words="Labai įkvepia!", name="Ona")
    assert rest(None, "GET", f"{url}/@thanks").json() == {"count": 1, "items": []}
    [word] = rest("redaktore", "GET", f"{directory}/@moderation").json()["items"]
    assert (word["text"], word["name"], word["kind"]) == ("Labai įkvepia!", "Ona", "thanks")
    answer = post(
        "redaktore",
        f"{directory}/@@moderation",
        case=word["case"],
        kind="thanks",
        id=word["id"],
        action="approve",
    )
    assert "Žodžiai rodomi pavyzdžio puslapyje." in answer.text
    [item] = rest(None, "GET", f"{url}/@thanks").json()["items"]
    assert (item["words"], item["name"]) == ("Labai įkvepia!", "Ona")


def test_question_of_a_visitor_is_handed_on_answered_and_published(case, sent):
    url, directory = case.absolute_url(), case.__parent__.absolute_url()
    answer = post(None, f"{url}/@@ask", **QUESTION, consent="yes")
    assert "Jūsų klausimas gautas." in answer.text
    [word] = rest("redaktore", "GET", f"{directory}/@moderation").json()["items"]
    assert word["email"] == "jonas@example.org"
    keys = {name: word[name] for name in ("case", "kind", "id")}
    answer = rest("redaktore", "POST", f"{directory}/@moderation", **keys, action="approve")
    assert answer.json()["state"] == "asked"
    page = session("krt-darbuotoja").get(f"{url}/@@questions", timeout=60).text
    assert "Kaip apsidraudžiate nuo lietaus?" in page
    assert "jonas@example.org" not in page
    refused = post("krt-darbuotoja", f"{url}/@@questions", id=word["id"], action="answer")
    assert refused.status_code == 400
    assert f'href="#f-answer-{word["id"]}">Atsakymas: ' in refused.text
    answer = post(
        "krt-darbuotoja",
        f"{url}/@@questions",
        id=word["id"],
        answer="Turime pastogę.",
        public="yes",
        action="answer",
    )
    assert "Atsakymas išsiųstas skaitytojui." in answer.text
    assert sent[-1] == (
        "jonas@example.org",
        "Atsakymas į jūsų klausimą: Pasakų valandėlė miške",
    )
    [item] = rest(None, "GET", f"{url}/@questions").json()["items"]
    assert (item["text"], item["answer"]) == (QUESTION["text"], "Turime pastogę.")
    assert {"name", "email"} & set(item) == set()
    answer = rest("krt-darbuotoja", "POST", f"{url}/@question-answer", id=word["id"], public=False)
    assert answer.json()["public"] is False
    assert rest(None, "GET", f"{url}/@questions").json()["items"] == []


def test_robots_are_told_the_same_and_nothing_is_kept(case, sent):
    url = case.absolute_url()
    answer = post(None, f"{url}/@@ask", **QUESTION, consent="yes", website="https://pigu.example")
    assert "Jūsų klausimas gautas." in answer.text
    answer = post(None, f"{url}/@@thank", words="Pirkite", website="x")
    assert "Jūsų padėka pasiekė autorius." in answer.text
    assert rest(
        None, "POST", f"{url}/@questions", **QUESTION, consent=True, website="x"
    ).json() == {"state": "pending"}
    fresh()
    assert (readers_of(case).thanks, readers_of(case).pending, sent) == (0, [], [])


def test_form_that_came_too_fast_keeps_its_words(case, monkeypatch):
    monkeypatch.setattr(robots, "FASTEST", 60)
    answer = post(None, f"{case.absolute_url()}/@@ask", **QUESTION, consent="yes")
    assert answer.status_code == 400
    page = lxml.html.fromstring(answer.content)
    [link] = page.xpath("//a[contains(., 'Niekas neprarasta')]")
    assert page.get_element_by_id(link.get("href").partition("#")[2]) is not None
    assert QUESTION["text"] in answer.text
    fresh()
    assert readers_of(case).pending == []


def test_form_of_another_site_is_not_taken(case):
    answer = session().post(f"{case.absolute_url()}/@@thank", data={"words": ""}, timeout=60)
    assert answer.status_code == 403
    fresh()
    assert readers_of(case).thanks == 0


def test_refusal_with_a_reason_is_mailed(case, sent):
    question = ask(case)
    transaction.commit()
    directory = case.__parent__.absolute_url()
    answer = post(
        "vedeja",
        f"{directory}/@@moderation",
        case=IUUID(case),
        kind="question",
        id=question.id,
        action="refuse",
        reason="Klausimas ne apie pavyzdį.",
    )
    assert "To niekas neskaitys." in answer.text
    assert sent[-1][0] == "jonas@example.org"
    page = session("vedeja").get(f"{directory}/@@moderation?state=refused", timeout=60).text
    assert QUESTION["text"] in page


def test_bad_json_is_refused_and_nothing_breaks(case):
    url, directory = case.absolute_url(), case.__parent__.absolute_url()
    assert rest(None, "POST", f"{url}/@questions", name=1, email=[], text={}).status_code == 400
    for body in ({"case": "x"}, {"case": IUUID(case), "kind": "x", "id": "y", "action": "approve"}):
        assert rest("redaktore", "POST", f"{directory}/@moderation", **body).status_code == 409
    answer = rest("krt-direktore", "POST", f"{url}/@question-answer", id="x", public="taip")
    assert answer.status_code == 400
    answer = rest("krt-direktore", "POST", f"{url}/@question-answer", id="x", answer="taip")
    assert answer.status_code == 409


def shown(case, section, person=None):
    """A section of the case's page, as somebody sees it."""
    request = case.REQUEST.clone()
    with act_as(person) if person else stranger():
        return section(case, request, None).render()


def test_case_page_shows_its_readers(case):
    take_over(case)
    question = ask(case)
    let_through(case, "question", question)
    with act_as("krt-direktore"):
        operations.answer(case, question.id, "Turime pastogę.", is_public=True)
    with stranger():
        thanks = operations.thank(case, {"words": "Labai įkvepia!"})
    let_through(case, "thanks", thanks)
    ask(case, text="Dar vienas klausimas")
    text = shown(case, ReuseSection)
    assert "Skaitome ne miške, o prie jūros." in text
    assert "@@reuse" not in text
    text = shown(case, ReadersSection)
    for part in ("Labai įkvepia!", "Turime pastogę.", QUESTION["text"], "@@ask", "@@thank"):
        assert part in text
    assert "Jonas" not in text
    assert "Dar vienas klausimas" not in text
    assert shown(case, ReadersStaffSection) == ""
    assert "@@moderation" in shown(case, ReadersStaffSection, "redaktore")
    text = shown(case, ReadersStaffSection, "krt-darbuotoja")
    assert "@@questions" in text
    assert "@@moderation" not in text
    assert '/@@reuse"' in shown(case, ReuseSection, "klm-darbuotoja")
    assert "@@reuse?library=" in shown(case, ReuseSection, "redaktore")
