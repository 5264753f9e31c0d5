"""Choices that depend on the site's catalogue."""

from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import parsed_catalogue
from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


@provider(IVocabularyFactory)
def sections(context):
    """The sections of the form: code -> "A. Network"."""
    language = api.portal.get_current_language()
    return SimpleVocabulary(
        [
            SimpleTerm(section.code, title=f"{section.code}. {section.title(language)}")
            for section in parsed_catalogue(catalogue_text()).sections.values()
        ]
    )


@provider(IVocabularyFactory)
def elements(context, query=None):
    """The data elements: code -> "A1. Libraries"; of those only what holds the words of `query`."""
    language = api.portal.get_current_language()
    words = str(query or "").replace("*", " ").casefold().split()
    titles = {
        element.code: f"{element.code}. {element.title(language)}"
        for element in parsed_catalogue(catalogue_text()).elements.values()
    }
    return SimpleVocabulary(
        [
            SimpleTerm(code, title=title)
            for code, title in titles.items()
            if all(word in title.casefold() for word in words)
        ]
    )
