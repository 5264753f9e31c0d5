"""REST services of single rows and of versions.

POST   @indicator-rows      {"kind", "code", "values", "note", "based_on"} adds a row
PATCH  @indicator-rows      the same changes columns of one
DELETE @indicator-rows      {"kind", "code", "note", "based_on"} takes one away
GET    @indicator-versions?table=rules              who changed a table, when and why
GET    @indicator-versions?table=rules&version=3    one version: its text and what it changed
POST   @indicator-versions  {"table", "version", "note", "based_on", "dry_run"} restores one
"""

from metodinis.common.api import choice_of
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.indicators import operations
from metodinis.indicators import schema
from metodinis.indicators.api import based_on_of
from metodinis.indicators.api import change_json
from metodinis.indicators.api import flag_of
from metodinis.indicators.api import not_one_of
from metodinis.indicators.catalogue import COLUMNS as CATALOGUE_COLUMNS
from metodinis.indicators.changes import compare
from metodinis.indicators.changes import rows_of
from metodinis.indicators.rules import COLUMNS as RULE_COLUMNS


# What a row is named by is no column to be changed.
COLUMNS = {
    "catalogue": {*CATALOGUE_COLUMNS} - {"kind", "code"},
    "rules": {*RULE_COLUMNS} - {"code"},
}


def values_of(body, kind):
    """Columns of a row as the CSV's texts; true and false for yes and nothing.

    Raises FieldErrors by column.
    """
    values = body.get("values", {})
    if not isinstance(values, dict):
        raise FieldErrors(
            {"values": _("indicators_api_values", default="Send the columns as {column: text}.")}
        )
    texts, errors = {}, {}
    for column, value in values.items():
        if column not in COLUMNS[operations.table_of(kind)]:
            errors[column] = _("common_field_unknown", default="There is no such field here.")
        elif isinstance(value, str | bool):
            texts[column] = ("yes" if value else "") if isinstance(value, bool) else value
            # As the page's form does: a column is one line.
            texts[column] = " ".join(texts[column].split())
        else:
            errors[column] = _("common_text_invalid", default="This must be a text.")
    if errors:
        raise FieldErrors(errors)
    return texts


class RowService(JsonService):
    """What the services of single rows share."""

    def answer(self):
        body = self.body()
        kind, code = text_of(body, "kind"), text_of(body, "code")
        if kind not in schema.ROWS:
            raise FieldErrors({"kind": not_one_of(schema.ROWS)})
        version = self.write(kind, code, body, (text_of(body, "note"), based_on_of(body)))
        current = self.context.current(operations.table_of(kind))
        return {
            "changed": version is not None,
            "version": current.number,
            "row": rows_of(current.text).get((kind, code)),
        }

    def write(self, kind, code, body, said):
        """Run the operation; said: (note, number of the version that was seen, or None)."""
        raise NotImplementedError


class AddRow(RowService):
    def write(self, kind, code, body, said):
        values = {"code": code, **values_of(body, kind)}
        self.request.response.setStatus(201)
        return operations.add_row(self.context, kind, values, *said)


class ChangeRow(RowService):
    def write(self, kind, code, body, said):
        return operations.change_row(self.context, kind, code, values_of(body, kind), *said)


class RemoveRow(RowService):
    def write(self, kind, code, body, said):
        return operations.remove_row(self.context, kind, code, *said)


def version_json(version):
    """A Version without its text."""
    added, changed, removed = version.counts
    return {
        "version": version.number,
        "by": version.by,
        "at": version.at.isoformat(),
        "note": version.note,
        "added": added,
        "changed": changed,
        "removed": removed,
    }


class VersionService(JsonService):
    """What the services of versions share."""

    def version_of(self, table, number):
        """The Version with a number (int or None). Raises FieldErrors."""
        version = self.context.version(table, number) if number is not None else None
        if version is None:
            raise FieldErrors(
                {"version": _("indicators_api_version", default="There is no such version.")}
            )
        return version


class GetVersions(VersionService):
    def answer(self):
        table = choice_of(self.request.form, "table", schema.TABLES)
        number = self.whole_number("version", None, largest=10**9)
        if number is None:
            page = self.batch(self.context.versions(table), version_json)
            return {**page, "table": table}
        version = self.version_of(table, number)
        before = self.context.version(table, number - 1)
        changes = compare(before.text, version.text) if before else None
        return {
            **version_json(version),
            "table": table,
            "text": version.text,
            "changes": None if changes is None else list(map(change_json, changes)),
        }


class RestoreVersion(VersionService):
    def answer(self):
        body = self.body()
        table, number = text_of(body, "table"), body.get("version")
        if table not in schema.TABLES:
            raise FieldErrors({"table": not_one_of(schema.TABLES)})
        is_number = type(number) is int and 0 < number < 10**9
        version = self.version_of(table, number if is_number else None)
        note, based_on, dry_run = text_of(body, "note"), based_on_of(body), flag_of(body, "dry_run")
        found = operations.preview(self.context, table, version.text)
        if not dry_run:
            operations.import_table(self.context, table, version.text, note, based_on)
        return {
            "table": table,
            "dry_run": dry_run,
            "version": self.context.current(table).number,
            "reordered": found.reordered,
            "changes": list(map(change_json, found.changes)),
        }
