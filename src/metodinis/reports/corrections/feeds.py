"""The feed of the register of corrections."""

from metodinis.i18n import _
from metodinis.layout.feeds import Entry
from metodinis.reports.corrections.catalog import published_corrections
from metodinis.reports.views import cell_text
from plone.uuid.interfaces import IUUID


class Corrections:
    """Corrected values of published reports, the latest first."""

    title = _("reports_corrections_title", default="Register of corrections")

    def __init__(self, context):
        self.context = context

    def entries(self, lang, limit):
        return [
            self._entry(report, correction, lang)
            for report, correction in published_corrections()[:limit]
        ]

    def _entry(self, report, correction, lang):
        element = report.catalogue.elements[correction.code]
        before, after = (
            cell_text(cell, element, lang) for cell in (correction.original, correction.corrected)
        )
        return Entry(
            f"{IUUID(report)} {correction.code} {correction.at.isoformat()}",
            f"{report.library.title}, {report.year}: {element.title(lang)}",
            f"{report.absolute_url()}#row-{correction.code}",
            correction.at,
            f"{before} → {after}. {correction.reason}",
        )
