"""The one way mails leave the site, and what the staff may know of their queue.

A mail is written to a queue on disk when the transaction commits, and sent from there by a
thread of its own: an aborted transaction sends nothing, and a mail server that is down costs
neither the transaction nor the mail. `backend/create_site.py` gives the site its queue.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from datetime import UTC
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from metodinis.common.schema import DEPARTMENT_PREFIX
from metodinis.common.schema import is_email
from pathlib import Path
from plone import api
from Products.MailHost.MailHost import MailHostError
from smtplib import SMTPException
from typing import NamedTuple
from zope.component.hooks import setSite
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import Invalid
import logging
import time
import Zope2


logger = logging.getLogger(__name__)

# Seconds after which a mail that didn't leave is tried anew with the next one.
RETRY = 10 * 60
_silenced = ContextVar("silenced", default=False)


@contextmanager
def quiet():
    """Let no room write a mail within: for what tells of the past, as imports and the demo do."""
    token = _silenced.set(True)
    try:
        yield
    finally:
        _silenced.reset(token)


def is_quiet():
    """Whether mails are not to be written now; rooms ask before they make one."""
    return _silenced.get()


class QueueState(NamedTuple):
    """Mails that wait, since when (aware UTC datetime or None), and that the server refused."""

    waiting: int
    oldest: datetime | None
    rejected: int


def send(recipients, subject, text, *, reply_to=None, attachments=()):
    """Queue one mail to each of `recipients`; return the addresses that one was queued for.

    recipients: e-mail addresses (str). subject: one line; line breaks become spaces.
    text: plain text, without signature. reply_to: an address; else the department's.
    attachments: (file name, media type, bytes) each.
    An address that is none, or a site without a sender address, is logged and left out:
    what the mail tells of has happened, and must not be undone by it.
    """
    sender = _sender()
    if sender is None:
        logger.error("no mail sent: the site has no sender address (site setup, mail)")
        return []
    host = api.portal.get_tool("MailHost")
    reached = []
    for recipient in dict.fromkeys(recipients):
        address = _address(recipient)
        if address is None:
            logger.error("no mail sent to %r: not an address", recipient)
            continue
        message = _message(sender, address, subject, text, reply_to)
        for name, media_type, data in attachments:
            kind, _slash, subtype = media_type.partition("/")
            message.add_attachment(data, maintype=kind, subtype=subtype, filename=_line(name))
        host.send(message)
        reached.append(recipient)
    _release(host, RETRY)
    logger.info("%d mails queued", len(reached))
    return reached


class Letter(NamedTuple):
    """A mail in words: subject and body, messages (msgid) with variables."""

    subject: str
    body: str


def write_to(userids, letter, values):
    """Send a Letter to users, each in their own language; return the addresses reached.

    values: language -> mapping of the letter's variables. A site without mail, or with a server
    that is down, logs that: what the mail tells of has happened.
    """
    reached = []
    for userid in () if is_quiet() else dict.fromkeys(userids):
        user = api.user.get(userid=userid)
        if user is None:
            continue
        language = language_of(userid)
        reached += write_to_address(user.getProperty("email", ""), letter, values, language)
    return reached


def write_to_address(address, letter, values, language):
    """Send a Letter to an address whose reader has no account; return the addresses reached.

    values: as `write_to` takes them.
    """
    filled = values(language)
    subject, text = (translate_for(Message(part, mapping=filled), language) for part in letter)
    return post(address, subject, text)


def post(address, subject, text, **more):
    """Queue one mail as `send` does, unless it is quiet; return the addresses reached.

    A server that is down is logged: what the mail tells of has happened.
    """
    if is_quiet() or not address:
        return []
    try:
        return send([address], subject, text, **more)
    except (MailHostError, OSError, SMTPException):
        logger.exception("no mail %r", subject)
        return []


def quoted(text):
    """The lines of a text as a mail quotes them."""
    return "\n".join(f"> {line}" for line in text.splitlines())


def _sender():
    address = api.portal.get_registry_record("plone.email_from_address")
    name = api.portal.get_registry_record("plone.email_from_name")
    return _address(address, name or "")


def _address(text, name=""):
    """The address with a display name, or None if `text` is no e-mail address."""
    try:
        return Address(_line(name), addr_spec=text) if text and is_email(text) else None
    except (Invalid, MessageError, ValueError):
        return None


def _message(sender, recipient, subject, text, reply_to):
    message = EmailMessage()
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = _line(subject)
    answers_to = _address(reply_to or _department("email"))
    if answers_to:
        message["Reply-To"] = answers_to
    # Holiday answers and the like should not come back to a machine.
    message["Auto-Submitted"] = "auto-generated"
    signature = _department("mail_signature")
    body = text.rstrip() + (f"\n\n-- \n{signature.strip()}\n" if signature else "\n")
    message.set_content(body, cte="quoted-printable")
    return message


def _line(text):
    """One line without control characters: nothing can add a header of its own."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _department(name):
    return api.portal.get_registry_record(f"{DEPARTMENT_PREFIX}.{name}")


def language_of(userid):
    """The language code in which to write to a user: their own choice, else the site's."""
    user = api.user.get(userid=userid)
    wanted = user.getProperty("language", "") if user else ""
    if wanted in api.portal.get_registry_record("plone.available_languages"):
        return wanted
    return api.portal.get_default_language()


def translate_for(message, language):
    """Translate a message (msgid) into `language`, whoever is looking at the site."""
    return translate(message, target_language=language)


def queue_state():
    """Look into the mail queue of the site: a QueueState (zeros where there is no queue)."""
    host = api.portal.get_tool("MailHost")
    folder = Path(host.smtp_queue_directory) / "new"
    if not host.smtp_queue or not folder.is_dir():
        return QueueState(0, None, 0)
    names = [entry.name for entry in folder.iterdir()]
    waiting = [name for name in names if not name.startswith(".")]
    # Each try touches the file, so its own time says nothing; its name begins with the second
    # in which it was made.
    seconds = [int(name.partition(".")[0]) for name in waiting]
    oldest = datetime.fromtimestamp(min(seconds), UTC) if seconds else None
    return QueueState(len(waiting), oldest, sum(n.startswith(".rejected-") for n in names))


def _release(host, age):
    """Let mails be tried again whose last try began more than `age` seconds ago.

    zope.sendmail marks a mail that it tries by a second name, leaves the mark where the server
    refused, and tries no marked mail for three hours.
    """
    folder = Path(host.smtp_queue_directory) / "new"
    if not host.smtp_queue or not folder.is_dir():
        return
    for mark in folder.glob(".sending-*"):
        try:
            if time.time() - mark.stat().st_mtime >= age:
                mark.unlink()
        except FileNotFoundError:
            continue  # it has just left


def resume_queues(event):
    """Let mails that waited while the server was down go out, without waiting for a new one."""
    app = Zope2.app()
    try:
        for site in app.objectValues("Plone Site"):
            setSite(site)
            if site.MailHost.smtp_queue:
                # No try of a process that has ended goes on.
                _release(site.MailHost, 0)
                site.MailHost._startQueueProcessorThread()
    except (OSError, ValueError):
        # The site is worth more than its mails: it starts, and the log says what is wrong.
        logger.exception("the mail queue can't be worked off")
    finally:
        setSite(None)
        app._p_jar.close()
