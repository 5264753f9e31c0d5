"""Lists of libraries as CSV and XLSX."""

from metodinis.i18n import _
from metodinis.layout.exports import deliver
from metodinis.layout.exports import Table
from metodinis.layout.exports import WRITERS
from metodinis.libraries import rules
from metodinis.libraries.schema import ILibrary
from metodinis.libraries.vocabularies import KIND_TITLES
from metodinis.libraries.vocabularies import OUTLET_TITLES
from plone import api
from plone.app.uuid.utils import uuidToCatalogBrain
from zope.i18n import translate


SHEET = _("libraries_title_all", default="Libraries")
HEADS = (
    *(ILibrary[name].title for name in ("code", "title", "short_name", "kind", "municipality")),
    _("libraries_county", default="County"),
    *(ILibrary[name].title for name in ("founder", "address", "email", "phone", "web")),
    *(ILibrary[name].title for name in ("latitude", "longitude", "opened")),
    _("libraries_closed", default="Closed"),
    _("libraries_merged_into", default="Merged into"),
    *OUTLET_TITLES.values(),
    _("libraries_population_year", default="Year"),
    _("libraries_population", default="Inhabitants served"),
    _("libraries_population_source", default="Source"),
)


def rows_of(libraries, language):
    """A head, and a row of texts, numbers and None for each library, in a language."""

    def say(message):
        return translate(message, target_language=language)

    yield [say(head) for head in HEADS]
    for library in libraries:
        place = rules.municipalities().get(library.municipality)
        heir = library.merged_into and uuidToCatalogBrain(library.merged_into)
        latest = library.population[0] if library.population else {}
        yield [
            library.code,
            library.title,
            library.short_name,
            say(KIND_TITLES[library.kind]),
            place and place.name,
            place and place.county_name,
            library.founder,
            library.address,
            library.email,
            library.phone,
            library.web,
            library.latitude,
            library.longitude,
            library.opened and library.opened.isoformat(),
            library.closed and library.closed.isoformat(),
            heir.library_title if heir else None,
            *(library.outlets.get(kind) for kind in rules.OUTLETS),
            *(latest.get(name) for name in ("year", "population", "source")),
        ]


def export(libraries, format_, language):
    """The libraries as the bytes of a "csv" or "xlsx" file."""
    name = translate(SHEET, target_language=language)
    return WRITERS[format_]([Table(name, list(rows_of(libraries, language)))])


def deliver_libraries(response, libraries, format_):
    """Send the libraries as a "csv" or "xlsx" file, in the language of the request."""
    data = export(libraries, format_, api.portal.get_current_language())
    return deliver(response, data, "bibliotekos", format_)
