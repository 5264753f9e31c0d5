"""Explanations that libraries give year after year."""

from metodinis.i18n import _


# Answers that libraries give year after year; a click writes one, and it can be changed.
COMMON_ANSWERS = (
    _(
        "reports_answer_renovation",
        default="The library was under renovation part of the year.",
    ),
    _("reports_answer_branch_closed", default="A branch was closed."),
    _("reports_answer_branch_opened", default="A branch was opened."),
    _("reports_answer_counting", default="The way of counting changed."),
    _("reports_answer_last_year_wrong", default="Last year's value was wrong."),
    _("reports_answer_project", default="A project brought more activities and visitors."),
    _("reports_answer_checked", default="We checked it: the value is right."),
)
