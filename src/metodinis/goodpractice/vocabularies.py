"""What cases are sorted by, in the reader's language; who may be a reviewer."""

from metodinis.common.permissions import may
from metodinis.common.terms import terms_of
from metodinis.common.terms import vocabulary_of
from metodinis.goodpractice.schema import GOODPRACTICE_PREFIX
from metodinis.libraries.people import names_of_all
from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory


def setting(name):
    """One of IGoodPracticeSettings."""
    return api.portal.get_registry_record(f"{GOODPRACTICE_PREFIX}.{name}")


def topics(language=None):
    """code -> title of the topics, in a language (the reader's), in their order."""
    return _terms("topics", language)


def target_groups(language=None):
    """code -> title of the target groups."""
    return _terms("target_groups", language)


def _terms(name, language):
    return terms_of(setting(name), language or api.portal.get_current_language())


@provider(IVocabularyFactory)
def topic_vocabulary(context):
    """`metodinis.goodpractice.Topics`"""
    return vocabulary_of(topics())


@provider(IVocabularyFactory)
def target_group_vocabulary(context):
    """`metodinis.goodpractice.TargetGroups`"""
    return vocabulary_of(target_groups())


@provider(IVocabularyFactory)
def people(context):
    """`metodinis.goodpractice.People`: user id -> name of all accounts, for editors alone."""
    if not may("metodinis: Manage Good Practice", api.portal.get()):
        return vocabulary_of({})
    return vocabulary_of(names_of_all())
