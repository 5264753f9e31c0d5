"""The catalogue of elements and indicators as open data."""

from metodinis.i18n import _
from metodinis.layout.datasets import Dataset
from metodinis.layout.datasets import Download


TITLE = _("indicators_data_title", default="Catalogue of library statistics")
DESCRIPTION = _(
    "indicators_data_description",
    default="Data elements and indicators of the annual report: codes, titles, definitions, units "
    "and formulas.",
)
KEYWORDS = (_("indicators_data_keyword", default="library statistics"),)


class IndicatorDatasets:
    """The catalogue in its present version."""

    def datasets(self, site):
        url = f"{site.absolute_url()}/indicators"
        downloads = tuple(
            Download(TITLE, f"{url}/@@export?table=catalogue&format={format_.lower()}", format_)
            for format_ in ("CSV", "XLSX")
        )
        return [Dataset(TITLE, DESCRIPTION, url, downloads, keywords=KEYWORDS)]
