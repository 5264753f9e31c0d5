"""What the site knows of a library's figures from elsewhere: the contract between domains.

A domain registers a named utility for ISuggestions; the form of a statistical report shows what
all of them tell, beside the cells, and writes nothing by itself.
"""

from typing import NamedTuple
from zope.component import getUtilitiesFor
from zope.interface import Interface


class Suggestion(NamedTuple):
    """value: a number, int where it is whole; text: where it comes from (message)."""

    value: int | float
    text: str


class ISuggestions(Interface):
    """A named utility: figures of libraries that a domain counts itself."""

    def suggestions(library_uid, year):
        """code of an element -> Suggestion, for one library (UID) and year; {} for nothing.

        It costs a fixed number of catalog queries. Whoever calls may see the library's report.
        """


def suggestions(library_uid, year):
    """What all domains know of a library's year: code of an element -> Suggestion."""
    found = {}
    for _name, source in sorted(getUtilitiesFor(ISuggestions)):
        found |= source.suggestions(library_uid, year)
    return found
