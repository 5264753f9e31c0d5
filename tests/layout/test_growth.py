"""What a page costs doesn't grow with the site: it looks at no more objects than it shows."""

from plone import api
from Products.CMFPlone.CatalogTool import CatalogTool
import pytest


@pytest.fixture
def looked_at(world, http_request, monkeypatch):
    """Call it with a place and a view for how many brains its queries made."""
    found = []
    plain = CatalogTool.searchResults

    def counting(self, query=None, **options):
        results = plain(self, query, **options)
        made = []
        # A lazy answer makes a brain when it is asked for it.
        original = results._func if hasattr(results, "_func") else None
        if original is not None:
            results._func = lambda rid: made.append(rid) or original(rid)
        found.append(made)
        return results

    monkeypatch.setattr(CatalogTool, "searchResults", counting)
    monkeypatch.setattr(CatalogTool, "__call__", counting)

    def count(place, name):
        found.clear()
        http_request.__annotations__.pop("plone.memoize", None)
        with api.env.adopt_roles(["Anonymous"]):
            place.restrictedTraverse(name)()
        total = sum(map(len, found))
        assert total > 0  # the menu at least
        return total

    return count


@pytest.fixture
def fill(world):
    """Call it with a number to publish so many more pages in a section."""
    with api.env.adopt_roles(["Manager"]):
        section = api.content.create(world, "Folder", "skyrius", title="Skyrius")
        api.content.transition(section, "publish")

    def more(count):
        with api.env.adopt_roles(["Manager"]):
            there = len(section)
            for number in range(there, there + count):
                made = api.content.create(section, "Document", f"puslapis-{number}", title="Lapas")
                api.content.transition(made, "publish")
        return section

    return more


@pytest.mark.parametrize("name", ["home-page", "sitemap"])
def test_pages_of_the_site_look_at_the_same_number(looked_at, fill, world, name):
    fill(30)
    few = looked_at(world, name)
    fill(40)
    assert looked_at(world, name) == few


def test_listing_looks_at_one_page_of_it(looked_at, fill):
    section = fill(25)
    few = looked_at(section, "listing_view")
    fill(40)
    assert looked_at(section, "listing_view") == few


def test_page_in_a_large_section_looks_at_no_neighbours(looked_at, fill):
    section = fill(5)
    few = looked_at(section["puslapis-1"], "document_view")
    fill(40)
    assert looked_at(section["puslapis-1"], "document_view") == few
