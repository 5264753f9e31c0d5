"""How rooms of good practice meet without knowing each other."""

from zope.interface import implementer
from zope.interface import Interface
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent
from zope.viewlet.interfaces import IViewletManager


class ICaseSections(IViewletManager):
    """What rooms add to a case's page for everybody, below what it tells."""


class ICaseStaffSections(IViewletManager):
    """What rooms add to a case's page for its writers, reviewers and editors, above it."""


class IWaits(Interface):
    """Subscription adapter of a case: what a room's side of it waits for."""

    def days(state):
        """token of cases.store -> day (date) or None. state: the case's."""


class IFieldRemarks(Interface):
    """Subscription adapter of a case: what its writers are told of single fields, while they mend
    it."""

    def remarks():
        """name of a field -> list of texts."""


class ICaseChanged(IObjectEvent):
    """Something public of a published case has changed, beside its state."""


@implementer(ICaseChanged)
class CaseChanged(ObjectEvent):
    """See ICaseChanged."""


class IReuseCount(Interface):
    """Adapter of the site: how often cases were taken over."""

    def counts():
        """UID of a case -> int; those that nobody took over are left out."""
