"""The list of what was taken over, as a file."""

from metodinis.goodpractice.reuse.listing import FILE_COLUMNS
from metodinis.goodpractice.reuse.listing import ReusesPage
from metodinis.i18n import _
from metodinis.layout.listings import ListingExport


class ReusesExport(ListingExport, ReusesPage):
    """`@@reuses-export?format=csv|xlsx`"""

    file_name = "perimta-patirtis"
    sheet_name = _("reuse_list", default="Who took what over")

    def rows(self):
        return self.rows_of(FILE_COLUMNS, self.ordered)
