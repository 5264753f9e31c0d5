"""Events as calendars (iCalendar, RFC 5545).

Times are in UTC, so that no calendar needs to know how the clock is turned here. A session is an
entry of its own; its UID stays whatever changes, and SEQUENCE grows with each change, so that
calendars move what they have instead of adding to it.
"""

from icalendar import Event
from metodinis.common.calendars import subscribed_calendar
from metodinis.common.mail import translate_for
from metodinis.common.moments import now
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.layout.exports import send
from metodinis.training.events import rules
from plone import api
from plone.uuid.interfaces import IUUID
from urllib.parse import urlsplit


MEDIA_TYPE = "text/calendar; charset=utf-8"
NAME = _("training_calendar_name", default="Training")
POSTPONED = _("training_calendar_postponed", default="Postponed: ${title}")
CANCELLED = _("training_calendar_cancelled", default="Cancelled: ${title}")
PREFIXED = {rules.POSTPONED: POSTPONED, rules.CANCELLED: CANCELLED}


def calendar(events, language):
    """Events as the bytes of a VCALENDAR in a language ("lt", "en"); all of it is public."""
    found = subscribed_calendar("training", NAME, language)
    for event in events:
        for number, session in enumerate(event.sessions, start=1):
            found.add_component(_entry(event, number, session, language))
    return found.to_ical()


def _entry(event, number, session, language):
    state, url = state_of(event), event.absolute_url()
    entry = Event()
    entry.add("uid", uid_of(event, number))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", now())
    entry.add("last-modified", event.modified().asdatetime())
    entry.add("dtstart", session.starts)
    entry.add("dtend", session.ends)
    entry.add("summary", _summary(event, session, state, language))
    entry.add("description", _description(event, url))
    entry.add("location", session.place or event.location or "")
    entry.add("url", url)
    # One that is postponed isn't on that day: its new day comes with a greater SEQUENCE.
    entry.add("status", "CANCELLED" if state in PREFIXED else "CONFIRMED")
    return entry


def uid_of(event, number=1):
    """What a session of an event is known by in all calendars, for good."""
    host = urlsplit(api.portal.get().absolute_url()).hostname
    name = IUUID(event) if number == 1 else f"{IUUID(event)}-{number}"
    return f"{name}@{host}"


def _summary(event, session, state, language):
    title = f"{event.title}: {session.title}" if session.title else event.title
    if state not in PREFIXED:
        return title
    message = PREFIXED[state]
    return translate_for(type(message)(message, mapping={"title": title}), language)


def _description(event, url):
    return "\n\n".join(filter(None, (event.reason, event.description, url)))


def deliver(response, data, name):
    """Send a calendar under a file name (ASCII, without its extension)."""
    return send(response, data, f"{name}.ics", MEDIA_TYPE, "inline")
