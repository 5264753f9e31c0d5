"""Pages that show one year of training."""

from metodinis.common.moments import now
from metodinis.layout.views import PageView
from metodinis.training.ledger import catalog
from plone.memoize.view import memoize


class OfYear(PageView):
    """Base of pages of a year: `?year=2026`, one of those that there are, else the present one."""

    @property
    @memoize
    def years(self):
        return catalog.years()

    @property
    @memoize
    def year(self):
        asked = self.request.form.get("year")
        found = [year for year in self.years if str(year) == asked]
        return found[0] if found else now().astimezone(self.zone).year
