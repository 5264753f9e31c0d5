"""Who gets a mail about what readers told, and what it says: each in their own language.

Who asked has no account: they are written to in the language of the page they asked on. Nobody is
written to before a person has looked at the words, so that no stranger sends mail in the
department's name.
"""

from metodinis.common import mail
from metodinis.common.mail import Letter
from metodinis.goodpractice.cases.mails import editors
from metodinis.goodpractice.cases.mails import people_of
from metodinis.goodpractice.cases.mails import writers_now
from metodinis.i18n import _
from metodinis.layout import formats


REUSED = Letter(
    _("reuse_mail_reused_subject", default="${library} took your case over: ${title}"),
    _(
        "reuse_mail_reused_body",
        default="Hello,\n\n${library} has taken over what you told of, since ${day}:\n\n"
        "${title}\n${link}\n\nWhat they changed:\n${text}\n\nContact: ${name}, ${email}",
    ),
)
THANKED = Letter(
    _("reuse_mail_thanked_subject", default="Thanks for your case: ${title}"),
    _(
        "reuse_mail_thanked_body",
        default="Hello,\n\na reader thanks you for this case:\n\n${title}\n${link}\n\n${text}",
    ),
)
ASKED = Letter(
    _("reuse_mail_asked_subject", default="A reader asks: ${title}"),
    _(
        "reuse_mail_asked_body",
        default="Hello,\n\na reader has a question about your case:\n\n${title}\n\n${name}:\n"
        "${text}\n\nPlease answer until ${day} here: ${questions}\nThe answer is mailed to the "
        "reader; you decide whether it is published with the question, without the reader's name.",
    ),
)
WAITS = Letter(
    _("reuse_mail_waits_subject", default="Readers' words wait to be looked at"),
    _(
        "reuse_mail_waits_body",
        default="Hello,\n\nreaders have written about this case, and perhaps about others:\n\n"
        "${title}\n\nPlease look whether it may be handed on: ${moderation}",
    ),
)
ANSWERED = Letter(
    _("reuse_mail_answered_subject", default="The answer to your question: ${title}"),
    _(
        "reuse_mail_answered_body",
        default="Hello,\n\nyou asked about “${title}” (${link}):\n\n${question}\n\n"
        "The authors answer:\n\n${text}\n\nIf you want to ask more, do so on the page of the case.",
    ),
)
REFUSED = Letter(
    _("reuse_mail_refused_subject", default="Your question wasn't handed on: ${title}"),
    _(
        "reuse_mail_refused_body",
        default="Hello,\n\nyou asked about “${title}” (${link}):\n\n${question}\n\n"
        "We haven't handed the question on to the authors. Reason:\n\n${text}",
    ),
)


def authors_of(case):
    """user ids of who answers for a case now: its writers who still work there, else all of its
    library's people, or of that which it was merged into."""
    mine = writers_now(case)
    if mine:
        return mine
    return people_of(case)


def _values(case, **more):
    url = case.absolute_url()
    return {
        "title": case.title,
        "link": url,
        "questions": f"{url}/@@questions",
        "moderation": f"{case.__parent__.absolute_url()}/@@moderation",
        **more,
    }


def tell_reused(case, reuse, library_title):
    """Tell the authors that a library took their case over."""

    def values(language):
        return _values(
            case,
            library=library_title,
            day=formats.date(reuse.taken_on, language),
            text=mail.quoted(reuse.changed),
            name=reuse.contact_name,
            email=reuse.contact_email,
        )

    mail.write_to(authors_of(case), REUSED, values)


def tell_thanked(case, thanks):
    """Tell the authors the words of thanks that were let through."""
    signed = f"{thanks.words}\n{thanks.name}".strip()
    mail.write_to(authors_of(case), THANKED, lambda lang: _values(case, text=mail.quoted(signed)))


def tell_asked(case, question, due):
    """Tell the authors a question that was let through. due: a day (date)."""

    def values(language):
        day = formats.date(due, language)
        text = mail.quoted(question.text)
        return _values(case, name=question.name, text=text, day=day)

    mail.write_to(authors_of(case), ASKED, values)


def tell_waiting(case):
    """Tell the editors that words wait, when nothing did before."""
    mail.write_to(editors(), WAITS, lambda language: _values(case))


def tell_asker(case, question, letter, text):
    """Write to who asked: ANSWERED or REFUSED, and in which words."""

    def values(language):
        asked = mail.quoted(question.text)
        return _values(case, question=asked, text=mail.quoted(text))

    mail.write_to_address(question.email, letter, values, question.language)
