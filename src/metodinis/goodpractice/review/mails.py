"""Who gets a mail about reviews of a case, and what it says: each in their own language.

Mails are queued (`common/mail.py`), so that they leave only with the change that they tell of.
"""

from metodinis.common import mail
from metodinis.common.mail import Letter
from metodinis.goodpractice.cases.rules import REVIEWING
from metodinis.i18n import _
from metodinis.layout import formats


ASKED = Letter(
    _("practice_review_mail_asked_subject", default="Please review a case: ${title}"),
    _(
        "practice_review_mail_asked_body",
        default="Hello,\n\nplease review this case of good practice until ${due}:\n\n${title}\n"
        "${link}/@@review\n\nScore four criteria from 1 to 5, and remark on single fields where "
        "there is something to mend. The other reviewer sees nothing of yours before giving their "
        "own, nor you of theirs.\n\n"
        "If you can't, refuse on the same page and say why, so that we can ask somebody else.",
    ),
)
RELEASED = Letter(
    _(
        "practice_review_mail_released_subject",
        default="Your review isn't needed any more: ${title}",
    ),
    _(
        "practice_review_mail_released_body",
        default="Hello,\n\nwe had asked you to review this case of good practice:\n\n${title}\n\n"
        "Your review isn't needed any more. Thank you for being ready to help.",
    ),
)
REMINDER = Letter(
    _("practice_review_mail_reminder_subject", default="Reminder: your review of ${title}"),
    _(
        "practice_review_mail_reminder_body",
        default="Hello,\n\nyour review of this case is still to come; its day is ${due}:"
        "\n\n${title}\n${link}/@@review\n\nIf you can't, refuse on the same page and say why.",
    ),
)
REFUSED = Letter(
    _("practice_review_mail_refused_subject", default="${person} doesn't review: ${title}"),
    _(
        "practice_review_mail_refused_body",
        default="Hello,\n\n${person} has refused to review this case:\n\n${title}\n"
        "${link}/@@case-reviewers\n\nReason:\n${reason}\n\nPlease ask somebody else.",
    ),
)
REVIEWED = Letter(
    _("practice_review_mail_reviewed_subject", default="Both reviews are given: ${title}"),
    _(
        "practice_review_mail_reviewed_body",
        default="Hello,\n\nboth reviewers have given their reviews of this case:\n\n"
        "${title}\n${link}\n\nPlease read them and decide.",
    ),
)
# Step of the editor -> what those are told who reviewed.
THANKS = {
    "recommend": Letter(
        _("practice_review_mail_thanks_subject", default="Thank you for your review: ${title}"),
        _(
            "practice_review_mail_thanks_recommended",
            default="Hello,\n\nthank you for your review. The case is recommended to be "
            "published:\n\n${title}\n${link}",
        ),
    ),
    "return": Letter(
        _("practice_review_mail_thanks_subject", default="Thank you for your review: ${title}"),
        _(
            "practice_review_mail_thanks_returned",
            default="Hello,\n\nthank you for your review. The case went back to its authors to be "
            "revised, with what you wrote:\n\n${title}",
        ),
    ),
    "decline": Letter(
        _("practice_review_mail_thanks_subject", default="Thank you for your review: ${title}"),
        _(
            "practice_review_mail_thanks_declined",
            default="Hello,\n\nthank you for your review. The case was declined; its authors read "
            "why:\n\n${title}",
        ),
    ),
}


def tell(case, userids, letter, *, due=None, reason="", person=""):
    """Write to users, each in their own language; return the addresses that were reached.

    due: a day (date); reason: what the mail quotes; person: a name.
    """

    def values(language):
        return {
            "title": case.title,
            "link": case.absolute_url(),
            "due": formats.date(due, language) if due else "",
            "reason": mail.quoted(reason),
            "person": person,
        }

    return mail.write_to(userids, letter, values)


def case_decided(case, event):
    """Tell reviewers what became of the case; those who still owed, that they are free."""
    if event.transition is None or event.old_state.getId() != REVIEWING or not case.rounds:
        return
    letter = THANKS.get(event.transition.id)
    if letter is None:
        return
    asked = case.rounds[-1].counted
    tell(case, [one.evaluator for one in asked if one.given_at is not None], letter)
    tell(case, [one.evaluator for one in asked if one.is_owed], RELEASED)
