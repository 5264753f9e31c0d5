"""The catalog's text indexes get our lexicon at install, and Plone's own back at uninstall."""

from metodinis.search.lexicon import StemmedIndex
from metodinis.search.lexicon import StemmedWords
from metodinis.search.lexicon import TextIndex
from Products.ZCTextIndex.OkapiIndex import OkapiIndex
from Products.ZCTextIndex.ZCTextIndex import PLexicon
from Products.ZCTextIndex.ZCTextIndex import ZCTextIndex


LEXICON = "metodinis_lexicon"
PLONES_LEXICON = "plone_lexicon"
INDEXES = {"SearchableText": TextIndex, "Title": StemmedIndex}


def install(catalog):
    """Index the words of all content by their stems too; what is so already stays."""
    if LEXICON not in catalog:
        catalog._setObject(LEXICON, PLexicon(LEXICON, "Lithuanian", StemmedWords()))
    for name, factory in INDEXES.items():
        if catalog.Indexes[name].lexicon_id != LEXICON:
            _replace(catalog, name, factory, LEXICON)


def uninstall(catalog):
    """Give the indexes back to Plone's lexicon and its plain ranking."""
    for name in INDEXES:
        if catalog.Indexes[name].lexicon_id == LEXICON:
            _replace(catalog, name, OkapiIndex, PLONES_LEXICON)
    if LEXICON in catalog:
        catalog._delObject(LEXICON)


def _replace(catalog, name, factory, lexicon):
    catalog.delIndex(name)
    index = ZCTextIndex(
        name, caller=catalog, index_factory=factory, field_name=name, lexicon_id=lexicon
    )
    catalog.addIndex(name, index)
    catalog.reindexIndex(name, None)
