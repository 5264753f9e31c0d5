"""Who may answer, when and how often; what is kept of it, and what the staff do with it."""

from AccessControl import Unauthorized
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.common.moments import at
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.training.evaluation import operations
from metodinis.training.evaluation import rules
from metodinis.training.evaluation.catalog import satisfaction_of
from metodinis.training.evaluation.exports import tables
from metodinis.training.evaluation.views import results
from tests.reports.conftest import act_as
from tests.training.made_past_events import add_people
from tests.training.made_past_events import add_person
from tests.training.made_past_events import DAY
from tests.training.made_past_events import END
from tests.training.made_past_events import make_event
from tests.training.made_past_events import sheet
from tests.training.made_past_events import START
from tests.training.made_past_events import stored
import pytest


NEXT_DAY = END + DAY


@pytest.fixture
def event(world):
    return make_event()


def answer(event, registration, moment=NEXT_DAY, form="after", **given):
    with at(moment):
        operations.answer(event, registration, form, given or sheet())


def standing(event, registration, moment, form="after"):
    with at(moment):
        return operations.standing(event, registration, form)


def test_who_took_part_answers_once(event):
    rasa = add_person(event, "Rasa")
    answer(event, rasa, **sheet(4, best=" Žaidimai "))
    assert stored(event) == [sheet(4, best="Žaidimai")]
    with pytest.raises(NotAllowed) as refusal:
        answer(event, rasa)
    assert refusal.value.message == "feedback_answered"
    assert len(event.feedback.urns["after"]) == 1
    # The form of three months later is another one.
    answer(event, rasa, END + 95 * DAY, "later", used=5)
    assert stored(event, "later") == [{"used": 5}]


def test_a_new_private_link_is_no_second_answer(event):
    rasa = add_person(event, "Rasa")
    answer(event, rasa)
    event.registrations.renew_secret(rasa)
    assert event.registrations.by_secret(rasa.secret) is rasa
    assert standing(event, rasa, NEXT_DAY) == "answered"


@pytest.mark.parametrize(
    ("state", "moment", "form", "expected"),
    [
        ("attended", NEXT_DAY, "after", "open"),
        ("partly", NEXT_DAY, "after", "open"),
        ("attended", START + timedelta(hours=1), "after", "open"),
        ("attended", START - timedelta(hours=1), "after", "early"),
        ("registered", NEXT_DAY, "after", "absent"),
        ("registered", START, "after", "early"),
        ("absent", NEXT_DAY, "after", "absent"),
        ("cancelled", NEXT_DAY, "after", "absent"),
        ("waiting", NEXT_DAY, "after", "absent"),
        ("attended", datetime(2026, 3, 15, 21, 0, tzinfo=UTC), "after", "open"),
        # Midnight is that of Vilnius.
        ("attended", datetime(2026, 3, 15, 22, 0, tzinfo=UTC), "after", "closed"),
        ("attended", datetime(2026, 5, 11, 20, 0, tzinfo=UTC), "later", "early"),
        ("attended", datetime(2026, 5, 12, 6, 0, tzinfo=UTC), "later", "open"),
        ("attended", datetime(2026, 6, 12, 6, 0, tzinfo=UTC), "later", "closed"),
    ],
)
def test_when_a_form_is_open(event, state, moment, form, expected):
    person = add_person(event, "Rasa", state)
    assert standing(event, person, moment, form) == expected
    if expected != "open":
        with pytest.raises(NotAllowed):
            answer(event, person, moment, form, content=5, used=5)
        assert len(event.feedback.urns[form]) == 0


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "content"),
        ({"best": "Viskas"}, "content"),
        ({"content": 6}, "content"),
        ({"content": "puikiai"}, "content"),
        ({"content": True}, "content"),
        ({"content": 5, "best": "x" * 2001}, "best"),
        ({"content": 5, "best": 7}, "best"),
        ({"content": 5, "used": 5}, "used"),
        ({"content": 5, "trainer-Kitas": 5}, "trainer-Kitas"),
    ],
)
def test_what_is_no_answer(event, given, field):
    rasa = add_person(event, "Rasa")
    with at(NEXT_DAY), pytest.raises(FieldErrors) as refusal:
        operations.answer(event, rasa, "after", given)
    assert list(refusal.value.errors) == [field]
    assert len(event.feedback.urns["after"]) == 0
    assert standing(event, rasa, NEXT_DAY) == "open"


def test_results_are_hidden_below_three(event):
    people = add_people(event, 4)
    for person, score in zip(people[:2], (5, 3), strict=True):
        answer(event, person, **sheet(score, best="Slaptas žodis"))
    hidden = {"n": 2, "is_shown": False, "satisfaction": None, "scales": [], "words": []}
    assert results(event, "after") == hidden
    assert satisfaction_of(event) == (None, 2)
    assert [len(table.rows) for table in tables(event, "lt")] == [1]
    answer(event, people[2], **sheet(4, best="Antras žodis"))
    found = results(event, "after")
    assert (found["n"], found["is_shown"], found["satisfaction"]) == (3, True, 4.0)
    assert found["words"][0].texts == ("Antras žodis", "Slaptas žodis", "Slaptas žodis")
    figures, sheets, _words = tables(event, "lt")
    assert figures.rows[1] == ["Po renginio", "Mokymų turinys", 3, 4.0, 0, 0, 1, 1, 1]
    assert [row[0] for row in sheets.rows] == ["Mokymų turinys", 3, 4, 5]


def test_two_looks_tell_no_single_answer(event):
    people = add_people(event, 7)
    looks = []
    for number, person in enumerate(people):
        answer(event, person, **sheet(1 + number % 5, best=f"Mintis {number}"))
        looks.append(results(event, "after") | {"file": tables(event, "lt")})
    assert [look["n"] for look in looks] == [1, 2, 3, 4, 5, 6, 7]
    shown = [[len(words.texts) for words in look["words"]] for look in looks]
    assert shown == [[], [], [3], [3], [3], [6], [6]]
    assert looks[2]["satisfaction"] == looks[3]["satisfaction"] == looks[4]["satisfaction"]
    assert looks[2]["file"] == looks[4]["file"]
    operations.close(event, "after")
    assert len(results(event, "after")["words"][0].texts) == 7


def test_no_file_joins_what_one_person_wrote(event):
    for number, person in enumerate(add_people(event, 3)):
        answer(event, person, **sheet(5, best=f"A{number}", improve=f"B{2 - number}"))
    _figures, scores, words = tables(event, "lt")
    assert {cell for row in scores.rows[1:] for cell in row} == {5, None}
    assert [row[1] for row in words.rows[1:]] == ["A0", "A1", "A2", "B0", "B1", "B2"]


def test_own_questions(event):
    wanted = [
        {"title": "Ar patiko salė?", "kind": "text", "form": "after"},
        {"title": "  ", "kind": "scale", "form": "after"},
        {"title": "Pietūs", "kind": "scale", "form": "after"},
    ]
    with act_as("metodininke"):
        kept = operations.keep_own_questions(event, wanted)
        assert [question[1:4] for question in kept] == [
            ("text", "after", "Ar patiko salė?"),
            ("scale", "after", "Pietūs"),
        ]
        # A better title keeps the question.
        lunch = {"id": kept[1].id, "title": "Pietų pertrauka", "kind": "scale", "form": "after"}
        assert [q.id for q in operations.keep_own_questions(event, [lunch])] == [kept[1].id]
        answer(event, add_person(event, "Rasa"), content=5, **{kept[1].id: 2})
        with pytest.raises(NotAllowed):
            operations.keep_own_questions(event, [])
        # Nobody has answered the later form yet.
        later = {"title": "Ar dalijotės?", "kind": "text", "form": "later"}
        assert len(operations.keep_own_questions(event, [lunch, later])) == 2
    assert [question.title for question in event.feedback.own] == [
        "Pietų pertrauka",
        "Ar dalijotės?",
    ]


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([{"title": "x" * 201}], "0.title"),
        ([{"title": "Salė", "kind": "yes_no"}], "0.kind"),
        ([{"title": "Salė", "form": "never"}], "0.form"),
        ([{"title": "Salė", "id": ["a"]}], "0.id"),
        ([{"title": ["Salė"]}], "0.title"),
        ([{"title": f"Klausimas {n}"} for n in range(11)], "10.title"),
    ],
)
def test_own_questions_that_cant_be(event, rows, field):
    with act_as("metodininke"), pytest.raises(FieldErrors) as refusal:
        operations.keep_own_questions(event, rows)
    assert list(refusal.value.errors) == [field]
    assert event.feedback.own == ()


@pytest.mark.parametrize("person", ["krt-direktore", "svecias", "redaktore"])
def test_others_neither_ask_nor_conclude(event, person):
    with act_as(person):
        with pytest.raises(Unauthorized):
            operations.keep_own_questions(event, [])
        with pytest.raises(Unauthorized):
            operations.conclude(event, "Gerai")


def test_a_trainer_reads_and_writes_nothing(event):
    event.manage_setLocalRoles("svecias", ["Trainer"])
    event.reindexObjectSecurity()
    with act_as("svecias"):
        assert event.restrictedTraverse("@@feedback-results") is not None
        with pytest.raises(Unauthorized):
            event.restrictedTraverse("@@feedback-questions")
        with pytest.raises(Unauthorized):
            operations.conclude(event, "Gerai")


def test_conclusion(event):
    with act_as("metodininke"), at(NEXT_DAY):
        operations.conclude(event, " Ilgesnė praktika. ")
    assert event.feedback.conclusion == ("Ilgesnė praktika.", "metodininke", NEXT_DAY)
    with act_as("metodininke"):
        with pytest.raises(FieldErrors) as refusal:
            operations.conclude(event, "x" * 5001)
        assert list(refusal.value.errors) == ["conclusion"]
        operations.conclude(event, "")
    assert event.feedback.conclusion is None


def test_days_are_the_sites(event):
    assert operations.ended_on(event) == date(2026, 2, 12)
    assert rules.due_day("after", operations.ended_on(event)) == date(2026, 2, 13)
