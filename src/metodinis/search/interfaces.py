"""How a domain joins the search without the search knowing it."""

from typing import NamedTuple
from zope.interface import Attribute
from zope.interface import Interface


class IKind(Interface):
    """A kind of results; a named utility, whose name stands in the address (`kind=libraries`)."""

    title = Attribute("What a group of them is called, in the plural: a message.")
    types = Attribute("The portal types that belong to it: a tuple of names.")
    order = Attribute("Where the group stands among others: an int; the smallest first.")


class ISource(Interface):
    """Results that lie in no catalog; a named adapter of (site, request).

    The name stands in the address like that of a kind. A source tells only what the reader of
    the request may see.
    """

    title = Attribute("What a group of them is called, in the plural: a message.")
    order = Attribute("Where the group stands among others: an int; the smallest first.")

    def found(terms):
        """The Entry of each thing in which all `terms` (rules.Term) stand, the best first."""


class Kind(NamedTuple):
    """An IKind."""

    title: str
    types: tuple[str, ...]
    order: int


class Entry(NamedTuple):
    """What a source finds. label: what kind of thing it is (a message); text: for the snippet."""

    title: str
    url: str
    label: str
    text: str
