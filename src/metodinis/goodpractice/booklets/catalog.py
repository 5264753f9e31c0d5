"""What the catalog knows of a case's number and of a collection."""

from metodinis.goodpractice.booklets.introduction import introduction_of
from metodinis.goodpractice.booklets.schema import IPracticeCollection
from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.i18n import _
from metodinis.search.interfaces import Kind
from plone.indexer import indexer


COLLECTIONS = Kind(
    _("booklets_collections_search", default="Collections of good practice"),
    ("PracticeCollection",),
    16,
)


@indexer(IGoodPractice)
def practice_number(case):
    """The number of its stable address; none before it is published first."""
    if case.number is None:
        raise AttributeError("practice_number")
    return case.number


@indexer(IPracticeCollection)
def description(collection):
    """What lists and search results say of a collection."""
    return collection.description or ""


@indexer(IPracticeCollection)
def searchable_text(collection):
    """Its words; those of its cases are found with the cases."""
    lines = [line for _kind, lines in introduction_of(collection) for line in lines]
    return " ".join((collection.title, collection.description or "", *lines))
