"""What becomes of registrations when their event changes, and who is told."""

from metodinis.common.moments import now
from metodinis.training.events.workflow import is_announced
from metodinis.training.registration import mails
from metodinis.training.registration import operations
from metodinis.training.registration import seating
from metodinis.training.registration.rules import ALIVE


# What participants have to know of.
TOLD = {"start", "end", "sessions", "location", "online_link", "title"}


def event_changed(event, told):
    """Tell participants what concerns them; new seats go to those in line."""
    if now() < event.start and is_announced(event) and TOLD & told.changed:
        operations.tell_participants(event, mails.CHANGED_MAIL)
    seating.settle(event)


def event_announced(event, told):
    """Those who were put into line meanwhile get their seats."""
    seating.settle(event)


def event_postponed(event, told):
    """All who may come are told; their seats stay theirs."""
    operations.tell_participants(event, mails.POSTPONED_MAIL, event.reason, ALIVE)


def event_resumed(event, told):
    """All who may come are told the new time."""
    operations.tell_participants(event, mails.RESUMED_MAIL)
    seating.settle(event)


def event_cancelled(event, told):
    """All who may come are told."""
    operations.tell_participants(event, mails.EVENT_CANCELLED_MAIL, event.reason, ALIVE)
