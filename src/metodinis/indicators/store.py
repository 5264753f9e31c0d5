"""The site's indicators, parsed: each text once, however many pages and reports ask."""

from functools import lru_cache
from metodinis.indicators.catalogue import parse_catalogue
from metodinis.indicators.rules import parse_rules
from plone import api


CATALOGUE_ID = "indicators"


def catalogue_text():
    """The site's present catalogue as canonical CSV."""
    return _texts().current("catalogue").text


def rules_text():
    """The site's present check rules as canonical CSV."""
    return _texts().current("rules").text


def _texts():
    return api.portal.get()[CATALOGUE_ID]


@lru_cache(maxsize=64)
def parsed_catalogue(text):
    """The Catalogue of a CSV text. Raises TableErrors."""
    return parse_catalogue(text)


@lru_cache(maxsize=64)
def parsed_rules(rules_text, catalogue_text):
    """The RuleSet of a CSV text over the codes of a catalogue's text. Raises TableErrors."""
    return parse_rules(rules_text, parsed_catalogue(catalogue_text))


@lru_cache(maxsize=64)
def catalogue_of(text, year, left_out=()):
    """The Catalogue that `text` gives for `year`. left_out: tuple of codes that aren't asked."""
    catalogue = parsed_catalogue(text).for_year(year)
    return catalogue.without(left_out) if left_out else catalogue
