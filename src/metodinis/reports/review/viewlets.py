"""What a library's page shows of its reports."""

from metodinis.i18n import _
from metodinis.indicators.values.keys import KEY_INDICATORS
from metodinis.indicators.values.texts import indicator_text
from metodinis.layout.views import PageView
from metodinis.reports.figures import figures_of
from metodinis.reports.schema import REPORT_TYPES
from metodinis.reports.views import by_year
from plone import api
from plone.memoize.view import memoize
from plone.uuid.interfaces import IUUID
from zope.i18n import translate


class LibraryReports(PageView):
    """Key figures of the newest published year, and the reports that this reader may see."""

    caption = _("reports_of_library_caption", default="Reports by year")

    def __init__(self, context, request, view, manager):
        super().__init__(context, request)
        self.__parent__ = view

    def update(self):
        """Viewlets are updated before they are rendered; nothing to do."""

    def render(self):
        return self.index() if self.reports else ""

    @property
    @memoize
    def reports(self):
        """Brains of the reports, newest year first."""
        return api.content.find(
            portal_type=REPORT_TYPES,
            library_uid=IUUID(self.context),
            sort_on="report_year",
            sort_order="descending",
        )

    @property
    def years(self):
        return by_year(self.reports)

    @property
    def key_figures(self):
        """Tiles of the newest published statistics: label, value, change, note."""
        brain = next(
            (
                brain
                for brain in self.reports
                if brain.report_form == "statistical" and brain.review_state == "published"
            ),
            None,
        )
        if brain is None:
            return
        report = brain.getObject()
        for indicator, result, before in figures_of(report, KEY_INDICATORS):
            if result.value is None:
                continue
            change = float(result.value / before - 1) if before else None
            yield {
                "label": indicator.title(self.lang),
                "value": indicator_text(indicator, result.value, self.lang),
                "change": None if change is None else self.change_since(change, report.year - 1),
                "note": str(report.year),
            }

    def change_since(self, change, year):
        """A change with the year that it is counted from."""
        text = _(
            "reports_change_since",
            default="${change} since ${year}",
            mapping={"change": self.change(change), "year": str(year)},
        )
        return translate(text, context=self.request)
