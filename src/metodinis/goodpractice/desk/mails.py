"""Who gets a mail of what the desk decides and asks, and what it says: in their own language.

Mails are queued (`common/mail.py`), so that they leave only with the change that they tell of.
"""

from metodinis.common import mail
from metodinis.common.mail import Letter
from metodinis.goodpractice.cases.mails import editors
from metodinis.goodpractice.cases.mails import people_of
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.schema import title_of
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.libraries.people import name_of
from plone import api


# Decision -> what the authors are told of it.
DECIDED = {
    "return": Letter(
        _("practice_mail_returned_subject", default="Please revise your case: ${title}"),
        _(
            "practice_mail_returned_body",
            default="Hello,\n\nyour case of good practice comes back to be revised:\n\n${title}\n"
            "${link}\n\nReason:\n${reason}\n\n${remarks}Mend it and submit it again.",
        ),
    ),
    "decline": Letter(
        _("practice_mail_declined_subject", default="Your case was declined: ${title}"),
        _(
            "practice_mail_declined_body",
            default="Hello,\n\nyour case of good practice won't be published:\n\n${title}\n"
            "${link}\n\nReason:\n${reason}\n\n${remarks}Thank you for writing it.",
        ),
    ),
    "recommend": Letter(
        _("practice_mail_recommended_subject", default="Your case is recommended: ${title}"),
        _(
            "practice_mail_recommended_body",
            default="Hello,\n\nyour case of good practice is recommended to be published:\n\n"
            "${title}\n${link}\n\nBefore that an editor may smooth its text; then you are asked "
            "whether you agree.",
        ),
    ),
    "publish": Letter(
        _("practice_mail_published_subject", default="Your case is published: ${title}"),
        _(
            "practice_mail_published_body",
            default="Hello,\n\nyour case of good practice is published as No. ${number}:\n\n"
            "${title}\n${link}\n\nIt counts as true until ${until}; then we ask you whether it "
            "still is. Thank you for sharing what you did.",
        ),
    ),
    "archive": Letter(
        _("practice_mail_archived_subject", default="Your case is in the archive: ${title}"),
        _(
            "practice_mail_archived_body",
            default="Hello,\n\nthe public doesn't read your case of good practice any more:\n\n"
            "${title}\n${link}\n\nReason:\n${reason}",
        ),
    ),
    "restore": Letter(
        _("practice_mail_restored_subject", default="Out of the archive: ${title}"),
        _(
            "practice_mail_restored_body",
            default="Hello,\n\nyour case of good practice was taken out of the archive, to be "
            "published again:\n\n${title}\n${link}\n\nReason:\n${reason}",
        ),
    ),
    "reconsider": Letter(
        _("practice_mail_reconsidered_subject", default="Considered again: ${title}"),
        _(
            "practice_mail_reconsidered_body",
            default="Hello,\n\nyour case of good practice that was declined is considered again:"
            "\n\n${title}\n${link}\n\nReason:\n${reason}",
        ),
    ),
}
AGREEMENT_ASKED = Letter(
    _("practice_mail_edits_subject", default="Do you agree to the changes: ${title}"),
    _(
        "practice_mail_edits_body",
        default="Hello,\n\n${person} has changed your case before it is published. Please look at "
        "what changed, and say whether you agree:\n\n${title}\n${link}/@@case-agreement\n\n"
        "${reason}",
    ),
)
AGREEMENT_REMINDER = Letter(
    _("practice_mail_edits_reminder_subject", default="Reminder: do you agree? ${title}"),
    _(
        "practice_mail_edits_reminder_body",
        default="Hello,\n\n${person} has changed your case before it is published, and it has "
        "waited for your answer since ${due}:\n\n${title}\n${link}/@@case-agreement\n\n"
        "Without your agreement the case isn't published.",
    ),
)
AGREED = Letter(
    _("practice_mail_edits_agreed_subject", default="Agreed: ${title}"),
    _(
        "practice_mail_edits_agreed_body",
        default="Hello,\n\n${person} agrees to how this case reads now. It can be published:\n\n"
        "${title}\n${link}\n\n${reason}",
    ),
)
OBJECTED = Letter(
    _("practice_mail_edits_objected_subject", default="Objection to changes: ${title}"),
    _(
        "practice_mail_edits_objected_body",
        default="Hello,\n\n${person} doesn't agree to how this case reads now:\n\n"
        "${title}\n${link}\n\nWhat they say:\n${reason}\n\n"
        "Change it and ask again, or take your changes back.",
    ),
)
CORRECTED = Letter(
    _("practice_mail_corrected_subject", default="Your case was corrected: ${title}"),
    _(
        "practice_mail_corrected_body",
        default="Hello,\n\nan editor has corrected your published case:\n\n${title}\n"
        "${link}/@@case-versions\n\nWhat changed:\n${reason}",
    ),
)
TRUTH_ASKED = Letter(
    _("practice_mail_truth_subject", default="Is it still true? ${title}"),
    _(
        "practice_mail_truth_body",
        default="Hello,\n\nyour case of good practice was published some time ago:\n\n${title}\n\n"
        "Is it still true? Please say so until ${due}:\n${link}/@@case-truth\n\n"
        "If nobody answers, the case goes into the archive.",
    ),
)
TRUTH_REMINDER = Letter(
    _("practice_mail_truth_reminder_subject", default="Reminder: is it still true? ${title}"),
    _(
        "practice_mail_truth_reminder_body",
        default="Hello,\n\nwe still wait for your answer whether your case of good practice is "
        "true:\n\n${title}\n${link}/@@case-truth\n\nAfter ${due} it goes into the archive.",
    ),
)
CHANGED = Letter(
    _("practice_mail_changes_subject", default="Something has changed: ${title}"),
    _(
        "practice_mail_changes_body",
        default="Hello,\n\n${person} says that a published case has to be corrected:\n\n${title}\n"
        "${link}/@@case-correction\n\nWhat changed:\n${reason}",
    ),
)
ARCHIVED = Letter(
    _("practice_mail_gone_subject", default="Not in the catalogue any more: ${title}"),
    _(
        "practice_mail_gone_body",
        default="Hello,\n\nthis case has gone into the archive, for its library doesn't say that "
        "it is still true:\n\n${title}\n${link}\n\n${reason}",
    ),
)
PLAN_FAILED = Letter(
    _("practice_mail_plan_failed_subject", default="Not published: ${title}"),
    _(
        "practice_mail_plan_failed_body",
        default="Hello,\n\nthis case was to be published by itself now, and wasn't:\n\n${title}\n"
        "${link}\n\n${reason}",
    ),
)


def authors(case):
    """user ids of those who wrote in it and still work there; all who do, if nobody is left."""
    everybody = people_of(case)
    return [name for name in case.writers if name in everybody] or everybody


def decided(case, decision):
    """Tell the authors of a Decision."""
    _tell(case, authors(case), DECIDED[decision.name], decision.reason, remarks=decision.remarks)


def agreement_asked(case, agreement, note):
    """Ask all people of its library whether they agree to an editor's changes."""
    person = name_of(agreement.asked_by)
    _tell(case, people_of(case), AGREEMENT_ASKED, note, person=person)


def agreement_reminder(case, agreement, asked):
    """Ask them again. asked: the day (date) on which they were asked."""
    person = name_of(agreement.asked_by)
    _tell(case, people_of(case), AGREEMENT_REMINDER, person=person, due=asked)


def agreement_answered(case, agreement):
    """Tell the editor who asked what the library said."""
    letter = AGREED if agreement.agreed else OBJECTED
    person = name_of(agreement.answered_by)
    _tell(case, [agreement.asked_by], letter, agreement.words, person=person)


def corrected(case, note):
    """Tell the authors what was corrected."""
    _tell(case, authors(case), CORRECTED, note)


def truth_asked(case, question):
    """Ask all people of its library whether it is still true."""
    _tell(case, people_of(case), TRUTH_ASKED, due=question.due)


def truth_reminder(case, question):
    """Ask them again."""
    _tell(case, people_of(case), TRUTH_REMINDER, due=question.due)


def truth_changed(case, question):
    """Tell the editors what isn't true any more."""
    person = name_of(question.answered_by)
    _tell(case, editors(), CHANGED, question.words, person=person)


def plan_failed(case, plan, message):
    """Tell the editor who planned it why a case wasn't published; the others if they can't publish
    it any more. message: translatable."""
    planner = api.user.get(userid=plan.by)
    may_publish = planner is not None and planner.has_permission(MANAGE, case)
    _tell(case, [plan.by] if may_publish else editors(), PLAN_FAILED, message=message)


def archived(case, reason):
    """Tell the editors that a case isn't published any more, and not by them."""
    _tell(case, editors(), ARCHIVED, reason)


def _tell(case, userids, letter, reason="", *, due=None, person="", remarks=(), message=None):
    def values(language):
        until = case.valid_until
        return {
            "title": case.title,
            "link": case.absolute_url(),
            "reason": mail.translate_for(message, language) if message else mail.quoted(reason),
            "remarks": "".join(
                f"{mail.translate_for(title_of(name), language)}:\n{mail.quoted(text)}\n\n"
                for name, text in remarks
            ),
            "due": formats.date(due, language) if due else "",
            "until": formats.date(until, language) if until else "",
            "number": case.number,
            "person": person,
        }

    return mail.write_to(userids, letter, values)
