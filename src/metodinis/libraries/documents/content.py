"""A document of a library."""

from metodinis.common.content import Unpublished
from metodinis.libraries.documents.schema import ILibraryDocument
from plone.dexterity.content import Item
from zope.interface import implementer


@implementer(ILibraryDocument)
class LibraryDocument(Item, Unpublished):
    """A file of a library, with its title, kind and date."""

    file = None
