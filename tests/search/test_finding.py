"""What words find, in which order, and for whom."""

from metodinis.search import catalog
from metodinis.search.results import Filters
from metodinis.search.results import filters_of
from metodinis.search.results import Results
from metodinis.search.rules import read_query
from plone import api
from plone.app.testing import logout
from tests.search.conftest import publish
import pytest


def found(text, **filters):
    """The titles of what is found, in order."""
    results = Results(Filters(text, **filters))
    return [hit.title for hit in results.hits(results.ordered)]


PAGES = {
    "tinklas": "Bibliotekų tinklas",
    "sutartys": "Sutarčių pavyzdžiai",
    "courses": "Library courses",
}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("siauliu", {"tinklas"}),
        ("Šiauliai", {"tinklas"}),
        ("siauliuose", {"tinklas"}),
        ("sutartis", {"sutartys"}),
        ("sutarciu", {"sutartys"}),
        ("sutartį", {"sutartys"}),
        ("tinklai", {"tinklas", "sutartys"}),
        ("reader", {"courses"}),
        ("service game", {"courses"}),
        ("ISO", {"courses"}),
        ('"young readers"', {"courses"}),
        ('"readers young"', set()),
        ('"siauliu apskrities"', {"tinklas"}),
        ("„Šiaulių apskrities“", {"tinklas"}),
        ('"Šiauliai apskrities"', set()),
        ("apskr*", {"tinklas"}),
        ("šiaul* AND tinklas", {"tinklas"}),
        ("siauliai OR readers", {"tinklas", "courses"}),
        ("siauliai ARBA readers", {"tinklas", "courses"}),
        ("tinklas NOT sutartis", {"tinklas"}),
        ("tinklas AND NOT (sutartis OR readers)", {"tinklas"}),
        ("tinklas -sutartis", {"tinklas"}),
        ("(siauliai OR sutartis) tinklas", {"tinklas", "sutartys"}),
        # nothing of it is an error
        ('"young readers', {"courses"}),
        ("(young readers", {"courses"}),
        ("young) readers", {"courses"}),
        ("young AND OR readers AND", {"courses"}),
        ("NOT young", set()),
        ("*oung", set()),
        ("* ? ( ) -", set()),
        ("OR", set()),
        ("\x00young\x07", {"courses"}),
    ],
)
def test_words_find_in_any_form(library_pages, text, names):
    ours = set(PAGES.values())
    assert {title for title in found(text) if title in ours} == {PAGES[name] for name in names}


def test_forms_of_a_word_find_the_same(library_pages):
    forms = ("biblioteka", "bibliotekų", "BIBLIOTEKOJE", "biblioteku")
    first, *others = (set(found(form)) for form in forms)
    assert others == [first] * 3
    assert {"Bibliotekų tinklas", "Sutarčių pavyzdžiai"} < first


def test_beginnings_help_where_no_word_fits(library_pages):
    publish(library_pages, "Document", "fondas", title="Spaudinių fondas")
    assert found("spaud fond") == ["Spaudinių fondas"]
    assert catalog.find(read_query("spaud fond")).begun
    assert not catalog.find(read_query("spaudiniai")).begun
    assert not catalog.find(read_query("nieko-tokio")).begun


def test_word_as_typed_goes_before_its_other_forms(site):
    for name, word in (("a", "upelė"), ("b", "upelių"), ("c", "upelės")):
        publish(site, "Document", name, title=f"Apie {name}", description=f"Sena {word} čia")
    assert found("upelių")[0] == "Apie b"
    assert found("upeliu")[0] == "Apie b"
    assert found("upeles")[0] == "Apie c"
    assert set(found("upelėje")) == {"Apie a", "Apie b", "Apie c"}


def test_title_goes_before_text(site):
    publish(site, "Document", "a", title="Ežeras", description="Upelis upelis upelis")
    publish(site, "Document", "b", title="Upelis", description="Ežeras ir dar upės")
    assert found("upelis") == ["Upelis", "Ežeras"]


def test_change_and_deletion_are_seen(library_pages):
    page = library_pages["tinklas"]
    page.title, page.description = "Upės", "Nemunas"
    page.reindexObject()
    assert found("siauliu") == []
    assert found("nemuno") == ["Upės"]
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(page)
    assert found("nemuno") == []


def test_same_words_by_the_catalogs_own_search(library_pages):
    """REST's @search and all other queries of SearchableText know the stems too."""
    brains = api.content.find(SearchableText="siauliu")
    assert [brain.getId for brain in brains] == ["tinklas"]


# facets


def test_facets_count_what_a_click_would_show(library_pages):
    results = Results(Filters("tinklas"))
    assert dict(results.counts("topic")) == {"tinklas": 2, "sutartys": 1}
    assert dict(results.counts("kind")) == {"pages": 2, "indicators": 1}
    narrowed = Results(Filters("tinklas", topic=("sutartys",)))
    assert narrowed.total == 1
    assert dict(narrowed.counts("topic")) == {"tinklas": 2, "sutartys": 1}
    assert dict(narrowed.counts("kind")) == {"pages": 1}


def test_every_type_is_of_one_kind_and_is_counted(library_pages):
    results = Results(Filters("biblioteka"))
    counts = results.counts("kind")
    assert counts["libraries"] == 3
    assert sum(counts.values()) == results.total == len(results.ordered)
    for kind, count in results.groups:
        assert len(results.best_of(kind, 1000)) == count


def test_sort_by_date(library_pages):
    library_pages["sutartys"].setEffectiveDate("2020/01/01")
    library_pages["sutartys"].reindexObject()
    kind = ("pages", "news")
    assert found("sutartys OR siauliai", sort="date", kind=kind) == [
        "Bibliotekų tinklas",
        "Sutarčių pavyzdžiai",
    ]
    assert found("sutartys OR siauliai", kind=kind)[0] == "Sutarčių pavyzdžiai"


def test_filters_of_takes_what_can_be_meant():
    form = {
        "SearchableText": ["a"],
        "kind": ["libraries", "libraries", "", 5],
        "year": ["2025", "x", "20255"],
        "library": {"query": "a"},
        "topic": "x" * 101,
        "sort": "path",
    }
    assert filters_of(form) == Filters(kind=("libraries",), year=(2025,))


# permissions


@pytest.mark.parametrize("person", [None, "svecias", "krt-direktore", "metodininke", "redaktore"])
def test_sees_what_the_catalog_lets_see(library_pages, person):
    with api.env.adopt_roles(["Manager"]):
        api.content.create(library_pages, "Document", id="slapta", title="Slapta biblioteka")
        late = publish(library_pages, "Document", "rytoj", title="Rytojaus biblioteka")
        late.setEffectiveDate("2100/01/01")
        late.reindexObject()

    def seen():
        hidden = api.portal.get_registry_record("plone.types_not_searched")
        brains = api.portal.get_tool("portal_catalog")()
        return set(catalog.visible()), {
            brain.getRID() for brain in brains if brain.portal_type not in hidden
        }

    if person is None:
        logout()
        ours, stock = seen()
    else:
        with api.env.adopt_user(username=person):
            ours, stock = seen()
    assert ours == stock
    assert len(ours) > 10
