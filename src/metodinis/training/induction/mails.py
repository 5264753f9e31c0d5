"""Who gets a mail about a track, and what it says: to each person in their own language.

Mails are queued (`common/mail.py`), so that they leave only with the change that they tell of.
"""

from metodinis.common import mail
from metodinis.common.mail import is_quiet
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.libraries import people
from metodinis.libraries.rules import DIRECTOR
from metodinis.training.induction import rules
from metodinis.training.induction.vocabularies import KIND_TITLES
from plone import api
from Products.MailHost.MailHost import MailHostError
from smtplib import SMTPException
from typing import NamedTuple
from zope.i18nmessageid import Message
import logging


logger = logging.getLogger(__name__)


class Mail(NamedTuple):
    """Subject and body. Variables: `name` (the newcomer), `where`, `starts`, `modules`, `link`."""

    subject: Message
    body: Message


ASSIGNED = {
    "newcomer": Mail(
        _("induction_mail_newcomer_subject", default="Your introductory training begins ${starts}"),
        _(
            "induction_mail_newcomer_body",
            default="Hello,\n\n"
            "your introductory training (${where}) begins ${starts}. What awaits you:\n\n"
            "${modules}\n\n"
            "When you have done a reading or a task, say so in your track: ${link}",
        ),
    ),
    "mentor": Mail(
        _("induction_mail_mentor_subject", default="You are the mentor of a new employee: ${name}"),
        _(
            "induction_mail_mentor_body",
            default="Hello,\n\n"
            "you are the mentor of ${name} (${where}), whose introductory training begins "
            "${starts}. Mark the modules as they are done, and sign the track at the end: ${link}",
        ),
    ),
}
REMINDERS = {
    rules.SOON: Mail(
        _("induction_mail_soon_subject", default="Introductory training: soon due (${name})"),
        _(
            "induction_mail_soon_body",
            default="Hello,\n\n"
            "these modules of the introductory training of ${name} (${where}) are soon due:\n\n"
            "${modules}\n\n"
            "The track: ${link}",
        ),
    ),
    rules.LATE: Mail(
        _("induction_mail_late_subject", default="Introductory training: overdue (${name})"),
        _(
            "induction_mail_late_body",
            default="Hello,\n\n"
            "these modules of the introductory training of ${name} (${where}) should be done by "
            "now:\n\n"
            "${modules}\n\n"
            "If the day has to be another one, the director changes it in the track: ${link}",
        ),
    ),
}
READY = Mail(
    _(
        "induction_mail_ready_subject",
        default="Introductory training waits for you to sign: ${name}",
    ),
    _(
        "induction_mail_ready_body",
        default="Hello,\n\n"
        "all that is needed of the introductory training of ${name} (${where}) is passed. Please "
        "look it through and sign it: ${link}",
    ),
)
FINISHED = Mail(
    _("induction_mail_finished_subject", default="Introductory training finished: ${name}"),
    _(
        "induction_mail_finished_body",
        default="Hello,\n\n"
        "the introductory training of ${name} (${where}) is finished and signed. The track stays "
        "here, to read or print: ${link}",
    ),
)


def assigned(track, fields=("newcomer", "mentor")):
    """Tell newcomer and mentor of a track that is theirs from now on."""
    for field in fields:
        if getattr(track, field):
            _post([getattr(track, field)], ASSIGNED[field], track, track.modules)


def ready(track, side, but):
    """Tell who signs for a side that they can; `but`: the user id of who knows it already."""
    userids = [track.mentor] if side == rules.MENTOR else heads_of(track)
    _post([userid for userid in userids if userid != but], READY, track)


def finished(track):
    """Tell the newcomer and the mentor that a track is over."""
    _post(_of(track), FINISHED, track)
    _post_address(track, FINISHED)


def remind(track, kind, modules):
    """Remind (rules.SOON or LATE) of modules; return the addresses reached.

    What is late the director hears too.
    """
    userids = _of(track) + (heads_of(track) if kind == rules.LATE else [])
    reached = _post(userids, REMINDERS[kind], track, modules)
    return reached + _post_address(track, REMINDERS[kind], modules)


def heads_of(track):
    """The user ids of those who sign last: the library's directors, or the department."""
    library = track.library
    if library is None:
        return [*people.methodologists()]
    return people.members(library, DIRECTOR)


def _of(track):
    return [userid for userid in (track.newcomer, track.mentor) if userid]


def _post(userids, kind, track, modules=()):
    """Queue a Mail to users, to each in their language; return the addresses reached."""
    reached = []
    for userid in dict.fromkeys(userids):
        user = api.user.get(userid=userid)
        address = user.getProperty("email", "") if user is not None else ""
        if address:
            reached += _send(address, mail.language_of(userid), kind, track, modules)
    return reached


def _post_address(track, kind, modules=()):
    """The same to a newcomer without an account."""
    if track.newcomer or not track.email:
        return []
    return _send(track.email, api.portal.get_default_language(), kind, track, modules)


def _send(address, language, kind, track, modules):
    if is_quiet():
        return []
    library = track.library
    values = {
        "name": track.title,
        "where": (api.portal.get()["training"] if library is None else library).title,
        "starts": formats.date(track.starts, language),
        "modules": "\n".join(_line(module, language) for module in modules),
        "link": track.absolute_url(),
    }
    subject, text = (
        mail.translate_for(Message(message, mapping=values), language) for message in kind
    )
    try:
        return mail.send([address], subject, text)
    except (MailHostError, OSError, SMTPException):
        logger.exception("no mail about %s", track.absolute_url_path())
        return []


def _line(module, language):
    day = formats.date(module.due, language, "short")
    kind = mail.translate_for(KIND_TITLES[module.kind], language)
    return f"- {day}  {module.title} ({kind.lower()})"
