"""A site whose mails are caught, and an announced event."""

from metodinis.common import mail as common_mail
from plone import api
from tests.training.registration.made_events import make_event
import pytest


@pytest.fixture
def sent(world, monkeypatch):
    """The mails that leave the site: (recipient, subject, text, attachments) each."""
    api.portal.set_registry_record("plone.email_from_address", "skyrius@example.org")
    found = []

    def send(recipients, subject, text, *, reply_to=None, attachments=()):
        found.extend((address, subject, text, attachments) for address in recipients)
        return list(recipients)

    monkeypatch.setattr(common_mail, "send", send)
    return found


@pytest.fixture
def event(sent):
    """An announced event with two seats, in thirty days."""
    return make_event()
