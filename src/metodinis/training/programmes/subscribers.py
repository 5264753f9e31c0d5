"""A programme stays with the people of its library, whoever they are now."""

from metodinis.libraries import people
from metodinis.training.programmes.mails import library_of
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID


def library_modified(library, event):
    """A library that was closed, merged or opened again: its programmes follow it."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="TrainingProgramme"):
        programme = brain._unrestrictedGetObject()
        if programme.library_uid and IUUID(library) in _chain(library_of(programme)):
            _hand_over(programme)


def _hand_over(programme):
    before = programme.get_local_roles()
    owners = [one for one in _heirs(library_of(programme)) if not one.closed]
    people.set_roles(programme, *owners)
    if programme.get_local_roles() != before:
        programme.reindexObjectSecurity()


def _heirs(library):
    """The library, the one that it was merged into, and so on."""
    found = []
    while library is not None and library not in found:
        found.append(library)
        uid = library.merged_into
        library = uuidToObject(uid, unrestricted=True) if uid else None
    return found


def _chain(library):
    return {IUUID(one) for one in _heirs(library)}
