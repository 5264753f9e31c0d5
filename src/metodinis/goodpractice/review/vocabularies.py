"""What reviewers look at, and how rounds of review are called."""

from metodinis.goodpractice.cases.vocabularies import CRITERION_TITLES
from metodinis.i18n import _


CRITERION_HELP = {
    "novelty": _(
        "practice_criterion_novelty_help",
        default="Is it new for libraries like this one, or a known idea carried out in a better "
        "way?",
    ),
    "evidence": _(
        "practice_criterion_evidence_help",
        default="Do numbers, surveys or sources show what changed, and that this work changed it?",
    ),
    "transferability": _(
        "practice_criterion_transferability_help",
        default="Could another library do the same: are its conditions, cost and risks told?",
    ),
    "clarity": _(
        "practice_criterion_clarity_help",
        default="Does a colleague who wasn't there understand what was done, step by step?",
    ),
}
# criterion -> (title, what the reviewer looks at)
CRITERIA_TITLES = {name: (title, CRITERION_HELP[name]) for name, title in CRITERION_TITLES.items()}
ROUND_TITLE = _("practice_round", default="Review ${number}: ${outcome}")
UNNAMED = _("practice_reviewer_number", default="Reviewer ${n}")
PROGRESS_TITLES = {
    "refused": _("practice_review_refused", default="Refused"),
    "given": _("practice_review_is_given", default="Given"),
    "owed": _("practice_review_owed", default="Not given yet"),
    "missed": _("practice_review_missed", default="Not given"),
}
# outcome of a round, the state that the case came into -> title
OUTCOME_TITLES = {
    "": _("practice_round_open", default="not decided yet"),
    "recommended": _("practice_round_recommended", default="recommended"),
    "returned": _("practice_round_returned", default="returned for revision"),
    "declined": _("practice_round_declined", default="declined"),
}
