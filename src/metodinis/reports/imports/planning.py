"""What a file would do to the site, found without writing anything."""

from collections import Counter
from datetime import datetime
from metodinis.common.refusals import FieldErrors
from metodinis.common.spreadsheets import SpreadsheetError
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.indicators.findings import Context
from metodinis.indicators.rules import RuleSet
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import parsed_catalogue
from metodinis.indicators.store import parsed_rules
from metodinis.indicators.store import rules_text
from metodinis.indicators.tables import TableErrors
from metodinis.libraries.operations import population
from metodinis.reports.content import derived_cells
from metodinis.reports.content import standing_cells
from metodinis.reports.imports.outcome import Count
from metodinis.reports.imports.outcome import Outcome
from metodinis.reports.imports.reading import read_file
from metodinis.reports.imports.reading import Refusal
from metodinis.reports.imports.reading import Row
from metodinis.reports.imports.reading import totals
from metodinis.reports.imports.register import new_library
from metodinis.reports.imports.register import Register
from metodinis.reports.imports.rules import Mapping
from metodinis.reports.imports.rules import MappingErrors
from metodinis.reports.imports.rules import parse_mapping
from metodinis.reports.rounds.operations import accepted_cells
from metodinis.reports.rules import ACCEPTED
from metodinis.reports.rules import ZONE
from plone import api
from typing import Any
from typing import NamedTuple
from zope.i18n import translate


FORM = "statistical"
FIRST_YEAR = 1990
# After so many rows, what was only read is let go from memory.
SLICE = 200
SEVERITIES = ("error", "warning", "info")


class Source(NamedTuple):
    """What was given: the file's name and bytes; mapping, catalogue, rules: bytes, or None."""

    name: str
    data: bytes
    mapping: bytes | None = None
    catalogue: bytes | None = None
    rules: bytes | None = None


class Step(NamedTuple):
    """What a row does. library, report: None where they are to be made; values: what
    `create_library` takes then; cells: code -> Cell to be written."""

    row: Row
    library: Any
    values: dict | None
    report: Any
    is_accepted: bool
    cells: dict


class Plan(NamedTuple):
    """All that the writing needs; only the outcome is there if that refuses something."""

    outcome: Outcome
    mapping: Mapping | None = None
    round: Any = None
    texts: tuple[str, str] = ("", "")  # catalogue and rules
    peers: dict | None = None
    steps: tuple[Step, ...] = ()


def plan(directory, source, year, language, tell):
    """The Plan of importing a Source into the folder of rounds. Texts in "lt" or "en".

    tell: called with how many rows are done, of how many.
    """

    def refused(*refusals):
        return Plan(Outcome(year, refused=refusals))

    reporting_round = directory.get(str(year))
    part = "mapping"
    try:
        mapping = Mapping() if source.mapping is None else parse_mapping(source.mapping)
        part = "catalogue"
        catalogue = _catalogue_text(source, mapping, reporting_round)
        form = _form(reporting_round, catalogue, year)
        part = "rules"
        texts = (catalogue, _rules_text(source, mapping, reporting_round))
        parsed_rules(texts[1], catalogue)
        part = "round"
        _check_round(reporting_round, year, mapping)
        part = "file"
        contents = read_file(source.data, mapping, form, year, language)
    except (MappingErrors, TableErrors) as errors:
        return refused(
            *(Refusal(r.line, str(r.column), "", r.text(language), part) for r in errors.rows)
        )
    except SpreadsheetError as error:
        return refused(Refusal(0, "", "", error.text(language), part))
    except FieldErrors as error:
        texts = error.errors.values()
        return refused(*(Refusal(0, "", "", _said(text, language), part) for text in texts))
    return _Planner(reporting_round, mapping, texts, year, language).plan(
        contents, source.name, tell
    )


def _form(reporting_round, text, year):
    """The Catalogue of the year: what the round asks, if there is one."""
    if reporting_round is not None:
        return reporting_round.catalogue
    return parsed_catalogue(text).for_year(year)


def _said(message, language):
    return translate(message, target_language=language)


def _catalogue_text(source, mapping, reporting_round):
    """The catalogue by which the file is read: the round's own, the given, or the site's."""
    if reporting_round is not None:
        return reporting_round.catalogue_text
    if source.catalogue is not None:
        return parsed_catalogue(_text(source.catalogue)).text
    if mapping.catalogue:
        raise FieldErrors({"catalogue": _file_missing(mapping.catalogue)})
    return catalogue_text()


def _rules_text(source, mapping, reporting_round):
    """The rules that go with it; a given catalogue without rules has none."""
    if reporting_round is not None:
        return reporting_round.rules_text
    if source.rules is not None:
        return _text(source.rules)
    if mapping.rules:
        raise FieldErrors({"rules": _file_missing(mapping.rules)})
    return rules_text() if source.catalogue is None else RuleSet(()).text


def _text(data):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FieldErrors(
            {"file": _("imports_table_not_utf8", default="Save this file as UTF-8.")}
        ) from None


def _file_missing(name):
    return _(
        "imports_file_missing",
        default="The mapping names “${name}”: give that file too.",
        mapping={"name": name},
    )


def _check_round(reporting_round, year, mapping):
    """Raise FieldErrors if reports of `year` can't be imported now."""
    last = datetime.now(ZONE).year - 1
    problem = None
    if not FIRST_YEAR <= year <= last:
        problem = _(
            "imports_year_wrong",
            default="Only past years can be imported: ${first} to ${last}.",
            mapping={"first": str(FIRST_YEAR), "last": str(last)},
        )
    elif reporting_round is None:
        if mapping.deadline and mapping.deadline.year <= year:
            problem = _(
                "rounds_deadline_early",
                default="The deadline must be after the end of the reported year.",
            )
    elif FORM not in reporting_round.forms:
        problem = _(
            "imports_form_missing",
            default="The round of this year asks for no statistical reports.",
        )
    elif state_of(reporting_round) in ("preparing", "open"):
        problem = _(
            "imports_round_open",
            default="The libraries report this year themselves. Close the round before importing.",
        )
    if problem:
        raise FieldErrors({"year": problem})


def _shown(cell):
    return cell.raw if cell is not None else "–"


class _Planner:
    """Goes through the rows, and gathers steps, refusals and findings."""

    def __init__(self, reporting_round, mapping, texts, year, language):
        self.round, self.mapping, self.texts = reporting_round, mapping, texts
        self.year, self.language = year, language
        self.catalogue = _form(reporting_round, texts[0], year)
        self.rules = parsed_rules(texts[1], texts[0])
        self.register = Register()
        self.refused = []
        self.findings = Counter()

    def plan(self, contents, name, tell):
        """The Plan for the Contents of the file called `name`."""
        self.refused += contents.refused
        self.unread = {(refusal.library, refusal.column) for refusal in contents.refused}
        self.peers = self._peers()
        steps = []
        for done, row in enumerate(contents.rows, start=1):
            step = self._step(row, name)
            if step is not None:
                steps.append(step)
                self._check(step)
            if done % SLICE == 0:
                api.portal.get()._p_jar.cacheGC()
                tell(done, len(contents.rows))
        rank = {severity: place for place, severity in enumerate(SEVERITIES)}
        counted = sorted(self.findings.items(), key=lambda item: (rank[item[0][0]], item[0][1]))
        outcome = Outcome(
            self.year,
            makes_round=self.round is None,
            libraries=sum(step.library is None for step in steps),
            reports=sum(not step.is_accepted for step in steps),
            changed=sum(step.is_accepted and bool(step.cells) for step in steps),
            same=sum(step.is_accepted and not step.cells for step in steps),
            cells=sum(len(step.cells) for step in steps),
            refused=tuple(sorted(self.refused, key=lambda refusal: refusal.line)),
            ignored=tuple(contents.ignored),
            findings=tuple(Count(*key, count) for key, count in counted),
            totals=tuple(totals(contents.rows, self.catalogue)),
        )
        return Plan(outcome, self.mapping, self.round, self.texts, self.peers, tuple(steps))

    def _peers(self):
        if self.round is not None:
            return self.round.peer_ranges
        return self.rules.peer_ranges(
            accepted_cells(self.year - 1), year=self.year, catalogue=self.catalogue
        )

    def _refuse(self, row, column, message):
        self.refused.append(Refusal(row.line, column, row.code, _said(message, self.language)))

    def _step(self, row, name):
        """The Step of a Row, or None if it is refused."""
        library = self.register.get(row.code)
        if library is None:
            values = self._new_library(row, name)
            return values and Step(row, None, values, None, False, row.cells)
        report = library.get(f"{FORM}-{self.year}")
        if report is None:
            return Step(row, library, None, None, False, row.cells)
        state = state_of(report)
        if state in ACCEPTED:
            return Step(row, library, None, report, True, self._changed(row, report))
        if state != "draft" or report.records():
            self._refuse(
                row,
                "",
                _(
                    "imports_report_begun",
                    default="The library has begun this report. Have it handed in and accepted, "
                    "or take the line out of the file.",
                ),
            )
            return None
        return Step(row, library, None, report, False, row.cells)

    def _new_library(self, row, name):
        if not self.mapping.makes_libraries:
            self._refuse(
                row,
                self.mapping.key,
                _(
                    "imports_library_unknown",
                    default="No library has this code. Add it to the register, or let the import "
                    "make libraries (`libraries` in the mapping file).",
                ),
            )
            return None
        try:
            return new_library(row, self.year, name)
        except FieldErrors as error:
            for field, message in error.errors.items():
                columns = {"code": (self.mapping.key,), **self.mapping.library_columns}
                self._refuse(row, ", ".join(columns.get(field, (field,))), message)
            return None

    def _changed(self, row, report):
        """The cells that stand otherwise in an accepted report."""
        present = report.cells()
        changed = {
            code: cell
            for code, cell in row.cells.items()
            if code not in present or present[code].said != cell.said
        }
        if changed and not self.mapping.replace:
            for code, cell in changed.items():
                values = {"now": _shown(present.get(code)), "file": _shown(cell)}
                self._refuse(
                    row,
                    code,
                    _(
                        "imports_value_differs",
                        default="The accepted value is ${now}, the file says ${file}. Write "
                        "“replace: yes” into the mapping file to correct it.",
                        mapping=values,
                    ),
                )
        return changed

    def _check(self, step):
        """Count the findings on what the report would be; refuse errors if that is asked."""
        row, library = step.row, step.library
        cells = {**self._known(step), **row.cells}
        last = library.get(f"{FORM}-{self.year - 1}") if library is not None else None
        closed = getattr(library, "closed", None)
        opened = getattr(library, "opened", None)
        context = Context(
            first_report=last is None,
            opened=opened is not None and opened.year == self.year,
            closed=closed is not None and closed.year == self.year,
            merged=bool(closed and closed.year == self.year and library.merged_into),
            peers=self.peers,
        )
        found = self.rules.check(
            cells,
            last.cells() if last is not None else None,
            year=self.year,
            catalogue=self.catalogue,
            context=context,
        )
        self.findings.update((finding.severity, finding.rule) for finding in found)
        if self.mapping.errors == "refuse" and (step.cells or not step.is_accepted):
            for finding in found:
                unread = (row.code, finding.element) in self.unread
                if finding.severity == "error" and not unread:
                    self._refuse(row, finding.element, finding.text(self.language))

    def _known(self, step):
        """Cells that don't come from the file."""
        if step.is_accepted:
            return step.report.cells()
        if step.library is None:
            rows = step.values.get("population", ())
            count = rows[0]["population"] if rows else None
            return derived_cells(self.catalogue, count)
        count = population(step.library, self.year)
        return {**standing_cells(step.library), **derived_cells(self.catalogue, count)}
