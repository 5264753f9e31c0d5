"""Who may do what with an event in which state: one table, compared by equality."""

from AccessControl.SpecialUsers import nobody
from metodinis.common.permissions import may
from metodinis.training.events import operations
from metodinis.training.events.workflow import possible_steps
from plone import api
from tests.training.conftest import act_as
from tests.training.conftest import make_event
from tests.training.conftest import register
import pytest


PEOPLE = {
    "anonymous": None,
    "member": "svecias",
    "staff": "krt-darbuotoja",
    "director": "krt-direktore",
    "editor": "redaktore",
    "trainer": "klm-darbuotoja",
    "methodologist": "metodininke",
    "head": "vedeja",
}
REGISTER = "metodinis: Register For Training"
# who -> (may see, register, conduct, manage, steps)
NOTHING = (False, False, False, False, [])
READS = (True, False, False, False, [])
REGISTERS = (True, True, False, False, [])


def department(registers, *steps):
    return (True, registers, True, True, list(steps))


TABLE = {
    "draft": {
        "trainer": (True, False, True, False, []),
        "methodologist": department(False, "announce"),
        "head": department(False, "announce"),
    },
    "announced": {
        **dict.fromkeys(PEOPLE, REGISTERS),
        "trainer": (True, True, True, False, []),
        "methodologist": department(True, "withdraw", "postpone", "cancel"),
        "head": department(True, "withdraw", "postpone", "cancel"),
    },
    "postponed": {
        **dict.fromkeys(PEOPLE, READS),
        "trainer": (True, False, True, False, []),
        "methodologist": department(False, "resume", "cancel"),
        "head": department(False, "resume", "cancel"),
    },
    "cancelled": {
        **dict.fromkeys(PEOPLE, READS),
        "trainer": (True, False, True, False, []),
        "methodologist": department(False),
        "head": department(False),
    },
}


def allowed(event, person):
    with api.env.adopt_user(user=nobody) if person is None else act_as(person):
        return (
            may("View", event),
            may(REGISTER, event),
            may(operations.CONDUCT, event),
            may(operations.MANAGE, event),
            possible_steps(event),
        )


@pytest.mark.parametrize("state", TABLE)
def test_role_state_table(world, state):
    event = make_event(state, trainer_accounts=("klm-darbuotoja",))
    expected = {who: TABLE[state].get(who, NOTHING) for who in PEOPLE}
    assert {who: allowed(event, person) for who, person in PEOPLE.items()} == expected


def test_steps_of_an_event_that_somebody_registered_for(event):
    register(event)
    with act_as("metodininke"):
        assert possible_steps(event) == ["postpone", "cancel"]
