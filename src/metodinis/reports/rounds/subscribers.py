"""What follows when a round changes its state, whichever way it was asked to."""

from metodinis.common.refusals import NotAllowed
from metodinis.reports import mails
from metodinis.reports.rounds.operations import expected_libraries
from metodinis.reports.rounds.operations import prepare_opening
from Products.CMFCore.WorkflowCore import WorkflowException


class RefusedTransition(NotAllowed, WorkflowException):
    """A WorkflowException, so that stock pages and REST tell it instead of failing."""


def before_round_transition(reporting_round, event):
    """A round that opens has its indicators frozen and its reports made."""
    if event.transition is not None and event.transition.id == "open":
        try:
            prepare_opening(reporting_round)
        except NotAllowed as refusal:
            raise RefusedTransition(refusal.message) from refusal


def after_round_transition(reporting_round, event):
    """An opened round is told to its libraries."""
    if event.transition is not None and event.transition.id == "open":
        mails.round_opened(reporting_round, expected_libraries(reporting_round))
