"""A folder's list tells each reader what is in it, in its order, without waking an object."""

from datetime import datetime
from metodinis.layout import batching
from PIL import Image
from plone import api
from plone.app.testing import logout
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from Products.ZCatalog.CatalogBrains import AbstractCatalogBrain
from pytz import timezone
import io
import pytest


@pytest.fixture
def section(world):
    """A published folder with a page, a meeting, a file, and a page that only editors see."""
    start = timezone("Europe/Vilnius").localize(datetime(2026, 3, 4, 10))
    with api.env.adopt_roles(["Manager"]):
        made = api.content.create(world, "Folder", "skyrius", title="Skyrius")
        page = api.content.create(made, "Document", "b", title="<Lapas>", description="Apie ką")
        meeting = api.content.create(
            made, "Event", "a", title="Susitikimas", location="Klaipėda", start=start, end=start
        )
        file = NamedBlobFile(b"%PDF-1.4", filename="planas.pdf")
        api.content.create(made, "File", "f", title="Planas", file=file)
        api.content.create(made, "Document", "slapta", title="Slapta")
        for thing in (made, page, meeting):
            api.content.transition(thing, "publish")
    logout()
    return made


def items(context, request):
    return list(api.content.get_view("listing_view", context, request).items)


def test_rows_in_their_order(section, http_request):
    url = section.absolute_url()
    assert [
        (item.title, item.url, item.label, item.facts, item.text)
        for item in items(section, http_request)
    ] == [
        ("<Lapas>", f"{url}/b", "Puslapis", [], "Apie ką"),
        ("Susitikimas", f"{url}/a", "Renginys", ["2026 m. kovo 4 d.", "Klaipėda"], ""),
        ("Planas", f"{url}/f/view", "Failas", [], ""),
    ]


def test_texts_are_no_markup(section, http_request):
    html = api.content.get_view("listing_view", section, http_request)()
    assert "&lt;Lapas&gt;" in html
    assert "<Lapas>" not in html
    assert "Slapta" not in html


def test_picture_is_shown_and_no_object_woken(section, http_request, monkeypatch):
    picture = io.BytesIO()
    Image.new("RGB", (300, 200)).save(picture, "PNG")
    image = NamedBlobImage(picture.getvalue(), filename="diena.png")
    with api.env.adopt_roles(["Manager"]):
        api.content.create(section, "Image", "i", title="Diena", image=image)
    woken = []
    monkeypatch.setattr(AbstractCatalogBrain, "getObject", woken.append)
    shown = items(section, http_request)
    assert [bool(item.picture) for item in shown] == [False, False, False, True]
    assert shown[-1].picture.startswith(f'<img src="{section.absolute_url()}/i/@@images/image')
    assert woken == []


@pytest.mark.parametrize(
    ("start", "shown", "first"),
    [
        ("", ["0", "1"], 0),
        ("2", ["2"], 2),
        ("3", ["2"], 2),
        ("900", ["0", "1"], 0),
        ("x", ["0", "1"], 0),
    ],
)
def test_pages(world, http_request, monkeypatch, start, shown, first):
    monkeypatch.setattr(batching, "PAGE_SIZE", 2)
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(world, "Folder", "ilgas", title="Ilgas")
        for number in range(3):
            api.content.create(folder, "Document", f"n{number}", title=str(number))
        http_request.form["b_start"] = start
        view = api.content.get_view("listing_view", folder, http_request)
        assert [item.title for item in view.items] == shown
        assert (view.page.first, view.page.sequence_length) == (first, 3)


def test_empty_folder_says_so(world, http_request):
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(world, "Folder", "tuscias", title="Tuščias")
        html = api.content.get_view("listing_view", folder, http_request)()
    assert "Čia dar nieko nėra" in html


def test_collection(section, world, http_request):
    with api.env.adopt_roles(["Manager"]):
        found = api.content.create(
            world,
            "Collection",
            "rinkinys",
            title="Rinkinys",
            text=RichTextValue("<p>Kas vyksta</p>", "text/html", "text/x-html-safe"),
            query=[
                {
                    "i": "portal_type",
                    "o": "plone.app.querystring.operation.selection.any",
                    "v": ["Event"],
                }
            ],
        )
        api.content.transition(found, "publish")
    logout()
    assert [item.title for item in items(found, http_request)] == ["Susitikimas"]
    assert "<p>Kas vyksta</p>" in api.content.get_view("listing_view", found, http_request)()


@pytest.mark.parametrize("name", ["summary_view", "tabular_view", "full_view"])
def test_plones_other_displays_find_their_macros(world, name):
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(world, "Folder", "kiti", title="Kiti")
        api.content.create(folder, "Document", "lapas", title="Lapas apie knygas")
        assert "Lapas apie knygas" in folder.restrictedTraverse(f"@@{name}")()
