"""What lists find libraries by. Reports have the first three too, by their library."""

from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.libraries import rules
from metodinis.libraries.schema import ILibrary
from metodinis.search.interfaces import Kind
from plone.indexer import indexer
from plone.uuid.interfaces import IUUID


LIBRARIES = Kind(_("libraries_search_libraries", default="Libraries"), ("Library",), 10)
DEPARTMENTS = Kind(_("libraries_search_departments", default="Departments"), ("Department",), 40)
PARTNERS = Kind(_("libraries_search_partners", default="Partners"), ("Partner",), 45)


@indexer(ILibrary)
def library_code(library):
    return library.code


@indexer(ILibrary)
def library_title(library):
    return library.name


@indexer(ILibrary)
def library_sort(library):
    return sort_key(library.name)


@indexer(ILibrary)
def library_county(library):
    return library.county


@indexer(ILibrary)
def library_municipality(library):
    return library.municipality


@indexer(ILibrary)
def library_kind(library):
    return library.kind


@indexer(ILibrary)
def library_closed(library):
    return library.closed is not None


@indexer(ILibrary)
def search_library(library):
    """A library stands among what belongs to it."""
    return IUUID(library)


@indexer(ILibrary)
def library_text(library):
    """SearchableText: names, code, and where it is."""
    place = rules.municipalities().get(library.municipality)
    words = (
        library.title,
        library.short_name,
        library.code,
        library.address,
        place and place.name,
        place and place.county_name,
    )
    return " ".join(filter(None, words))
