"""The page of an uploaded sheet, and the sheet itself."""

from metodinis.common.refusals import Refused
from metodinis.i18n import _
from metodinis.layout.exports import deliver
from metodinis.reports.entry.views import EntryBase
from metodinis.reports.entry.views import is_empty
from metodinis.reports.sheets.exports import SheetWriter
from metodinis.reports.sheets.uploads import problem_text
from metodinis.reports.sheets.uploads import read_file
from metodinis.reports.views import ReportPage
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class UploadPage(EntryBase):
    """`@@upload`: a sheet is looked at, mended and then saved by the form's own way."""

    index = ViewPageTemplateFile("templates/upload.pt")
    title = _("reports_upload_title", default="Upload a sheet")
    label_changes = _("reports_upload_changes", default="Values that change")
    label_problems = _("reports_upload_problems", default="Cells to mend")
    label_odd = _("reports_upload_odd", default="Values to explain or mend")
    text_hopeless = _(
        "reports_upload_hopeless",
        default="Some rows fit nowhere. Mend them in the file and upload it again, or save the "
        "others without them.",
    )
    text_same = _("reports_upload_same", default="The file says what stands in the report already.")
    file_error = None
    proposal = None

    def handle(self):
        upload = self.request.form.get("file")
        data = upload.read() if hasattr(upload, "read") else b""
        try:
            self.proposal = read_file(self.context, data)
        except Refused as refusal:
            self.file_error = refusal.errors["file"]
            self.request.response.setStatus(refusal.status)
        return self.index()

    @property
    def problems(self):
        """Rows that can't be taken: where, what for, what was typed, why, last year's value."""
        elements = self.catalogue.elements
        return [
            {
                "place": problem.place,
                "code": problem.code,
                "title": self.element_title(problem.code) if problem.code in elements else "",
                "raw": problem.raw,
                "text": problem_text(problem, self.lang),
                "previous": self.previous_text(problem.code) if problem.code in elements else "",
                # A value can be mended here; a row that fits nowhere, in the file.
                "mendable": problem.kind == "value",
                "revision": self.proposal.revision(problem.code),
            }
            for problem in self.proposal.problems
        ]

    @property
    def odd(self):
        """Values to look at: where, what, why, and last year's value. The form asks
        for what is empty."""
        cells = self.proposal.proposed()
        elements = self.catalogue.elements
        return [
            {
                "finding": finding,
                "place": self.proposal.place(finding.element),
                "title": self.element_title(finding.element) if finding.element else "",
                "value": self.cell_text(cells.get(finding.element), elements[finding.element])
                if finding.element
                else "",
                "previous": self.previous_text(finding.element) if finding.element else "",
            }
            for finding in self.proposal.findings()
            if finding.severity != "info" and not is_empty(finding, cells)
        ]

    @property
    def changes(self):
        """What would change: title, from, to."""
        return [
            {
                "code": code,
                "title": self.element_title(code),
                "before": self.cell_text(old, self.catalogue.elements[code]),
                "after": self.cell_text(new, self.catalogue.elements[code]),
            }
            for code, old, new in self.proposal.changes()
        ]


class SheetDownload(ReportPage):
    """`@@sheet?format=xlsx`: this report's sheet, to be filled elsewhere."""

    def __call__(self):
        writer = SheetWriter(self.context, self.lang)
        format_ = "csv" if self.request.form.get("format") == "csv" else "xlsx"
        data = writer.csv() if format_ == "csv" else writer.xlsx()
        name = f"{self.context.library.code}-{self.context.year}"
        return deliver(self.request.response, data, name, format_)
