"""Who gets a mail about a programme, and what it says: each in their own language.

Mails are queued (`common/mail.py`), so that they leave only with the change that they tell of.
Nothing that goes wrong with a mail undoes that change.
"""

from metodinis.common import mail
from metodinis.common.mail import Letter
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.libraries import people
from metodinis.libraries.people import name_of
from plone import api
import logging


logger = logging.getLogger(__name__)


SUBMITTED = Letter(
    _("programmes_mail_submitted_subject", default="A programme was submitted: ${title}"),
    _(
        "programmes_mail_submitted_body",
        default="Hello,\n\n${person} has submitted a programme to be evaluated:\n\n"
        "${title}\n${link}\n\nPlease look it through and ask two evaluators.",
    ),
)
ASKED = Letter(
    _("programmes_mail_asked_subject", default="Please evaluate a programme: ${title}"),
    _(
        "programmes_mail_asked_body",
        default="Hello,\n\nplease evaluate this programme until ${due}:\n\n${title}\n${link}\n\n"
        "Score six criteria from 1 to 5 and write a few words to each. The other evaluator sees "
        "nothing of yours before giving their own, nor you of theirs.\n\n"
        "If you can't, refuse on the same page and say why, so that we can ask somebody else.",
    ),
)
REMINDER = Letter(
    _("programmes_mail_reminder_subject", default="Reminder: your evaluation of ${title}"),
    _(
        "programmes_mail_reminder_body",
        default="Hello,\n\nyour evaluation of this programme is still to come; its day is ${due}:"
        "\n\n${title}\n${link}\n\nIf you can't, refuse on the same page and say why.",
    ),
)
REFUSED = Letter(
    _("programmes_mail_refused_subject", default="${person} doesn't evaluate: ${title}"),
    _(
        "programmes_mail_refused_body",
        default="Hello,\n\n${person} has refused to evaluate this programme:\n\n${title}\n${link}"
        "\n\nReason:\n${reason}\n\nPlease ask somebody else.",
    ),
)
EVALUATED = Letter(
    _("programmes_mail_evaluated_subject", default="Both evaluations are given: ${title}"),
    _(
        "programmes_mail_evaluated_body",
        default="Hello,\n\nboth evaluators have given their evaluations of this programme:\n\n"
        "${title}\n${link}\n\nPlease look at them, and approve it or return it for revision.",
    ),
)
RETURNED = Letter(
    _("programmes_mail_returned_subject", default="Please revise your programme: ${title}"),
    _(
        "programmes_mail_returned_body",
        default="Hello,\n\nthe department returns your programme for revision:\n\n"
        "${title}\n${link}\n\nReason:\n${reason}\n\n"
        "Mend it and submit it again; what the evaluators wrote stands on its page.",
    ),
)
APPROVED = Letter(
    _("programmes_mail_approved_subject", default="Your programme is approved: ${title}"),
    _(
        "programmes_mail_approved_body",
        default="Hello,\n\nyour programme is approved by order No. ${number}, and is valid until "
        "${until}:\n\n${title}\n${link}",
    ),
)


def tell(programme, userids, kind, *, due=None, reason="", person=""):
    """Write to users, each in their own language; return the addresses that were reached.

    due: a day (date); reason: what the mail quotes; person: a name. A site without mail, or with
    a server that is down, logs that: what the mail tells of has happened.
    """

    def values(language):
        until = programme.valid_until
        return {
            "title": programme.title,
            "link": programme.absolute_url(),
            "due": formats.date(due, language) if due else "",
            "reason": mail.quoted(reason),
            "person": person,
            "number": programme.order_number,
            "until": formats.date(until, language) if until else "",
        }

    return mail.write_to(userids, kind, values)


def writers_now(programme):
    """user ids of those who wrote in it and still see it: who left its library hears no more."""
    accounts = {userid: api.user.get(userid=userid) for userid in programme.writers}
    return [
        userid
        for userid, user in accounts.items()
        if user is not None and user.has_permission("View", programme)
    ]


def programme_changed(programme, event):
    """Tell of a step to those who have to know."""
    if event.transition is None:
        return
    name, reason = event.transition.id, event.kwargs.get("comment") or ""
    if name == "submit":
        actor = name_of(api.user.get_current().getId())
        tell(programme, people.department(), SUBMITTED, person=actor)
    elif name in ("hand_back", "return"):
        tell(programme, writers_now(programme), RETURNED, reason=reason)
    elif name == "approve":
        tell(programme, writers_now(programme), APPROVED)
