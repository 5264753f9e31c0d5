"""Feeds of lists that change: valid Atom, and nothing in them that isn't public."""

from datetime import datetime
from datetime import UTC
from metodinis.layout.feeds import as_atom
from metodinis.layout.feeds import ATOM
from metodinis.layout.feeds import Entry
from plone import api
from xml.etree import ElementTree
import pytest
import requests
import transaction


def parsed(data):
    """(properties of the feed, [properties of its entries]); links by their rel."""

    def properties(element):
        found = {}
        for child in element:
            name = child.tag.removeprefix(f"{{{ATOM}}}")
            if name == "link":
                found[child.get("rel")] = child.get("href")
            elif name == "author":
                found[name] = child[0].text
            elif name != "entry":
                found[name] = child.text
        return found

    root = ElementTree.fromstring(data)  # noqa: S314 (our own)
    assert root.tag == f"{{{ATOM}}}feed"
    return properties(root), [properties(entry) for entry in root.iter(f"{{{ATOM}}}entry")]


def test_atom_document():
    moment = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    entries = [
        Entry("0123456789abcdef0123456789abcdef", "A <b> & \x0b", "http://x/a", moment, "Ą"),
        Entry("http://x/b", "B", "http://x/b", datetime(2025, 1, 1, tzinfo=UTC)),
    ]
    data = as_atom("Naujienos", "http://x/@@feed", "http://x", "metodinis", entries, "lt")
    feed, found = parsed(data)
    assert feed == {
        "id": "urn:uuid:37de0837-1934-5001-8fd7-3e834a1f1b7a",
        "title": "Naujienos",
        "updated": "2026-03-01T12:30:00+00:00",
        "author": "metodinis",
        "self": "http://x/@@feed",
        "alternate": "http://x",
    }
    assert found[0] == {
        "id": "urn:uuid:01234567-89ab-cdef-0123-456789abcdef",
        "title": "A <b> & ",
        "updated": "2026-03-01T12:30:00+00:00",
        "alternate": "http://x/a",
        "summary": "Ą",
    }
    assert [entry["title"] for entry in found] == ["A <b> & ", "B"]


def test_feed_without_entries_is_valid():
    feed, found = parsed(as_atom("N", "http://x/@@feed", "http://x", "m", [], "en"))
    assert (feed["updated"], found) == ("1970-01-01T00:00:00+00:00", [])


@pytest.fixture
def with_news(served_world):
    with api.env.adopt_roles(["Manager"]):
        item = api.content.create(served_world, "News Item", "n", title="Nauja <i>")
        api.content.transition(item, "publish")
        api.content.create(served_world, "News Item", "s", title="Slapta")
    transaction.commit()
    return served_world


def test_news_feed(with_news):
    url = with_news.absolute_url()
    answer = requests.get(f"{url}/@@feed", timeout=60)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed, found = parsed(answer.content)
    assert (feed["title"], feed["self"]) == ("Plone site: Naujienos", f"{url}/@@feed")
    assert [(entry["title"], entry["alternate"]) for entry in found] == [("Nauja <i>", f"{url}/n")]
    assert found[0]["updated"][:4] == str(datetime.now(UTC).year)


def test_page_links_its_feeds(with_news):
    rounds = f"{with_news.absolute_url()}/rounds"
    html = requests.get(rounds, timeout=60).text
    assert f'href="{rounds}/@@feed" ' in html
    assert f'href="{rounds}/@@feed/corrections"' in html
    assert html.count('type="application/atom+xml"') == 2


@pytest.mark.parametrize("path", ["libraries/@@feed", "@@feed/nera", "rounds/@@feed/a/b"])
def test_no_such_feed(with_news, path):
    answer = requests.get(f"{with_news.absolute_url()}/{path}", timeout=60)
    assert answer.status_code == 404
