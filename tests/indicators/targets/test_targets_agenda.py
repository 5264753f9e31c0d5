"""Whose turn a target is, in people's agenda."""

from metodinis.indicators.targets.agenda import TargetsAgenda
from metodinis.libraries.people import person
from metodinis.testing import PEOPLE
from plone import api
from tests.indicators.targets.conftest import approved
from tests.indicators.targets.conftest import NOW
from tests.indicators.targets.conftest import propose
from tests.indicators.targets.conftest import step
from tests.libraries.conftest import act_as
import pytest


def tasks(userid, limit=10):
    with act_as(userid):
        return TargetsAgenda().tasks(person(userid), limit)


@pytest.mark.parametrize(
    ("steps", "turn"),
    [
        ((), {"vedeja": "targets_task_decide"}),
        (("return",), {"metodininke": "targets_task_mend"}),
        (("decline",), {}),
        (("approve",), {}),
        (("approve", "withdraw"), {}),
    ],
)
def test_each_state_is_somebodys_turn(indicators, steps, turn):
    target = propose()
    for name in steps:
        step(target, name, reason="Taip.")
    found = {who: [str(task.title) for task in tasks(who).tasks] for who in PEOPLE}
    assert found == {who: [turn[who]] if who in turn else [] for who in PEOPLE}


def test_a_task_tells_what_and_whose(indicators):
    step(propose(), "return", reason="Per daug.")
    [task] = tasks("metodininke").tasks
    assert task.title.mapping == {"code": "Apsilankymai gyventojui", "year": "2027"}
    assert (task.who, task.reason, task.since, task.badge) == (
        "Janina Vedėjienė",
        "Per daug.",
        NOW,
        "returned",
    )
    assert task.url == f"{indicators.absolute_url()}/@@target?id=1"


def test_ones_own_proposal_waits_for_another_head(indicators):
    propose("vedeja")
    assert tasks("vedeja").total == 1
    api.user.create(username="pavaduotoja", email="p@example.org", password="Zalias-Zolynas-1904")
    api.group.add_user(groupname="heads", username="pavaduotoja")
    assert (tasks("vedeja").total, tasks("pavaduotoja").total) == (0, 1)


def test_the_limit_cuts_the_list_not_the_count(indicators):
    approved()
    for year in ("2028", "2029", "2030"):
        propose(year=year)
    found = tasks("vedeja", 2)
    assert (found.total, len(found.tasks)) == (3, 2)
    assert TargetsAgenda().late(person("vedeja"), 5).total == 0
    assert TargetsAgenda().entries(person("vedeja"), NOW, NOW) == []
