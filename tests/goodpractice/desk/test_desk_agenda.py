"""Tasks and calendar of the desk: who is told what, and who isn't."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.common.moments import now
from metodinis.goodpractice.cases import operations as cases
from metodinis.goodpractice.cases.waits import note_waiting
from metodinis.goodpractice.desk import agreeing
from metodinis.goodpractice.desk import operations
from metodinis.goodpractice.desk import truth
from metodinis.goodpractice.desk.agenda import DeskAgenda
from metodinis.libraries import people
from metodinis.libraries.people import person
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import library


PEOPLE = ("krt-darbuotoja", "krt-direktore", "klm-darbuotoja", "metodininke", "vedeja", "redaktore")


def tasks():
    """person -> names of what they have to do, where they have anything."""
    found = {}
    for userid in PEOPLE:
        with act_as(userid):
            told = DeskAgenda().tasks(person(userid), 10)
        assert told.total == len(told.tasks)
        if told.tasks:
            found[userid] = [task.title.removeprefix("practice_task_") for task in told.tasks]
    return found


def everybody(names, what):
    return {name: [what] for name in names}


EDITORS = ("vedeja", "redaktore")
LIBRARY = ("krt-darbuotoja", "krt-direktore")


def test_decision_and_publication_are_the_editors_turn(reviewed):
    note_waiting(reviewed)
    assert tasks() == everybody(EDITORS, "decide")
    with act_as("redaktore"):
        operations.recommend(reviewed)
    assert tasks() == everybody(EDITORS, "publish")
    planned = now() + timedelta(days=2)
    with act_as("redaktore"):
        operations.publish(reviewed, at=planned)
        [entry] = DeskAgenda().entries(person("redaktore"), now(), now() + timedelta(days=3))
    assert (entry.starts, entry.title) == (planned, "practice_entry_planned")
    assert tasks() == {}


def test_nobody_is_given_their_own_case_to_judge(reviewed):
    people.put(library("KRT"), "vedeja", "staff")
    note_waiting(reviewed)
    assert tasks() == {"redaktore": ["decide"]}
    reviewed.writers = (*reviewed.writers, "redaktore")
    note_waiting(reviewed)
    assert tasks() == {}


def test_changes_are_the_librarys_turn(recommended):
    with act_as("redaktore"):
        cases.update_case(recommended, {"need": "Trumpiau."})
        agreeing.ask_agreement(recommended)
    assert tasks() == everybody(LIBRARY, "agree")


def test_truth_is_the_librarys_turn_and_then_the_editors(published):
    with act_as("redaktore"):
        truth.ask_truth(published)
    assert tasks() == everybody(LIBRARY, "truth")
    with act_as("krt-direktore"):
        truth.answer_truth(published, "changes", "Vyksta parke.")
    assert tasks() == everybody(EDITORS, "correct")


def test_calendar_has_plans_and_ends_for_editors(published):
    note_waiting(published)
    span = (datetime(2028, 3, 1, tzinfo=UTC), datetime(2028, 3, 31, tzinfo=UTC))
    found = {}
    for userid in PEOPLE:
        with act_as(userid):
            found[userid] = len(DeskAgenda().entries(person(userid), *span))
    assert found == {name: int(name in EDITORS) for name in PEOPLE}
