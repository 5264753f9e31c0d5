"""How the site's search finds the indicators."""

from metodinis.indicators.schema import IIndicatorCatalogue
from metodinis.indicators.store import parsed_catalogue
from plone.indexer import indexer


@indexer(IIndicatorCatalogue)
def catalogue_text(indicators):
    """SearchableText: codes, names and definitions of all elements and indicators."""
    catalogue = parsed_catalogue(indicators.current("catalogue").text)
    words = [indicators.title]
    for entry in (*catalogue.elements.values(), *catalogue.indicators.values()):
        words += (entry.code, entry.title_lt, entry.title_en, entry.definition_lt)
    return " ".join(words)
