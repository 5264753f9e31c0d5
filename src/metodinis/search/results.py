"""One search, for its page and for REST: what was asked, what is found, and how it is counted."""

from BTrees.IIBTree import difference
from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from collections import Counter
from functools import cached_property
from metodinis.layout.memo import catalog_mark
from metodinis.layout.memo import Memo
from metodinis.layout.memo import viewer
from metodinis.search import catalog
from metodinis.search.interfaces import Entry
from metodinis.search.kinds import kind_of_types
from metodinis.search.kinds import kinds
from metodinis.search.kinds import PAGES
from metodinis.search.kinds import sources
from metodinis.search.rules import read_query
from typing import NamedTuple
import re
import time


FACETS = ("kind", "year", "library", "topic")
SORTS = ("relevance", "date")
MOST_VALUES = 20
LONGEST_VALUE = 100
YEAR = re.compile(r"[12]\d{3}")
# What each page of the same results would count anew.
COUNTS = Memo(128)
# Seconds after which what has a date of publishing may have come up.
MINUTE = 60


class Filters(NamedTuple):
    """What was asked for. Of each facet any of its values; an empty one doesn't filter."""

    text: str = ""
    kind: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    library: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    sort: str = "relevance"

    @property
    def chosen(self):
        """The facets that filter."""
        return [name for name in FACETS if getattr(self, name)]


def filters_of(form):
    """Filters from a query string; what can't be meant is left out."""
    text = form.get("SearchableText", form.get("text", ""))
    sort = form.get("sort")
    return Filters(
        text=text if isinstance(text, str) else "",
        kind=values_of(form, "kind"),
        year=tuple(int(year) for year in values_of(form, "year") if YEAR.fullmatch(year)),
        library=values_of(form, "library"),
        topic=values_of(form, "topic"),
        sort=sort if sort in SORTS else SORTS[0],
    )


def values_of(form, name):
    given = form.get(name) or ()
    given = [given] if isinstance(given, str) else given
    if not isinstance(given, (list, tuple)):
        return ()
    texts = [text for text in given if isinstance(text, str) and 0 < len(text) <= LONGEST_VALUE]
    return tuple(dict.fromkeys(texts))[:MOST_VALUES]


class Results:
    """The results of Filters, for the present reader; made anew for each request.

    `asked`: whether there is anything to search by. Results are rids, or Entries of sources.
    """

    def __init__(self, filters):
        self.filters = filters
        self.query = read_query(filters.text)
        self.terms = self.query.terms
        self.kinds = kinds()
        self._kind_of_type = kind_of_types()
        self.sources = sources() if self.terms else {}
        self._counts, self._titles = {}, {}

    @property
    def asked(self):
        return bool(self.terms or (self.filters.chosen and not self.query.text))

    @cached_property
    def found(self):
        """catalog.Found of the words alone."""
        if self.terms:
            return catalog.find(self.query)
        return catalog.everything() if self.asked else catalog.NOTHING

    @cached_property
    def entries(self):
        """name of a source -> its Entries; they have no year, library or topic."""
        if set(self.filters.chosen) - {"kind"}:
            return {}
        found = {name: source.found(self.terms) for name, source in self.sources.items()}
        return {name: entries for name, entries in found.items() if entries}

    @cached_property
    def ids(self):
        """The rids that all filters leave."""
        return self._ids_without(None)

    @cached_property
    def _having(self):
        """facet -> the rids that it leaves, of facets that filter."""
        return {name: self._of_facet(name) for name in self.filters.chosen}

    def _of_facet(self, name):
        values = getattr(self.filters, name)
        if name != "kind":
            return catalog.having(name, values)
        return IISet(rid for kind in values for rid in self.of_kind(self.found.ids, kind))

    def of_kind(self, ids, kind):
        """Those of `ids` that are of a kind."""
        if kind == PAGES:
            return difference(ids, catalog.having("type", list(self._kind_of_type)))
        types = self.kinds[kind].types if kind in self.kinds else ()
        return intersection(ids, catalog.having("type", types))

    def _ids_without(self, facet):
        """The rids that the filters leave, but for one facet's own."""
        ids = self.found.ids
        for name, having in self._having.items():
            if name != facet:
                ids = intersection(ids, having)
        return ids

    def counts(self, facet):
        """How many results each value of a facet would show: a Counter.

        A facet's own filter doesn't count: another of its values can be added.
        """
        if facet not in self._counts:
            self._counts[facet] = self._counted(facet)
        return self._counts[facet]

    def _counted(self, facet):
        if facet != "kind":
            return self._in_catalog(facet, facet)
        counter = Counter({name: len(entries) for name, entries in self.entries.items()})
        for portal_type, count in self._in_catalog("type", facet).items():
            counter[self._kind_of_type.get(portal_type, PAGES)] += count
        return counter

    def _in_catalog(self, name, facet):
        """catalog.counts by `name` of what the filters leave, but for a facet's own."""
        mark = catalog_mark()
        asked = self.filters._replace(**{facet: (), "sort": ""})
        key = None
        if mark is not None:
            key = (mark, viewer(), time.time() // MINUTE, name, asked)
        return COUNTS.get(key, lambda: catalog.counts(name, self._ids_without(facet)))

    def title_of(self, kind):
        """What a kind or source is called; None if there is none."""
        spec = self.kinds.get(kind) or self.sources.get(kind)
        return spec and spec.title

    def titles(self, uids):
        """UID -> title of those libraries that the reader may see."""
        missing = set(uids) - self._titles.keys()
        self._titles |= dict.fromkeys(missing) | catalog.titles(missing)
        return {uid: self._titles[uid] for uid in uids if self._titles[uid]}

    @cached_property
    def groups(self):
        """(kind, count) of what is found, in the order of the kinds; only of chosen kinds."""
        counts, chosen = self.counts("kind"), self.filters.kind
        order = {name: spec.order for name, spec in (self.kinds | self.sources).items()}
        return [
            (kind, counts[kind])
            for kind in sorted(order, key=order.get)
            if counts[kind] and (not chosen or kind in chosen)
        ]

    @cached_property
    def total(self):
        return sum(count for _kind, count in self.groups)

    def best_of(self, kind, count):
        """The first results of a kind: rids, or Entries."""
        if kind in self.sources:
            return self.entries.get(kind, [])[:count]
        return catalog.best(self.found, self.of_kind(self.ids, kind), count)

    @cached_property
    def ordered(self):
        """All results in the order that is asked for: rids, then Entries."""
        if self.filters.sort == "date":
            ids = catalog.newest(self.ids)
        else:
            ids = catalog.best(self.found, self.ids)
        chosen = self.filters.kind
        return ids + [
            entry
            for name, entries in self.entries.items()
            if not chosen or name in chosen
            for entry in entries
        ]

    def hits(self, results):
        """Hits of some results, to be shown; what the reader may not see is left out."""
        rids = [result for result in results if not isinstance(result, Entry)]
        brains = catalog.brains(rids)
        uids, years = catalog.values("library", brains), catalog.values("year", brains)
        texts = catalog.texts(brains)
        libraries = self.titles({uid for uid in uids.values() if uid})
        for result in results:
            if isinstance(result, Entry):
                yield Hit(result.title, result.url, "", result.label, result.text)
            elif result in brains:
                brain, uid = brains[result], uids[result]
                library = libraries.get(uid) if uid != brain.UID else None
                yield Hit(
                    brain.Title,
                    brain.getURL(),
                    brain.portal_type,
                    None,
                    _text_of(texts[result], brain.getId, brain.Title, library) or brain.Description,
                    years[result],
                    library,
                )


class Hit(NamedTuple):
    """One result as it is shown. label: what kind of thing it is, if its type doesn't say it.

    year, library (its title): what it is about; None if it is about none.
    """

    title: str
    url: str
    portal_type: str
    label: str | None
    text: str
    year: int | None = None
    library: str | None = None


def _text_of(text, *starts):
    """A text without the id, title and library that many begin with: these stand above it."""
    for start in filter(None, starts):
        text = text.strip().removeprefix(start)
    return text.strip()
