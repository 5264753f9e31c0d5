"""Role x state of a track: who sees, manages, marks and follows it, and which steps are open."""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SpecialUsers import nobody
from datetime import date
from metodinis.common.moments import at
from metodinis.common.permissions import may
from metodinis.training.induction import marking
from metodinis.training.induction import operations
from metodinis.training.induction import rules
from plone import api
from tests.libraries.conftest import act_as
from tests.training.induction.conftest import add_newcomer
from tests.training.induction.conftest import DAY
from tests.training.induction.conftest import make_track
from tests.training.induction.conftest import MODULES
import pytest


PERMISSIONS = {
    "see": "View",
    "manage": operations.MANAGE,
    "mark": operations.MARK,
    "follow": operations.FOLLOW,
    "edit": "Modify portal content",
    "delete": "Delete objects",
}
KEEPS = {"see", "manage", "mark"}
TABLE = {
    "active": {
        "krt-direktore": KEEPS | {"stop", "finish"},
        "metodininke": KEEPS | {"stop", "finish"},
        "vedeja": KEEPS | {"stop", "finish"},
        "krt-darbuotoja": {"see", "mark", "finish"},
        "krt-naujoke": {"see", "follow"},
    },
    "finished": {
        "krt-direktore": {"see", "manage", "reopen"},
        "metodininke": {"see", "manage", "reopen"},
        "vedeja": {"see", "manage", "reopen"},
        "krt-darbuotoja": {"see"},
        "krt-naujoke": {"see"},
    },
    "stopped": {
        "krt-direktore": {"see", "manage", "resume"},
        "metodininke": {"see", "manage", "resume"},
        "vedeja": {"see", "manage", "resume"},
        "krt-darbuotoja": {"see"},
        "krt-naujoke": {"see"},
    },
}
STRANGERS = ("svecias", "pag-direktore", "redaktore", "klm-darbuotoja", "krt-kita")


def may_do(track):
    """What the present user may do with a track: names of PERMISSIONS and of transitions."""
    workflow = api.portal.get_tool("portal_workflow")
    steps = {
        name
        for name in ("finish", "stop", "resume", "reopen")
        if workflow.getWorkflowsFor(track)[0].isActionSupported(track, name)
    }
    return {name for name, permission in PERMISSIONS.items() if may(permission, track)} | steps


def bring(track, state):
    """Bring a new track to a state."""
    with at(DAY):
        if state == "stopped":
            with act_as("krt-direktore"):
                operations.stop(track, "Išėjo.")
        if state == "finished":
            with act_as("krt-darbuotoja"):
                for module in track.modules[:3]:
                    marking.mark(track, module.id, {"passed": True, "on": date(2027, 3, 2)})
                marking.sign(track, rules.MENTOR)
            with act_as("krt-direktore"):
                marking.sign(track, rules.HEAD)


@pytest.mark.parametrize("state", TABLE)
def test_role_and_state(kretinga, state):
    add_newcomer("krt-kita", "Kita Darbuotoja")
    track = make_track(kretinga, modules=MODULES)
    bring(track, state)
    found = {}
    for who in (*TABLE[state], *STRANGERS):
        with act_as(who):
            if may_do(track):
                found[who] = may_do(track)
    newSecurityManager(None, nobody)
    assert may_do(track) == set()
    assert found == TABLE[state]
