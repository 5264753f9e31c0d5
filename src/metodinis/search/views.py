"""`@@search`: what the site knows of some words, by kind, with facets to narrow it."""

from functools import cached_property
from html import escape
from metodinis.i18n import _
from metodinis.layout.views import PageView
from metodinis.search.results import FACETS
from metodinis.search.results import filters_of
from metodinis.search.results import Results
from metodinis.search.results import SORTS
from metodinis.search.rules import marked
from metodinis.search.rules import snippet
from plone import api
from typing import NamedTuple
from urllib.parse import urlencode
from zope.i18n import translate


# Results of a kind that are shown where all kinds are.
FEW = 4
# Values of a facet that are shown: those with most results, and those that are chosen.
VALUES = 8
FACET_TITLES = {
    "kind": _("search_facet_kind", default="Kind"),
    "year": _("search_facet_year", default="Year"),
    "library": _("search_facet_library", default="Library"),
    "topic": _("search_facet_topic", default="Topic"),
}
SORT_TITLES = {
    "relevance": _("search_sort_relevance", default="Best first"),
    "date": _("search_sort_date", default="Newest first"),
}


class Choice(NamedTuple):
    """A value of a facet or an order, as a link. count: results with it, or None."""

    title: str
    url: str
    chosen: bool
    count: int | None = None


class Shown(NamedTuple):
    """A result on the page. title, snippet: HTML, the words searched for marked."""

    title: str
    url: str
    label: str
    year: int | None
    library: str | None
    snippet: str


class SearchPage(PageView):
    """The page; it may not be kept by search engines."""

    title = _("search_title", default="Search")
    empty_title = _("search_nothing", default="Nothing is found")
    begun_text = _(
        "search_begun",
        default="No text has these words; these have words that begin so.",
    )
    negative_text = _(
        "search_only_negative",
        default="Write a word that is to be found, not only what is to be left out.",
    )

    def __call__(self):
        self.request.response.setHeader("X-Robots-Tag", "noindex")
        return self.index()

    @cached_property
    def filters(self):
        return filters_of(self.request.form)

    @cached_property
    def results(self):
        return Results(self.filters)

    @property
    def text(self):
        return self.results.query.text

    @property
    def is_negative(self):
        """Whether only words were given that are to be left out."""
        return bool(self.text) and not self.results.terms

    @cached_property
    def is_grouped(self):
        """Whether the best of each kind are shown, and not one list."""
        return (
            not self.filters.kind and self.filters.sort == SORTS[0] and len(self.results.groups) > 1
        )

    @property
    def groups(self):
        """The kinds found: id, title, count, the best few, and a link to all (or None)."""
        for kind, count in self.results.groups:
            yield {
                "id": f"kind-{kind}",
                "title": self.results.title_of(kind),
                "count": count,
                "shown": self.shown(self.results.best_of(kind, FEW)),
                "all_url": self.address(kind=(kind,)) if count > FEW else None,
            }

    @cached_property
    def listed(self):
        """The batch of one list."""
        return self.batch(self.results.ordered)

    def shown(self, results):
        """Results as they are Shown."""
        terms = self.results.terms
        return [self._shown(hit, terms) for hit in self.results.hits(results)]

    def _shown(self, hit, terms):
        return Shown(
            _as_html(marked(hit.title, terms)),
            self._url(hit),
            hit.label or self._type_title(hit.portal_type),
            hit.year,
            hit.library,
            _as_html(snippet(hit.text, terms)),
        )

    def _url(self, hit):
        """Files and pictures are shown on their page, not sent."""
        return f"{hit.url}/view" if hit.portal_type in self._viewed_types else hit.url

    @cached_property
    def _viewed_types(self):
        return api.portal.get_registry_record("plone.types_use_view_action_in_listings")

    def _type_title(self, portal_type):
        titles = self._type_titles
        if portal_type not in titles:
            fti = api.portal.get_tool("portal_types").get(portal_type)
            title = fti.Title() if fti is not None else portal_type
            titles[portal_type] = translate(title, context=self.request)
        return titles[portal_type]

    @cached_property
    def _type_titles(self):
        """portal type -> title, of those that were asked for."""
        return {}

    # what narrows and orders

    @cached_property
    def facets(self):
        """The facets that would leave out something: name, title, Choices."""
        found = [
            {"name": name, "title": FACET_TITLES[name], "choices": self._choices(name)}
            for name in FACETS
        ]
        return [
            facet
            for facet in found
            if any(
                choice.chosen or choice.count < self.results.total for choice in facet["choices"]
            )
        ]

    def _choices(self, facet):
        counts, chosen = self.results.counts(facet), getattr(self.filters, facet)
        values = [*chosen, *(name for name, _n in counts.most_common(VALUES) if name not in chosen)]
        titles = self._titles(facet, values)
        if facet == "year":
            values.sort(reverse=True)
        return [
            Choice(
                titles[value],
                self._toggled(facet, value),
                value in chosen,
                counts[value],
            )
            for value in values
            if titles.get(value)
        ]

    def _titles(self, facet, values):
        if facet == "kind":
            return {value: self.results.title_of(value) for value in values}
        if facet == "library":
            return self.results.titles(values)
        return {value: str(value) for value in values}

    def _toggled(self, facet, value):
        chosen = getattr(self.filters, facet)
        if value in chosen:
            return self.address(**{facet: tuple(other for other in chosen if other != value)})
        return self.address(**{facet: (*chosen, value)})

    @property
    def orders(self):
        return [
            Choice(SORT_TITLES[sort], self.address(sort=sort), sort == self.filters.sort)
            for sort in SORTS
        ]

    @property
    def words_url(self):
        """The address of the same words without any filter."""
        return self.address(**dict.fromkeys(FACETS, ()))

    def address(self, **changes):
        """The address of this search with some Filters changed, from its first page."""
        pairs = self._pairs(self.filters._replace(**changes))
        return f"{self.context.absolute_url()}/@@search?{urlencode(pairs)}"

    def _pairs(self, filters):
        pairs = [("SearchableText", filters.text)] if filters.text else []
        pairs += [(name, value) for name in FACETS for value in getattr(filters, name)]
        if filters.sort != SORTS[0]:
            pairs.append(("sort", filters.sort))
        return pairs

    @property
    def hidden_fields(self):
        """What the form sends along: the filters as they are."""
        return self._pairs(self.filters._replace(text=""))


def _as_html(pieces):
    """Pieces of (text, whether it is marked) as HTML. A macro for each piece would cost more
    than all the rest of the page."""
    return "".join(
        f"<mark>{escape(text)}</mark>" if is_match else escape(text) for text, is_match in pieces
    )
