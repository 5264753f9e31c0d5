"""REST of the statistics of good practice.

GET @practice-statistics?year=2026&by=time|topic|library|case   also sort=, order=
GET @practice-statistics-export?format=csv|xlsx   the same as a file
"""

from metodinis.common.api import choice_of
from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.goodpractice.statistics import views
from metodinis.layout.exports import WRITERS


def summary_json(total):
    """A Summary for programs: the share from 0 to 1, days with two digits."""
    return {
        "submitted": total.submitted,
        "returned": total.returned,
        "recommended": total.recommended,
        "declined": total.declined,
        "acceptance": None if total.acceptance is None else round(total.acceptance, 4),
        "median_days": None if total.median is None else round(total.median, 2),
        "published": total.published,
        "views": total.views,
        "reuse": total.reuse,
    }


class GetStatistics(JsonService):
    """GET @practice-statistics"""

    def answer(self):
        choice_of(self.request.form, "by", tuple(views.VIEWS))
        page = views.StatisticsPage(self.context, self.request)
        return {
            **self.batch(page.ordered, lambda row: self.item(page, row)),
            "year": page.year,
            "years": page.years,
            "by": page.by,
            "total": summary_json(page.total),
        }

    def item(self, page, row):
        found = {"title": row.title, **summary_json(row.total)}
        if page.by == views.CASE:
            found["@id"] = row.url
        if page.by == views.TIME:
            del found["reuse"]
        return found


class GetStatisticsFile(FileService):
    """GET @practice-statistics-export"""

    def answer(self):
        choice_of(self.request.form, "format", tuple(WRITERS))
        return views.StatisticsExport(self.context, self.request)()
