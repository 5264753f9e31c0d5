"""Who gets a mail about a step of a case's library, and what it says: in their own language."""

from metodinis.common import mail
from metodinis.common.mail import Letter
from metodinis.goodpractice.cases.rules import SIGNING
from metodinis.goodpractice.cases.workflow import directors
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.libraries import people
from metodinis.libraries.belongings import library_of
from metodinis.libraries.belongings import owner_of
from metodinis.libraries.people import name_of
from plone import api


# Those who look after good practice: the first group that has anybody gets the mails.
EDITOR_GROUPS = ("editors", "heads")
ASKED = Letter(
    _("practice_mail_asked_subject", default="Please agree to a case: ${title}"),
    _(
        "practice_mail_asked_body",
        default="Hello,\n\n${person} has described good practice of your library and asks you to "
        "agree:\n\n${title}\n${link}\n\nIf you agree, it is submitted to the editors; if not yet, "
        "send it back and say why.",
    ),
)
SIGN_REMINDER = Letter(
    _("practice_mail_sign_reminder_subject", default="Reminder: a case waits for you: ${title}"),
    _(
        "practice_mail_sign_reminder_body",
        default="Hello,\n\nthis case of good practice of your library has waited for your "
        "agreement since ${since}:\n\n${title}\n${link}\n\nIf you agree, it is submitted to the "
        "editors; if not yet, send it back and say why.",
    ),
)
SENT_BACK = Letter(
    _("practice_mail_back_subject", default="Please mend your case: ${title}"),
    _(
        "practice_mail_back_body",
        default="Hello,\n\nyour director sends your case back:\n\n${title}\n${link}\n\n"
        "Reason:\n${reason}\n\nMend it and hand it over again.",
    ),
)
SUBMITTED = Letter(
    _("practice_mail_submitted_subject", default="A case was submitted: ${title}"),
    _(
        "practice_mail_submitted_body",
        default="Hello,\n\n${library} has submitted a case of good practice:\n\n"
        "${title}\n${link}\n\nPlease look it through and ask two reviewers.",
    ),
)
AGREED = Letter(
    _("practice_mail_agreed_subject", default="Your case is submitted: ${title}"),
    _(
        "practice_mail_agreed_body",
        default="Hello,\n\nyour director has agreed, and your case is submitted:\n\n"
        "${title}\n${link}\n\nYou will hear from us once the reviewers have read it.",
    ),
)
WITHDRAWN = Letter(
    _("practice_mail_withdrawn_subject", default="Taken back: ${title}"),
    _(
        "practice_mail_withdrawn_body",
        default="Hello,\n\n${person} (${library}) has taken back this case of good practice, to "
        "write on:\n\n${title}\n\nThere is nothing to do with it now. You get a mail when it is "
        "handed in again.",
    ),
)


def tell(case, userids, letter, *, reason="", person="", link="", since=None):
    """Write to users of a case, each in their own language; return the addresses reached.

    reason: what the mail quotes; person: a name; link: an address below the case's own; since: a
    day (date).
    """
    library = library_of(case)

    def values(language):
        return {
            "title": case.title,
            "link": f"{case.absolute_url()}{link}",
            "reason": mail.quoted(reason),
            "person": person,
            "library": library.name if library is not None else "",
            "since": formats.date(since, language) if since else "",
        }

    return mail.write_to(userids, letter, values)


def editors(without=()):
    """user ids of who looks after good practice; without: user ids of who isn't told."""
    groups = (
        [one for one in people.in_group(group) if one not in without] for group in EDITOR_GROUPS
    )
    return next(filter(None, groups), [])


def people_of(case):
    """user ids of all people of the library whose the case is now."""
    owner = owner_of(case)
    return people.everybody_of(owner) if owner is not None else []


def writers_now(case):
    """user ids of those who wrote in it and still may: who left its library hears no more."""
    accounts = {userid: api.user.get(userid=userid) for userid in case.writers}
    return [
        userid
        for userid, user in accounts.items()
        if user is not None and user.has_permission("metodinis: Submit Good Practice", case)
    ]


def case_changed(case, event):
    """Tell of a step of its library to those who have to know."""
    if event.transition is None:
        return
    name, actor = event.transition.id, api.user.get_current().getId()
    if name == "ask_signature":
        tell(case, directors(case), ASKED, person=name_of(actor), link="/@@case-step?name=sign")
    elif name == "send_back":
        tell(case, writers_now(case), SENT_BACK, reason=event.kwargs.get("comment") or "")
    elif name in ("submit", "sign"):
        tell(case, editors(), SUBMITTED)
    elif name == "withdraw":
        # Who had it in hand: its director, or those who were to ask reviewers.
        had_it = directors(case) if event.old_state.getId() == SIGNING else editors()
        told = [userid for userid in had_it if userid != actor]
        tell(case, told, WITHDRAWN, person=name_of(actor))
    if name == "sign":
        tell(case, [userid for userid in writers_now(case) if userid != actor], AGREED)
