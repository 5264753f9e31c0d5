"""Cases on the desk: reviewed, recommended, and the mails that leave."""

from datetime import date
from metodinis.common.evaluations import Evaluation
from metodinis.common.moments import now
from metodinis.goodpractice.cases.rules import CRITERIA
from metodinis.goodpractice.desk import operations
from plone import api
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import put_into
from tests.goodpractice.conftest import REVIEWERS
import pytest


SCORES = {REVIEWERS[0]: (4, 5, 4, 4), REVIEWERS[1]: (5, 4, 3, 5)}


def give_reviews(case, count=2):
    """Put a case into review, with some of its two reviews given."""
    put_into(case, "reviewing")
    opened = case.begin_round(now())
    for place, (userid, scores) in enumerate(SCORES.items()):
        said = {"scores": scores, "comments": ("",) * len(CRITERIA), "given_at": now()}
        given = said if place < count else {}
        opened.put(Evaluation(userid, now(), date(2030, 1, 1), **given))
    return case


def recommend(case):
    """Recommend a submitted case on two reviews."""
    give_reviews(case)
    with act_as("redaktore"):
        operations.recommend(case)
    return case


@pytest.fixture
def reviewed(submitted):
    """A case of Kretinga's library with two reviews."""
    return give_reviews(submitted)


@pytest.fixture
def recommended(submitted):
    """The same, recommended."""
    return recommend(submitted)


@pytest.fixture
def mails(world):
    """The mails that leave the site: (recipient, subject, text)."""
    api.portal.set_registry_record("plone.email_from_address", "site@example.org")
    host = api.portal.get_tool("MailHost")
    sent = []
    host.send = lambda message, *args, **kwargs: sent.append(
        (message["To"], message["Subject"], message.get_content())
    )
    yield sent
    del host.send
