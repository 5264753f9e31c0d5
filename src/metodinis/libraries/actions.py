"""Pages that change a library beyond its form: population, closing, opening again."""

from datetime import date
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.libraries import operations
from metodinis.libraries import rules
from metodinis.libraries import search
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
import re


EMPTY_ROWS = 3
COLUMNS = {
    "year": _("libraries_population_year", default="Year"),
    "population": _("libraries_population", default="Inhabitants served"),
    "source": _("libraries_population_source", default="Source"),
}


class PopulationPage(ActionPage):
    """`@@population`: the inhabitants whom a library serves, a row a year."""

    title = _("libraries_population_title", default="Inhabitants served, by year")
    lead = _(
        "libraries_population_lead",
        default="Reports take the number from here. To remove a year, empty its row.",
    )
    caption = _("libraries_population_caption", default="Inhabitants served")

    columns = COLUMNS

    def column_title(self, name):
        return COLUMNS[name]

    @property
    def rows(self):
        """Rows of texts: what was typed, else what is stored with a few empty rows on top."""
        if self.refusal is not None:
            return typed_rows(self.request.form)
        empty = [dict.fromkeys(COLUMNS, "")] * EMPTY_ROWS
        return empty + [
            {name: str(row[name]) for name in COLUMNS} for row in self.context.population
        ]

    def act(self, form):
        rows = [
            {
                "year": number_of(row["year"]),
                "population": number_of(row["population"]),
                "source": row["source"],
            }
            for row in typed_rows(form)
        ]
        operations.set_population(self.context, rows)
        return _("libraries_saved", default="The changes are saved.")


def typed_rows(form):
    """The rows that a form sent, as texts, without those that are empty."""
    rows = []
    for place in range(rules.LAST_YEAR - rules.FIRST_YEAR + EMPTY_ROWS):
        row = {name: form.get(f"{name}-{place}", "") for name in COLUMNS}
        row = {name: text.strip() if isinstance(text, str) else "" for name, text in row.items()}
        if any(row.values()):
            rows.append(row)
    return rows


def number_of(text):
    """A whole number that people typed, groups of digits allowed; else None."""
    digits = re.sub(r"\s", "", text)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 12 else None


class ClosePage(ActionPage):
    """`@@close`: close a library or merge it into another, once confirmed."""

    title = _("libraries_close_title", default="Close the library")
    consequences = _(
        "libraries_close_consequences",
        default="The library's page, reports and figures stay. Its people lose the right to "
        "enter and see reports at once. If it is merged, the people of the other library take "
        "over its reports, the last one too. If it isn't, have its last report accepted first.",
    )

    @property
    def others(self):
        """(UID, name) of the libraries that it can be merged into."""
        own = IUUID(self.context)
        found = search.find(search.Filters())
        return [(brain.UID, brain.library_title) for brain in found if own != brain.UID]

    def act(self, form):
        errors = {}
        day = heir = None
        try:
            day = date.fromisoformat(form["day"]) if form.get("day") else None
        except ValueError:
            errors["day"] = _("common_date_invalid", default="This must be a date like 2026-02-10.")
        if form.get("merged_into"):
            heir = uuidToObject(form["merged_into"])
            if heir is None:
                errors["merged_into"] = _(
                    "libraries_merged_into_wrong",
                    default="Choose another library, one that is open.",
                )
        if form.get("confirmed") != "yes":
            errors["confirmed"] = _(
                "libraries_close_unconfirmed",
                default="Tick this box if the library is to be closed.",
            )
        if errors:
            raise FieldErrors(errors)
        operations.close_library(self.context, day, heir)
        return _("libraries_close_done", default="The library is closed.")


class ReopenPage(ActionPage):
    """`@@reopen`: take a closing back, once confirmed."""

    title = _("libraries_reopen_title", default="Open the library again")
    consequences = _(
        "libraries_reopen_consequences",
        default="The closing is taken back: the library's own people may enter its reports "
        "again, and the people of another library may not.",
    )

    def act(self, form):
        operations.reopen_library(self.context)
        return _("libraries_reopen_done", default="The library is open again.")
