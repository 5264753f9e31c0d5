"""The frame of a calendar (iCalendar, RFC 5545), the same for all that the site hands out."""

from datetime import timedelta
from icalendar import Calendar
from metodinis.common.mail import translate_for


# How often calendars are asked to look again.
REFRESH = timedelta(hours=6)


def new_calendar(product, method="PUBLISH"):
    """An empty VCALENDAR. product: what makes it; method: of iTIP, "PUBLISH" or "CANCEL"."""
    calendar = Calendar()
    calendar.add("prodid", f"-//metodinis//{product}//LT")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def subscribed_calendar(product, name, language):
    """An empty VCALENDAR to subscribe to, with a name (message) in a language ("lt", "en")."""
    calendar = new_calendar(product)
    text = translate_for(name, language)
    calendar.add("name", text)
    calendar.add("x-wr-calname", text)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    return calendar
