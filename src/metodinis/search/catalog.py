"""Results and their numbers straight from the indexes, as sets of record ids.

Nothing is loaded but what is shown: counting 20,000 results wakes no brain and no object. Every
set here is cut to what the reader may see, before anything is counted.
"""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from BTrees.IIBTree import difference
from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from BTrees.IIBTree import multiunion
from BTrees.IIBTree import weightedIntersection
from BTrees.IIBTree import weightedUnion
from collections import Counter
from DateTime import DateTime
from heapq import nlargest
from metodinis.layout.memo import catalog_mark
from metodinis.layout.memo import Memo
from metodinis.search.rules import Query
from plone import api
from plone.dexterity.interfaces import IDexterityContent
from plone.event.interfaces import IEvent
from plone.indexer import indexer
from Products.CMFCore.indexing import processQueue
from Products.ZCatalog.query import IndexQuery
from Products.ZCTextIndex.ParseTree import ParseError
from Products.ZCTextIndex.ParseTree import QueryError
from Products.ZCTextIndex.QueryParser import QueryParser
from typing import NamedTuple


TEXT = "SearchableText"
# What a facet is counted by: its name in the address -> the index.
FACETS = {
    "type": "portal_type",
    "year": "search_year",
    "library": "search_library",
    "topic": "Subject",
}
# How much more a word counts in a title than in the text.
TITLE = 3
# Whoever searches narrows what was found and turns its pages: words are weighed once for all that.
SCORES = Memo(32)


@indexer(IDexterityContent)
def search_year(content):
    """The year that an object is about: its attribute `year`, or that in which an event begins."""
    year = getattr(aq_base(content), "year", None)
    if isinstance(year, int) and not isinstance(year, bool):
        return year
    if IEvent.providedBy(content) and getattr(content, "start", None):
        return content.start.year
    return None


@indexer(IDexterityContent)
def search_library(content):
    """The UID of the library that an object belongs to: its attribute `library_uid`."""
    uid = getattr(aq_base(content), "library_uid", None)
    return uid if isinstance(uid, str) and uid else None


class Found(NamedTuple):
    """Results: ids: a set of rids that the reader may see; scores: {rid: score}, or None.

    begun: no whole word was found, so words count of which the beginning was typed.
    """

    ids: IISet
    scores: dict | None = None
    begun: bool = False


NOTHING = Found(IISet())


def find(query: Query):
    """Found of what was typed, among all that the reader may see."""
    processQueue()
    seen = visible()
    for expression in dict.fromkeys((query.expression, query.plain)):
        found = _found(expression, query, seen)
        if found is not None:
            break
    else:
        return NOTHING
    if not found.ids and query.prefixes != query.plain:
        begun = _found(query.prefixes, query, seen)
        if begun is not None:
            return begun._replace(begun=bool(begun.ids))
    return found


def _found(expression, query, seen):
    """Found of an expression; None if the index can't read it."""
    mark = catalog_mark()
    # As typed: a title may have the word in the form that only the terms tell.
    key = None if mark is None else (mark, expression, query.terms)
    scores = SCORES.get(key, lambda: _scores(expression, query))
    return None if scores is None else Found(intersection(IISet(scores.keys()), seen), scores)


def _scores(expression, query):
    """{rid: score} of what an expression finds, whoever may see it; None if it can't be read."""
    catalog = api.portal.get_tool("portal_catalog")
    index = catalog.Indexes[TEXT]
    try:
        tree = QueryParser(catalog[index.lexicon_id]).parseQuery(expression)
        scores = tree.executeQuery(index.index)
    except (ParseError, QueryError):
        return None
    if scores is None:
        return None
    titles = catalog.Indexes["Title"].index
    for term in query.terms:
        found = titles.search(term.folded)
        if found:
            _weight, more = weightedIntersection(scores, found, 0, TITLE)
            _weight, scores = weightedUnion(scores, more)
    return scores


def everything():
    """Found of all that the reader may see: where there are filters and no words."""
    processQueue()
    return Found(visible())


def visible():
    """The rids of what the reader may see, now, of the types that are searched."""
    catalog = api.portal.get_tool("portal_catalog")
    user = getSecurityManager().getUser()
    allowed = _rids("allowedRolesAndUsers", catalog._listAllowedRolesAndUsers(user))
    if not catalog.allow_inactive({}):
        allowed = intersection(allowed, _rids("effectiveRange", DateTime()))
    hidden = api.portal.get_registry_record("plone.types_not_searched")
    return difference(allowed, _rids("portal_type", list(hidden)))


def having(facet, values):
    """The rids of what has one of the values of a facet."""
    return _rids(FACETS[facet], list(values))


def counts(facet, ids):
    """How many of `ids` have each value of a facet: a Counter."""
    value_of = _index(FACETS[facet]).documentToKeyMap().get
    found = map(value_of, ids)
    if facet == "topic":
        return Counter(topic for topics in found if topics for topic in topics)
    counter = Counter(found)
    del counter[None]
    return counter


def values(facet, ids):
    """{rid: the value of a facet that it has, or None}."""
    value_of = _index(FACETS[facet]).documentToKeyMap().get
    return {rid: value_of(rid) for rid in ids}


def best(found, ids, count=None):
    """Some of the ids of Found, those that fit best first: a list; count: no more of them."""
    if found.scores is None:
        return newest(ids, count)
    return _largest(ids, found.scores.get, count)


def newest(ids, count=None):
    """The ids, the newest first."""
    dates = _index("Date").documentToKeyMap()
    return _largest(ids, lambda rid: dates.get(rid, 0), count)


def _largest(ids, key, count):
    if count is None:
        return sorted(ids, key=key, reverse=True)
    return nlargest(count, ids, key=key)


def brains(ids):
    """{rid: brain} of records, by the catalog's own search: what isn't seen is left out."""
    uid_of = _index("UID").documentToKeyMap().get
    uids = [uid for uid in map(uid_of, ids) if uid]
    if not uids:
        return {}
    return {brain.getRID(): brain for brain in api.content.find(UID=uids)}


def titles(uids):
    """UID -> title of the objects that the reader may see."""
    if not uids:
        return {}
    return {brain.UID: brain.Title for brain in api.content.find(UID=list(uids))}


def texts(ids):
    """{rid: the text by which it was found}; only for those that the reader may see."""
    text_of = _index(TEXT).index.text
    return {rid: text_of(rid) for rid in ids}


def _index(name):
    return api.portal.get_tool("portal_catalog").Indexes[name]


def _rids(name, value):
    if value == []:
        return IISet()
    index = _index(name)
    query = IndexQuery({name: {"query": value}}, name, index.query_options)
    return multiunion([index.query_index(query)])
