"""Tasks, calendar, night work and mails: who is told what, and who isn't."""

from datetime import timedelta
from metodinis.common.moments import at
from metodinis.common.moments import now
from metodinis.common.waiting import waiting
from metodinis.libraries.people import group_id
from metodinis.libraries.people import groups
from metodinis.libraries.people import person
from metodinis.libraries.rules import STAFF
from metodinis.training.programmes import evaluating
from metodinis.training.programmes import operations
from metodinis.training.programmes import store
from metodinis.training.programmes.agenda import ProgrammesAgenda
from metodinis.training.programmes.nightly import EvaluationReminders
from metodinis.training.programmes.nightly import ExpiryReviews
from plone import api
from tests.training.programmes.conftest import act_as
from tests.training.programmes.conftest import bring
from tests.training.programmes.conftest import evaluate
from tests.training.programmes.conftest import EVALUATORS
from tests.training.programmes.conftest import make
from tests.training.programmes.conftest import today
import pytest


PEOPLE = ("krt-darbuotoja", "krt-direktore", "klm-darbuotoja", "metodininke", "vedeja", "redaktore")
STEPS = {
    "programmes_task_evaluate": "evaluate",
    "programmes_task_assign": "assign",
    "programmes_task_decide": "decide",
    "programmes_task_mend": "mend",
    "programmes_task_review": "review",
}


def tasks(userid):
    with act_as(userid):
        found = ProgrammesAgenda().tasks(person(userid), 10)
    assert found.total == len(found.tasks)
    return [STEPS[task.title] for task in found.tasks]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("draft", {}),
        ("submitted", {"metodininke": ["assign"], "vedeja": ["assign"]}),
        ("evaluating", {"klm-darbuotoja": ["evaluate"]}),
        ("returned", {"krt-darbuotoja": ["mend"]}),
        ("approved", {}),
        ("reviewing", {"metodininke": ["review"], "vedeja": ["review"]}),
        ("archived", {}),
    ],
)
def test_each_state_is_somebodys_turn(programme, state, expected):
    bring(programme, state)
    assert {who: tasks(who) for who in PEOPLE} == {who: expected.get(who, []) for who in PEOPLE}


def test_head_decides_once_both_are_given(programme):
    bring(programme, "evaluating")
    for userid in EVALUATORS:
        assert tasks("vedeja") == []
        evaluate(programme, userid)
    assert (tasks("vedeja"), tasks("metodininke")) == (["decide"], [])


def test_refusal_makes_the_staff_ask_somebody_else(programme):
    bring(programme, "evaluating")
    with act_as("klm-darbuotoja"):
        evaluating.refuse_evaluation(programme, "Neturiu laiko.")
    assert (tasks("klm-darbuotoja"), tasks("metodininke")) == ([], ["assign"])


def test_review_that_was_raised_is_the_staffs(programme):
    bring(programme, "running")
    operations.raise_review(programme, "Anketų vidurkis 3,2.")
    assert (tasks("metodininke"), tasks("krt-darbuotoja")) == (["review"], [])
    [key] = programme.open_reviews
    with act_as("metodininke"):
        operations.settle_review(programme, key, "Pakeista.")
    assert tasks("metodininke") == []


def test_overdue_evaluations_are_told_to_the_staff(programme):
    bring(programme, "evaluating")
    with at(now() + timedelta(days=15)):
        late = {}
        for who in ("metodininke", "klm-darbuotoja"):
            with act_as(who):
                late[who] = ProgrammesAgenda().late(person(who), 10).total
    assert late == {"metodininke": 1, "klm-darbuotoja": 0}


def test_calendar_has_ones_evaluation_and_ends_of_validity(programme):
    bring(programme, "evaluating")
    start, end = now(), now() + timedelta(days=2000)

    def entries(who):
        with act_as(who):
            return [entry.title for entry in ProgrammesAgenda().entries(person(who), start, end)]

    assert entries("klm-darbuotoja") == ["programmes_task_evaluate"]
    assert entries("metodininke") == []
    for userid in EVALUATORS:
        evaluate(programme, userid)
    with act_as("vedeja"):
        until = today() + timedelta(days=100)
        operations.approve(programme, "V-1", today(), until)
    assert entries("klm-darbuotoja") == []
    assert entries("metodininke") == ["programmes_entry_expires"]


def test_deleted_programme_leaves_nothing_waiting(programme, world):
    operations.raise_review(programme, "Priežastis.")
    with act_as("krt-darbuotoja"):
        operations.delete_programme(programme)
    assert waiting(world["training"], store.KEY).found(store.REVIEW) == {}


# night work


def test_night_reminds_before_the_day_and_once_after(programme):
    bring(programme, "evaluating")
    evaluate(programme, "pag-direktore")
    with api.env.adopt_roles(["Manager"]):
        found = {
            days: len(EvaluationReminders()(today() + timedelta(days=days)))
            for days in (5, 11, 12, 14, 15, 16)
        }
    assert found == {5: 0, 11: 1, 12: 0, 14: 0, 15: 1, 16: 0}


def test_night_notes_an_end_of_validity_once(programme):
    bring(programme, "running")
    programme.valid_until = today() + timedelta(days=61)
    with api.env.adopt_roles(["Manager"]):
        found = [len(ExpiryReviews()(today() + timedelta(days=days))) for days in (0, 1, 2, 62, 63)]
    assert found == [0, 1, 0, 1, 0]
    assert [str(review.reason) for review in programme.open_reviews.values()] == [
        "programmes_review_expires",
        "programmes_review_expired",
    ]


# mails


@pytest.fixture
def sent(site, monkeypatch):
    """(address, first word of the subject) of each mail."""
    found = []
    monkeypatch.setattr(
        "metodinis.training.programmes.mails.mail.send",
        lambda addresses, subject, text: (
            found.extend((address, subject, text) for address in addresses) or addresses
        ),
    )
    return found


def addressed(sent):
    found = [(address.partition("@")[0], subject) for address, subject, _text in sent]
    sent.clear()
    return found


def test_each_step_is_told_to_those_who_wait_for_it(world, sent):
    programme = make()
    title = programme.title
    bring(programme, "submitted")
    assert addressed(sent) == [("metodininke", f"Pateikta programa: {title}")]
    with act_as("metodininke"):
        evaluating.assign(programme, EVALUATORS, today() + timedelta(days=14))
    assert addressed(sent) == [
        (userid, f"Prašome įvertinti programą: {title}") for userid in EVALUATORS
    ]
    evaluate(programme, "klm-darbuotoja")
    assert addressed(sent) == []
    with act_as("metodininke"):
        assert evaluating.remind(programme) == 1
    assert addressed(sent) == [("pag-direktore", f"Primename apie vertinimą: {title}")]
    evaluate(programme, "pag-direktore")
    assert addressed(sent) == [("vedeja", f"Pateikti abu vertinimai: {title}")]
    with act_as("vedeja"):
        operations.return_(programme, "Patikslinkite tikslą.\nIr turinį.")
    text = sent[0][2]
    assert addressed(sent) == [("krt-darbuotoja", f"Prašome patikslinti programą: {title}")]
    assert "> Patikslinkite tikslą.\n> Ir turinį." in text
    assert programme.absolute_url() in text


def test_who_left_the_library_hears_no_more_of_its_programme(programme, sent):
    bring(programme, "evaluating")
    library = api.portal.get()["libraries"]["krt"]
    groups().removePrincipalFromGroup("krt-darbuotoja", group_id(library, STAFF))
    sent.clear()
    with act_as("vedeja"):
        operations.return_(programme, "Patikslinkite tikslą.")
    assert addressed(sent) == []


def test_refusal_is_told_to_the_department(programme, sent):
    bring(programme, "evaluating")
    sent.clear()
    with act_as("klm-darbuotoja"):
        evaluating.refuse_evaluation(programme, "Neturiu laiko.")
    assert addressed(sent) == [
        ("metodininke", f"Lina Klaipėdienė atsisakė vertinti: {programme.title}")
    ]
