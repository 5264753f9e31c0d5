"""An uploaded sheet beside the report it is for: what it would change, and what looks wrong.

Nothing is stored here: what the file says goes through `operations.save_cells` like all else.
"""

from metodinis.common.refusals import FieldErrors
from metodinis.common.spreadsheets import kind_of
from metodinis.common.spreadsheets import MAX_ROWS
from metodinis.common.spreadsheets import read_csv
from metodinis.common.spreadsheets import read_sheets
from metodinis.common.spreadsheets import Sheet
from metodinis.common.spreadsheets import SpreadsheetError
from metodinis.common.spreadsheets import unguarded
from metodinis.i18n import _
from metodinis.reports.rules import Conflict
from metodinis.reports.sheets.rules import read_upload
from plone import api


# Of one report: a hundred times what an honest one has.
MAX_CSV_SIZE = 2 * 1024**2
PROBLEMS = {
    "no_code": _(
        "reports_upload_no_code",
        default="A value without a code: which line is it for? Write the code beside it.",
    ),
    "unknown_code": _(
        "reports_upload_unknown_code",
        default="This round has no element with this code. Was the row moved or the code changed?",
    ),
    "twice": _(
        "reports_upload_twice",
        default="This code stands in the file twice. Leave one of the two rows.",
    ),
    "other_report": _(
        "reports_upload_other_row",
        default="This row comes from the sheet of another report, as its stamp says. Take it out.",
    ),
}


class Proposal:
    """What an uploaded file would make of a report. `problems`: list of `rules.Problem`."""

    def __init__(self, report, upload):
        self.report = report
        self.problems = upload.problems
        self._stamp = upload.stamp
        self._present = report.cells()
        self._rows = {row.code: row for row in upload.rows if self._is_new(row)}

    def _is_new(self, row):
        """Whether a row says something else than what stands.

        How a number was typed doesn't matter. An emptied cell counts only in a downloaded sheet:
        it was there to be emptied.
        """
        if row.cell is None and not self._was_filled(row.code):
            return False
        return _meaning(row.cell) != _meaning(self._present.get(row.code))

    def _was_filled(self, code):
        return self._stamp is not None and self._stamp.revisions.get(code, 0) > 0

    def place(self, code):
        """Where in the file an element's value stands, such as "Ataskaita!C12"; or None."""
        row = self._rows.get(code)
        return row.place if row else None

    def revision(self, code):
        """The revision that the file's author saw; the present one if the file doesn't tell: for
        a person who is shown what stands."""
        if self._stamp is None:
            return self.report.revision(code)
        return self._stamp.revisions.get(code, 0)

    def cells(self, seen=None):
        """The values that change, as `operations.save_cells` takes them.

        seen: code -> revision, for a program that is shown nothing: what it doesn't name, and the
        file doesn't either, it takes for never filled.
        """
        return {
            code: {
                "raw": row.cell.raw if row.cell else "",
                "reason": row.cell.reason if row.cell else "",
                "revision": self.revision(code) if seen is None else self._seen(code, seen),
            }
            for code, row in self._rows.items()
        }

    def _seen(self, code, seen):
        known = self._stamp.revisions if self._stamp is not None else {}
        return seen.get(code, known.get(code, 0))

    def conflicts(self, seen):
        """The Conflicts that saving `cells(seen)` would be refused for."""
        records = self.report.records()
        return [
            Conflict(code, cell["raw"], records[code])
            for code, cell in self.cells(seen).items()
            if code in records and records[code].revision != cell["revision"]
        ]

    def changes(self):
        """(code, present Cell or None, new Cell or None) of what would change."""
        return [(code, self._present.get(code), row.cell) for code, row in self._rows.items()]

    def proposed(self):
        """code -> Cell of the report as it would be."""
        cells = {**self._present, **{code: row.cell for code, row in self._rows.items()}}
        return {code: cell for code, cell in cells.items() if cell is not None}

    def findings(self):
        """The findings on the report as it would be."""
        return self.report.check(self.proposed())


def _meaning(cell):
    """What a Cell says, however it was typed."""
    return cell and (cell.said, cell.reason)


def read_file(report, data):
    """Read a sheet (bytes of XLSX, ODS or CSV) for a report: a Proposal.

    Raises FieldErrors for field "file" if it is none, or another report's.
    """
    if not data:
        raise _refuse(_("reports_upload_missing", default="Choose a file first."))
    try:
        sheets = _sheets(data)
    except SpreadsheetError as error:
        raise _refuse(error.text(api.portal.get_current_language())) from error
    upload = read_upload(sheets, report.catalogue.elements)
    if upload is None:
        raise _refuse(
            _(
                "reports_upload_no_columns",
                default="The file has no row with the headings “Kodas” and “Reikšmė”. Download "
                "this report's sheet, and copy the values into it.",
            )
        )
    _require_own(report, upload.stamp)
    return Proposal(report, upload)


def _sheets(data):
    if kind_of(data) == "csv":
        rows = read_csv(data, max_size=MAX_CSV_SIZE, max_rows=MAX_ROWS)
        return [Sheet("CSV", [[unguarded(text) for text in row] for row in rows])]
    return read_sheets(data)


def refuse_problems(proposal, lang):
    """Raise FieldErrors (place in the file -> text) if some rows can't be taken."""
    if proposal.problems:
        raise FieldErrors(
            {problem.place: problem_text(problem, lang) for problem in proposal.problems}
        )


def problem_text(problem, lang):
    """What is wrong with a row of the file, translatable."""
    return problem.refusal.text(lang) if problem.refusal else PROBLEMS[problem.kind]


def _require_own(report, stamp):
    own = (report.library.code, str(report.year))
    if stamp is not None and (stamp.library, stamp.year) != own:
        raise _refuse(
            _(
                "reports_upload_other",
                default="This is the sheet of library ${code} for ${year}, not of this report.",
                mapping={"code": stamp.library, "year": stamp.year},
            )
        )


def _refuse(message):
    return FieldErrors({"file": message})
