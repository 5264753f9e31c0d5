"""What participants are written: thanks with the form, a reminder, and three months later.

Each in the language of the registration, with the link that is the person's own.
"""

from metodinis.common import mail
from metodinis.common.clock import zone
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.training.evaluation import rules
from Products.MailHost.MailHost import MailHostError
from smtplib import SMTPException
from typing import NamedTuple
from urllib.parse import urlencode
from zope.i18nmessageid import Message
import logging


logger = logging.getLogger(__name__)


class Mail(NamedTuple):
    """Subject and body. Their variables: `event`, `name`, `link`, `until`."""

    subject: Message
    body: Message


ASKED = {
    rules.AFTER: Mail(
        _("feedback_mail_after_subject", default="Thank you: how was “${event}”?"),
        _(
            "feedback_mail_after_body",
            default="Hello, ${name},\n\n"
            "thank you for taking part in “${event}”.\n\n"
            "Please tell us how it was; it takes two minutes:\n${link}\n\n"
            "The form is anonymous: answers are kept apart from names and without time. It can "
            "be filled in once, until ${until}.",
        ),
    ),
    rules.LATER: Mail(
        _("feedback_mail_later_subject", default="What do you use of “${event}”?"),
        _(
            "feedback_mail_later_body",
            default="Hello, ${name},\n\n"
            "three months ago you took part in “${event}”. Did you use at work what you "
            "learned? Four short questions:\n${link}\n\n"
            "The form is anonymous: answers are kept apart from names and without time. It can "
            "be filled in once, until ${until}.",
        ),
    ),
}
REMINDER = Mail(
    _("feedback_mail_reminder_subject", default="A reminder: what do you say of “${event}”?"),
    _(
        "feedback_mail_reminder_body",
        default="Hello, ${name},\n\n"
        "your answers on “${event}” would help us. The form is anonymous and takes two "
        "minutes:\n${link}\n\n"
        "It can be filled in once, until ${until}. We won't remind you again.",
    ),
)


def link_of(event, registration, form):
    """The address at which one person answers a form."""
    query = {"secret": registration.secret}
    if form != rules.AFTER:
        query["form"] = form
    return f"{event.absolute_url()}/@@feedback?{urlencode(query)}"


def write(event, registration, form, kind):
    """The (subject, text) of a Mail to one person."""
    language = registration.language
    urn = event.feedback.urns[form]
    ended = event.end.astimezone(zone()).date()
    values = {
        "event": event.title,
        "name": registration.name,
        "link": link_of(event, registration, form),
        "until": formats.date(rules.closing_day(form, ended, urn.asked_on), language),
    }
    subject, body = (mail.translate_for(Message(text, mapping=values), language) for text in kind)
    return subject, body


def send(event, registration, form, kind):
    """Queue a Mail to one person; return how many were queued: 1 or 0. Never raises for a mail."""
    subject, body = write(event, registration, form, kind)
    try:
        return len(mail.send([registration.email], subject, body))
    except (MailHostError, OSError, SMTPException):
        logger.exception("no mail %r of %s", kind.subject, event.getId())
        return 0
