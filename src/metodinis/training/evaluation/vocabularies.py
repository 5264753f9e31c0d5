"""What the questions are called, and the words of the scale's ends."""

from metodinis.i18n import _
from metodinis.training.evaluation.rules import AFTER
from metodinis.training.evaluation.rules import is_trainer
from metodinis.training.evaluation.rules import LATER
from metodinis.training.evaluation.rules import SCALE
from metodinis.training.evaluation.rules import TEXT


FORM_TITLES = {
    AFTER: _("feedback_form_after", default="After the event"),
    LATER: _("feedback_form_later", default="Three months later"),
}
KIND_TITLES = {
    SCALE: _("feedback_kind_scale", default="Score from 1 to 5"),
    TEXT: _("feedback_kind_text", default="Open answer"),
}
QUESTION_TITLES = {
    "content": _("feedback_q_content", default="Content of the training"),
    "usefulness": _("feedback_q_usefulness", default="Usefulness for my work"),
    "organisation": _("feedback_q_organisation", default="Organisation"),
    "materials": _("feedback_q_materials", default="Materials"),
    "recommend": _("feedback_q_recommend", default="I would recommend it to colleagues"),
    "best": _("feedback_q_best", default="What was most useful to you?"),
    "improve": _("feedback_q_improve", default="What should be done better?"),
    "needs": _("feedback_q_needs", default="What other training do you need?"),
    "used": _("feedback_q_used", default="I use at work what I learned"),
    "effect": _("feedback_q_effect", default="My work has become better for it"),
    "applied": _("feedback_q_applied", default="What did you use, and how?"),
    "hindered": _("feedback_q_hindered", default="What keeps you from using it?"),
}
# A trainer's title is short in tables, where the column says what is rated.
TRAINER_TITLE = _("feedback_q_trainer", default="Trainer: ${name}")
# (what 1 means, what 5 means) by question; the others have the first.
USUAL_ENDS = (
    _("feedback_scale_poor", default="poor"),
    _("feedback_scale_excellent", default="excellent"),
)
AGREEMENT = (
    _("feedback_scale_disagree", default="not at all"),
    _("feedback_scale_agree", default="fully agree"),
)
AGREED = ("recommend", "used", "effect")


def title_of(question):
    """What a Question is called: a message, or the words of those who wrote it."""
    if is_trainer(question):
        return type(TRAINER_TITLE)(TRAINER_TITLE, mapping={"name": question.title})
    return question.title or QUESTION_TITLES[question.id]


def ends_of(question):
    """(what the lowest score means, what the highest)."""
    return AGREEMENT if question.id in AGREED else USUAL_ENDS
