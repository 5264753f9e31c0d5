"""What the search finds a library's documents by."""

from metodinis.libraries.documents.schema import ILibraryDocument
from plone.indexer import indexer


@indexer(ILibraryDocument)
def searchable_text(document):
    """Title, description, library, the file's name and the words in it."""
    library = document.__parent__
    words = (document.title, document.description, library.title, library.short_name)
    return " ".join(filter(None, (*words, document.file.name, document.file.text)))
