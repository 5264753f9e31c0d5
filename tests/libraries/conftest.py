"""Shorthands of the libraries' tests."""

from plone import api
import pytest


def library(code):
    """A library of the world, by its code."""
    [brain] = api.content.find(portal_type="Library", library_code=code)
    return brain.getObject()


def act_as(name):
    """Do something as one of the world's people."""
    return api.env.adopt_user(username=name)


@pytest.fixture
def kretinga(world):
    return library("KRT")


@pytest.fixture
def mails(world):
    """The mails that leave the site, as (recipient, text)."""
    api.portal.set_registry_record("plone.email_from_address", "site@example.org")
    host = api.portal.get_tool("MailHost")
    sent = []
    host.send = lambda message, *args, **kwargs: sent.append((message["To"], message.get_content()))
    yield sent
    del host.send
