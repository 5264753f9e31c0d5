"""One reading of the catalogue for its page, its map and REST: what was asked, what is found."""

from functools import cached_property
from metodinis.common.sorting import sort_key
from metodinis.common.texts import cleaned
from metodinis.goodpractice.cases.rules import COST_BANDS
from metodinis.goodpractice.cases.rules import EVIDENCE_LEVELS
from metodinis.goodpractice.cases.vocabularies import COST_TITLES
from metodinis.goodpractice.cases.vocabularies import EVIDENCE_TITLES
from metodinis.goodpractice.catalogue import catalog
from metodinis.goodpractice.catalogue import rules
from metodinis.goodpractice.catalogue.rules import Filters
from metodinis.goodpractice.vocabularies import target_groups
from metodinis.goodpractice.vocabularies import topics
from metodinis.i18n import _
from metodinis.libraries.rules import counties
from metodinis.libraries.rules import municipalities
from metodinis.search import catalog as search
from metodinis.search.results import values_of
from metodinis.search.results import YEAR
from metodinis.search.rules import read_query
from plone.app.uuid.utils import uuidToCatalogBrain
from zope.globalrequest import getRequest
from zope.i18n import translate
import re


LONGEST_TEXT = 200
UID = re.compile(r"[0-9a-f]{32}")
FACET_TITLES = {
    "topic": _("practice_facet_topic", default="Topic"),
    "group": _("practice_facet_group", default="Target group"),
    "library": _("practice_facet_library", default="Library"),
    "county": _("practice_facet_county", default="County"),
    "municipality": _("practice_facet_municipality", default="Municipality"),
    "year": _("practice_facet_year", default="Year"),
    "cost": _("practice_facet_cost", default="Cost"),
    "evidence": _("practice_facet_evidence", default="Evidence"),
}
SORT_TITLES = {
    rules.RELEVANCE: _("practice_sort_relevance", default="Best first"),
    rules.NEWEST: _("practice_sort_newest", default="Newest first"),
    rules.REUSED: _("practice_sort_reused", default="Most taken over"),
    rules.RATING: _("practice_sort_rating", default="Best rated"),
}


def filters_of(form):
    """The Filters of a query (mapping of texts); what can't be meant is left out."""
    known = {
        "topic": topics(),
        "group": target_groups(),
        "county": counties(),
        "municipality": municipalities(),
        "cost": COST_BANDS,
        "evidence": EVIDENCE_LEVELS,
    }
    chosen = {
        name: tuple(value for value in values_of(form, name) if value in values)
        for name, values in known.items()
    }
    text, sort = form.get("text", ""), form.get("sort")
    return Filters(
        text=" ".join(cleaned(text).split())[:LONGEST_TEXT] if isinstance(text, str) else "",
        library=tuple(uid for uid in values_of(form, "library") if UID.fullmatch(uid)),
        year=tuple(int(year) for year in values_of(form, "year") if YEAR.fullmatch(year)),
        sort=sort if sort in rules.SORTS else "",
        all_languages=form.get("language") == "all",
        look=rules.MAP if form.get("view") == rules.MAP else "",
        **chosen,
    )


def pairs_of(filters):
    """(name, value) of what stands in the address for Filters."""
    pairs = [("text", filters.text)] if filters.text else []
    pairs += [(name, value) for name in rules.FACETS for value in getattr(filters, name)]
    if filters.sort:
        pairs.append(("sort", filters.sort))
    if filters.all_languages:
        pairs.append(("language", "all"))
    if filters.look:
        pairs.append(("view", filters.look))
    return pairs


class Catalogue:
    """What Filters find for the present reader in a language; made anew for each request."""

    def __init__(self, filters, lang):
        self.filters, self.lang = filters, lang

    @cached_property
    def _words(self):
        """search.catalog.Found of the words, or None without any."""
        if not self.filters.text:
            return None
        query = read_query(self.filters.text)
        return search.find(query) if query.terms else search.NOTHING

    @cached_property
    def all_rows(self):
        """All Rows that there are, in whatever language."""
        return catalog.rows()

    @cached_property
    def _narrowed(self):
        rows = self.all_rows
        if self._asks_english:
            rows = [row for row in rows if row.has_english]
        return self._narrow(rows)

    @property
    def _asks_english(self):
        return self.lang == rules.ENGLISH and not self.filters.all_languages

    def _narrow(self, rows):
        words = self._words
        if words is not None:
            rows = [row for row in rows if row.rid in words.ids]
        return rules.narrowed(rows, self.filters)

    @cached_property
    def left_out(self):
        """How many more cases would be found, but have nothing in the reader's language."""
        if not self._asks_english:
            return 0
        others = [row for row in self.all_rows if not row.has_english]
        return len(self._narrow(others)[0])

    @property
    def found(self):
        """The Rows that all filters leave."""
        return self._narrowed[0]

    def counts(self, facet):
        """value -> how many cases it would show: a Counter."""
        return self._narrowed[1][facet]

    @property
    def begun(self):
        """Whether no whole word was found, so that words count of which the beginning was typed."""
        return self._words is not None and self._words.begun

    @cached_property
    def reused(self):
        """UID of a case -> how often it was taken over."""
        return catalog.reuse_counts()

    @cached_property
    def ordered(self):
        """The same in the order that is asked for."""
        scores = self._words.scores if self._words is not None else None
        return rules.ordered(self.found, self.filters.order, scores, self.reused)

    def titles(self, facet, values):
        """value -> title in the order that a reader expects; unknown ones are left out."""
        known = getattr(self, f"_titles_of_{facet}")(values)
        return {value: title for value, title in known.items() if value in values}

    def _titles_of_topic(self, values):
        return topics(self.lang)

    def _titles_of_group(self, values):
        return target_groups(self.lang)

    def _titles_of_library(self, values):
        named = {row.library: row.library_title for row in self.all_rows}
        for uid in set(values) - named.keys():
            brain = uuidToCatalogBrain(uid)
            if brain is not None and brain.portal_type == "Library":
                named[uid] = brain.library_title
        return dict(sorted(named.items(), key=lambda pair: sort_key(pair[1])))

    def _titles_of_county(self, values):
        return dict(sorted(counties().items(), key=lambda pair: sort_key(pair[1])))

    def _titles_of_municipality(self, values):
        places = sorted(municipalities().values(), key=lambda place: sort_key(place.name))
        return {place.code: place.name for place in places}

    def _titles_of_year(self, values):
        return {year: str(year) for year in sorted(values, reverse=True)}

    def _titles_of_cost(self, values):
        return _said(COST_TITLES)

    def _titles_of_evidence(self, values):
        return _said(EVIDENCE_TITLES)


def _said(titles):
    return {value: translate(title, context=getRequest()) for value, title in titles.items()}
