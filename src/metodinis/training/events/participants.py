"""What a participant finds behind their private link: how to join, and the files.

The room of registrations shows it: `ParticipantPart(event, request, registration)()` is HTML, ""
for a registration that isn't a participant's.
"""

from metodinis.i18n import _
from metodinis.training.events import operations
from metodinis.training.events.actions import shown
from metodinis.training.events.views import EventBase
from metodinis.training.events.workflow import is_over
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class ParticipantPart(EventBase):
    """The link to join and the materials, for one registration."""

    index = ViewPageTemplateFile("templates/participant.pt")
    caption = _("training_for_participants", default="For participants")

    def __init__(self, event, request, registration):
        super().__init__(event, request)
        self.registration = registration

    def __call__(self):
        if not operations.is_participant(self.registration):
            return ""
        return self.index() if self.link or self.files else ""

    @property
    def link(self):
        """The address to join at, until the event is over; None if it has none."""
        return None if is_over(self.context) else self.context.online_link

    @property
    def files(self):
        """Files as `actions.shown` tells them; their addresses have the participant's secret."""
        found = operations.materials_for(self.context, self.registration)
        return [shown(self.context, *one, secret=self.registration.secret) for one in found]
