"""What reports tell the pages of figures: cells, corrections and explanations behind a number."""

from metodinis.common.numbers import NUMBER_TYPES
from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.indicators.values.interfaces import CellSource
from metodinis.indicators.values.interfaces import CorrectionSource
from metodinis.indicators.values.interfaces import ISources
from metodinis.indicators.values.interfaces import ReportSource
from metodinis.indicators.values.rules import ACCEPTED
from metodinis.indicators.values.rules import row_of
from metodinis.reports.operations import HISTORY
from metodinis.reports.operations import REVIEW
from metodinis.reports.operations import VIEW
from metodinis.reports.views import cell_text
from metodinis.reports.views import REPORT_TITLES
from plone import api
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import implementer


@implementer(ISources)
class ReportSources:
    """`ISources`, over the statistical reports."""

    def report(self, library, year, codes=None):
        report = _report(library, year)
        if report is None:
            return None
        lang = api.portal.get_current_language()
        title = Message(REPORT_TITLES[report.form], mapping={"year": str(year)})
        return ReportSource(
            translate(title, context=getRequest()),
            report.absolute_url(),
            state_of(report),
            tuple(_cells(report, codes)),
            tuple(_corrections(report, codes, lang)),
            tuple(_explanations(report, codes, lang)),
            _ask_url(report),
        )

    def own_row(self, library, year):
        report = _report(library, year)
        if report is None:
            return None
        return state_of(report), row_of(report.catalogue, report.cells())


def _report(library, year):
    """The statistical report that the present user may view, or None."""
    report = library.get(f"statistical-{year}")
    visible = report is not None and report.round is not None and may(VIEW, report)
    return report if visible else None


def _ask_url(report):
    """Where the present user asks about a cell, while the library can still answer."""
    can_answer = state_of(report) not in ACCEPTED
    return f"{report.absolute_url()}/@@remark" if can_answer and may(REVIEW, report) else None


def _cells(report, codes):
    cells = report.cells()
    for code, element in report.catalogue.elements.items():
        if code in cells and (codes is None or code in codes):
            cell = cells[code]
            number = None
            if element.type in NUMBER_TYPES and cell.value is not None:
                number = float(cell.value) / (100 if element.type == "money" else 1)
            yield CellSource(code, cell.raw, cell.state, number, cell.estimated)


def _corrections(report, codes, lang):
    elements = report.catalogue.elements
    for correction in report.corrections.values():
        if correction.code in elements and (codes is None or correction.code in codes):
            element = elements[correction.code]
            yield CorrectionSource(
                correction.code,
                cell_text(correction.original, element, lang),
                cell_text(correction.corrected, element, lang),
                correction.reason,
                correction.at,
            )


def _explanations(report, codes, lang):
    """Those that the present user may read: staff and the library all, the public its own."""
    sees_all = state_of(report) != "published" or may(HISTORY, report)
    for finding in report.findings():
        explanation = report.explanation(finding)
        if explanation is None or (codes is not None and finding.element not in codes):
            continue
        if sees_all or report.is_public(finding):
            yield finding.element, finding.text(lang), explanation.text
