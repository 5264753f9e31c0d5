"""What follows when a library appears, changes or goes: its groups stay in step, and the register
counts it."""

from Acquisition import aq_inner
from Acquisition import aq_parent
from metodinis.libraries import people
from metodinis.libraries.schema import ILibraryDirectory
from zope.container.interfaces import IContainerModifiedEvent


def library_added(library, event):
    """A new library has its two groups, and they their roles on it."""
    people.make_groups(library)


def library_modified(library, event):
    """The groups are called what the library is called."""
    people.name_groups(library)


def library_removed(library, event):
    """A library that was deleted leaves no groups behind."""
    people.remove_groups(library)


def library_moved(library, event):
    """The register counts libraries that come, get another address, or go."""
    _count(event.oldParent)
    _count(event.newParent)


def library_changed(library, event):
    """The register counts changes of its libraries."""
    if not IContainerModifiedEvent.providedBy(event):
        _count(aq_parent(aq_inner(library)))


def _count(place):
    if ILibraryDirectory.providedBy(place):
        place.changes.change(1)
