"""Lists of libraries as CSV and XLSX."""

from io import BytesIO
from metodinis.common.spreadsheets import neutral
from metodinis.common.spreadsheets import write_csv
from metodinis.i18n import _
from metodinis.libraries import rules
from metodinis.libraries.schema import ILibrary
from metodinis.libraries.vocabularies import KIND_TITLES
from metodinis.libraries.vocabularies import OUTLET_TITLES
from plone import api
from plone.app.uuid.utils import uuidToCatalogBrain
from zope.i18n import translate
import xlsxwriter


MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
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


def export(libraries, kind, language):
    """The libraries as the bytes of a "csv" or "xlsx" file."""
    rows = rows_of(libraries, language)
    if kind == "csv":
        return write_csv(rows)
    return _workbook(list(rows), translate(SHEET, target_language=language))


def deliver(response, libraries, kind):
    """Send the libraries as a "csv" or "xlsx" file, in the language of the request."""
    response.setHeader("Content-Type", MEDIA_TYPES[kind])
    response.setHeader("Content-Disposition", f'attachment; filename="bibliotekos.{kind}"')
    response.setHeader("X-Content-Type-Options", "nosniff")
    return export(libraries, kind, api.portal.get_current_language())


def _workbook(rows, name):
    output = BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(name)
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, len(rows[0]) - 1, 18)
        for column, text in enumerate(rows[0]):
            sheet.write_string(0, column, text, head)
        for place, row in enumerate(rows[1:], 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(place, column, neutral(value))
                elif value is not None:
                    sheet.write_number(place, column, value)
        sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
    return output.getvalue()
