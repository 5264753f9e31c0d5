"""What follows when something else changes."""

from metodinis.libraries.schema import ILibrary
from plone import api
from plone.uuid.interfaces import IUUID
from zope.container.interfaces import IContainerModifiedEvent


def library_modified(library, event):
    """A renamed library is called so in the lists of tracks too."""
    if IContainerModifiedEvent.providedBy(event) or not ILibrary.providedBy(library):
        return
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(
        portal_type="InductionTrack", library_uid=IUUID(library)
    ):
        if brain.induction["library"] != library.name:
            brain._unrestrictedGetObject().reindexObject(idxs=["library_sort"])
