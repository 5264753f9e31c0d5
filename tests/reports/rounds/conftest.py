"""Rounds with deadlines around today, and the mails that they send."""

from datetime import timedelta
from metodinis.common.moments import now
from metodinis.reports.rounds import operations
from plone import api
from typing import NamedTuple
import pytest


class Mail(NamedTuple):
    to: str
    subject: str
    text: str


class Mailbox:
    """Takes the mails that leave the site."""

    def __init__(self):
        self._mails = []

    def send(self, message):
        mail = Mail(message["To"], message["Subject"], message.get_content())
        self._mails.append(mail)

    def take(self):
        """The mails since the last call, by address: list of Mail."""
        mails, self._mails = self._mails, []
        return sorted(mails)


@pytest.fixture
def mailbox(world):
    """A Mailbox in place of the site's queue."""
    api.portal.set_registry_record("plone.email_from_address", "skyrius@example.org")
    host = api.portal.get_tool("MailHost")
    box = Mailbox()
    host.send = box.send
    yield box
    del host.send


def due_in(reporting_round, **left):
    """Set the deadline of a round so that this much time (of timedelta) is left."""
    reporting_round.deadline = now() + timedelta(**left)
    operations.reindex_due(reporting_round)
