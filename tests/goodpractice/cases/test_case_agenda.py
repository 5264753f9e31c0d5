"""Tasks and mails of a case's library."""

from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.goodpractice.cases import operations
from metodinis.goodpractice.cases.agenda import CasesAgenda
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
