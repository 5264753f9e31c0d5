"""Who gets a mail about a report or a round, and what it says.

Each person gets it in their own language; a library's staff and director get one mail about
all reports that it is about. Mails are queued (`common/mail.py`), so that they leave only with
the change that they tell of. Nothing that goes wrong with a mail undoes that change.
"""

from metodinis.common import mail
from metodinis.common.mail import is_quiet
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.libraries.people import DEPARTMENT_GROUPS
from metodinis.libraries.people import members
from metodinis.libraries.rules import ROLES
from metodinis.reports.rules import ZONE
from metodinis.reports.schema import FORM_TITLES
from plone import api
from plone.uuid.interfaces import IUUID
from Products.MailHost.MailHost import MailHostError
from smtplib import SMTPException
from typing import NamedTuple
from zope.i18nmessageid import Message
import logging


logger = logging.getLogger(__name__)


class Mail(NamedTuple):
    """Subject and body. Their variables: `year`, `library`, `reports`, `due`, `link`, `reason`,
    `note`."""

    subject: Message
    body: Message


OPENED = Mail(
    _("rounds_mail_opened_subject", default="Reports of ${year}: please hand in by ${due}"),
    _(
        "rounds_mail_opened_body",
        default="Hello,\n\n"
        "reporting of ${year} has begun. ${library} is asked for:\n\n${reports}\n\n"
        "Deadline: ${due} (Lithuanian time).\n"
        "Instructions of the department: ${link}",
    ),
)
REMINDERS = {
    "week": Mail(
        _("rounds_mail_week_subject", default="Reminder: reports of ${year} are due ${due}"),
        _(
            "rounds_mail_week_body",
            default="Hello,\n\n"
            "the deadline of reports of ${year} comes near: ${due} (Lithuanian time). "
            "${library} has not handed in yet:\n\n${reports}\n\n"
            "If something is unclear, answer this mail.",
        ),
    ),
    "day": Mail(
        _("rounds_mail_day_subject", default="Last day: reports of ${year} are due ${due}"),
        _(
            "rounds_mail_day_body",
            default="Hello,\n\n"
            "hardly any time is left: the deadline of reports of ${year} is ${due} "
            "(Lithuanian time). ${library} has not handed in yet:\n\n${reports}\n\n"
            "If you can't make it, ask the department for an extension: answer this mail.",
        ),
    ),
    "overdue": Mail(
        _("rounds_mail_overdue_subject", default="Overdue: reports of ${year} were due ${due}"),
        _(
            "rounds_mail_overdue_body",
            default="Hello,\n\n"
            "the deadline of reports of ${year} has passed: ${due} (Lithuanian time). "
            "${library} has not handed in yet:\n\n${reports}\n\n"
            "Please hand in as soon as you can; the reports will be marked late.",
        ),
    ),
    "asked": Mail(
        _("rounds_mail_asked_subject", default="The department asks: reports of ${year}"),
        _(
            "rounds_mail_asked_body",
            default="Hello,\n\n"
            "the department is still waiting for reports of ${year} from ${library}:\n\n"
            "${reports}\n\n"
            "Deadline: ${due} (Lithuanian time).\n\n"
            "${note}",
        ),
    ),
}
SUBMITTED = Mail(
    _("rounds_mail_submitted_subject", default="${library} has handed in a report of ${year}"),
    _(
        "rounds_mail_submitted_body",
        default="Hello,\n\n${library} has handed in:\n\n${reports}",
    ),
)
# transition of a report -> (to whom, mail)
TRANSITION_MAILS = {
    "submit": ("department", SUBMITTED),
    "sign": ("department", SUBMITTED),
    "request_signature": (
        "director",
        Mail(
            _("rounds_mail_signature_subject", default="A report awaits your signature: ${year}"),
            _(
                "rounds_mail_signature_body",
                default="Hello,\n\n"
                "your staff have filled in a report of ${library}. Please look it through and "
                "sign it; signing hands it in:\n\n${reports}\n\n"
                "Deadline: ${due} (Lithuanian time).",
            ),
        ),
    ),
    "send_back": (
        "staff",
        Mail(
            _("rounds_mail_sent_back_subject", default="Your director sent a report back: ${year}"),
            _(
                "rounds_mail_sent_back_body",
                default="Hello,\n\n"
                "the director of ${library} did not sign, and sent back:\n\n${reports}\n\n"
                "Reason:\n${reason}",
            ),
        ),
    ),
    "return": (
        "library",
        Mail(
            _("rounds_mail_returned_subject", default="Please mend a report of ${year}"),
            _(
                "rounds_mail_returned_body",
                default="Hello,\n\n"
                "the department has looked at a report of ${library} and returns it:\n\n"
                "${reports}\n\n"
                "Reason:\n${reason}\n\n"
                "Remarks stand at the cells of the form. Mend it and hand it in again.",
            ),
        ),
    ),
    "accept": (
        "library",
        Mail(
            _("rounds_mail_accepted_subject", default="Accepted: a report of ${year}"),
            _(
                "rounds_mail_accepted_body",
                default="Hello,\n\n"
                "thank you: the department has accepted a report of ${library}:\n\n${reports}",
            ),
        ),
    ),
    "reopen": (
        "library",
        Mail(
            _("rounds_mail_reopened_subject", default="Reopened: a report of ${year}"),
            _(
                "rounds_mail_reopened_body",
                default="Hello,\n\n"
                "the department has reopened a report of ${library}:\n\n${reports}\n\n"
                "Reason:\n${reason}\n\n"
                "Mend it and hand it in again.",
            ),
        ),
    ),
}


class Named(NamedTuple):
    """A report as a mail names it."""

    form: str
    url: str


def write(kind, language, *, year, library, reports, due=None, link="", reason="", note=""):
    """The (subject, text) of a Mail in a language.

    library: its name; reports: list of Named; due: aware datetime; reason: will be quoted;
    note: a paragraph of its own.
    """
    values = {
        "year": str(year),
        "library": library,
        "reports": "\n".join(
            f"- {mail.translate_for(FORM_TITLES[report.form], language)}: {report.url}"
            for report in reports
        ),
        "due": formats.date_time(due, language, ZONE),
        "link": link,
        "note": note,
        "reason": "\n".join(f"> {line}" for line in reason.strip().splitlines()),
    }
    subject, text = (
        mail.translate_for(Message(message, mapping=values), language) for message in kind
    )
    return subject, text.rstrip()


def people(library, side):
    """The ids of users who get mails of a library. side: "staff", "director" or "library"."""
    roles = ROLES if side == "library" else [side]
    return list(dict.fromkeys(name for role in roles for name in members(library, role)))


def department():
    """The ids of users who get the department's mails: methodologists, where there are none its
    heads."""
    groups = (api.group.get(name) for name in DEPARTMENT_GROUPS)
    people = (sorted(group.getMemberIds()) for group in groups if group is not None)
    return next(filter(None, people), [])


def post(userids, kind, **values):
    """Queue a Mail to users, to each in their language; return the addresses reached.

    values: as `write` takes them. Never raises for a mail: what it tells of has happened.
    """
    if is_quiet():
        return []
    by_language = {}
    for userid in userids:
        user = api.user.get(userid=userid)
        if user is not None:
            address = user.getProperty("email", "")
            by_language.setdefault(mail.language_of(userid), []).append(address)
    reached = []
    for language, addresses in by_language.items():
        subject, text = write(kind, language, **values)
        try:
            reached += mail.send(addresses, subject, text)
        except (MailHostError, OSError, SMTPException):
            logger.exception("no mail %r to %d people", subject, len(addresses))
    return reached


def round_opened(reporting_round, libraries):
    """Tell each library of an opened round what is asked of it, and until when."""
    for library in libraries:
        post(
            people(library, "library"),
            OPENED,
            year=reporting_round.year,
            library=library.title,
            reports=[
                Named(form, library[f"{form}-{reporting_round.year}"].absolute_url())
                for form in sorted(reporting_round.forms, reverse=True)
            ],
            due=reporting_round.due(IUUID(library)),
            link=reporting_round.absolute_url(),
        )


def report_changed(report, event):
    """Tell of a report's transition to those who have to know."""
    if event.transition is None or event.transition.id not in TRANSITION_MAILS:
        return
    side, kind = TRANSITION_MAILS[event.transition.id]
    library = report.library
    post(
        department() if side == "department" else people(library, side),
        kind,
        year=report.year,
        library=library.title,
        reports=[Named(report.form, report.absolute_url())],
        due=report.due,
        reason=event.kwargs.get("comment") or "",
    )
