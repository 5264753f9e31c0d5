"""What the catalog is told of all content in another way than Plone tells it."""

from metodinis.common.sorting import sort_key
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer
import re


NUMBER = re.compile(r"\d+")
# Digits of a number in a title that count when it is sorted, as in Plone.
DIGITS = 6


@indexer(IDexterityContent)
def sortable_title(obj):
    """The title as a key of the Lithuanian alphabet, in which 9 comes before 10."""
    return sort_key(NUMBER.sub(lambda number: number[0].zfill(DIGITS), obj.Title() or ""))


@indexer(IDexterityContent)
def creator(obj):
    """Nobody: visitors ask the catalog too, and staff's logins are none of their business."""
    return ""


@indexer(IDexterityContent)
def creators(obj):
    """Nobody, for the same reason."""
    return ()
