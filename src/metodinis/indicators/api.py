"""REST services of `/indicators`.

GET  @indicators?kind=element&year=2025   one kind of rows, by year and section, in pages
GET  @indicator-rules?year=2025           the check rules
GET  @indicators-export?table=rules       a table as a file: &format=csv or xlsx, &version=
POST @indicators-import                   {"table", "text" (CSV), "note", "based_on", "dry_run"}
"""

from metodinis.common.api import choice_of
from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.indicators import exports
from metodinis.indicators import operations
from metodinis.indicators import schema
from metodinis.indicators.store import parsed_catalogue
from metodinis.indicators.store import parsed_rules


KINDS = ("section", "element", "indicator")


class RowsService(JsonService):
    """A list of rows as the CSV's columns say them."""

    def year(self):
        """The year asked for, or None for all. Raises FieldErrors."""
        return self.whole_number("year", None, largest=9999)

    def catalogue(self):
        return parsed_catalogue(self.context.current("catalogue").text)

    def rows(self, table, entries):
        """One page of rows, with the version that they are of."""
        page = self.batch(entries, lambda entry: entry.row())
        return {**page, "version": self.context.current(table).number}


class GetIndicators(RowsService):
    def answer(self):
        kind = self.request.form.get("kind", "element")
        if kind not in KINDS:
            raise FieldErrors({"kind": not_one_of(KINDS)})
        year = self.year()
        catalogue = self.catalogue().for_year(year) if year is not None else self.catalogue()
        entries = list(getattr(catalogue, f"{kind}s").values())
        section = self.request.form.get("section")
        if section:
            entries = [entry for entry in entries if getattr(entry, "section", "") == section]
        return self.rows("catalogue", entries)


class GetRules(RowsService):
    def answer(self):
        year = self.year()
        rules = parsed_rules(
            self.context.current("rules").text, self.context.current("catalogue").text
        ).rules
        return self.rows("rules", [rule for rule in rules if year is None or rule.holds_in(year)])


class ImportIndicators(JsonService):
    """What would change, or, without `dry_run`, what has changed and the new version."""

    def answer(self):
        body = self.body()
        table, text = text_of(body, "table"), text_of(body, "text")
        if table not in schema.TABLES:
            raise FieldErrors({"table": not_one_of(schema.TABLES)})
        note, based_on, dry_run = text_of(body, "note"), based_on_of(body), flag_of(body, "dry_run")
        found = operations.preview(self.context, table, text)
        if not dry_run:
            operations.import_table(self.context, table, text, note, based_on)
        return {
            "table": table,
            "dry_run": dry_run,
            "version": self.context.current(table).number,
            "reordered": found.reordered,
            "changes": list(map(change_json, found.changes)),
        }


class ExportIndicators(FileService):
    """The file of a table as it is, or as a version was."""

    def answer(self):
        form = self.request.form
        table = choice_of(form, "table", schema.TABLES)
        format_ = choice_of(form, "format", exports.FORMATS)
        number = self.whole_number("version", None, largest=10**9)
        current = self.context.current(table)
        version = current if number is None else self.context.version(table, number)
        if version is None:
            raise FieldErrors(
                {"version": _("indicators_api_version", default="There is no such version.")}
            )
        return exports.deliver(self.request.response, table, version, format_)


def flag_of(body, name):
    """The truth value in a field of a body, False if it isn't there. Raises FieldErrors."""
    value = body.get(name, False)
    if not isinstance(value, bool):
        raise FieldErrors({name: _("indicators_api_bool", default="This must be true or false.")})
    return value


def based_on_of(body):
    """The number of the version that was seen, or None. Raises FieldErrors for "based_on"."""
    number = body.get("based_on")
    if number is not None and type(number) is not int:
        raise FieldErrors(
            {"based_on": _("indicators_api_number", default="This must be a whole number.")}
        )
    return number


def not_one_of(words):
    return _(
        "indicators_api_choice",
        default="This must be one of: ${words}.",
        mapping={"words": ", ".join(words)},
    )


def change_json(change):
    return {
        "what": change.what,
        "kind": change.kind,
        "code": change.code,
        "columns": {cell.column: {"old": cell.old, "new": cell.new} for cell in change.columns},
    }
