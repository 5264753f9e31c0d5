"""The map of the site leads each reader to what they may see."""

from metodinis.layout import sitemap
from plone import api
from plone.app.testing import logout


def rooms(site, request):
    view = api.content.get_view("sitemap", site, request)
    return {
        room["url"].rpartition("/")[2]: ([brain.getId for brain in room["things"]], room["more"])
        for room in view.rooms
    }


def test_rooms_and_pages(world, http_request):
    logout()
    assert rooms(world, http_request) == {"libraries": (["klm", "krt", "pag"], 0)}
    view = api.content.get_view("sitemap", world, http_request)
    names = [address.rpartition("/")[2] for address, _title in view.pages]
    assert {"rounds", "prieinamumas", "privatumas", "atviri-duomenys"} <= set(names)
    assert "libraries" not in names


def test_long_list_is_cut(world, http_request, monkeypatch):
    monkeypatch.setattr(sitemap, "SHOWN", 2)
    logout()
    assert rooms(world, http_request)["libraries"] == (["klm", "krt"], 1)


def test_what_is_private_is_not_in_it(world, http_request):
    with api.env.adopt_roles(["Manager"]):
        api.content.create(world, "Document", "slapta", title="Slapta")
    logout()
    view = api.content.get_view("sitemap", world, http_request)
    assert "Slapta" not in [title for _address, title in view.pages]
    assert "Slapta" not in view()
