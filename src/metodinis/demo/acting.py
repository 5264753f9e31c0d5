"""How the demo lets its people do something at a time of the past."""

from contextlib import contextmanager
from DateTime import DateTime
from metodinis.common.moments import at
from metodinis.common.moments import now
from plone import api


@contextmanager
def acting(user, moment=None):
    """Do something as one of the people (user id), at a moment (else now)."""
    with api.env.adopt_user(username=user), at(moment or now()):
        yield


def step(obj, operation, *args, **more):
    """Run an operation that makes a transition, and date its row of history like all else."""
    operation(obj, *args, **more)
    moment = now()
    for history in obj.workflow_history.values():
        history[-1]["time"] = DateTime(moment)
