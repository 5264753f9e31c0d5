"""Which events are to come, or were of late."""

from metodinis.common.moments import now
from plone import api


def events_to_come(*states, since=None):
    """Events that end after now (after `since`, an aware datetime), the earliest first.

    states: of the workflow; all without any. Whoever asks: what is shown of them is another
    question. There are few of them: each is woken.
    """
    query = {"review_state": states} if states else {}
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        portal_type="TrainingEvent",
        end={"query": since or now(), "range": "min"},
        sort_on="start",
        **query,
    )
    return [brain._unrestrictedGetObject() for brain in brains]


def events_over(before):
    """Events that ended before a moment (aware datetime)."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        portal_type="TrainingEvent", end={"query": before, "range": "max"}
    )
    return [brain._unrestrictedGetObject() for brain in brains]
