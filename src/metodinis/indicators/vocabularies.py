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
