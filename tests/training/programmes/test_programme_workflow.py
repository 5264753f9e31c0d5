"""Who may do what with a programme in which state: one table, compared by equality."""

from AccessControl.SpecialUsers import nobody
from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.training.programmes import evaluating
from metodinis.training.programmes import operations
from metodinis.training.programmes.rules import STATES
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.training.programmes.conftest import act_as
from tests.training.programmes.conftest import bring
import pytest


PEOPLE = {
    "staff": "krt-darbuotoja",
    "director": "krt-direktore",
    "evaluator": "klm-darbuotoja",
    "methodologist": "metodininke",
    "head": "vedeja",
    "editor": "redaktore",
    "member": "svecias",
}
NOTHING = (False, False, False, set())
READS = (True, False, False, set())
# state -> who -> (may see, may edit, may evaluate, transitions)
TABLE = {
    "draft": {
        who: (True, True, False, {"submit"})
        for who in ("staff", "director", "methodologist", "head")
    },
    "submitted": {
        "staff": (True, False, False, {"withdraw"}),
        "director": (True, False, False, {"withdraw"}),
        "methodologist": (True, False, False, {"withdraw", "assign", "hand_back"}),
        "head": (True, False, False, {"withdraw", "assign", "hand_back"}),
    },
    "evaluating": {
        "staff": READS,
        "director": READS,
        "evaluator": (True, False, True, set()),
        "methodologist": READS,
        "head": (True, False, False, {"approve", "return"}),
    },
    "returned": {
        "staff": (True, True, False, {"submit"}),
        "director": (True, True, False, {"submit"}),
        "evaluator": READS,
        "methodologist": (True, True, False, {"submit"}),
        "head": (True, True, False, {"submit"}),
    },
    "approved": {
        **dict.fromkeys(("staff", "director", "evaluator", "editor", "member"), READS),
        "methodologist": (True, False, False, {"run", "review", "archive"}),
        "head": (True, False, False, {"run", "review", "archive"}),
    },
    "running": {
        **dict.fromkeys(("staff", "director", "evaluator", "editor", "member"), READS),
        "methodologist": (True, False, False, {"review", "archive"}),
        "head": (True, False, False, {"review", "archive"}),
    },
    "reviewing": {
        "staff": (True, True, False, {"submit"}),
        "director": (True, True, False, {"submit"}),
        "evaluator": READS,
        "methodologist": (True, True, False, {"submit", "resume", "archive"}),
        "head": (True, True, False, {"submit", "resume", "archive"}),
    },
    "archived": {
        "staff": READS,
        "director": READS,
        "evaluator": READS,
        "methodologist": (True, False, False, {"restore"}),
        "head": (True, False, False, {"restore"}),
    },
}


def allowed(programme, person):
    with act_as(person):
        workflow = api.portal.get_tool("portal_workflow")
        return (
            may("View", programme),
            may(operations.EDIT, programme),
            may(evaluating.EVALUATE, programme),
            {step["id"] for step in workflow.getTransitionsFor(programme)},
        )


@pytest.mark.parametrize("state", STATES)
def test_role_state_table(programme, state):
    bring(programme, state)
    expected = {who: TABLE[state].get(who, NOTHING) for who in PEOPLE}
    assert {who: allowed(programme, person) for who, person in PEOPLE.items()} == expected


@pytest.mark.parametrize("state", STATES)
def test_anonymous_and_other_libraries_see_only_what_is_approved(programme, state):
    bring(programme, state)
    with api.env.adopt_user(user=nobody):
        seen = may("View", programme)
    assert seen == (state in ("approved", "running"))


def test_nobody_changes_fields_by_the_stock_form(programme):
    for person in PEOPLE.values():
        with act_as(person):
            assert not may("Modify portal content", programme)


@pytest.mark.parametrize(
    ("state", "person", "name"),
    [
        ("submitted", "metodininke", "assign"),
        ("submitted", "metodininke", "hand_back"),
        ("evaluating", "vedeja", "approve"),
        ("evaluating", "vedeja", "return"),
        ("running", "metodininke", "review"),
        ("running", "metodininke", "archive"),
        ("reviewing", "metodininke", "resume"),
        ("archived", "metodininke", "restore"),
    ],
)
def test_stock_menu_asks_for_what_a_step_needs(programme, state, person, name):
    bring(programme, state)
    with act_as(person), pytest.raises(WorkflowException):
        api.portal.get_tool("portal_workflow").doActionFor(programme, name, comment=" ")
    assert state_of(programme) == state
