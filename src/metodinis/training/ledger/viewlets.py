"""The way to a library's hours on its page, and one's own hours at a private link."""

from metodinis.layout.views import Section
from metodinis.training.ledger.catalog import hours_of


class HoursLink(Section):
    """For the library's people and the department."""

    is_empty = False


class MyHours(Section):
    """At a participant's private link: the hours of this event."""

    weight = 40

    @property
    def is_empty(self):
        return not self.hours

    @property
    def hours(self):
        """Academic hours, None for who didn't take part."""
        return hours_of(self.context, self.__parent__.registration)

    @property
    def count(self):
        return self.number(round(self.hours, 2))
