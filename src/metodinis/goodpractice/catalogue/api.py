"""REST: GET `@cases` of the folder of good practice, the same catalogue as the page's."""

from metodinis.common.api import JsonService
from metodinis.common.clock import zone
from metodinis.goodpractice.catalogue.reading import Catalogue
from metodinis.goodpractice.catalogue.reading import filters_of
from metodinis.goodpractice.catalogue.rules import FACETS
from plone import api


class Cases(JsonService):
    """GET @cases: by text, topic, group, library, county, municipality, year, cost, evidence, sort
    and language (`all`: those without English too); with how many each value would show."""

    def answer(self):
        lang = api.portal.get_current_language(self.context)
        catalogue = Catalogue(filters_of(self.request.form), lang)
        answer = self.batch(catalogue.ordered, lambda row: row_json(row, lang, catalogue.reused))
        answer["facets"] = {name: _facet(catalogue, name) for name in FACETS}
        return answer


def row_json(row, lang, reused):
    """A case of a list; title and summary in a language as far as it has them."""
    title, summary = row.said_in(lang)
    return {
        "@id": row.url,
        "uid": row.uid,
        "number": row.number,
        "title": title,
        "summary": summary,
        "language": row.language_in(lang),
        "topics": list(row.topics),
        "target_groups": list(row.target_groups),
        "years": list(row.years),
        "cost_band": row.cost,
        "evidence_level": row.evidence,
        "library": {"uid": row.library, "title": row.library_title},
        "county": row.county,
        "municipality": row.municipality,
        "rating": row.rating,
        "reused": reused.get(row.uid, 0),
        "picture": row.picture
        and {
            "@id": f"{row.url}/{row.picture['path']}",
            "alt": row.picture["alt"],
            "width": row.picture["width"],
            "height": row.picture["height"],
        },
        "published": row.published.astimezone(zone()).date().isoformat(),
    }


def _facet(catalogue, name):
    counts = catalogue.counts(name)
    return [
        {"value": value, "title": title, "count": counts[value]}
        for value, title in catalogue.titles(name, {*counts}).items()
    ]
