"""What readers send, and the mails that follow."""

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from contextlib import contextmanager
from datetime import date
from metodinis.common import mail as common_mail
from metodinis.goodpractice.reuse import operations
from plone import api
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import library
import pytest


REUSE = {
    "taken_on": date(2026, 4, 1),
    "changed": "Skaitome ne miške, o prie jūros.",
    "result": "Atėjo 80 šeimų.",
    "contact_name": "Vida Pagėgienė, direktorė",
    "contact_email": "vida@pagegiai.example.org",
}
QUESTION = {
    "name": "Jonas Smalsus",
    "email": "jonas@example.org",
    "text": "Kaip apsidraudžiate nuo lietaus?",
}


def take_over(case, author="pag-direktore", code="PAG", **values):
    """That a library took a case over."""
    with act_as(author):
        return operations.record_reuse(case, library(code), {**REUSE, **values})


@contextmanager
def stranger():
    """Do something as a visitor."""
    before = getSecurityManager()
    noSecurityManager()
    try:
        yield
    finally:
        setSecurityManager(before)


def ask(case, **values):
    """A question of a visitor, which nobody has looked at yet."""
    with stranger():
        return operations.ask(case, {**QUESTION, **values}, consent=True)


def let_through(case, kind, record):
    """Thanks or a question, let through by an editor."""
    with act_as("redaktore"):
        return operations.approve(case, kind, record.id)


@pytest.fixture
def sent(world, monkeypatch):
    """The mails that leave the site: (recipient, subject, text) each."""
    api.portal.set_registry_record("plone.email_from_address", "skyrius@example.org")
    found = []

    def send(recipients, subject, text, *, reply_to=None, attachments=()):
        found.extend((address, subject, text) for address in recipients)
        return list(recipients)

    monkeypatch.setattr(common_mail, "send", send)
    return found
