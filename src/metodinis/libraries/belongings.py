"""Things beside a library that are its own, by `library_uid`: who their people are, as it changes.

A library that was closed gives no roles any more; those of the library that it was merged into do.
"""

from metodinis.libraries import people
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID


def library_of(thing):
    """The Library whose a thing is, or None."""
    return uuidToObject(thing.library_uid, unrestricted=True) if thing.library_uid else None


def owner_of(thing):
    """The Library whose people look after a thing now: its own, or that which took it over; None
    if all of them are closed."""
    return next((one for one in heirs(library_of(thing)) if not one.closed), None)


def follow(library, portal_type):
    """Let all things of a type that are a library's, or that of one merged into it, follow it.

    Returns the things that are other people's now.
    """
    catalog = api.portal.get_tool("portal_catalog")
    moved = []
    for brain in catalog.unrestrictedSearchResults(portal_type=portal_type):
        thing = brain._unrestrictedGetObject()
        is_concerned = IUUID(library) in map(IUUID, heirs(library_of(thing)))
        if is_concerned and _hand_over(thing):
            moved.append(thing)
    return moved


def _hand_over(thing):
    """Give the roles on a thing to whose it is now; whether that is news."""
    before = thing.get_local_roles()
    owner = owner_of(thing)
    people.set_roles(thing, *([owner] if owner is not None else ()))
    is_news = thing.get_local_roles() != before
    if is_news:
        thing.reindexObjectSecurity()
    return is_news


def heirs(library):
    """The library, the one that it was merged into, and so on."""
    found, seen = [], set()
    while library is not None and IUUID(library) not in seen:
        found.append(library)
        seen.add(IUUID(library))
        uid = library.merged_into
        library = uuidToObject(uid, unrestricted=True) if uid else None
    return found
