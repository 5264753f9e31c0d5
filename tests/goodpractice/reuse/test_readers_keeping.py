"""How long readers' data are kept, one person's data on request, and whom readers wait for."""

from datetime import timedelta
from metodinis.common import personal
from metodinis.common.agenda import Person
from metodinis.common.clock import zone
from metodinis.common.moments import at
from metodinis.common.moments import now
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.reuse import operations
from metodinis.goodpractice.reuse.agenda import ReadersAgenda
from metodinis.goodpractice.reuse.content import readers_of
from metodinis.goodpractice.reuse.personal import Retention
from metodinis.libraries.people import person
from plone import api
from plone.uuid.interfaces import IUUID
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import library
from tests.goodpractice.reuse.conftest import ask
from tests.goodpractice.reuse.conftest import let_through
from tests.goodpractice.reuse.conftest import QUESTION
from tests.goodpractice.reuse.conftest import stranger
from tests.goodpractice.reuse.conftest import take_over


def answered(case, is_public=True, **values):
    """A question with its answer."""
    question = ask(case, **values)
    let_through(case, "question", question)
    with act_as("krt-direktore"):
        return operations.answer(case, question.id, "Turime pastogę.", is_public=is_public)


def names(case):
    return [one.name for one in readers_of(case).words("question")]


def night(days):
    """What the night does some days later."""
    later = now() + timedelta(days=days)
    with at(later), api.env.adopt_roles(["Manager"]):
        return Retention()(later.date())


def test_names_are_taken_out_a_year_after_the_answer(published, sent):
    answered(published)
    assert night(360) == []
    assert night(370) == ["pasaku-valandele-miske: 1 words of readers without a name now"]
    [question] = readers_of(published).words("question")
    assert (question.name, question.email, question.answer) == ("", "", "Turime pastogę.")
    assert night(371) == []


def test_question_that_nobody_answered_goes_as_soon(published, sent):
    ask(published, name="Nežiūrėta")
    let_through(published, "question", ask(published, name="Perduota"))
    assert night(360) == []
    assert names(published) == ["Nežiūrėta", "Perduota"]
    assert night(370) == ["pasaku-valandele-miske: 2 words of readers without a name now"]
    assert names(published) == []
    assert tasks("redaktore") == []
    assert tasks("krt-darbuotoja") == []


def test_what_was_refused_goes_after_a_month(published, sent):
    question = ask(published)
    with stranger():
        thanks = operations.thank(published, {"words": "Pigios padangos"})
    with act_as("redaktore"):
        operations.refuse(published, "question", question.id)
        operations.refuse(published, "thanks", thanks.id)
    assert night(29) == []
    assert night(32) == ["pasaku-valandele-miske: 2 words of readers without a name now"]
    assert [readers_of(published).words(kind) for kind in ("thanks", "question")] == [[], []]


def test_one_persons_data_are_found_and_erased(published, sent):
    answered(published)
    answered(published, is_public=False, text="Kita")
    ask(published, email="JONAS@example.org", text="Trečia")
    ask(published, email="kita@example.org")
    take_over(published, contact_email="jonas@example.org")
    with act_as("redaktore"):
        found = personal.find(" jonas@example.org ")
        assert sorted(one["kind"] for one in found) == ["question"] * 3 + ["reuse"]
        assert {one["title"] for one in found} == {"Pasakų valandėlė miške"}
        assert personal.erase("jonas@example.org") == 4
        assert personal.find("jonas@example.org") == []
    assert names(published) == ["", QUESTION["name"]]
    [reuse] = readers_of(published).reuses
    assert (reuse.contact_name, reuse.contact_email) == ("", "")
    assert reuse.changed == "Skaitome ne miške, o prie jūros."


def test_who_does_not_look_after_readers_finds_nothing_of_them(published, sent):
    ask(published)
    for name in ("krt-direktore", "metodininke", "svecias"):
        with act_as(name):
            assert personal.find("jonas@example.org") == []
            assert personal.erase("jonas@example.org") == 0
    assert names(published) == [QUESTION["name"]]
    with act_as("vedeja"):
        assert len(personal.find("jonas@example.org")) == 1
        assert not personal.has_others()


def tasks(name, method="tasks"):
    with act_as(name):
        found = getattr(ReadersAgenda(), method)(person(name), 10)
    return [(str(task.title), task.url.rpartition("/good-practice/")[2]) for task in found.tasks]


def test_agenda_tells_editors_and_then_the_authors(published, sent):
    question = ask(published)
    moderate = ("practice_task_moderate", "@@moderation")
    assert tasks("redaktore") == [moderate]
    assert tasks("krt-darbuotoja") == []
    let_through(published, "question", question)
    answer = ("practice_task_answer", "pasaku-valandele-miske/@@questions")
    assert tasks("redaktore") == []
    assert tasks("krt-darbuotoja") == [answer]
    assert tasks("pag-direktore") == []
    assert tasks("redaktore", "late") == []
    with at(now() + timedelta(days=16)):
        assert tasks("redaktore", "late") == [
            ("practice_task_unanswered", "pasaku-valandele-miske/@@questions")
        ]
        assert tasks("krt-direktore", "late") == []


def test_calendar_has_the_day_of_an_answer(published, sent):
    kept = let_through(published, "question", ask(published))
    uid = IUUID(library("KRT"))
    with act_as("krt-darbuotoja"):
        [entry] = ReadersAgenda().entries(
            Person("krt-darbuotoja", {uid: "staff"}), now(), now() + timedelta(days=20)
        )
    assert entry.starts.date() == kept.moderated_at.astimezone(zone()).date() + timedelta(days=14)
    assert store.question_of(uid) == f"question:{uid}"
