"""What the page of an indicator shows, as a file."""

from metodinis.i18n import _
from metodinis.indicators.figures import charts
from metodinis.indicators.figures.views import IndicatorPage
from metodinis.layout.listings import Column
from metodinis.layout.listings import ListingExport
from zExceptions import NotFound


YEARS = _("figures_sheet_years", default="Years")
USED = _("figures_column_used", default="Libraries with values")
ASKED = _("figures_column_asked", default="Libraries asked")


class IndicatorExport(ListingExport, IndicatorPage):
    """`@@indicator-export?code=&year=&format=csv|xlsx`: numbers as they are, shares as such."""

    sheet_name = IndicatorPage.caption

    def __call__(self):
        if self.entry is None:
            raise NotFound(self.__name__)
        return super().__call__()

    @property
    def file_name(self):
        return f"{self.code}-{self.year}" if self.has_numbers else self.code

    def sheets(self):
        """Libraries, if this reader may see any by name; years; counties; bands."""
        years = self.sheet(YEARS, self.rows_of(self._year_columns, self.figures))
        parts = [
            self.sheet(caption, self.rows_of(self._group_columns, rows))
            for caption, rows in self.group_tables
        ]
        if not self.found:
            return [years, *parts]
        libraries = self.sheet(self.sheet_name, self.rows_of(self.columns, self.ordered))
        return [libraries, years, *parts]

    @property
    def _year_columns(self):
        return (
            Column("year", charts.YEAR, lambda one: one.year),
            *self._of_figure(lambda one: one),
        )

    @property
    def _group_columns(self):
        return (
            Column("group", self.group_title, lambda row: row.title),
            *self._of_figure(lambda row: row.now),
            Column("before", self.before_title, lambda row: row.before and row.before.value),
            Column("change", self.change_title, lambda row: row.change and row.change.share),
        )

    def _of_figure(self, figure_of):
        """The columns of a YearFigure, which is `figure_of(row)`."""

        def median(row):
            spread = figure_of(row).spread
            return spread and spread.median

        return (
            Column("value", charts.main_title(self.series), lambda row: figure_of(row).value),
            Column("median", charts.MEDIAN, median),
            Column("used", USED, lambda row: figure_of(row).figure.used),
            Column("asked", ASKED, lambda row: figure_of(row).figure.asked),
        )
