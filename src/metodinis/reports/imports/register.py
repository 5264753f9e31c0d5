"""The libraries of a file: those that are in the register, and what new ones would be."""

from datetime import date
from metodinis.common.numbers import CellError
from metodinis.common.numbers import parse_cell
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.libraries.operations import checked_library
from metodinis.libraries.operations import checked_population
from metodinis.libraries.rules import municipalities
from plone import api


class Register:
    """The libraries of the site by their codes, read once."""

    def __init__(self):
        catalog = api.portal.get_tool("portal_catalog")
        brains = catalog.unrestrictedSearchResults(portal_type="Library")
        self._brains = {brain.library_code: brain for brain in brains}

    def get(self, code):
        """The Library with this code, or None."""
        brain = self._brains.get(code)
        return brain._unrestrictedGetObject() if brain is not None else None


def new_library(row, year, source):
    """What `create_library` takes, of a Row. source: where its population is from.

    Raises FieldErrors.
    """
    values, errors = {"code": row.code}, {}
    for field, text in row.library.items():
        try:
            values[field] = _typed(field, text)
        except (ValueError, CellError):
            errors[field] = _(
                "imports_library_value_wrong",
                default="“${text}” doesn't fit here.",
                mapping={"text": text},
            )
    population = values.pop("population", None)
    if errors:
        raise FieldErrors(errors)
    checked_library(values)
    if population is not None:
        rows = [{"year": year, "population": population, "source": source}]
        checked_population(rows)
        values["population"] = rows
    return values


def _typed(field, text):
    """The value that a library's field takes. Raises ValueError or CellError."""
    if field == "population" or field.startswith("outlets_"):
        cell = parse_cell(text, "count")
        if cell.value is None:
            raise ValueError(text)
        return cell.value
    if field in ("latitude", "longitude"):
        return float(text.replace(",", "."))
    if field == "opened":
        return date.fromisoformat(text)
    if field == "municipality":
        names = {place.name.casefold(): code for code, place in municipalities().items()}
        return names.get(text.casefold(), text)
    return text
