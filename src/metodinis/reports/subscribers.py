"""What follows in reports when something else changes."""

from metodinis.reports.rounds.operations import reindex_due
from plone import api
from plone.uuid.interfaces import IUUID
from zope.container.interfaces import IContainerModifiedEvent


def round_modified(reporting_round, event):
    """A new deadline reaches the reports' entries in the catalog."""
    if any("deadline" in changed.attributes for changed in event.descriptions):
        reindex_due(reporting_round)


def library_modified(library, event):
    """A renamed library is found under its new name in the rounds."""
    if IContainerModifiedEvent.providedBy(event):
        # Only something in it was added or removed.
        return
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(library_uid=IUUID(library)):
        if brain.library_title != library.title or brain.library_code != library.code:
            brain._unrestrictedGetObject().reindexObject(
                idxs=["library_code", "library_sort", "library_title"]
            )
