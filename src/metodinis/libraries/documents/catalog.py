"""What the search finds a library's documents by."""

from metodinis.i18n import _
from metodinis.libraries.documents.schema import ILibraryDocument
from metodinis.search.interfaces import Kind
from plone.indexer import indexer
from plone.uuid.interfaces import IUUID


DOCUMENTS = Kind(
    _("libraries_search_documents", default="Documents of libraries"), ("LibraryDocument",), 15
)


@indexer(ILibraryDocument)
def searchable_text(document):
    """Title, description, library, the file's name and the words in it."""
    library = document.__parent__
    words = (document.title, document.description, library.title, library.short_name)
    return " ".join(filter(None, (*words, document.file.name, document.file.text)))


@indexer(ILibraryDocument)
def search_library(document):
    """The library whose document it is."""
    return IUUID(document.__parent__)


@indexer(ILibraryDocument)
def search_year(document):
    """The year of the document's date."""
    return document.date.year
