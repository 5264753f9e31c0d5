"""`@@import-registrations`: participants from a table; a look first, then all of them or none."""

from functools import cached_property
from metodinis.common.api import decoded_body
from metodinis.common.mail import quiet
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.spreadsheets import MAX_SIZE
from metodinis.common.spreadsheets import SpreadsheetError
from metodinis.i18n import _
from metodinis.training.registration import operations
from metodinis.training.registration import rules
from metodinis.training.registration import seating
from metodinis.training.registration.desk import tables
from metodinis.training.registration.pages import EventRelated
from metodinis.training.registration.vocabularies import open_libraries
from plone import api
from typing import NamedTuple
import contextlib
import json


FILE_MISSING = _("registration_file_missing", default="Choose a file.")


class Finding(NamedTuple):
    """What is wrong in a cell: its name ("B3"), what stands there, why; its row, from 1."""

    cell: str
    text: str
    message: str
    row: int


class Plan(NamedTuple):
    """people: values as operations take them; findings: list of Finding; then nothing is
    stored."""

    people: list
    findings: list


def plan(event, data):
    """The Plan of a file (bytes). Raises FieldErrors for field "file"."""
    try:
        table = tables.table_of(tables.rows_of(data))
    except SpreadsheetError as error:
        raise FieldErrors({"file": error.text(api.portal.get_current_language())}) from error
    if tables.missing(table):
        raise FieldErrors({"file": HEADS_MISSING})
    if not table.rows:
        raise FieldErrors({"file": _("registration_import_empty", default="Nobody is in it.")})
    if len(table.rows) > tables.MAX_PEOPLE:
        raise FieldErrors(
            {
                "file": _(
                    "registration_import_many",
                    default="More than ${max} people are in it. Make two files of it.",
                    mapping={"max": tables.MAX_PEOPLE},
                )
            }
        )
    return _planned(event, table)


HEADS_MISSING = _(
    "registration_import_heads",
    default="The first row must name the columns: at least “First and last name” and “E-mail”.",
)


def _planned(event, table):
    uids, people, findings = _libraries(event), [], []
    for number, values in table.rows:
        name = values.get("library", "")
        uid = uids.get(name.casefold()) if name else None
        if name and not uid:
            findings.append(_finding(table, number, values, "library", UNKNOWN_LIBRARY))
        person = {field: values.get(field, "") for field in seating.FIELDS}
        people.append({**person, "library_uid": uid})
    try:
        operations.check_people(event, people)
    except FieldErrors as refusal:
        for name, message in refusal.errors.items():
            row, _dash, field = name.partition("-")
            number, values = table.rows[int(row)]
            findings.append(_finding(table, number, values, field, message))
    return Plan(people, sorted(findings, key=lambda one: (one.row, one.cell)))


UNKNOWN_LIBRARY = _(
    "registration_import_library",
    default="There is no such library here: write its name or code, or leave the cell empty.",
)


def _finding(table, number, values, field, message):
    columns = table.columns
    column = columns.get(field, columns.get("first_name", 0))
    return Finding(tables.cell_name(column, number), values.get(field, ""), message, number)


def _libraries(event):
    """Name, short name or code in small letters -> UID of libraries that aren't closed."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type="Library", library_closed=False)
    known = {term.value for term in open_libraries(event)}
    return {
        name.casefold(): brain.UID
        for brain in brains
        if brain.UID in known
        for name in (brain.library_title, brain.Title, brain.library_code)
        if name
    }


def store(event, people, *, reason="", write=True, language="lt"):
    """Register those of a Plan; return their Registrations. Raises FieldErrors for "file" if
    somebody can't be any more."""
    require(operations.MANAGE, event)
    with contextlib.nullcontext() if write else quiet():
        try:
            return operations.add_people(
                event, people, reason=reason, language=language, write=write
            )
        except FieldErrors as refusal:
            rows = ", ".join(sorted({name.partition("-")[0] for name in refusal.errors}, key=_row))
            if "reason" in refusal.errors:
                raise
            raise FieldErrors({"file": _changed(rows)}) from refusal


def _row(text):
    return int(text) if text.isdecimal() else 0


def _changed(rows):
    return _(
        "registration_import_changed",
        default="Nobody was registered: these can't be any more (from 0): ${rows}. Choose the "
        "file again.",
        mapping={"rows": rows},
    )


class ImportPage(EventRelated):
    """The page: a file, what would become of it, done."""

    title = _("registration_import", default="Import from a table")
    lead = _(
        "registration_import_lead",
        default="XLSX, ODS or CSV. The first row names the columns. Nothing is stored until you "
        "have seen what was read.",
    )
    findings_title = _(
        "registration_import_findings", default="Nobody is registered yet: mend these cells"
    )
    table_title = _("registration_import_people", default="Who is registered")
    found = None

    def write(self, event, work):
        # A look writes nothing, and needs no turn.
        if self.typed("people"):
            return super().write(event, work)
        return work()

    def act(self, form):
        if not self.typed("people"):
            upload = form.get("file")
            if not getattr(upload, "filename", ""):
                raise FieldErrors({"file": FILE_MISSING})
            self.found = plan(self.context, upload.read(MAX_SIZE + 1))
            return None
        people = decoded_body(self.typed("people").encode(), "file").get("people")
        if not _are_people(people):
            raise FieldErrors({"file": FILE_MISSING})
        made = store(
            self.context,
            people,
            reason=self.typed("reason"),
            write=self.typed("write") == "yes",
            language=self.lang,
        )
        seated = sum(one.state == rules.REGISTERED for one in made)
        return _(
            "registration_imported",
            default="Registered: ${seated}; on the waiting list: ${waiting}.",
            mapping={"seated": str(seated), "waiting": str(len(made) - seated)},
        )

    def finish(self, done):
        return self.index() if done is None else super().finish(done)

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@registrations"

    @cached_property
    def people_text(self):
        """What the second step sends back."""
        return json.dumps({"people": self.found.people}, ensure_ascii=False)

    @cached_property
    def shown(self):
        """The first people, as the table shows them: values, with the name of the library."""
        names = {term.value: term.title for term in open_libraries(self.context)}
        return [
            {**person, "library": names.get(person["library_uid"], "")}
            for person in self.found.people[:20]
        ]

    @property
    def count_text(self):
        return self.plural(len(self.found.people), "registration_people")

    @property
    def seats_text(self):
        free = seating.free_seats(self.context)
        if free is None or free >= len(self.found.people):
            return None
        return self.plural(free, "registration_import_free")


def _are_people(people):
    fields = set(seating.FIELDS)
    return isinstance(people, list) and all(
        isinstance(one, dict)
        and set(one) <= fields
        and all(value is None or isinstance(value, str) for value in one.values())
        for one in people
    )
