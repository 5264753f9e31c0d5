"""The night asks, reminds once, closes, and tells the department what needs a look."""

from datetime import date
from datetime import timedelta
from metodinis.common.agenda import Person
from metodinis.common.moments import at
from metodinis.training.evaluation import mails
from metodinis.training.evaluation import operations
from metodinis.training.evaluation.agenda import FeedbackAgenda
from metodinis.training.evaluation.nightly import FeedbackTask
from plone import api
from tests.reports.conftest import act_as
from tests.training.made_past_events import add_people
from tests.training.made_past_events import add_person
from tests.training.made_past_events import DAY
from tests.training.made_past_events import END
from tests.training.made_past_events import make_event
from tests.training.made_past_events import sheet
import pytest


NEXT_DAY = date(2026, 2, 13)


@pytest.fixture
def sent(world, monkeypatch):
    """The mails that are queued: (address, subject, text)."""
    found = []

    def keep(recipients, subject, text, **_more):
        found.extend((recipient, subject, text) for recipient in recipients)
        return list(recipients)

    monkeypatch.setattr(mails.mail, "send", keep)
    return found


def night(day):
    with api.env.adopt_roles(["Manager"]):
        return FeedbackTask()(day)


def answer(event, people, score=5, **more):
    for person in people:
        with at(END + DAY):
            operations.answer(event, person, "after", sheet(score, **more))


def test_those_who_took_part_are_asked_the_day_after_and_once(sent):
    event = make_event()
    rasa = add_person(event, "Rasa")
    add_person(event, "Jonas", "partly", language="en")
    add_person(event, "Tomas", "absent")
    assert night(date(2026, 2, 12)) == []
    assert sent == []
    assert night(NEXT_DAY) == ["skaitymas after: 2 asked"]
    assert [(address, subject) for address, subject, _text in sent] == [
        ("rasa@example.org", "Ačiū! Kokie buvo mokymai „Skaitymo skatinimas“?"),
        ("jonas@example.org", "Thank you: how was “Skaitymo skatinimas”?"),
    ]
    text = sent[0][2]
    assert f"{event.absolute_url()}/@@feedback?secret={rasa.secret}\n" in text
    assert "iki 2026 m. kovo 15 d." in text
    assert night(date(2026, 2, 14)) == []
    # Marked late, asked late.
    add_person(event, "Vėlyva", email="vela@example.org")
    assert night(date(2026, 2, 16)) == ["skaitymas after: 1 asked"]
    assert sent[2][0] == "vela@example.org"


def test_who_was_thanked_already_gets_no_second_mail(sent):
    event = make_event()
    rasa = add_person(event, "Rasa", thanked=True)
    jonas = add_person(event, "Jonas")
    assert night(NEXT_DAY) == ["skaitymas after: 1 asked"]
    assert [address for address, *_rest in sent] == [jonas.email]
    # Nor is anybody thanked after they were asked.
    assert (rasa.thanked, jonas.thanked) == (True, True)
    assert night(date(2026, 2, 20)) == ["skaitymas after: 2 reminded"]


def test_who_did_not_answer_is_reminded_once(sent):
    event = make_event()
    rasa, jonas = add_people(event, 2)
    night(NEXT_DAY)
    answer(event, [rasa])
    assert night(date(2026, 2, 19)) == []
    assert night(date(2026, 2, 20)) == ["skaitymas after: 1 reminded"]
    assert sent[2][:2] == (jonas.email, "Primename: ką manote apie mokymus „Skaitymo skatinimas“?")
    assert night(date(2026, 2, 21)) == []


def test_forms_close_and_the_second_one_follows_after_three_months(sent):
    event = make_event()
    rasa = add_person(event, "Rasa")
    night(NEXT_DAY)
    answer(event, [rasa])
    assert night(date(2026, 3, 15)) == []
    assert night(date(2026, 3, 16)) == ["skaitymas after: closed"]
    assert night(date(2026, 5, 11)) == []
    assert night(date(2026, 5, 12)) == ["skaitymas later: 1 asked"]
    address, subject, text = sent[-1]
    assert (address, subject) == (
        "rasa0@example.org" if rasa.name == "Rasa0" else "rasa@example.org",
        "Ar pritaikėte tai, ko išmokote: „Skaitymo skatinimas“?",
    )
    assert f"@@feedback?secret={rasa.secret}&form=later\n" in text
    assert night(date(2026, 5, 20)) == ["skaitymas later: 1 reminded"]
    assert night(date(2026, 6, 20)) == ["skaitymas later: closed"]
    assert night(date(2026, 6, 21)) == []


def test_an_event_without_people_asks_nobody(sent):
    make_event()
    make_event("atsauktas", state="cancelled")
    assert night(NEXT_DAY) == []
    # A missed month of nights closes what is past, without a mail.
    assert night(date(2026, 4, 1)) == ["skaitymas after: closed"]
    assert sent == []


@pytest.mark.parametrize(
    ("scores", "people", "day", "verdict"),
    [
        ((3, 3, 3), 6, NEXT_DAY, "low"),
        ((4, 4, 4), 6, NEXT_DAY, ""),
        # Three of seven say little yet; once the form is closed, they say it all.
        ((3, 3, 3), 7, NEXT_DAY, ""),
        ((3, 3, 3), 7, date(2026, 3, 16), "low"),
        ((1, 1), 2, date(2026, 3, 16), ""),
        ((), 3, date(2026, 2, 18), ""),
        ((), 3, date(2026, 2, 19), "silent"),
    ],
)
def test_verdict(sent, scores, people, day, verdict):
    event = make_event()
    for person, score in zip(add_people(event, people), scores, strict=False):
        answer(event, [person], score)
    night(day)
    assert event.feedback.verdict == verdict


def tasks(person="metodininke"):
    with act_as(person):
        return FeedbackAgenda().tasks(Person(person, {}), 10)


def test_agenda_of_the_department(sent):
    low, silent = make_event(), make_event("tylus", END - 5 * DAY, END - 4 * DAY, title="Tylus")
    answer(low, add_people(low, 3), 2)
    add_person(silent, "Rasa")
    night(date(2026, 2, 20))
    found = tasks()
    assert found.total == 2
    assert [(str(task.title), task.who, task.since) for task in found.tasks] == [
        ("feedback_task_silent", "Tylus", END - 4 * DAY),
        ("feedback_task_low", "Skaitymo skatinimas", END),
    ]
    assert found.tasks[1].url == f"{low.absolute_url()}/@@feedback-results"
    assert tasks("krt-direktore").total == tasks("svecias").total == 0
    # What follows from it is written down: there is nothing to do any more.
    with act_as("metodininke"):
        operations.conclude(low, "Kitą kartą daugiau praktikos.")
    assert [task.who for task in tasks().tasks] == ["Tylus"]
    answer(silent, silent.registrations.found(), 5)
    night(date(2026, 2, 20) + timedelta(days=1))
    assert tasks().total == 0


def test_a_programme_below_the_threshold_is_to_be_reviewed(sent, monkeypatch):
    from metodinis.training.evaluation import nightly

    raised = []
    monkeypatch.setattr(nightly, "raise_review", lambda *given: raised.append(given))
    with api.env.adopt_roles(["Manager"]):
        programme = api.content.create(api.portal.get(), "Folder", "programa", title="Programa")
    event = make_event(programme=programme.UID())
    answer(event, add_people(event, 3), 3)
    assert night(NEXT_DAY)[-1] == "skaitymas: review of the programme raised"
    assert [(found.getId(), str(reason), reason.mapping) for found, reason in raised] == [
        (
            "programa",
            "feedback_review_reason",
            {"event": "Skaitymo skatinimas", "mean": "3,00", "threshold": "4,0"},
        )
    ]
    assert night(date(2026, 2, 14)) == []
    assert len(raised) == 1
