"""Tasks and mails of a case's library."""

from datetime import date
from datetime import timedelta
from metodinis.common.clock import today
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.goodpractice.cases import operations
from metodinis.goodpractice.cases.agenda import CasesAgenda
from metodinis.goodpractice.cases.listing import cases_of
from metodinis.goodpractice.cases.nightly import SigningReminders
from metodinis.goodpractice.cases.rules import reminder_is_due
from metodinis.layout import formats
from metodinis.libraries import people
from plone import api
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import library
from tests.goodpractice.conftest import put_into
import pytest


def tasks(name):
    with act_as(name):
        found = CasesAgenda().tasks(people.person(name), 10)
        return [(str(task.title), task.url.rsplit("/", 1)[1]) for task in found.tasks]


@pytest.fixture
def letters(monkeypatch):
    """(addresses, subject, text) of the mails that were written."""
    sent = []

    def write(recipients, subject, text, **more):
        sent.append((list(recipients), subject, text))
        return recipients

    monkeypatch.setattr("metodinis.common.mail.send", write)
    return sent


def signing(case):
    api.portal.set_registry_record("metodinis.goodpractice.director_signs", True)
    with act_as("krt-darbuotoja"):
        operations.submit(case)


def test_director_agrees(case, letters):
    signing(case)
    assert tasks("krt-direktore") == [("practice_task_sign", "@@case-step?name=sign")]
    assert tasks("krt-darbuotoja") == []
    assert tasks("pag-direktore") == []
    [(_to, subject, text)] = letters
    assert "Pasakų valandėlė miške" in subject
    assert f"{case.absolute_url()}/@@case-step?name=sign" in text
    with act_as("krt-direktore"):
        operations.sign(case)
    assert tasks("krt-direktore") == []
    # The editors, and who wrote it.
    assert len(letters) == 3


def night(day):
    with api.env.adopt_roles(["Manager"]):
        return SigningReminders()(day)


def days_after(*counts):
    return [today() + timedelta(days=count) for count in counts]


def test_director_is_reminded_a_week_two_and_four_weeks_after(case, letters):
    signing(case)
    letters.clear()
    nights = days_after(*range(60))
    assert [day for day in nights if night(day)] == days_after(7, 14, 28)
    assert [to for to, _subject, _text in letters] == [["krt-direktore@example.org"]] * 3
    assert formats.date(today(), "lt") in letters[0][2]
    assert f"{case.absolute_url()}/@@case-step?name=sign" in letters[0][2]
    with act_as("krt-direktore"):
        operations.send_back(case, "Dar ne.")
    assert [day for day in days_after(100) if night(day)] == []


def test_missed_nights_are_made_up_for_once(case, letters):
    signing(case)
    done = "pasaku-valandele-miske: director reminded"
    assert [night(day) for day in days_after(20, 21, 27, 40)] == [[done], [], [], [done]]


def test_reminders_of_what_was_asked_before_do_not_count():
    asked, earlier = date(2026, 3, 22), (date(2026, 3, 10), date(2026, 3, 20))
    assert reminder_is_due(asked, earlier, date(2026, 3, 28)) is False
    assert reminder_is_due(asked, earlier, date(2026, 3, 29)) is True
    assert reminder_is_due(asked, (*earlier, date(2026, 3, 29)), date(2026, 4, 4)) is False


def test_page_and_list_tell_which_director_it_waits_for(case, http_request):
    signing(case)
    with act_as("krt-darbuotoja"):
        told = api.content.get_view("view", case, http_request).told
        [row] = cases_of(library("KRT"))
    assert (told["kind"], told["text"], told["by"]) == (
        "info",
        "Aldona Kretingaitė",
        "Rasa Kretingienė",
    )
    assert row.next.mapping == {"names": "Aldona Kretingaitė"}
    people.put(library("KRT"), "krt-direktore", None)
    with act_as("krt-darbuotoja"):
        told = api.content.get_view("view", case, http_request).told
        [row] = cases_of(library("KRT"))
    assert (told["kind"], str(told["text"])) == ("warning", "practice_no_director")
    assert str(row.next) == "practice_next_signing"


def test_who_had_it_in_hand_is_told_when_it_is_taken_back(case, letters):
    signing(case)
    letters.clear()
    with act_as("krt-darbuotoja"):
        operations.withdraw(case)
    [(to, subject, text)] = letters
    assert to == ["krt-direktore@example.org"]
    assert "Pasakų valandėlė miške" in subject
    assert "Rasa Kretingienė (Kretinga)" in text
    api.portal.set_registry_record("metodinis.goodpractice.director_signs", False)
    with act_as("krt-darbuotoja"):
        operations.submit(case)
        letters.clear()
        operations.withdraw(case)
    [(to, _subject, text)] = letters
    assert to == ["redaktore@example.org"]
    # Editors see no drafts: there is no address to follow.
    assert case.absolute_url() not in text


def test_sent_back_quotes_the_reason_to_its_writers(case, letters):
    signing(case)
    letters.clear()
    with act_as("krt-direktore"):
        operations.send_back(case, "Trūksta datų.\nIr skaičių.")
    [(to, _subject, text)] = letters
    assert to == [api.user.get("krt-darbuotoja").getProperty("email")]
    assert "> Trūksta datų.\n> Ir skaičių." in text
    assert tasks("krt-darbuotoja") == [("practice_task_mend", "@@edit")]
    with act_as("krt-darbuotoja"):
        operations.submit(case)
    assert tasks("krt-darbuotoja") == []


def test_nobody_is_asked_where_there_is_no_director(case, letters):
    people.put(library("KRT"), "krt-direktore", None)
    with pytest.raises(NotAllowed) as refused:
        signing(case)
    assert refused.value.message == "practice_no_director"
    assert (state_of(case), letters) == ("draft", [])


def test_submission_is_told_to_editors_alone(case, letters):
    with act_as("krt-direktore"):
        operations.submit(case)
    [(to, _subject, text)] = letters
    assert to == [api.user.get("redaktore").getProperty("email")]
    assert case.absolute_url() in text


def test_returned_case_is_mended_by_its_library(case):
    put_into(case, "returned")
    with act_as("krt-darbuotoja"):
        operations.step(case, "submit", agreed=True)
    assert tasks("krt-darbuotoja") == []
    put_into(case, "returned")
    case.reindexObject()
    operations.note_waiting(case)
    assert tasks("krt-darbuotoja") == [("practice_task_mend", "@@edit")]
    assert tasks("krt-direktore") == [("practice_task_mend", "@@edit")]
    assert tasks("pag-direktore") == []
