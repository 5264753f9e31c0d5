"""The agenda as a calendar (iCalendar, RFC 5545)."""

from icalendar import Event
from metodinis.common.calendars import subscribed_calendar
from metodinis.common.mail import translate_for
from metodinis.i18n import _
from urllib.parse import urlsplit


NAME = _("overview_calendar_name", default="metodinis: my deadlines")


def calendar(entries, site_url, language, moment):
    """Entries as the bytes of a VCALENDAR; moment: when it is made (aware datetime)."""
    found = subscribed_calendar("agenda", NAME, language)
    host = urlsplit(site_url).hostname
    for entry in entries:
        found.add_component(_event(entry, host, language, moment))
    return found.to_ical()


def _event(entry, host, language, moment):
    event = Event()
    event.add("uid", f"{entry.uid}@{host}")
    event.add("dtstamp", moment)
    title = translate_for(entry.title, language)
    event.add("summary", f"{title} ({entry.who})" if entry.who else title)
    event.add("dtstart", entry.starts)
    # A deadline is a moment: without an end it takes no time from anyone's day.
    if entry.ends > entry.starts:
        event.add("dtend", entry.ends)
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    return event
