"""Parts of an event's page that this room brings, and of the home page."""

from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.layout.views import Section
from metodinis.training.events import catalog
from metodinis.training.events import operations
from metodinis.training.events.actions import shown
from metodinis.training.events.actions import STEPS
from metodinis.training.events.listing import EventList
from metodinis.training.events.rules import DRAFT
from metodinis.training.events.views import EventBase
from metodinis.training.events.workflow import possible_steps
from plone import api
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


NEXT = 3
# Steps that are the obvious next one.
FIRST_STEPS = ("announce", "resume")


class PublicMaterials(Section, EventBase):
    """Files that everyone may have."""

    index = ViewPageTemplateFile("templates/public_materials.pt")
    weight = 60
    caption = _("training_materials", default="Materials")

    @property
    def is_empty(self):
        return not self.files

    @property
    @memoize
    def files(self):
        found = operations.materials_for(self.context)
        return [shown(self.context, *one) for one in found if one[1].audience == "public"]


class ParticipantMaterials(Section, EventBase):
    """What a participant's private link opens: their files, with addresses of their own."""

    index = ViewPageTemplateFile("templates/participant.pt")
    weight = 40
    caption = _("training_materials", default="Materials")

    @property
    def is_empty(self):
        return not operations.is_participant(self.registration) or not self.files

    @property
    def registration(self):
        return self.__parent__.registration

    @property
    @memoize
    def files(self):
        found = operations.materials_for(self.context, self.registration)
        return [shown(self.context, *one, secret=self.registration.secret) for one in found]


class Running(Section, EventBase):
    """For those who run it: how many seats are taken, and what can be done with the event."""

    index = ViewPageTemplateFile("templates/running.pt")
    weight = 5
    is_empty = False

    @property
    def may_manage(self):
        return may(operations.MANAGE, self.context)

    @property
    def steps(self):
        """(address, title, whether it is the obvious one) of the steps that can be taken."""
        if not self.may_manage:
            return []
        url = f"{self.context.absolute_url()}/@@event-transition?name="
        return [
            (url + name, STEPS[name][0], name in FIRST_STEPS)
            for name in possible_steps(self.context)
        ]

    @property
    def may_remove(self):
        is_draft = state_of(self.context) == DRAFT
        return self.may_manage and is_draft and not len(self.context.registrations)

    @property
    def seats(self):
        """How many seats are taken of how many, as a text."""
        taken, capacity = self.context.registrations.seats.taken, self.context.capacity
        if capacity is None:
            return self.number(taken)
        return self.say(
            _(
                "training_seats_taken",
                default="${taken} of ${capacity}",
                mapping={"taken": self.number(taken), "capacity": self.number(capacity)},
            )
        )

    @property
    def is_over_full(self):
        capacity = self.context.capacity
        return capacity is not None and self.context.registrations.seats.taken > capacity

    @property
    def materials(self):
        return self.plural(len(self.context.materials), "training_files")

    @property
    def cost(self):
        """What the event costs the department, or None; for those who manage it."""
        cost = self.context.cost
        return self.money(int(cost * 100)) if cost and self.may_manage else None


class NextTraining(Section, EventList):
    """The home page: the events that come next."""

    index = ViewPageTemplateFile("templates/next_training.pt")
    weight = 5

    @property
    def is_empty(self):
        return not self.events

    @property
    @memoize
    def events(self):
        rows = catalog.find(catalog.Filters())
        found = [row for row in rows if row.state == "announced"][:NEXT]
        return [self.shown(row) for row in found]

    @property
    def all_url(self):
        return f"{api.portal.get().absolute_url()}/training"
