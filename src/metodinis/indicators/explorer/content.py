"""Selections that people gave a name, kept with the site's indicators."""

from BTrees.OOBTree import OOBTree
from datetime import datetime
from metodinis.common.sorting import sort_key
from persistent import Persistent
from typing import NamedTuple


class Selection(NamedTuple):
    """A named choice of the explorer.

    id: in addresses; title: in its owner's words; query: of the explorer's address, as
    `rules.pairs_of` writes it; by: the owner's user id; shared: whether everybody sees it.
    """

    id: str
    title: str
    query: str
    by: str
    shared: bool
    at: datetime


class Selections(Persistent):
    """All Selections, as plain tuples by id. Written by `operations` only."""

    def __init__(self):
        self._kept = OOBTree()

    def all(self):
        """All Selections by title."""
        found = (Selection(*stored) for stored in self._kept.values())
        return sorted(found, key=lambda one: (sort_key(one.title), one.id))

    def get(self, name):
        """The Selection with an id, or None."""
        stored = self._kept.get(name)
        return Selection(*stored) if stored else None

    def put(self, selection):
        """Keep a Selection, new or changed."""
        self._kept[selection.id] = tuple(selection)

    def remove(self, name):
        """Forget the Selection with an id."""
        del self._kept[name]
