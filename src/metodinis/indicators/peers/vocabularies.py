"""What nearest neighbours may be found by."""

from metodinis.common.numbers import NUMBER_TYPES
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import parsed_catalogue
from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def measure_elements():
    """The Elements that tell a size: numbers of the present catalogue that may be added up."""
    elements = parsed_catalogue(catalogue_text()).elements.values()
    return [one for one in elements if one.type in NUMBER_TYPES and one.aggregation == "sum"]


@provider(IVocabularyFactory)
def measures(context):
    """Code -> title of what tells a library's size, in the catalogue's order."""
    lang = api.portal.get_current_language()
    return SimpleVocabulary(
        [SimpleTerm(one.code, title=one.title(lang)) for one in measure_elements()]
    )
