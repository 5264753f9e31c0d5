"""What the staff decide about comparing: own groups and settings, kept with the indicators."""

from BTrees.OOBTree import OOBTree
from metodinis.indicators.peers.rules import NEIGHBOURS
from metodinis.indicators.peers.rules import SMALLEST
from persistent import Persistent
from typing import NamedTuple


# Inhabitants, outlets, full-time equivalents, stock.
MEASURES = ("A7", "A1", "G4", "B4")


class Settings(NamedTuple):
    """How libraries are compared.

    measures: codes of elements that nearest neighbours are found by; neighbours: how many;
    smallest: of fewer libraries with a number nothing is told; names_in_public: whether visitors
    see libraries' names beside each other's numbers.
    """

    measures: tuple = MEASURES
    neighbours: int = NEIGHBOURS
    smallest: int = SMALLEST
    names_in_public: bool = False


class OwnGroup(NamedTuple):
    """A group that the staff made. libraries: tuple of UIDs; note: why these, in their words."""

    id: str
    title: str
    libraries: tuple
    note: str


class Peers(Persistent):
    """Own groups by id, and the settings. Written by `operations` only."""

    def __init__(self):
        self._groups = OOBTree()
        self.settings = Settings()
        # New after each change, so that what was computed by it is told apart.
        self.changes = 0

    @property
    def groups(self):
        """All OwnGroups, in the order of their ids."""
        return list(self._groups.values())

    def group(self, name):
        """The OwnGroup with this name as its id, or None."""
        return self._groups.get(name)

    def put(self, group):
        """Keep an OwnGroup, a new one or instead of that with its id."""
        self._groups[group.id] = group
        self.changes += 1

    def remove(self, name):
        """Forget the group with this id."""
        del self._groups[name]
        self.changes += 1

    def decide(self, settings):
        """Keep Settings."""
        self.settings = settings
        self.changes += 1
