"""What follows when a library appears, changes or goes: its groups stay in step."""

from metodinis.libraries import people


def library_added(library, event):
    """A new library has its two groups, and they their roles on it."""
    people.make_groups(library)


def library_modified(library, event):
    """The groups are called what the library is called."""
    people.name_groups(library)


def library_removed(library, event):
    """A library that was deleted leaves no groups behind."""
    people.remove_groups(library)
