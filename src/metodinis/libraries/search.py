"""Finding libraries: one query for the directory's page, its exports and REST."""

from metodinis.libraries import rules
from metodinis.search.rules import beginnings
from plone import api
from typing import NamedTuple


STATES = ("open", "closed", "all")
SORTS = {"name": "library_sort", "code": "library_code"}
LONGEST_TEXT = 100


class Filters(NamedTuple):
    """What a reader asked for. county, municipality: ISO codes; "" doesn't filter."""

    text: str = ""
    county: str = ""
    municipality: str = ""
    kind: str = ""
    state: str = "open"
    sort: str = "name"
    reverse: bool = False

    @property
    def active(self):
        """Whether they leave out more than the closed libraries."""
        return self._replace(sort="name", reverse=False) != Filters()


def filters_of(form):
    """Filters from a query string; what isn't among the choices doesn't filter."""

    def choice(name, choices, default=""):
        value = form.get(name, default)
        return value if value in choices else default

    text = form.get("text", "")
    return Filters(
        text=" ".join(text.split())[:LONGEST_TEXT] if isinstance(text, str) else "",
        county=choice("county", tuple(rules.counties())),
        municipality=choice("municipality", tuple(rules.municipalities())),
        kind=choice("kind", rules.KINDS),
        state=choice("state", STATES, "open"),
        sort=choice("sort", tuple(SORTS), "name"),
        reverse=form.get("order") == "descending",
    )


def find(filters):
    """The catalog's brains of the libraries that `filters` ask for, in order."""
    query = {
        "portal_type": "Library",
        "sort_on": SORTS[filters.sort],
        "sort_order": "descending" if filters.reverse else "ascending",
    }
    for name in ("county", "municipality", "kind"):
        if getattr(filters, name):
            query[f"library_{name}"] = getattr(filters, name)
    if filters.state != "all":
        query["library_closed"] = filters.state == "closed"
    words = beginnings(filters.text)
    if words:
        query["SearchableText"] = words
    return api.content.find(**query)


def places_of_libraries():
    """The codes of counties and of municipalities that have libraries: two sets."""
    indexes = api.portal.get_tool("portal_catalog").Indexes
    return tuple(
        {*indexes[f"library_{kind}"].uniqueValues()} for kind in ("county", "municipality")
    )


def library_names():
    """UID -> short name of all libraries, those that are closed too, in their order."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="Library", sort_on="library_sort"
    )
    return {brain.UID: brain.library_title for brain in brains}


def library_places():
    """UID -> (short name, county, municipality) of all libraries, the closed too; ISO codes or
    None."""
    catalog = api.portal.get_tool("portal_catalog")
    indexes = [catalog.Indexes[f"library_{kind}"] for kind in ("county", "municipality")]
    brains = catalog.unrestrictedSearchResults(portal_type="Library", sort_on="library_sort")
    return {
        brain.UID: (
            brain.library_title,
            *(index.getEntryForObject(brain.getRID()) for index in indexes),
        )
        for brain in brains
    }
