"""Who gets a mail about a programme, and what it says: each in their own language.

Mails are queued (`common/mail.py`), so that they leave only with the change that they tell of.
Nothing that goes wrong with a mail undoes that change.
"""

from metodinis.common import mail
from metodinis.common.mail import is_quiet
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.libraries.people import DEPARTMENT_GROUPS
from metodinis.libraries.people import groups
from metodinis.libraries.people import members
from metodinis.libraries.people import name_of
from metodinis.libraries.rules import ROLES
from plone import api
from plone.app.uuid.utils import uuidToObject
from Products.MailHost.MailHost import MailHostError
from smtplib import SMTPException
from typing import NamedTuple
from zope.i18nmessageid import Message
import logging


logger = logging.getLogger(__name__)


class Mail(NamedTuple):
    """Subject and body. Their variables: `title`, `link`, `due`, `reason`, `person`, `number`,
    `until`."""

    subject: Message
    body: Message


SUBMITTED = Mail(
    _("programmes_mail_submitted_subject", default="A programme was submitted: ${title}"),
    _(
        "programmes_mail_submitted_body",
        default="Hello,\n\n${person} has submitted a programme to be evaluated:\n\n"
        "${title}\n${link}\n\nPlease look it through and ask two evaluators.",
    ),
)
ASKED = Mail(
    _("programmes_mail_asked_subject", default="Please evaluate a programme: ${title}"),
    _(
        "programmes_mail_asked_body",
        default="Hello,\n\nplease evaluate this programme until ${due}:\n\n${title}\n${link}\n\n"
        "Score six criteria from 1 to 5 and write a few words to each. The other evaluator sees "
        "nothing of yours before giving their own, nor you of theirs.\n\n"
        "If you can't, refuse on the same page and say why, so that we can ask somebody else.",
    ),
)
REMINDER = Mail(
    _("programmes_mail_reminder_subject", default="Reminder: your evaluation of ${title}"),
    _(
        "programmes_mail_reminder_body",
        default="Hello,\n\nyour evaluation of this programme is still to come; its day is ${due}:"
        "\n\n${title}\n${link}\n\nIf you can't, refuse on the same page and say why.",
    ),
)
REFUSED = Mail(
    _("programmes_mail_refused_subject", default="${person} doesn't evaluate: ${title}"),
    _(
        "programmes_mail_refused_body",
        default="Hello,\n\n${person} has refused to evaluate this programme:\n\n${title}\n${link}"
        "\n\nReason:\n${reason}\n\nPlease ask somebody else.",
    ),
)
EVALUATED = Mail(
    _("programmes_mail_evaluated_subject", default="Both evaluations are given: ${title}"),
    _(
        "programmes_mail_evaluated_body",
        default="Hello,\n\nboth evaluators have given their evaluations of this programme:\n\n"
        "${title}\n${link}\n\nPlease look at them, and approve it or return it for revision.",
    ),
)
RETURNED = Mail(
    _("programmes_mail_returned_subject", default="Please revise your programme: ${title}"),
    _(
        "programmes_mail_returned_body",
        default="Hello,\n\nthe department returns your programme for revision:\n\n"
        "${title}\n${link}\n\nReason:\n${reason}\n\n"
        "Mend it and submit it again; what the evaluators wrote stands on its page.",
    ),
)
APPROVED = Mail(
    _("programmes_mail_approved_subject", default="Your programme is approved: ${title}"),
    _(
        "programmes_mail_approved_body",
        default="Hello,\n\nyour programme is approved by order No. ${number}, and is valid until "
        "${until}:\n\n${title}\n${link}",
    ),
)


def tell(programme, userids, kind, *, due=None, reason="", person=""):
    """Queue a Mail about a programme to users; return the addresses reached.

    due: date; reason: will be quoted; person: a name. Never raises for a mail: what it tells of
    has happened.
    """
    if is_quiet():
        return []
    reached = []
    for userid in dict.fromkeys(userids):
        user = api.user.get(userid=userid)
        if user is None:
            continue
        language = mail.language_of(userid)
        values = {
            "title": programme.title,
            "link": programme.absolute_url(),
            "due": formats.date(due, language) if due else "",
            "reason": "\n".join(f"> {line}" for line in reason.splitlines()),
            "person": person,
            "number": programme.order_number,
            "until": formats.date(programme.valid_until, language) if programme.valid_until else "",
        }
        subject, text = (
            mail.translate_for(Message(message, mapping=values), language) for message in kind
        )
        try:
            reached += mail.send([user.getProperty("email", "")], subject, text)
        except (MailHostError, OSError, SMTPException):
            logger.exception("no mail %r to %s", subject, userid)
    return reached


def department():
    """user ids of who coordinates: methodologists, where there are none the heads."""
    found = (_members(name) for name in DEPARTMENT_GROUPS)
    return next(filter(None, found), [])


def heads():
    """user ids of the heads of department."""
    return _members("heads")


def _members(name):
    return sorted(groups().getGroupMembers(name)) if groups().getGroupInfo(name) else []


def writers_now(programme):
    """user ids of those who wrote in it and still see it: who left its library hears no more."""
    accounts = {userid: api.user.get(userid=userid) for userid in programme.writers}
    return [
        userid
        for userid, user in accounts.items()
        if user is not None and user.has_permission("View", programme)
    ]


def library_of(programme):
    """The Library that proposes a programme, or None for the department's own."""
    return uuidToObject(programme.library_uid, unrestricted=True) if programme.library_uid else None


def library_people(library):
    """user ids of a library's people."""
    return list(dict.fromkeys(name for role in ROLES for name in members(library, role)))


def programme_changed(programme, event):
    """Tell of a step to those who have to know."""
    if event.transition is None:
        return
    name, reason = event.transition.id, event.kwargs.get("comment") or ""
    if name == "submit":
        actor = name_of(api.user.get_current().getId())
        tell(programme, department(), SUBMITTED, person=actor)
    elif name in ("hand_back", "return"):
        tell(programme, writers_now(programme), RETURNED, reason=reason)
    elif name == "approve":
        tell(programme, writers_now(programme), APPROVED)
