"""Rounds with deadlines around today, and the mails that they send."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from metodinis.reports.rounds import operations
from metodinis.reports.workflow import now
from plone import api
from typing import NamedTuple
import pytest


class Mail(NamedTuple):
    to: str
    subject: str
    text: str


class Mailbox:
    """Stands for the mail host: keeps what was sent instead of queueing it."""

    def __init__(self):
        self.messages = []

    def send(self, message):
        self.messages.append(message_from_bytes(message.as_bytes(), policy=default))

    @property
    def mails(self):
        """What was sent since it was last asked: list of Mail."""
        sent, self.messages = self.messages, []
        return [Mail(m["To"], m["Subject"], m.get_content()) for m in sent]


@pytest.fixture
def mailbox(world, monkeypatch):
    """A Mailbox in place of the site's mail host."""
    api.portal.set_registry_record("plone.email_from_address", "skyrius@example.org")
    box = Mailbox()
    get_tool = api.portal.get_tool
    monkeypatch.setattr(
        "metodinis.common.mail.api.portal.get_tool",
        lambda name: box if name == "MailHost" else get_tool(name),
    )
    return box


def due_in(reporting_round, **left):
    """Set the deadline of a round so that this much time (of timedelta) is left."""
    reporting_round.deadline = now() + timedelta(**left)
    operations.reindex_due(reporting_round)
