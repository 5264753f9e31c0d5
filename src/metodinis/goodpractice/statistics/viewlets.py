"""How often a published case was read, on its page, for its library and the department."""

from datetime import timedelta
from metodinis.common.clock import today
from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.goodpractice.cases.operations import PROCESS
from metodinis.goodpractice.cases.rules import PUBLISHED
from metodinis.goodpractice.statistics.content import views_of
from metodinis.layout.views import Section
from plone.memoize.view import memoize
from plone.uuid.interfaces import IUUID


LATELY = timedelta(days=30)


class CaseViews(Section):
    """So many views in all, and in the last thirty days."""

    weight = 80

    @property
    def is_empty(self):
        return state_of(self.context) != PUBLISHED or not may(PROCESS, self.context)

    @property
    @memoize
    def days(self):
        return views_of(self.context.__parent__).of(IUUID(self.context))

    @property
    def total(self):
        return self.number(sum(self.days.values()))

    @property
    def lately(self):
        since = today() - LATELY
        return self.number(sum(number for day, number in self.days.items() if day > since))
