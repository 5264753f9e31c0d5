"""The form by its page and by REST; results as trainers and the staff read them."""

from datetime import timedelta
from metodinis.common.moments import now
from metodinis.testing import PASSWORD
from tests.training.made_past_events import add_people
from tests.training.made_past_events import DAY
from tests.training.made_past_events import make_event
from tests.training.made_past_events import sheet
from tests.training.made_past_events import stored
from threading import Thread
import csv
import io
import pytest
import re
import requests
import transaction


TOKEN = re.compile(r'name="_authenticator"[^>]*value="([^"]*)"')
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def event(served_world):
    """An event that ended yesterday, with five people who took part."""
    event = make_event(
        start=now() - DAY - timedelta(hours=4), end=now() - DAY, programme="programa"
    )
    add_people(event, 5)
    transaction.commit()
    return event


def people(event):
    return event.registrations.found()


def get(event, name, who=None, **query):
    auth = (who, PASSWORD) if who else None
    url = f"{event.absolute_url()}/{name}"
    return requests.get(url, params=query, auth=auth, timeout=30, allow_redirects=False)


def send(event, secret, who=None, form="after", **answers):
    """Send the form as a browser does."""
    auth = (who, PASSWORD) if who else None
    html = get(event, "@@feedback", who, secret=secret, form=form).text
    token = TOKEN.search(html)
    sent = {"_authenticator": token[1] if token else "", "secret": secret, "form": form}
    sent |= {f"answer.{name}": str(value) for name, value in answers.items()}
    url = f"{event.absolute_url()}/@@feedback"
    answer = requests.post(url, data=sent, auth=auth, timeout=30, allow_redirects=False)
    transaction.begin()
    return answer


def test_form_is_answered_once_by_its_link(event):
    rasa = people(event)[0]
    page = get(event, "@@feedback", secret=rasa.secret)
    token = TOKEN.search(page.text)[1]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Lektorius: Ona Metodinskienė" in page.text
    done = send(event, rasa.secret, **sheet(4, best=EVIL))
    assert done.status_code == 302
    assert done.headers["Location"] == f"{event.absolute_url()}/@@feedback?secret={rasa.secret}"
    assert stored(event) == [sheet(4, best=EVIL)]
    again = get(event, "@@feedback", secret=rasa.secret).text
    assert "Jūsų atsakymai gauti." in again
    assert '<form method="post"' not in again.split('id="content-core"')[1]
    # A second click on the button, or a form that was left open in another window.
    sent = {"_authenticator": token, "secret": rasa.secret, "answer.content": "1"}
    url = f"{event.absolute_url()}/@@feedback"
    assert requests.post(url, data=sent, timeout=30).status_code == 409
    assert len(event.feedback.urns["after"]) == 1


def test_refused_form_keeps_what_was_typed(event):
    rasa = people(event)[0]
    answer = send(event, rasa.secret, best="Viskas patiko")
    assert answer.status_code == 400
    assert 'href="#q-0"' in answer.text
    assert "Viskas patiko</textarea>" in answer.text
    assert len(event.feedback.urns["after"]) == 0
    answer = send(event, rasa.secret, content=9)
    assert answer.status_code == 400
    assert "Pasirinkite balą nuo 1 iki 5." in answer.text


def test_without_a_link_there_is_no_form(event):
    for secret in ("", "netikra"):
        assert get(event, "@@feedback", secret=secret).status_code == 404
        assert get(event, "@@feedback", "metodininke", secret=secret).status_code == 404
    early = get(event, "@@feedback", secret=people(event)[0].secret, form="later").text
    assert "Anketos pildyti dar negalima." in early


def test_answers_at_once_all_stay(event):
    secrets = [person.secret for person in people(event)]
    answers = []

    def put(secret):
        answers.append(
            requests.post(
                f"{event.absolute_url()}/@feedback",
                json={"secret": secret, "answers": {"content": 5}},
                headers={"Accept": "application/json"},
                timeout=60,
            ).status_code
        )

    # Each twice, as a double click does.
    threads = [Thread(target=put, args=(secret,)) for secret in secrets for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    transaction.begin()
    assert sorted(answers) == [200] * 5 + [409] * 5
    assert stored(event) == [{"content": 5}] * 5


def fill(event, scores=(5, 4, 3)):
    for person, score in zip(people(event), scores, strict=False):
        event.feedback.urns["after"].put(person.id, sheet(score, best=EVIL, improve="=1+1"))
    transaction.commit()


def test_results_page(event):
    fill(event, (5, 4))
    text = get(event, "@@feedback-results", "metodininke").text
    assert "Atsakymų dar per mažai" in text
    assert "alert(1)" not in text
    fill(event, (5, 4, 3))
    text = get(event, "@@feedback-results", "metodininke").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert EVIL not in text
    assert "slenkstis pasiektas" in text
    for person in people(event):
        assert person.name not in text
        assert person.email not in text


def test_own_questions_can_be_typed_until_somebody_answers(event):
    def form():
        text = get(event, "@@feedback-questions", "metodininke").text
        return "<fieldset disabled" in text, "Įrašyti klausimus" in text

    assert form() == (False, True)
    fill(event)
    assert form() == (True, False)


def test_a_trainer_sees_their_event_alone(event):
    other = make_event("kitas", now() - DAY, now() - DAY / 2)
    event.manage_setLocalRoles("svecias", ["Trainer"])
    event.reindexObjectSecurity()
    fill(event)
    text = get(event, "@@feedback-results", "svecias").text
    assert "Balai nuo 1 iki 5" in text
    assert 'name="conclusion"' not in text
    assert get(event, "@@feedback-questions", "svecias").status_code == 302
    assert get(other, "@@feedback-results", "svecias").status_code == 302
    assert get(event, "@@feedback-results", "krt-direktore").status_code == 302


def test_runs_of_one_programme_stand_side_by_side(event):
    earlier = make_event(
        "pernai", now() - 300 * DAY, now() - 299 * DAY, title="Ankstesnis", programme="programa"
    )
    silent = make_event(
        "tylus", now() - 200 * DAY, now() - 199 * DAY, title="Tylus", programme="programa"
    )
    add_people(earlier, 3)
    add_people(silent, 2)
    fill(earlier, (2, 2, 2))
    fill(silent, (1, 1))
    fill(event)
    text = get(event, "@@feedback-results", "metodininke").text
    assert "Ankstesnis" in text
    assert "Tylus" not in text
    answer = rest("GET", event, "@feedback-results").json()
    assert [(run["title"], run["n"], run["mean"]) for run in answer["runs"]] == [
        ("Skaitymo skatinimas", 3, 4.0),
        ("Ankstesnis", 3, 2.0),
    ]


def test_export_has_no_formula_and_no_name(event):
    fill(event)
    book = get(event, "@@feedback-export", "metodininke", format="xlsx")
    assert book.headers["Content-Disposition"] == 'attachment; filename="anketos-skaitymas.xlsx"'
    answer = get(event, "@@feedback-export", "metodininke", format="csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[:2] == [
        ["Anketa", "Klausimas", "Atsakymai", "Vidurkis", "1", "2", "3", "4", "5"],
        ["Po renginio", "Mokymų turinys", "3", "4", "0", "0", "1", "1", "1"],
    ]


def rest(method, event, name, who="metodininke", **more):
    return requests.request(
        method,
        f"{event.absolute_url()}/{name}",
        headers={"Accept": "application/json"},
        auth=(who, PASSWORD) if who else None,
        timeout=30,
        **more,
    )


def test_rest_of_the_form(event):
    rasa = people(event)[0]
    answer = rest("GET", event, f"@feedback?secret={rasa.secret}", None).json()
    assert (answer["form"], answer["state"]) == ("after", "open")
    assert [question["id"] for question in answer["questions"][:3]] == [
        "content",
        "usefulness",
        "trainer-Ona Metodinskienė",
    ]
    refused = rest("POST", event, "@feedback", None, json={"secret": "netikra"})
    assert (refused.status_code, refused.json()["error"]["errors"][0]["field"]) == (400, "secret")
    for answers, field in (([], "answers"), ({"content": 9}, "content"), ({"x": 1}, "x")):
        body = {"secret": rasa.secret, "answers": answers}
        refused = rest("POST", event, "@feedback", None, json=body)
        assert refused.json()["error"]["errors"][0]["field"] == field
    body = {"secret": rasa.secret, "answers": {"content": 5, "best": "Gerai"}}
    assert rest("POST", event, "@feedback", None, json=body).json() == {
        "form": "after",
        "state": "answered",
    }
    assert rest("POST", event, "@feedback", None, json=body).status_code == 409


def test_rest_of_results_questions_and_conclusion(event):
    fill(event)
    body = {"questions": [{"title": "Ar dalijotės?", "kind": "text", "form": "later"}]}
    kept = rest("PATCH", event, "@feedback-questions", json=body).json()["questions"]
    assert [(q["title"], q["kind"], q["form"]) for q in kept] == [
        ("Ar dalijotės?", "text", "later")
    ]
    refused = rest("PATCH", event, "@feedback-questions", json={"questions": "?"})
    assert refused.json()["error"]["errors"][0]["field"] == "questions"
    done = rest("PATCH", event, "@feedback-results", json={"conclusion": "Daugiau praktikos."})
    assert done.json()["conclusion"] == "Daugiau praktikos."
    found = done.json()["forms"]["after"]
    assert (found["n"], found["satisfaction"]) == (3, 4.0)
    assert found["scales"][0] == {
        "id": "content",
        "kind": "scale",
        "title": "Mokymų turinys",
        "n": 3,
        "mean": 4.0,
        "spread": [0, 0, 1, 1, 1],
    }
    assert done.json()["forms"]["later"]["is_shown"] is False
    for name in ("@feedback-results", "@feedback-questions", "@feedback-export"):
        assert rest("GET", event, name, "krt-direktore").status_code == 401


def test_private_link_leads_to_the_form_and_tells_hours(event):
    rasa = people(event)[0]
    text = get(event, "@@my-registration", secret=rasa.secret).text
    assert f"@@feedback?secret={rasa.secret}" in text
    assert "<strong>8</strong> ak. val." in text
    event.feedback.urns["after"].put(rasa.id, sheet())
    rasa.state = "absent"
    transaction.commit()
    text = get(event, "@@my-registration", secret=rasa.secret).text
    assert "@@feedback" not in text
    assert "ak. val." not in text.split("mtd-card")[-1]


def test_staff_find_the_results_on_the_events_page(event):
    fill(event)
    text = get(event, "", "metodininke").text
    assert "@@feedback-results" in text
    assert ">4,00<" in text
    assert "@@feedback-results" not in get(event, "").text
