"""What a library writes of a case that it took over, and what readers write."""

from metodinis.common.schema import is_email
from metodinis.i18n import _
from plone.supermodel import model
from zope import schema


class IReuseValues(model.Schema):
    """That a library took a case over."""

    taken_on = schema.Date(
        title=_("reuse_taken_on", default="Since when"),
        description=_(
            "reuse_taken_on_help", default="The day on which you began to do it, in the past."
        ),
    )
    changed = schema.Text(
        title=_("reuse_changed", default="What you changed"),
        description=_(
            "reuse_changed_help",
            default="What you do otherwise than the authors, and why. If nothing, say so.",
        ),
        max_length=2000,
    )
    result = schema.Text(
        title=_("reuse_result", default="What came of it"),
        description=_(
            "reuse_result_help",
            default="With numbers where there are any. May be added later.",
        ),
        required=False,
        max_length=2000,
    )
    contact_name = schema.TextLine(
        title=_("reuse_contact_name", default="Whom to ask"),
        description=_("reuse_contact_name_help", default="Name and position; they are published."),
        max_length=200,
    )
    contact_email = schema.TextLine(
        title=_("reuse_contact_email", default="E-mail"),
        description=_("reuse_contact_email_help", default="At work, as it is published."),
        max_length=200,
        constraint=is_email,
    )


class IThanksValues(model.Schema):
    """Thanks, with words or without."""

    name = schema.TextLine(
        title=_("reuse_thanks_name", default="Your name"),
        description=_("reuse_thanks_name_help", default="As it shall stand under your words."),
        required=False,
        max_length=100,
    )
    words = schema.Text(
        title=_("reuse_thanks_words", default="A few words to the authors"),
        required=False,
        max_length=500,
    )


class IQuestionValues(model.Schema):
    """A question to the authors."""

    name = schema.TextLine(title=_("reuse_question_name", default="Your name"), max_length=100)
    email = schema.TextLine(
        title=_("reuse_question_email", default="Your e-mail"),
        description=_(
            "reuse_question_email_help",
            default="The answer comes there. Only the editors see it.",
        ),
        max_length=200,
        constraint=is_email,
    )
    text = schema.Text(title=_("reuse_question_text", default="Question"), max_length=2000)


class IAnswerValues(model.Schema):
    """An answer to a question."""

    answer = schema.Text(title=_("reuse_answer", default="Answer"), max_length=5000)
