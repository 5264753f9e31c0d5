"""What must hold before and after an event's transitions; asked of every way in.

The table of states and permissions is in profiles/default/workflows.
"""

from DateTime import DateTime
from metodinis.common.moments import now
from metodinis.common.states import state_of
from metodinis.common.states import TransitionRefused
from metodinis.i18n import _
from metodinis.training.interfaces import EventAnnounced
from metodinis.training.interfaces import EventCancelled
from metodinis.training.interfaces import EventPostponed
from metodinis.training.interfaces import EventResumed
from metodinis.training.interfaces import EventWithdrawn
from plone import api
from zope.event import notify


NEED_A_REASON = ("postpone", "cancel")
OPENING = ("announce", "resume")
REASON_MISSING = _(
    "training_reason_missing", default="Write a reason: participants and visitors will read it."
)
TOLD = {
    "announce": EventAnnounced,
    "withdraw": EventWithdrawn,
    "postpone": EventPostponed,
    "cancel": EventCancelled,
}


def is_announced(event):
    """Whether it takes place as it is told: neither in preparation nor put off."""
    return state_of(event) == "announced"


def is_over(event):
    """Whether its last session has ended."""
    return event.end <= now()


def possible_steps(event):
    """Names of the steps that the present user may take now, in the order of the workflow."""
    found = api.portal.get_tool("portal_workflow").getTransitionsFor(event)
    names = [step["id"] for step in found]
    if is_over(event):
        names = [name for name in names if name == "withdraw"]
    if len(event.registrations):
        names = [name for name in names if name != "withdraw"]
    return names


def before_transition(event, told):
    """Refuse what would leave people without an answer."""
    if told.transition is None:
        return
    name = told.transition.id
    if name in NEED_A_REASON and not (told.kwargs.get("comment") or "").strip():
        raise TransitionRefused(REASON_MISSING)
    if name in NEED_A_REASON and is_over(event):
        raise TransitionRefused(
            _("training_event_over", default="The event is over: nothing of this can be changed.")
        )
    if name in OPENING and is_over(event):
        raise TransitionRefused(
            _(
                "training_event_past",
                default="The event would be over already. Give it new dates first.",
            )
        )
    if name == "withdraw" and len(event.registrations):
        raise TransitionRefused(
            _(
                "training_withdraw_registered",
                default="Somebody has registered already: postpone or cancel the event, so that "
                "they are told why.",
            )
        )


def after_transition(event, told):
    """Keep the reason, let calendars know, and tell the other rooms."""
    if told.transition is None:
        return
    name = told.transition.id
    event.reason = (told.kwargs.get("comment") or "").strip() if name in NEED_A_REASON else ""
    event.sequence += 1
    event.setModificationDate(DateTime(now()))
    # When it was announced: feeds and search engines go by it.
    if name == "announce":
        event.setEffectiveDate(DateTime(now()))
    elif name == "withdraw":
        event.setEffectiveDate(None)
    event.reindexObject(idxs=["modified", "effective", "effectiveRange"])
    if name == "resume":
        notify(EventResumed(event, told.kwargs.get("before") or {}))
    else:
        notify(TOLD[name](event))
