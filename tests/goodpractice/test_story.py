"""The life of a case, from a librarian's draft to a colleague who took it over, over HTTP.

A library writes up what worked; two reviewers judge it without seeing each other's scores; it
comes back to be mended, is recommended, smoothed by an editor with the library's agreement, and
published; readers find it, thank and ask; another library takes it over; two years later its own
library says that it is true no more. The clock of the site is moved along.
"""

from base64 import b64encode
from datetime import datetime
from datetime import timedelta
from metodinis.demo.drawings import draw
from metodinis.goodpractice.cases.rules import CRITERIA
from metodinis.goodpractice.desk.nightly import StillTrue
from plone.uuid.interfaces import IUUID
from tests.goodpractice.conftest import REVIEWERS
from tests.goodpractice.conftest import VALUES
from tests.goodpractice.review.conftest import set_pool
from tests.story import Clock
from tests.story import Teller
from tests.training.conftest import ZONE
import pytest
import transaction


AUTHOR, DIRECTOR, EDITOR = "krt-darbuotoja", "krt-direktore", "redaktore"
LINA, VIDA = REVIEWERS
METHODOLOGIST = "metodininke"
START = datetime(2023, 9, 4, 10, 0, tzinfo=ZONE)
CASES = "good-practice"
STORY = {**VALUES, "started": "2022-05-02", "ended": "2022-09-30"}
REMARK = {"results": "Kiek iš jų atėjo pirmą kartą?"}
REUSE = {
    "taken_on": "2024-06-03",
    "changed": "Skaitome prie ežero.",
    "result": "Atėjo 60 šeimų.",
    "contact_name": "Vida Pagėgienė, direktorė",
    "contact_email": "vida@pagegiai.example.org",
}


@pytest.fixture
def story(served_world, monkeypatch):
    set_pool(LINA, VIDA, METHODOLOGIST, AUTHOR)
    transaction.commit()
    return Teller(served_world, monkeypatch, START)


def test_from_a_draft_to_a_colleague_who_took_it_over(story):
    case = submitted_case(story)
    reviewed(story, case, score=3)
    returned_and_mended(story, case)
    reviewed(story, case, score=5, remark={})
    recommended_and_smoothed(story, case)
    published(story, case)
    read_and_asked(story, case)
    taken_over(story, case)
    true_no_more(story, case)


def submitted_case(story):
    story.do(None, "POST", "libraries/krt/@cases", {"title": "Pasakos"}, 401)
    story.do(LINA, "POST", "libraries/krt/@cases", {"title": "Pasakos"}, 401)
    begun = {"title": STORY["title"]}
    case = story.path(story.do(AUTHOR, "POST", "libraries/krt/@cases", begun, 201)["@id"])
    for nobody in (None, "svecias", LINA, EDITOR, METHODOLOGIST):
        story.do(nobody, "GET", f"{case}/@case", status=401)
    step = {"name": "submit"}
    refused = story.do(AUTHOR, "POST", f"{case}/@case-transition", step, 409)
    assert [one["field"] for one in refused["error"]["blockers"]][:3] == [
        "summary",
        "topics",
        "target_groups",
    ]
    told = story.do(AUTHOR, "PATCH", f"{case}/@case", STORY)
    assert (told["missing"], told["done"]) == ([], told["needed"])
    picture = {
        "file": {"filename": "miskas.jpg", "data": b64encode(draw("forest")).decode()},
        "alt": "Pledas miško aikštelėje",
    }
    story.do(AUTHOR, "POST", f"{case}/@case-pictures", picture, 201)
    refused = story.do(AUTHOR, "POST", f"{case}/@case-transition", step, 409)
    assert [one["field"] for one in refused["error"]["blockers"]] == ["picture_rights"]
    story.do(AUTHOR, "PATCH", f"{case}/@case", {"picture_rights": True})
    story.receivers()
    assert story.do(AUTHOR, "POST", f"{case}/@case-transition", step)["state"] == "submitted"
    assert story.receivers() == ["redaktore"]
    story.do(AUTHOR, "PATCH", f"{case}/@case", {"hours": 61}, 401)
    return case


def reviewed(story, case, score, remark=REMARK):
    """Two reviewers are asked, and score, neither seeing the other's."""
    story.do(AUTHOR, "GET", f"{case}/@case-reviewers", status=401)
    asked = story.do(EDITOR, "GET", f"{case}/@case-reviewers")
    assert {one["id"] for one in asked["candidates"]} == {LINA, VIDA, METHODOLOGIST}
    due = (Clock.moment + timedelta(days=14)).date().isoformat()
    chosen = {"reviewers": [LINA, VIDA], "due": due}
    story.do(METHODOLOGIST, "POST", f"{case}/@case-reviewers", chosen, 401)
    story.receivers()
    assert story.do(EDITOR, "POST", f"{case}/@case-reviewers", chosen)["state"] == "reviewing"
    assert story.receivers() == ["klm-darbuotoja", "pag-direktore"]
    said = {
        "scores": dict.fromkeys(CRITERIA, score),
        "comments": dict.fromkeys(CRITERIA, "Pagrįsta."),
        "summary": f"Išvada {score}.",
        "remarks": remark,
        "give": True,
    }
    story.do(METHODOLOGIST, "POST", f"{case}/@review", said, 401)
    story.do(LINA, "POST", f"{case}/@review", said)
    assert f"Išvada {score}." not in str(story.do(VIDA, "GET", f"{case}/@reviews"))
    story.do(EDITOR, "POST", f"{case}/@case-decision", {"name": "recommend"}, 409)
    story.receivers()
    story.do(VIDA, "POST", f"{case}/@review", said)
    assert story.receivers() == ["redaktore"]


def returned_and_mended(story, case):
    Clock.moment += timedelta(days=10)
    seen = story.do(AUTHOR, "GET", f"{case}/@reviews")
    assert "Pagrįsta." not in str(seen)
    decision = {"name": "return", "reason": "Papildykite rezultatus.", "remarks": REMARK}
    story.do(AUTHOR, "POST", f"{case}/@case-decision", decision, 401)
    story.do(EDITOR, "POST", f"{case}/@case-decision", {**decision, "reason": ""}, 400)
    story.do(EDITOR, "POST", f"{case}/@case-decision", decision)
    assert story.receivers() == ["klm-darbuotoja", "krt-darbuotoja", "pag-direktore"]
    seen = str(story.do(AUTHOR, "GET", f"{case}/@reviews"))
    assert "Pagrįsta." in seen
    assert "Lina" not in seen
    results = [{**VALUES["results"][0], "text": "Dalyvių padaugėjo, pusė atėjo pirmą kartą"}]
    story.do(AUTHOR, "PATCH", f"{case}/@case", {"results": results})
    story.do(AUTHOR, "POST", f"{case}/@case-transition", {"name": "submit"})


def recommended_and_smoothed(story, case):
    Clock.moment += timedelta(days=10)
    story.do(EDITOR, "POST", f"{case}/@case-decision", {"name": "recommend"})
    story.do(None, "GET", f"{case}/@case", status=401)
    story.do(EDITOR, "PATCH", f"{case}/@case", {"title": "Pasakos miške"})
    published = {"name": "publish", "note": "Paprasta ir pigu."}
    story.do(EDITOR, "POST", f"{case}/@case-decision", published, 409)
    story.receivers()
    story.do(EDITOR, "POST", f"{case}/@case-agreement", {"action": "ask", "words": "Trumpiau."})
    assert story.receivers() == ["krt-darbuotoja", "krt-direktore"]
    story.do(LINA, "POST", f"{case}/@case-agreement", {"action": "agree"}, 401)
    story.do(AUTHOR, "POST", f"{case}/@case-agreement", {"action": "agree"})


def published(story, case):
    published = {"name": "publish", "note": "Paprasta ir pigu."}
    story.do(AUTHOR, "POST", f"{case}/@case-decision", published, 401)
    story.do(EDITOR, "POST", f"{case}/@case-decision", published)
    told = story.do(None, "GET", f"{case}/@case")
    assert (told["number"], told["title"], told["rating"]) == (1, "Pasakos miške", 5.0)
    assert told["expert_note"] == "Paprasta ir pigu."
    versions = story.do(None, "GET", f"{case}/@case-versions")["items"]
    assert [one["kind"] for one in versions] == ["publication"]
    versions = story.do(AUTHOR, "GET", f"{case}/@case-versions")["items"]
    assert sorted(one["kind"] for one in versions) == [
        "edit",
        "publication",
        "submission",
        "submission",
    ]


def read_and_asked(story, case):
    Clock.moment += timedelta(days=3)
    found = story.do(None, "GET", f"{CASES}/@cases?text=pasakomis&topic=skaitymas")
    assert [one["title"] for one in found["items"]] == ["Pasakos miške"]
    assert story.do(None, "GET", f"{CASES}/@cases?cost=large")["items"] == []
    assert story.do(None, "GET", f"{case}/@case-pdf").content.startswith(b"%PDF")
    assert story.do(None, "GET", f"{CASES}/@gp/1")["title"] == "Pasakos miške"
    story.receivers()
    thanks = {"words": "Ačiū už mintį!", "name": "Jonas"}
    assert story.do(None, "POST", f"{case}/@thanks", thanks, 201) == {"count": 1, "waits": True}
    question = {"name": "Jonas", "email": "jonas@example.org", "text": "Ar reikia leidimo?"}
    story.do(None, "POST", f"{case}/@questions", question, 400)
    story.do(None, "POST", f"{case}/@questions", {**question, "consent": True}, 201)
    assert "jonas" not in story.receivers()
    assert "Ačiū" not in str(story.do(None, "GET", f"{case}/@thanks"))
    story.do(AUTHOR, "GET", f"{CASES}/@moderation", status=401)
    waiting = story.do(EDITOR, "GET", f"{CASES}/@moderation")["items"]
    assert [one["kind"] for one in waiting] == ["thanks", "question"]
    for one in waiting:
        let_through = {"action": "approve", **{key: one[key] for key in ("case", "kind", "id")}}
        story.do(EDITOR, "POST", f"{CASES}/@moderation", let_through)
    assert story.receivers() == ["krt-darbuotoja", "krt-darbuotoja"]
    [asked] = story.do(AUTHOR, "GET", f"{case}/@questions")["items"]
    answer = {"id": asked["id"], "answer": "Reikia, duoda urėdija.", "public": True}
    story.do(LINA, "POST", f"{case}/@question-answer", answer, 401)
    story.do(AUTHOR, "POST", f"{case}/@question-answer", answer)
    assert story.receivers() == ["jonas"]
    [shown] = story.do(None, "GET", f"{case}/@questions")["items"]
    assert shown["answer"] == "Reikia, duoda urėdija."
    assert "Jonas" not in str(shown)


def taken_over(story, case):
    Clock.moment = datetime(2024, 9, 2, 10, 0, tzinfo=ZONE)
    story.receivers()
    story.do("svecias", "POST", f"{case}/@reuses", REUSE, 401)
    story.do(VIDA, "POST", f"{case}/@reuses", {**REUSE, "taken_on": "2030-01-01"}, 400)
    story.do(VIDA, "POST", f"{case}/@reuses", REUSE, 201)
    story.do(VIDA, "POST", f"{case}/@reuses", REUSE, 409)
    story.do(AUTHOR, "POST", f"{case}/@reuses", REUSE, 401)
    assert story.receivers() == ["krt-darbuotoja"]
    [shown] = story.do(None, "GET", f"{case}/@reuses")["items"]
    assert shown["library"] == IUUID(story.site["libraries"]["pag"])
    [found] = story.do(None, "GET", f"{CASES}/@cases?sort=reused")["items"]
    assert found["reused"] == 1


def true_no_more(story, case):
    Clock.moment = datetime(2025, 9, 30, 3, 0, tzinfo=ZONE)
    story.receivers()
    story.night(StillTrue(), Clock.moment.date())
    assert story.receivers() == ["krt-darbuotoja", "krt-direktore"]
    answer = {"answer": "no", "words": "Nebeturime vietos miške."}
    story.do(LINA, "POST", f"{case}/@case-truth", answer, 401)
    story.do(AUTHOR, "POST", f"{case}/@case-truth", answer)
    story.do(None, "GET", f"{case}/@case", status=401)
    assert story.do(None, "GET", f"{CASES}/@cases")["items"] == []
    gone = story.call(None, "GET", f"{CASES}/@@gp/1")
    assert "Pasakos miške" in gone.text
    assert story.do(AUTHOR, "GET", f"{case}/@case")["state"] == "archived"
    history = story.do(AUTHOR, "GET", f"{case}/@case-history?b_size=100")["items"]
    assert [one["name"] for one in reversed(history)] == [
        "submit",
        "assign",
        "return",
        "submit",
        "assign",
        "recommend",
        "publish",
        "archive",
    ]
