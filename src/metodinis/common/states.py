"""The workflow state of a content object, and how a step of it is refused."""

from metodinis.common.refusals import NotAllowed
from metodinis.common.refusals import Refused
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException


def state_of(obj):
    """The workflow state of an object, by its id."""
    return api.portal.get_tool("portal_workflow").getInfoFor(obj, "review_state")


class TransitionRefused(NotAllowed, WorkflowException):
    """A WorkflowException, so that stock pages and REST tell it instead of failing."""

    def __init__(self, message):
        # The workflow tool raises a copy, made of the exception that it caught.
        super().__init__(message.message if isinstance(message, Refused) else message)
