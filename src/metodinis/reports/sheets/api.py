"""REST of a report's sheet: `@report-sheet`, `@report-upload`."""

from base64 import b64decode
from metodinis.common.api import choice_of
from metodinis.common.api import FileService
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.reports import operations
from metodinis.reports.entry.api import conflict_json
from metodinis.reports.entry.api import finding_json
from metodinis.reports.entry.api import ReportService
from metodinis.reports.sheets.exports import deliver_sheet
from metodinis.reports.sheets.uploads import read_file
from metodinis.reports.sheets.uploads import refuse_problems
from plone import api


class GetSheet(FileService):
    """GET @report-sheet?format=xlsx|csv: this report's sheet, to be filled elsewhere."""

    def answer(self):
        format_ = choice_of(self.request.form, "format", ("xlsx", "csv"))
        lang = api.portal.get_current_language()
        return deliver_sheet(self.context, format_, lang, self.request.response)


class PostUpload(ReportService):
    """POST @report-upload {"file": {"data": base64, "filename"}, "store": true or false,
    "revisions": {code: revision that was seen}}.

    Without `store` it tells what the file would change, what looks wrong and which values it
    would write over unseen (`conflicts`), and stores nothing. `revisions` goes before those of a
    downloaded sheet.
    """

    def answer(self):
        operations.require_entry(self.context)
        body = self.body()
        seen = _revisions_of(body)
        proposal = read_file(self.context, _data_of(body))
        refuse_problems(proposal, self.lang)
        changed = [code for code, _old, _new in proposal.changes()]
        findings = proposal.findings()
        conflicts = proposal.conflicts(seen)
        stored = body.get("store") is True
        if stored:
            operations.save_cells(self.context, proposal.cells(seen))
        return {
            "stored": stored,
            "changed": changed,
            "revisions": {code: self.context.revision(code) for code in changed},
            "conflicts": conflict_json(conflicts),
            "checks": [finding_json(self.context, found, self.lang) for found in findings],
        }


def _revisions_of(body):
    revisions = body.get("revisions", {})
    if not isinstance(revisions, dict) or any(type(seen) is not int for seen in revisions.values()):
        raise FieldErrors(
            {
                "revisions": _(
                    "reports_revisions_invalid",
                    default="Send revisions as {code: whole number}.",
                )
            }
        )
    return revisions


def _data_of(body):
    sent = body.get("file")
    data = sent.get("data") if isinstance(sent, dict) else None
    try:
        return b64decode(data, validate=True)
    except (TypeError, ValueError):
        raise FieldErrors(
            {"file": _("reports_file_invalid", default="Send file as {data: base64 text}.")}
        ) from None
