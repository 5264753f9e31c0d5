"""How the site's search finds the indicators."""

from metodinis.indicators.schema import IIndicatorCatalogue
from metodinis.indicators.store import parsed_catalogue
from plone.indexer import indexer


@indexer(IIndicatorCatalogue)
def catalogue_text(indicators):
    """SearchableText: codes and Lithuanian names of all elements and indicators, since results
    show a piece of it; `search.py` finds the rows by all their words in both languages."""
    catalogue = parsed_catalogue(indicators.current("catalogue").text)
    words = [indicators.title]
    for entry in (*catalogue.elements.values(), *catalogue.indicators.values()):
        words += (entry.code, entry.title_lt)
    return " ".join(words)
