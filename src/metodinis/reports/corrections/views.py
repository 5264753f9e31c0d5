"""Correcting an accepted value, and the public register of corrections."""

from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.layout.views import PageView
from metodinis.reports import operations
from metodinis.reports.corrections.catalog import published_corrections
from metodinis.reports.views import cell_text
from metodinis.reports.views import ReportPage
from operator import itemgetter
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


class CorrectionsRegister(Listing, PageView):
    """`/rounds/@@corrections`: all corrections of published reports, newest first."""

    title = _("reports_corrections_title", default="Register of corrections")
    lead = _(
        "reports_corrections_lead",
        default="Accepted values that were corrected later: what stood, what stands, and why.",
    )
    empty = _("reports_corrections_empty", default="No published value was corrected.")
    nothing_found = _("reports_corrections_nothing", default="No correction fits these filters")
    columns = (
        Column(
            "library",
            _("reports_corrections_library", default="Library"),
            itemgetter("library"),
            lambda line: sort_key(line["library"]),
        ),
        Column(
            "year",
            _("reports_corrections_year", default="Year"),
            itemgetter("year"),
            itemgetter("year"),
        ),
        Column(
            "code", _("rounds_column_element_code", default="Element's code"), itemgetter("code")
        ),
        Column("title", _("reports_entry_element", default="Element"), itemgetter("title")),
        Column("before", _("reports_history_before", default="Before"), itemgetter("before")),
        Column("after", _("reports_history_after", default="After"), itemgetter("after")),
        Column("reason", _("reports_history_reason", default="Reason"), itemgetter("reason")),
        Column(
            "at", _("reports_history_at", default="When"), itemgetter("at"), itemgetter("moment")
        ),
    )
    first_order = ("at", True)
    export_name = "corrections-export"

    @property
    @memoize
    def lines(self):
        """All public corrections."""
        return [self.line(found) for found in published_corrections()]

    @property
    def years(self):
        """The years that have corrections, the newest first."""
        return sorted({line["year"] for line in self.lines}, reverse=True)

    @property
    def year(self):
        """The year asked for, as a text; "" for all."""
        asked = self.request.form.get("year")
        return asked if asked in self.years else ""

    @property
    def is_filtered(self):
        return bool(self.year or self.text)

    @property
    @memoize
    def found(self):
        words = self.text.casefold().split()
        return [
            line
            for line in self.lines
            if self.year in ("", line["year"]) and all(word in line["words"] for word in words)
        ]

    def line(self, found):
        report, correction = found
        element = report.catalogue.elements[correction.code]
        title, library = element.title(self.lang), report.library.title
        return {
            "url": f"{report.absolute_url()}#row-{correction.code}",
            "library": library,
            "year": str(report.year),
            "title": title,
            "code": correction.code,
            "before": self._text(correction.original, element),
            "after": self._text(correction.corrected, element),
            "reason": correction.reason,
            "at": self.date(correction.at, "short"),
            "moment": correction.at,
            "words": f"{library} {report.library.code} {correction.code} {title}".casefold(),
        }

    def _text(self, cell, element):
        return cell_text(cell, element, self.lang)


class CorrectionsExport(ListingExport, CorrectionsRegister):
    """`/rounds/@@corrections-export?format=csv|xlsx`: the register as it is filtered."""

    file_name = "taisymai"
    sheet_name = CorrectionsRegister.title
