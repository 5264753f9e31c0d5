"""REST: GET `@site-search`, the same search as the page's."""

from metodinis.common.api import JsonService
from metodinis.search.results import FACETS
from metodinis.search.results import filters_of
from metodinis.search.results import Results
from metodinis.search.rules import snippet
from zope.i18n import translate


# Values of a facet that are told: those with most results.
VALUES = 50


class SiteSearch(JsonService):
    """GET @site-search: results by text, kind, year, library (UID), topic, sort; and facets."""

    def answer(self):
        results = Results(filters_of(self.request.form))
        found = results.ordered if results.asked else []
        answer = self.batch(found, lambda result: result)
        answer["items"] = [self._item(hit, results.terms) for hit in results.hits(answer["items"])]
        answer["facets"] = {name: self._facet(results, name) for name in FACETS}
        return answer

    def _item(self, hit, terms):
        return {
            "@id": hit.url,
            "@type": hit.portal_type or None,
            "title": hit.title,
            "label": hit.label and translate(hit.label, context=self.request),
            "year": hit.year,
            "library": hit.library,
            "snippet": [
                {"text": text, "match": is_match} for text, is_match in snippet(hit.text, terms)
            ],
        }

    def _facet(self, results, name):
        if not results.asked:
            return []
        counts = results.counts(name).most_common(VALUES)
        titles = self._titles(results, name, [value for value, _count in counts])
        return [
            {"value": value, "title": titles[value], "count": count}
            for value, count in counts
            if value in titles
        ]

    def _titles(self, results, name, values):
        if name == "library":
            return results.titles(values)
        if name == "kind":
            return {
                value: translate(results.title_of(value), context=self.request) for value in values
            }
        return {value: str(value) for value in values}
