"""What a published report is, for search engines."""

from metodinis.layout.datasets import LICENCE
from metodinis.layout.metadata import organization
from metodinis.reports.views import REPORT_TITLES
from plone import api
from zope.i18n import translate
from zope.i18nmessageid import Message


class ReportData:
    """A report; its values are part of its round's data set."""

    type = "article"
    kinds = {"statistical": "Dataset", "narrative": "Report"}

    def __init__(self, context):
        self.context = context

    def data(self, request):
        report, library = self.context, self.context.library
        year = str(report.year)
        title = translate(
            Message(REPORT_TITLES[report.form], mapping={"year": year}), context=request
        )
        name = f"{library.title}: {title}"
        return {
            "@type": self.kinds[report.form],
            "name": name,
            "description": name,
            "url": report.absolute_url(),
            "license": LICENCE,
            "inLanguage": "lt",
            "isAccessibleForFree": True,
            "temporalCoverage": f"{year}-01-01/{year}-12-31",
            "datePublished": report.effective().ISO8601() if report.effective_date else None,
            "creator": {
                "@type": "Library",
                "name": library.title,
                "url": library.absolute_url(),
            },
            "publisher": organization(),
            "isPartOf": f"{api.portal.get().absolute_url()}/rounds/{year}",
        }
