"""An event that is over and marked."""

from metodinis.common import moments
from metodinis.training.attendance import operations as attendance
from metodinis.training.certificates import operations
from tests.libraries.conftest import act_as
from tests.training.attended import make_event
from tests.training.attended import named
from tests.training.attended import NAMES
from tests.training.attended import OVER
from tests.training.attended import register
import pytest


def mark_all(event, *marks):
    """Mark each participant, in the order in which they registered, at both sessions."""
    cells = {}
    for one, pair in zip(event.registrations.found(), marks, strict=True):
        cells |= {(one.id, number): mark for number, mark in enumerate(pair)}
    with act_as("metodininke"), moments.at(OVER):
        attendance.mark(event, cells, reason="bandymas")


THERE, PARTLY, AWAY = ("present", "present"), ("present", "absent"), ("absent", "absent")


def make_over(site, name="mokymai", **values):
    """An event with Rasa and Ąžuolas there, Jonas for two hours of three, Ona not at all."""
    event = make_event(site, name, **values)
    register(event, *NAMES)
    mark_all(event, THERE, THERE, PARTLY, AWAY)
    return event


def issue(event, ids=None, who="metodininke", at=OVER, **more):
    """Issue as a person; the Certificates."""
    with act_as(who), moments.at(at):
        return operations.issue(event, ids, **more).certificates


@pytest.fixture
def event(world):
    return make_over(world)


@pytest.fixture
def directory(world):
    return world["training"]


@pytest.fixture
def rasa(event):
    return named(event)[NAMES[0]]


@pytest.fixture
def certificate(event, rasa):
    """Rasa's."""
    [one] = issue(event, [rasa.id])
    return one
