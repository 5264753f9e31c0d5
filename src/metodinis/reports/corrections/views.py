"""Correcting an accepted value, and the public register of corrections."""

from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.views import PageView
from metodinis.reports import operations
from metodinis.reports.corrections.catalog import published_corrections
from metodinis.reports.views import cell_text
from metodinis.reports.views import ReportPage
from plone.memoize.view import memoize
from zExceptions import NotFound


class CorrectPage(ActionPage, ReportPage):
    """`@@correct?code=…`: changes an accepted value; the original stays in the register."""

    title = _("reports_correct_title", default="Correct a value")
    lead = _(
        "reports_correct_lead",
        default="The original value stays in the register of corrections, which is public once "
        "the report is.",
    )

    def __call__(self):
        if self.element is None:
            raise NotFound(self.typed("code"))
        return super().__call__()

    @property
    def element(self):
        return self.context.catalogue.elements.get(self.typed("code"))

    @property
    def present(self):
        return self.cell_text(self.context.cells().get(self.element.code), self.element)

    def act(self, form):
        operations.correct(
            self.context, self.element.code, self.typed("value"), self.typed("reason")
        )
        return _("reports_correct_done", default="The correction is in the register.")

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}#row-{self.element.code}"


class CorrectionsRegister(PageView):
    """`/rounds/@@corrections`: all corrections of published reports, newest first."""

    title = _("reports_corrections_title", default="Register of corrections")
    lead = _(
        "reports_corrections_lead",
        default="Accepted values that were corrected later: what stood, what stands, and why.",
    )
    empty = _("reports_corrections_empty", default="No published value was corrected.")

    @property
    @memoize
    def lines(self):
        return published_corrections()

    @property
    def page(self):
        return self.batch(self.lines)

    def line(self, found):
        report, correction = found
        element = report.catalogue.elements[correction.code]
        return {
            "url": f"{report.absolute_url()}#row-{correction.code}",
            "library": report.library.title,
            "year": str(report.year),
            "title": element.title(self.lang),
            "code": correction.code,
            "before": self._text(correction.original, element),
            "after": self._text(correction.corrected, element),
            "reason": correction.reason,
            "at": self.date(correction.at, "short"),
        }

    def _text(self, cell, element):
        return cell_text(cell, element, self.lang)
