"""Who may do what with a case in which state: one table, compared by equality."""

from AccessControl.SpecialUsers import nobody
from metodinis.common.permissions import may
from metodinis.common.states import steps_of
from metodinis.goodpractice.cases.rules import STATES
from plone import api
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import put_into
import pytest


PEOPLE = {
    "staff": "krt-darbuotoja",
    "director": "krt-direktore",
    "reviewer": "klm-darbuotoja",
    "methodologist": "metodininke",
    "head": "vedeja",
    "editor": "redaktore",
    "member": "svecias",
}
NOTHING = (False, False, False, set())
READS = (True, False, False, set())
EDITORS = ("head", "editor")
RETURN = {"return", "decline"}
# state -> who -> (may see, may edit, may review, steps)
TABLE = {
    "draft": {
        "staff": (True, True, False, {"submit", "ask_signature"}),
        "director": (True, True, False, {"submit", "ask_signature"}),
    },
    "signing": {
        "staff": (True, False, False, {"withdraw"}),
        "director": (True, False, False, {"withdraw", "sign", "send_back"}),
    },
    "submitted": {
        "staff": (True, False, False, {"withdraw"}),
        "director": (True, False, False, {"withdraw"}),
        "reviewer": READS,
        "methodologist": READS,
        **dict.fromkeys(EDITORS, (True, False, False, {"assign", *RETURN})),
    },
    "reviewing": {
        "staff": READS,
        "director": READS,
        "reviewer": (True, False, True, set()),
        "methodologist": READS,
        **dict.fromkeys(EDITORS, (True, False, False, {"recommend", *RETURN})),
    },
    "returned": {
        "staff": (True, True, False, {"submit", "ask_signature"}),
        "director": (True, True, False, {"submit", "ask_signature"}),
        **dict.fromkeys(("reviewer", "methodologist", *EDITORS), READS),
    },
    "recommended": {
        **dict.fromkeys(("staff", "director", "reviewer", "methodologist"), READS),
        **dict.fromkeys(EDITORS, (True, True, False, {"publish", *RETURN})),
    },
    "published": {
        **dict.fromkeys((*PEOPLE, "anonymous"), READS),
        **dict.fromkeys(EDITORS, (True, False, False, {"archive"})),
    },
    "archived": {
        **dict.fromkeys(("staff", "director", "reviewer", "methodologist"), READS),
        **dict.fromkeys(EDITORS, (True, False, False, {"restore"})),
    },
    "declined": {
        **dict.fromkeys(("staff", "director", "reviewer", "methodologist"), READS),
        **dict.fromkeys(EDITORS, (True, False, False, {"reconsider"})),
    },
}


def allowed(case, person):
    """What a person may now, as in TABLE."""
    context = act_as(PEOPLE[person]) if person in PEOPLE else api.env.adopt_user(user=nobody)
    with context:
        return (
            may("View", case),
            may("metodinis: Edit Good Practice", case),
            may("metodinis: Review Good Practice", case),
            steps_of(case),
        )


@pytest.mark.parametrize("state", STATES)
def test_table(case, state):
    case.manage_setLocalRoles("klm-darbuotoja", ["Evaluator"])
    put_into(case, state)
    found = {person: allowed(case, person) for person in (*PEOPLE, "anonymous")}
    assert found == {**dict.fromkeys(found, NOTHING), **TABLE[state]}


@pytest.mark.parametrize("state", ["draft", "signing"])
def test_department_sees_nothing_of_what_was_not_submitted(case, state):
    put_into(case, state)
    for name in ("metodininke", "vedeja", "redaktore"):
        with act_as(name):
            assert not may("metodinis: View Good Practice Process", case)
            assert not may("metodinis: Manage Good Practice", case)


def test_table_has_every_state():
    assert set(TABLE) == set(STATES)
