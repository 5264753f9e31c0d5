"""What an event is, for search engines: schema.org's EducationEvent."""

from metodinis.common.states import state_of
from metodinis.layout.metadata import organization
from metodinis.training.events.rules import CANCELLED
from metodinis.training.events.rules import POSTPONED
from metodinis.training.registration.seating import free_seats


SCHEMA = "https://schema.org"
STATUSES = {CANCELLED: "EventCancelled", POSTPONED: "EventPostponed"}
MODES = {
    "in_person": "OfflineEventAttendanceMode",
    "remote": "OnlineEventAttendanceMode",
    "mixed": "MixedEventAttendanceMode",
}


class EventData:
    """An event."""

    type = "article"

    def __init__(self, context):
        self.context = context

    def data(self, request):
        event, url = self.context, self.context.absolute_url()
        state = state_of(event)
        status = STATUSES.get(state, "EventRescheduled" if event.moved_from else "EventScheduled")
        return {
            "@type": "EducationEvent",
            "name": event.title,
            "description": event.description,
            "url": url,
            "startDate": event.start.isoformat(),
            "endDate": event.end.isoformat(),
            "previousStartDate": event.moved_from and event.moved_from.isoformat(),
            "eventStatus": f"{SCHEMA}/{status}",
            "eventAttendanceMode": f"{SCHEMA}/{MODES[event.form]}",
            "location": self._places(url),
            "organizer": organization(),
            "performer": [
                {"@type": "Person", "name": trainer.partition(",")[0]} for trainer in event.trainers
            ],
            "maximumAttendeeCapacity": event.capacity,
            "inLanguage": "lt",
            "isAccessibleForFree": not event.price,
            "offers": self._offer(url, state),
        }

    def _places(self, url):
        """The hall, and the page by which one joins from afar; its link is for participants."""
        found = []
        if self.context.form != "remote" and self.context.location:
            found.append(
                {
                    "@type": "Place",
                    "name": self.context.location,
                    "address": self.context.location,
                }
            )
        if self.context.form != "in_person":
            found.append({"@type": "VirtualLocation", "url": url})
        return found

    def _offer(self, url, state):
        if state in STATUSES:
            return None
        sold_out = free_seats(self.context) == 0
        return {
            "@type": "Offer",
            "url": url,
            "price": f"{self.context.price or 0:.2f}",
            "priceCurrency": "EUR",
            "availability": f"{SCHEMA}/{'SoldOut' if sold_out else 'InStock'}",
            "validFrom": self.context.registration_opens
            and self.context.registration_opens.isoformat(),
        }
