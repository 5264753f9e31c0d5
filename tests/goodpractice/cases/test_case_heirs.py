"""A library is merged into another while its cases wait: its heir's people get all of it."""

from datetime import date
from metodinis.common.agenda import IAgendaSource
from metodinis.goodpractice.cases import operations
from metodinis.goodpractice.cases.listing import cases_of
from metodinis.goodpractice.cases.waits import note_waiting
from metodinis.goodpractice.desk import agreeing
from metodinis.goodpractice.desk import truth
from metodinis.goodpractice.reuse import operations as reuse
from metodinis.libraries.operations import close_library
from metodinis.libraries.operations import reopen_library
from metodinis.libraries.people import person
from plone import api
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import library
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
from tests.goodpractice.conftest import put_into
from tests.goodpractice.desk.conftest import recommend
from zope.component import getUtilitiesFor
import pytest


@pytest.fixture
def merged(world):
    """Puts Kretinga's library into Pagėgiai's."""

    def merge(into="PAG"):
        with api.env.adopt_roles(["Manager"]):
            close_library(library("KRT"), date(2025, 12, 31), library(into) if into else None)

    return merge


def tasks(userid):
    """Names of what somebody has to do in good practice."""
    found = []
    with act_as(userid):
        for name, source in getUtilitiesFor(IAgendaSource):
            if name.startswith("metodinis.goodpractice."):
                found += source.tasks(person(userid), 10).tasks
    return [str(task.title).removeprefix("practice_task_") for task in found]


def mending():
    put_into(case := make(), "returned")
    note_waiting(case)
    case.reindexObject()


def signing():
    api.portal.set_registry_record("metodinis.goodpractice.director_signs", True)
    case = make()
    with act_as("krt-darbuotoja"):
        operations.submit(case)


def agreeing_():
    case = make()
    with act_as("krt-darbuotoja"):
        operations.submit(case)
    recommend(case)
    with act_as("redaktore"):
        operations.update_case(case, {"need": "Trumpiau."})
        agreeing.ask_agreement(case)


def answering():
    case = make_published()
    values = {"name": "Ona", "email": "ona@example.org", "text": "Kiek tai kainuoja?"}
    question = reuse.ask(case, values, consent=True)
    with act_as("redaktore"):
        reuse.approve(case, "question", question.id)


def proving():
    case = make_published()
    with act_as("redaktore"):
        truth.ask_truth(case)


@pytest.mark.parametrize(
    ("wait", "title"),
    [
        (mending, "mend"),
        (signing, "sign"),
        (agreeing_, "agree"),
        (answering, "answer"),
        (proving, "truth"),
    ],
)
def test_heirs_people_get_what_waits(merged, wait, title):
    wait()
    assert (tasks("krt-direktore"), tasks("pag-direktore")) == ([title], [])
    merged()
    assert (tasks("krt-direktore"), tasks("pag-direktore")) == ([], [title])
    with api.env.adopt_roles(["Manager"]):
        reopen_library(library("KRT"))
    assert (tasks("krt-direktore"), tasks("pag-direktore")) == ([title], [])


def test_what_begins_to_wait_after_the_merger_is_the_heirs_too(merged):
    case = make_published()
    merged()
    with act_as("redaktore"):
        truth.ask_truth(case)
    assert (tasks("krt-direktore"), tasks("pag-direktore")) == ([], ["truth"])
    with act_as("pag-direktore"):
        truth.answer_truth(case, "yes")
    assert tasks("pag-direktore") == []


def test_library_closed_without_an_heir_is_asked_nothing(merged):
    proving()
    merged(into=None)
    assert tasks("krt-direktore") == []


def test_heir_lists_what_it_took_over(merged):
    case = make_published()
    with act_as("pag-direktore"):
        assert [row.case for row in cases_of(library("PAG"))] == []
    merged()
    with act_as("pag-direktore"):
        assert [row.case for row in cases_of(library("PAG"))] == [case]
        assert [row.case for row in cases_of(library("KLM"))] == []
