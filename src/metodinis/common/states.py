"""The workflow state of a content object, its steps, and how a step is refused."""

from metodinis.common.permissions import require
from metodinis.common.refusals import NotAllowed
from metodinis.common.refusals import Refused
from metodinis.i18n import _
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException


STEP_GONE = _(
    "common_step_gone",
    default="This can't be done now: its state has changed, or the step isn't yours. Reload the "
    "page to see where it stands.",
)


def state_of(obj):
    """The workflow state of an object, by its id."""
    return api.portal.get_tool("portal_workflow").getInfoFor(obj, "review_state")


def steps_of(obj):
    """The names of the steps that the present user may make now: a set."""
    workflow = api.portal.get_tool("portal_workflow")
    return {possible["id"] for possible in workflow.getTransitionsFor(obj)}


def require_step(obj, name):
    """Raise Unauthorized or NotAllowed unless the present user may make this step now."""
    require("View", obj)
    if name not in steps_of(obj):
        raise NotAllowed(STEP_GONE)


def take_step(obj, name, reason="", **more):
    """Make a step; reason stands in the history, more is told to guards. Raises Refused."""
    require_step(obj, name)
    try:
        api.portal.get_tool("portal_workflow").doActionFor(obj, name, comment=reason, **more)
    except WorkflowException as error:
        # The workflow tool raises a second one of the same class around the first.
        first = error.args[0] if isinstance(error.args[0], WorkflowException) else error
        if isinstance(first, Refused):
            raise first from error
        raise NotAllowed(first.args[0]) from error


class TransitionRefused(NotAllowed, WorkflowException):
    """A WorkflowException, so that stock pages and REST tell it instead of failing."""

    def __init__(self, message):
        # The workflow tool raises a copy, made of the exception that it caught.
        super().__init__(message.message if isinstance(message, Refused) else message)
