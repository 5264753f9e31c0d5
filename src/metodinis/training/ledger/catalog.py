"""Reading a year: one pass over its events and their registrations, nothing kept."""

from datetime import datetime
from metodinis.common.clock import zone
from metodinis.common.moments import now
from metodinis.training.ledger import rules
from metodinis.training.registration.rules import ATTENDED
from metodinis.training.registration.rules import PARTLY
from plone import api


LEARNED = (ATTENDED, PARTLY)


def events_of(year, **query):
    """Events that end in a year, whoever asks, in the order of their ends."""
    start, end = (datetime(number, 1, 1, tzinfo=zone()) for number in (year, year + 1))
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="TrainingEvent",
        end={"query": (start, end), "range": "min:max"},
        sort_on="end",
        **query,
    )
    # The index takes the last moment of its range too.
    found = (brain._unrestrictedGetObject() for brain in brains)
    return [event for event in found if event.end < end]


def entries(year, library=None):
    """rules.Entry of each who took part in an event of a year; of one library (UID), if given.

    Whoever calls has asked for the permission.
    """
    place, found = zone(), []
    for event in events_of(year):
        known = event.registrations
        people = known.found(*LEARNED) if library is None else known.of_library(library)
        people = [one for one in people if one.state in LEARNED]
        if not people:
            continue
        uid, url, day = event.UID(), event.absolute_url(), event.end.astimezone(place).date()
        sessions, competences = event.sessions, tuple(event.competences or ())
        for one in people:
            learned = _share(one, sessions)
            found.append(
                rules.Entry(
                    uid,
                    event.title,
                    url,
                    day,
                    rules.person_key(one.email, one.id),
                    one.name,
                    one.institution,
                    one.library_uid,
                    (event.hours or 0.0) * learned,
                    competences,
                )
            )
    return found


def hours_of(event, registration):
    """The academic hours of one registration, None for who didn't take part."""
    if registration.state not in LEARNED:
        return None
    return (event.hours or 0.0) * _share(registration, event.sessions)


def _share(registration, sessions):
    if registration.state == ATTENDED:
        return 1.0
    return rules.share(sessions, registration.marks)


def years():
    """The years from the first event's to this one's or the last event's, the newest first."""
    this = now().astimezone(zone()).year
    catalog = api.portal.get_tool("portal_catalog")
    found = [this]
    for order in ("ascending", "descending"):
        brains = catalog.unrestrictedSearchResults(
            portal_type="TrainingEvent", sort_on="end", sort_order=order, sort_limit=1
        )
        ends = [brain._unrestrictedGetObject().end for brain in brains[:1]]
        found += [end.astimezone(zone()).year for end in ends]
    return list(range(max(found), min(found) - 1, -1))
