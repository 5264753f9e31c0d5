"""One participant's event as a calendar (iCalendar, RFC 5545)."""

from icalendar import Event
from metodinis.common.calendars import new_calendar
from metodinis.common.mail import translate_for
from metodinis.i18n import _
from plone.uuid.interfaces import IUUID
from urllib.parse import urlsplit


MEDIA_TYPE = "text/calendar"
FILE_NAME = "mokymai.ics"
DESCRIPTION = _(
    "registration_calendar_text", default="Your registration, to see, change or cancel: ${link}"
)


def calendar(event, link, language, moment, *, cancelled=False):
    """The sessions of an event as the bytes of a VCALENDAR.

    link: the participant's private link. cancelled: takes the entries out of a calendar that has
    them. moment: when it is made (aware datetime).
    """
    found = new_calendar("training", "CANCEL" if cancelled else "PUBLISH")
    host = urlsplit(event.absolute_url()).hostname
    text = translate_for(type(DESCRIPTION)(DESCRIPTION, mapping={"link": link}), language)
    for number, session in enumerate(event.sessions):
        entry = Event()
        # In a file of the participant's own: the same entry as it moves, and no other's.
        entry.add("uid", f"registration-{IUUID(event)}-{number}@{host}")
        entry.add("dtstamp", moment)
        entry.add("sequence", getattr(event, "sequence", 0) + cancelled)
        parts = event.title, session.title
        entry.add("summary", ": ".join(part for part in parts if part))
        entry.add("dtstart", session.starts)
        entry.add("dtend", session.ends)
        place = session.place or getattr(event, "location", "")
        if place:
            entry.add("location", place)
        entry.add("description", text)
        entry.add("url", link)
        entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
        found.add_component(entry)
    return found.to_ical()
