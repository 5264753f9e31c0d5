"""What an event's page shows of registration: for everyone, and for the staff."""

from metodinis.common.permissions import me
from metodinis.i18n import _
from metodinis.layout.views import Section
from metodinis.libraries.people import person
from metodinis.libraries.rules import DIRECTOR
from metodinis.training.registration import rules
from metodinis.training.registration import seating
from metodinis.training.registration.views import RegisterPage
from plone import api
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode


class RegistrationSection(Section):
    """Whether one can register, what seats there are, and the way in."""

    index = ViewPageTemplateFile("templates/section.pt")
    weight = 10
    title = _("registration_section", default="Registration")

    @property
    def is_empty(self):
        return self.state in (rules.NOT_ANNOUNCED, rules.OVER)

    @property
    @memoize
    def state(self):
        return seating.registration_state(self.context)

    @property
    def page(self):
        return RegisterPage(self.context, self.request)

    @property
    def own_libraries(self):
        """(address, name) of the form for the staff of each library that one directs."""
        if api.user.is_anonymous():
            return []
        roles = person(me()).libraries
        uids = [uid for uid, role in roles.items() if role == DIRECTOR]
        found = api.content.find(portal_type="Library", UID=uids) if uids else ()
        query = urlencode({"event": self.context.getId()})
        return [
            (f"{brain.getURL()}/@@register-staff?{query}", brain.library_title) for brain in found
        ]

    @property
    def closes(self):
        """Until when one can register, in words; "" after that."""
        closes = self.context.registration_closes
        return self.date_time(closes) if closes and self.state == rules.OPEN else ""


class StaffSection(Section):
    """Counts, and the way to the list."""

    index = ViewPageTemplateFile("templates/staff_section.pt")
    weight = 20
    title = _("registration_list", default="Registrations")
    is_empty = False

    @property
    def numbers(self):
        """What there is, in words."""
        seats = self.context.registrations.seats
        found = [self.plural(seats.taken, "registration_taken")]
        if seats.waiting:
            found.append(self.plural(seats.waiting, "registration_wait"))
        if seats.pending:
            found.append(self.plural(seats.pending, "registration_undecided"))
        return ", ".join(found)
