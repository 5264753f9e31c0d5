"""Names are listed by the Lithuanian alphabet, in Plone's listings as in ours."""

from plone import api
import pytest


NAMES = ["9 skyrius", "10 skyrius", "Ignalina", "Ylakiai", "Jonava", "Cukrus", "Čekiškė", "Zarasai"]
IN_ORDER = ["9 skyrius", "10 skyrius", "Cukrus", "Čekiškė", "Ignalina", "Ylakiai", "Jonava"]
IN_ORDER = [*IN_ORDER, "Zarasai"]


@pytest.fixture
def folder(world):
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(world, "Folder", "sarasas", title="Sąrašas")
        for number, name in enumerate(NAMES):
            api.content.create(folder, "Document", f"d{number}", title=name)
        return folder


def test_stock_listing_sorts_by_the_alphabet(folder):
    with api.env.adopt_roles(["Manager"]):
        found = api.content.find(context=folder, depth=1, sort_on="sortable_title")
    assert [brain.Title for brain in found] == IN_ORDER


@pytest.mark.parametrize(
    ("container", "portal_type"), [("departments", "Department"), ("partners", "Partner")]
)
def test_cards_are_by_the_alphabet(world, http_request, container, portal_type):
    with api.env.adopt_roles(["Manager"]):
        for number, name in enumerate(NAMES[2:]):
            api.content.create(world[container], portal_type, f"d{number}", title=name)
        page = api.content.get_view("view", world[container], http_request)
        assert [entry.title for entry in page.ordered] == IN_ORDER[2:]
