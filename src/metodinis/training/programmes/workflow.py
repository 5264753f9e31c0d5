"""Names of steps, and what must hold before one whichever way it is asked for.

The table of states and permissions is in profiles/default/workflows. Steps that need more than a
reason (evaluators, an order) are made by operations alone: the stock menu and the stock service
are told so.
"""

from DateTime import DateTime
from metodinis.common.moments import now
from metodinis.common.states import TransitionRefused
from metodinis.i18n import _
from metodinis.training.programmes import rules
from metodinis.training.programmes.schema import ITrainingProgramme
from metodinis.training.programmes.schema import ROW_FIELDS
from zope.schema import getFieldNames


WORKFLOW = "metodinis_programme"
NEED_A_REASON = ("hand_back", "return", "review", "resume", "archive", "restore")
REASON_MISSING = _(
    "programmes_reason_missing", default="Write why: it stays in the programme's history."
)


class NotComplete(TransitionRefused):
    """A programme that can't be submitted yet. blockers: names of the fields that say nothing."""

    def __init__(self, blockers):
        super().__init__(
            _(
                "programmes_not_complete",
                default="The programme is not complete yet: fill in what is named.",
            )
        )
        self.blockers = blockers.blockers if isinstance(blockers, NotComplete) else blockers


def missing(programme):
    """Names of the fields that a programme still has to fill before it is submitted."""
    names = (*getFieldNames(ITrainingProgramme), *ROW_FIELDS)
    return rules.missing({name: getattr(programme, name) for name in names})


def last_step(programme, *names):
    """The newest entry of its history by one of these steps, or None."""
    for entry in reversed(programme.workflow_history[WORKFLOW]):
        if entry["action"] in names:
            return entry
    return None


def before_transition(programme, event):
    """Refuse a step that isn't ready, or that was asked for without what it needs."""
    if event.transition is None:
        return
    name = event.transition.id
    if name in NEED_A_REASON and not (event.kwargs.get("comment") or "").strip():
        raise TransitionRefused(REASON_MISSING)
    if name == "submit":
        lacking = missing(programme)
        if lacking:
            raise NotComplete(lacking)
    elif name in ("assign", "approve") and not event.kwargs.get("prepared"):
        raise TransitionRefused(
            _(
                "programmes_step_on_its_page",
                default="This step needs more than a word: make it on the programme's own page.",
            )
        )


def after_transition(programme, event):
    """A step is news."""
    if event.transition is None:
        return
    programme.setModificationDate(DateTime(now()))
    if event.transition.id == "approve":
        programme.setEffectiveDate(DateTime(now()))
    programme.reindexObject(idxs=["modified", "effective", "effectiveRange"])
