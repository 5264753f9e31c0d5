"""A submitted case of Kretinga's library, and its way through reviewers' hands."""

from datetime import timedelta
from metodinis.common.clock import today
from metodinis.common.moments import now
from metodinis.common.states import state_of
from metodinis.goodpractice.cases.operations import step
from metodinis.goodpractice.cases.rules import CRITERIA
from metodinis.goodpractice.review import operations
from plone import api
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import REVIEWERS
import pytest


EDITOR = "redaktore"
LINA, VIDA = REVIEWERS
# Everybody whom the department named as a reviewer; Rasa is of the case's library.
POOL = (LINA, VIDA, "metodininke", "krt-darbuotoja")


def set_pool(*reviewers):
    """Name the reviewers, as an editor does: nobody else may know the accounts."""
    with act_as(EDITOR):
        api.portal.set_registry_record("metodinis.goodpractice.reviewers", reviewers)


def assign(case, reviewers=REVIEWERS, days=14, person=EDITOR):
    with act_as(person):
        operations.assign(case, reviewers, today() + timedelta(days=days))


def review(case, person, score=5, remarks=None):
    """Give a review with the same score to each criterion."""
    with act_as(person):
        operations.save_review(
            case,
            dict.fromkeys(CRITERIA, score),
            dict.fromkeys(CRITERIA, f"Pastaba {score}"),
            f"Išvada {score}",
            remarks or {},
            give=True,
        )


def close(case, name="return", reason="Patikslinkite."):
    """Decide as an editor does: close the open round and make the step."""
    review_round = case.open_round
    with act_as(EDITOR):
        step(case, name, reason, prepared=True)
    review_round.closed_at, review_round.outcome = now(), state_of(case)


@pytest.fixture
def pool(world):
    """The pool of reviewers."""
    set_pool(*POOL)


@pytest.fixture
def reviewing(pool, submitted):
    """A case that Lina and Vida were asked to review."""
    assign(submitted)
    return submitted
