"""Names of states and transitions, and what must hold before and after a transition.

The tables of states and permissions are in profiles/default/workflows. What is asked here is
asked of every way in: our pages, the stock menu, REST.
"""

from DateTime import DateTime
from metodinis.common.moments import now
from metodinis.common.states import state_of
from metodinis.common.states import TransitionRefused
from metodinis.i18n import _
from metodinis.reports.rules import NotReady
from Products.CMFCore.WorkflowCore import WorkflowException


HAND_IN = ("submit", "sign")
NEED_A_REASON = ("send_back", "return", "reopen")
# What the catalog knows of a report that its steps change.
CHANGED_BY_STEPS = (
    "submitted_at",
    "report_on_time",
    "remarks_turn",
    "modified",
    "effective",
    "effectiveRange",
)
BEFORE_HANDING_IN = ("request_signature", *HAND_IN)


def given_back(report):
    """The newest entry of its history by which a report was given back, or None.

    A mapping with `action`, `actor`, `comments` (the reason) and `time`.
    """
    for entry in reversed(report.workflow_history["metodinis_report"]):
        if entry["action"] in NEED_A_REASON:
            return entry
    return None


def before_report_transition(report, event):
    """Refuse a hand-in that isn't ready, and a return without a reason."""
    if event.transition is None:
        return
    name = event.transition.id
    if name in NEED_A_REASON and not (event.kwargs.get("comment") or "").strip():
        raise TransitionRefused(
            _("reports_reason_missing", default="Write a reason: the library will read it.")
        )
    if name in BEFORE_HANDING_IN:
        if not may_enter(report):
            raise TransitionRefused(
                _(
                    "reports_round_not_open",
                    default="This round is not open now. Ask the department.",
                )
            )
        report.guard_against_writers()
        blockers = report.blockers()
        if blockers:
            raise NotReadyForTransition(blockers)


class NotReadyForTransition(NotReady, WorkflowException):
    """The same for a report that isn't ready."""

    def __init__(self, blockers):
        super().__init__(
            _(
                "reports_not_ready",
                default="The report is not ready yet: mend or explain what is marked.",
            ),
            blockers.blockers if isinstance(blockers, NotReady) else blockers,
        )


def after_report_transition(report, event):
    """Freeze what was handed in, open what came back, and let the catalog know.

    A step is news, so it changes the date of modification; a value that is saved isn't.
    """
    if event.transition is None:
        return
    name = event.transition.id
    if name in HAND_IN:
        report.hand_in(now())
    elif name in ("return", "reopen"):
        report.give_back(now())
    report.setModificationDate(DateTime(now()))
    # When it was published: feeds and search engines go by it.
    if name == "publish":
        report.setEffectiveDate(DateTime(now()))
    elif name == "reopen":
        report.setEffectiveDate(None)
    report.reindexObject(idxs=CHANGED_BY_STEPS)


def may_enter(report):
    """Whether the round lets the library write: it is open, or the report was given back.

    What was handed in once and is with the library again was given back, in whichever of the
    library's states: staff who mended it may ask the director to sign, and be sent back.
    """
    if report.first_submitted_at is not None:
        return True
    reporting_round = report.round
    return reporting_round is not None and state_of(reporting_round) == "open"
