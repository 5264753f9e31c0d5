"""A collection of cases."""

from metodinis.common.content import Unpublished
from metodinis.goodpractice.booklets.schema import IPracticeCollection
from plone.dexterity.content import Item
from zope.interface import implementer


@implementer(IPracticeCollection)
class PracticeCollection(Item, Unpublished):
    """A collection; its cases are kept as UIDs, so that one that goes leaves no hole."""

    introduction = None
    case_uids = ()
