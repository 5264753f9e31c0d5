"""REST services of the register.

GET `/libraries/@libraries`, GET `/libraries/@libraries-export`, POST `/libraries`, GET
`…/@library`, PATCH `…`, PATCH `…/@contact`, POST `…/@close`, POST `…/@reopen`. POST and PATCH take
the place of those of plain content.
"""

from metodinis.common.api import choice_of
from metodinis.common.api import date_of
from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.layout.exports import MEDIA_TYPES
from metodinis.libraries import exports
from metodinis.libraries import operations
from metodinis.libraries import search
from metodinis.libraries.schema import ILibrary
from plone.app.uuid.utils import uuidToCatalogBrain
from plone.uuid.interfaces import IUUID
from zope.schema import getFields
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IFloat


def library_json(library):
    """What the present user may know of a library; dates as YYYY-MM-DD, coordinates in degrees."""
    # Whom it asks is an account's name: for those who keep the register.
    internal = ("methodologist",) if may(operations.MANAGE, library) else ()
    heir = library.merged_into and uuidToCatalogBrain(library.merged_into)
    plain = ("code", "title", "short_name", "kind", "municipality", "county", "founder")
    contact = ("address", "email", "phone", "web", "latitude", "longitude")
    return {
        "@id": library.absolute_url(),
        "UID": IUUID(library),
        **{name: getattr(library, name) for name in plain + contact + internal},
        "outlets": library.outlets,
        "population": [dict(row) for row in library.population],
        "opened": library.opened and library.opened.isoformat(),
        "closed": library.closed and library.closed.isoformat(),
        "merged_into": heir.library_code if heir else None,
    }


def values_of(body):
    """The fields of a body as operations take them. Raises FieldErrors for dates."""
    values, fields = {}, getFields(ILibrary)
    for name, value in body.items():
        field = fields.get(name)
        if IDate.providedBy(field) and value is not None:
            value = date_of(body, name)
        elif IFloat.providedBy(field) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        values[name] = value
    return values


def population_of(body):
    """The rows in field `population` of a body. Raises FieldErrors."""
    rows = body["population"]
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and isinstance(row.get("source", ""), str) for row in rows
    ):
        raise FieldErrors(
            {
                "population": _(
                    "libraries_population_rows",
                    default="This must be a list of year, population and source.",
                )
            }
        )
    return rows


class Libraries(JsonService):
    """GET @libraries: libraries by text, county, municipality, kind, state, sort, order."""

    def answer(self):
        found = search.find(search.filters_of(self.request.form))
        return self.batch(found, lambda brain: library_json(brain.getObject()))


class LibrariesExport(FileService):
    """GET @libraries-export?format=csv|xlsx with the filters of @libraries: the file itself."""

    def answer(self):
        kind = choice_of(self.request.form, "format", MEDIA_TYPES)
        found = search.find(search.filters_of(self.request.form))
        libraries = (brain.getObject() for brain in found)
        return exports.deliver_libraries(self.request.response, libraries, kind)


class AddLibrary(JsonService):
    """POST on the register: a new library."""

    def answer(self):
        body = self.body()
        if "population" in body:
            population_of(body)
        library = operations.create_library(values_of(body))
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", library.absolute_url())
        return library_json(library)


class GetLibrary(JsonService):
    """GET @library"""

    def answer(self):
        return library_json(self.context)


class EditLibrary(JsonService):
    """PATCH on a library: the fields that are to change."""

    def answer(self):
        body = self.body()
        if "population" in body:
            operations.set_population(self.context, population_of(body))
            del body["population"]
        operations.update_library(self.context, values_of(body))
        return library_json(self.context)


class EditContact(JsonService):
    """PATCH @contact: address, e-mail, phone, web."""

    def answer(self):
        operations.update_contact(self.context, self.body())
        return library_json(self.context)


class CloseLibrary(JsonService):
    """POST @close: {"day": "2025-12-31", "merged_into": code of a library, or nothing}"""

    def answer(self):
        body = self.body()
        heir = None
        if body.get("merged_into") is not None:
            heir = library_by_code(text_of(body, "merged_into"))
        operations.close_library(self.context, date_of(body, "day"), heir)
        return library_json(self.context)


class ReopenLibrary(JsonService):
    """POST @reopen"""

    def answer(self):
        operations.reopen_library(self.context)
        return library_json(self.context)


def library_by_code(code):
    """The open library with this code. Raises FieldErrors for merged_into."""
    for brain in search.find(search.Filters()):
        if brain.library_code == code:
            return brain.getObject()
    raise FieldErrors(
        {
            "merged_into": _(
                "libraries_merged_into_wrong",
                default="Choose another library, one that is open.",
            )
        }
    )
