"""Finding reports that were corrected."""

from metodinis.reports.schema import IStatisticalReport
from plone import api
from plone.indexer import indexer


@indexer(IStatisticalReport)
def report_corrected(report):
    """True once a value was corrected; nothing before."""
    return True if report.corrections else None


def published_corrections():
    """(report, Correction) of all published reports, newest first."""
    brains = api.content.find(
        portal_type="StatisticalReport", review_state="published", report_corrected=True
    )
    reports = [brain.getObject() for brain in brains]
    found = [
        (report, correction) for report in reports for correction in report.corrections.values()
    ]
    return sorted(found, key=lambda pair: pair[1].at, reverse=True)
