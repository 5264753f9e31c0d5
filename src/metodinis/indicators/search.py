"""Single elements and indicators among the results of the site's search."""

from AccessControl import getSecurityManager
from datetime import date
from metodinis.i18n import _
from metodinis.indicators.schema import KIND_TITLES
from metodinis.indicators.store import CATALOGUE_ID
from metodinis.indicators.store import parsed_catalogue
from metodinis.indicators.values.table import table
from metodinis.search.interfaces import Entry
from metodinis.search.interfaces import ISource
from metodinis.search.rules import fitting
from plone import api
from zope.interface import implementer


@implementer(ISource)
class IndicatorSource:
    """Rows of the catalogue; each result leads to its figures, or to its row in the catalogue if
    there are none that this reader may see."""

    title = _("indicators_search_kind", default="Indicators and data elements")
    order = 30

    def __init__(self, site, request):
        self.site = site
        self.request = request

    def found(self, terms):
        """Entries with all terms in code, title or definition; first those that are called so."""
        indicators = self.site.get(CATALOGUE_ID)
        if indicators is None or not getSecurityManager().checkPermission("View", indicators):
            return []
        lang = api.portal.get_current_language(self.site)
        catalogue = parsed_catalogue(indicators.current("catalogue").text)
        url, year = indicators.absolute_url(), date.today().year
        shown = table().lines
        found = []
        for row in (*catalogue.indicators.values(), *catalogue.elements.values()):
            title = f"{row.code} {row.title(lang)}"
            in_title = fitting(title, terms)
            text = f"{row.title_lt} {row.title_en} {row.definition(lang)}"
            if set(terms) <= in_title | fitting(text, terms):
                query = "" if row.holds_in(year) else "?year=all"
                address = f"{url}{query}#{row.code}"
                if row.code in shown:
                    address = f"{url}/@@indicator?code={row.code}"
                entry = Entry(title, address, KIND_TITLES[row.kind], row.definition(lang))
                found.append((-len(in_title), entry))
        return [entry for _rank, entry in sorted(found, key=lambda pair: pair[0])]
