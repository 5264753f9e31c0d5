"""Tasks, calendar, night work, mails and the case's page: who is told what, and who isn't."""

from datetime import timedelta
from metodinis.common import mail as common_mail
from metodinis.common.clock import today
from metodinis.common.moments import at
from metodinis.common.moments import now
from metodinis.common.waiting import waiting
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.review import operations
from metodinis.goodpractice.review.agenda import ReviewAgenda
from metodinis.goodpractice.review.nightly import ReviewReminders
from metodinis.goodpractice.review.viewlets import Reviews
from metodinis.libraries.people import person
from plone import api
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import directory
from tests.goodpractice.review.conftest import assign
from tests.goodpractice.review.conftest import close
from tests.goodpractice.review.conftest import EDITOR
from tests.goodpractice.review.conftest import LINA
from tests.goodpractice.review.conftest import review
from tests.goodpractice.review.conftest import set_pool
from tests.goodpractice.review.conftest import VIDA
from zope.annotation.interfaces import IAnnotations
import pytest


PEOPLE = (EDITOR, "vedeja", "metodininke", LINA, VIDA, "krt-darbuotoja", "svecias")


@pytest.fixture
def sent(world, monkeypatch):
    """(recipient, subject's id) of the mails that leave the site."""
    found = []

    def write(userids, letter, values):
        found.extend((userid, str(letter.subject)) for userid in userids)
        return []

    monkeypatch.setattr(common_mail, "write_to", write)
    return found


def tasks(userid):
    with act_as(userid):
        found = ReviewAgenda().tasks(person(userid), 10)
    assert found.total == len(found.tasks)
    return [(str(task.title), task.url.rpartition("/")[2]) for task in found.tasks]


ASSIGN = [("practice_task_assign", "@@case-reviewers")]
REVIEW = [("practice_task_review", "@@review")]


def all_tasks():
    return {who: found for who in PEOPLE if (found := tasks(who))}


def test_each_step_is_somebodys_turn(pool, submitted):
    assert all_tasks() == {EDITOR: ASSIGN, "vedeja": ASSIGN}
    assign(submitted)
    assert all_tasks() == {LINA: REVIEW, VIDA: REVIEW}
    review(submitted, VIDA)
    assert all_tasks() == {LINA: REVIEW}
    with act_as(LINA):
        operations.refuse(submitted, "Neturiu laiko.")
    assert all_tasks() == {EDITOR: ASSIGN, "vedeja": ASSIGN}
    assign(submitted, (VIDA, "metodininke"))
    assert all_tasks() == {"metodininke": REVIEW}
    review(submitted, "metodininke")
    assert all_tasks() == {}


def test_decision_ends_what_was_owed(reviewing):
    close(reviewing, "decline")
    assert all_tasks() == {}
    assert waiting(directory(), store.KEY).earliest(store.REVIEW) == {}


def test_days_of_reviews(reviewing):
    start, end = now(), now() + timedelta(days=30)
    found = {}
    for who in PEOPLE:
        with act_as(who):
            found[who] = [
                entry.starts.date() for entry in ReviewAgenda().entries(person(who), start, end)
            ]
    day = today() + timedelta(days=14)
    assert {who: days for who, days in found.items() if days} == {LINA: [day], VIDA: [day]}


def test_late_reviews_are_told_to_editors(reviewing):
    review(reviewing, VIDA)
    found = {}
    with at(now() + timedelta(days=16)):
        for who in PEOPLE:
            with act_as(who):
                found[who] = ReviewAgenda().late(person(who), 10).total
    assert {who: total for who, total in found.items() if total} == {EDITOR: 1, "vedeja": 1}


def test_night_reminds_before_the_day_and_once_after(reviewing):
    review(reviewing, VIDA)
    with api.env.adopt_roles(["Manager"]):
        found = {
            days: ReviewReminders()(today() + timedelta(days=days))
            for days in (5, 11, 12, 14, 15, 16)
        }
    told = ["pasaku-valandele-miske: klm-darbuotoja reminded"]
    assert found == {5: [], 11: told, 12: [], 14: [], 15: told, 16: []}


def test_later_day_is_reminded_of_anew(reviewing):
    with api.env.adopt_roles(["Manager"]):
        assert len(ReviewReminders()(today() + timedelta(days=12))) == 2
    assign(reviewing, days=20)
    with api.env.adopt_roles(["Manager"]):
        assert len(ReviewReminders()(today() + timedelta(days=12))) == 0
        assert len(ReviewReminders()(today() + timedelta(days=18))) == 2


def test_mails_go_to_those_who_have_to_know(pool, sent, submitted):
    def mails():
        found = [one for one in sent if one[1].startswith("practice_review_mail_")]
        sent.clear()
        return found

    mails()
    assign(submitted)
    assert mails() == [
        (LINA, "practice_review_mail_asked_subject"),
        (VIDA, "practice_review_mail_asked_subject"),
    ]
    with act_as(LINA):
        operations.refuse(submitted, "Neturiu laiko.")
    assert mails() == [(EDITOR, "practice_review_mail_refused_subject")]
    set_pool(LINA, VIDA, "metodininke", "svecias")
    assign(submitted, ("metodininke", "svecias"))
    assert mails() == [
        ("metodininke", "practice_review_mail_asked_subject"),
        ("svecias", "practice_review_mail_asked_subject"),
        (VIDA, "practice_review_mail_released_subject"),
    ]
    review(submitted, "svecias")
    assert mails() == []
    with act_as(EDITOR):
        operations.remind(submitted)
    assert mails() == [("metodininke", "practice_review_mail_reminder_subject")]
    close(submitted)
    assert ("svecias", "practice_review_mail_thanks_subject") in (told := mails())
    assert ("metodininke", "practice_review_mail_released_subject") in told


def test_second_review_tells_the_editors(pool, sent, submitted):
    assign(submitted)
    sent.clear()
    review(submitted, LINA)
    assert sent == []
    review(submitted, VIDA)
    assert sent == [(EDITOR, "practice_review_mail_reviewed_subject")]


# the case's page


def section(case, who):
    """What the section tells a person: (its own task, link for editors, rounds)."""
    # Views remember for one request what they found.
    IAnnotations(case.REQUEST).pop("plone.memoize", None)
    with act_as(who):
        found = Reviews(case, case.REQUEST, None)
        if found.is_empty:
            return None
        rounds = [[one["name"] for one in shown["evaluations"]] for shown in found.rounds]
        return found.owed is not None, str(found.reviewers_title), rounds


def test_section_tells_each_what_is_theirs(reviewing):
    names = ["Lina Klaipėdienė", "Vida Pagėgienė"]
    assert section(reviewing, LINA) == (True, "None", [])
    assert section(reviewing, EDITOR) == (False, "practice_reviewers", [names])
    for who in ("krt-darbuotoja", "metodininke", "svecias"):
        assert section(reviewing, who) is None


def test_section_names_fields_and_hides_names(reviewing):
    review(reviewing, LINA, 4, {"need": "Trūksta šaltinio."})
    review(reviewing, VIDA, 5, {"need": "Aišku."})
    close(reviewing)
    with act_as("krt-darbuotoja"):
        [shown] = Reviews(reviewing, reviewing.REQUEST, None).rounds
    assert [(str(field), told) for field, told in shown["remarks"]] == [
        (
            "practice_need",
            [("1 recenzentas", "Trūksta šaltinio."), ("2 recenzentas", "Aišku.")],
        )
    ]
    assert shown["overall"] == "4,50"
