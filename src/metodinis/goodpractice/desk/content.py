"""The event of a published case that has changed."""

from metodinis.goodpractice.interfaces import ICaseChanged
from zope.interface import implementer


@implementer(ICaseChanged)
class CaseChanged:
    """Something public of a published case has changed, beside its state."""

    def __init__(self, case):
        self.object = case
