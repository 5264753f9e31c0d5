"""What listings and the round's matrix find reports by."""

from metodinis.common.sorting import sort_key
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.reports.rules import is_late
from metodinis.reports.rules import OWED
from metodinis.reports.rules import waiting_remarks
from metodinis.reports.schema import IReport
from metodinis.reports.schema import IReportingRound
from metodinis.reports.schema import REPORT_TYPES
from metodinis.reports.workflow import given_back
from metodinis.search.interfaces import Kind
from plone.indexer import indexer


REPORTS = Kind(_("reports_search_reports", default="Reports"), REPORT_TYPES, 20)
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


# What library and department say to each other is in the catalog only while nobody else may see
# the report: whoever finds it there is told all that the catalog knows of it.


@indexer(IReport)
def report_reason(report):
    """The words with which an owed report was given back; "" if it wasn't."""
    entry = given_back(report) if state_of(report) in OWED else None
    return entry["comments"] if entry else ""


@indexer(IReport)
def remarks_waiting(report):
    """Side -> how many remarks wait for its answer, until the report is accepted."""
    if state_of(report) not in (*OWED, "submitted"):
        return {}
    return waiting_remarks(report.remarks.values())


@indexer(IReport)
def remarks_turn(report):
    """The sides whose answer is waited for."""
    return tuple(remarks_waiting(report)())
