"""What people choose from: libraries, municipalities, counties, kinds."""

from functools import cache
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.libraries import people
from metodinis.libraries import rules
from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


KIND_TITLES = {
    "county": _("libraries_kind_county", default="County library"),
    "municipal": _("libraries_kind_municipal", default="Municipal library"),
    "other": _("libraries_kind_other", default="Other library"),
}
OUTLET_TITLES = {
    "central": _("libraries_outlets_central", default="Central library"),
    "urban": _("libraries_outlets_urban", default="City branches"),
    "rural": _("libraries_outlets_rural", default="Rural branches"),
    "point": _("libraries_outlets_point", default="Service points"),
    "mobile": _("libraries_outlets_mobile", default="Mobile libraries"),
}
KIND_VOCABULARY = SimpleVocabulary(
    [SimpleTerm(kind, title=title) for kind, title in KIND_TITLES.items()]
)


class SearchableVocabulary(SimpleVocabulary):
    """What a field with a search asks: `query` is what was typed, `*` for any ending."""

    def search(self, query):
        """The terms with all words of `query` in their titles, capitals aside."""
        words = query.replace("*", " ").casefold().split()
        return [term for term in self if all(word in term.title.casefold() for word in words)]


@provider(IVocabularyFactory)
def libraries(context):
    """UID -> short name of all libraries, the closed too: the past names them."""
    found = api.content.find(portal_type="Library", sort_on="library_sort")
    return SearchableVocabulary(
        [SimpleTerm(brain.UID, title=brain.library_title) for brain in found]
    )


@provider(IVocabularyFactory)
def methodologists(context):
    """User id -> full name of the department's people, by name."""
    found = sorted(people.methodologists().items(), key=lambda user: sort_key(user[1]))
    return SimpleVocabulary([SimpleTerm(userid, title=name) for userid, name in found])


@provider(IVocabularyFactory)
def municipalities(context):
    """ISO 3166-2 code -> Lithuanian name of the 60 municipalities."""
    return _municipalities()


@cache
def _municipalities():
    places = sorted(rules.municipalities().values(), key=lambda place: sort_key(place.name))
    return SimpleVocabulary([SimpleTerm(place.code, title=place.name) for place in places])


@provider(IVocabularyFactory)
def counties(context):
    """ISO 3166-2 code -> Lithuanian name of the 10 counties."""
    found = sorted(rules.counties().items(), key=lambda county: sort_key(county[1]))
    return SimpleVocabulary([SimpleTerm(code, title=name) for code, name in found])
