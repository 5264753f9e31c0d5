"""Mails that Plone itself sends are Lithuanian, all but the headers."""

from plone import api
from tests.locales import english
from zope.component import getMultiAdapter
import email
import email.policy
import pytest


@pytest.fixture
def sent(world, http_request):
    """The mails that leave the site: (subject, text) each."""
    api.portal.set_registry_record("plone.email_from_address", "site@example.org")
    api.portal.set_registry_record("plone.email_from_name", "Metodikos skyrius")
    api.portal.set_registry_record("plone.site_title", "Metodinis")
    http_request.cookies["I18N_LANGUAGE"] = "lt"
    host = api.portal.get_tool("MailHost")
    mails = []

    def send(message, *args, subject=None, **kwargs):
        if isinstance(message, str):
            message = email.message_from_string(message, policy=email.policy.default)
        text = message.get_payload(decode=True).decode(message.get_content_charset() or "utf-8")
        mails.append((str(subject or message["Subject"]), text))

    host.send = host._send = send
    yield mails
    del host.send, host._send


def wrong(mails):
    lines = [line for subject, text in mails for line in (subject, *text.splitlines())]
    found = {line: english.foreign(line.replace("svecias", "")) for line in lines}
    return {line: words for line, words in found.items() if words}


def test_forgotten_password(world, http_request, sent):
    api.portal.get_tool("portal_registration").mailPassword("svecias", http_request)
    assert len(sent) == 1
    assert wrong(sent) == {}


def test_registration(world, sent):
    api.portal.get_tool("portal_registration").registeredNotify("svecias")
    assert len(sent) == 1
    assert wrong(sent) == {}


def test_contact_form(world, http_request, sent):
    http_request.form.update(
        {
            "form.widgets.sender_fullname": "Jonas Svetys",
            "form.widgets.sender_from_address": "svecias@example.org",
            "form.widgets.subject": "Klausimas",
            "form.widgets.message": "Kada seminaras?",
            "form.buttons.send": "1",
        }
    )
    http_request.environ["REQUEST_METHOD"] = http_request.method = "POST"
    getMultiAdapter((world, http_request), name="contact-info").update()
    assert [subject for subject, _text in sent] == ["Klausimas"]
    assert wrong(sent) == {}
