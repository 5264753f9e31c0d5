"""The queue of mails: what waits is tried again, and what is on its way is left alone."""

from metodinis.common import mail
from plone import api
import os
import pytest
import time


@pytest.fixture
def queue(site, tmp_path):
    """The folder of the site's queue; what is sent meanwhile goes nowhere."""
    api.portal.set_registry_record("plone.email_from_address", "skyrius@example.org")
    host = api.portal.get_tool("MailHost")
    host.smtp_queue, host.smtp_queue_directory = True, str(tmp_path)
    host.send = lambda message: None
    folder = tmp_path / "new"
    folder.mkdir()
    yield folder
    del host.send


def put(queue, name, age):
    """A mail in the queue that one began to send `age` seconds ago."""
    path = queue / name
    path.write_bytes(b"X-Zope-From: a@example.org\nX-Zope-To: b@example.org\n\n")
    os.utime(path, (time.time() - age,) * 2)
    (queue / f".sending-{name}").hardlink_to(path)


def test_mail_whose_try_failed_long_ago_is_tried_with_the_next_one(queue):
    put(queue, "1700000000.1.a", mail.RETRY + 60)
    put(queue, "1700000001.1.a", mail.RETRY - 60)
    assert mail.send(["c@example.org"], "Tema", "Tekstas") == ["c@example.org"]
    assert sorted(entry.name for entry in queue.iterdir()) == [
        ".sending-1700000001.1.a",
        "1700000000.1.a",
        "1700000001.1.a",
    ]


def test_site_without_a_queue_sends_all_the_same(queue):
    for entry in (queue, queue.parent):
        entry.rmdir()
    assert mail.send(["c@example.org"], "Tema", "Tekstas") == ["c@example.org"]
    api.portal.get_tool("MailHost").smtp_queue = False
    assert mail.send(["c@example.org"], "Tema", "Tekstas") == ["c@example.org"]
