"""What listings and the round's matrix find reports by."""

from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.reports.rules import is_late
from metodinis.reports.schema import IReport
from metodinis.reports.schema import IReportingRound
from metodinis.search.interfaces import Kind
from plone.indexer import indexer


REPORTS = Kind(
    _("reports_search_reports", default="Reports"), ("StatisticalReport", "NarrativeReport"), 20
)
ROUNDS = Kind(_("reports_search_rounds", default="Reporting rounds"), ("ReportingRound",), 25)


@indexer(IReport)
def report_year(report):
    return report.year


@indexer(IReportingRound)
def round_year(reporting_round):
    return reporting_round.year


@indexer(IReport)
def report_form(report):
    return report.form


@indexer(IReport)
def library_uid(report):
    return report.library_uid


@indexer(IReport)
def round_uid(report):
    return report.round_uid


@indexer(IReport)
def submitted_at(report):
    return report.submitted_at


@indexer(IReport)
def report_due(report):
    return report.due


@indexer(IReport)
def report_on_time(report):
    """True or False once it was handed in; nothing before."""
    due, submitted = report.due, report.first_submitted_at
    if due is None or submitted is None:
        return None
    return not is_late(due, submitted, submitted)


@indexer(IReport)
def library_code(report):
    return report.library.code


@indexer(IReport)
def library_title(report):
    return report.library.title


@indexer(IReport)
def library_sort(report):
    """Reports stand in the order of their libraries' names."""
    return sort_key(report.library.title)
