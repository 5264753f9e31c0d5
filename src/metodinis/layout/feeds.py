"""Atom feeds of lists that change with time.

A domain offers one by a named adapter that provides IFeed; the pages of the adapted content link
it, and `@@feed` (or `@@feed/<name>`) writes it.
"""

from datetime import datetime
from datetime import UTC
from metodinis.i18n import _
from metodinis.layout import formats
from plone import api
from plone.dexterity.content import FLOOR_DATE
from Products.Five.browser import BrowserView
from typing import NamedTuple
from uuid import NAMESPACE_URL
from uuid import UUID
from uuid import uuid5
from xml.etree import ElementTree
from zExceptions import NotFound
from zope.component import getAdapters
from zope.component import queryAdapter
from zope.i18n import translate
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface
from zope.publisher.interfaces import IPublishTraverse
import re


ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
LONGEST = 30
# What XML 1.0 can't hold, however it is escaped.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(NamedTuple):
    """A line of a feed. key: what makes it one of a kind for ever; updated: aware datetime."""

    key: str
    title: str
    url: str
    updated: datetime
    summary: str = ""


class IFeed(Interface):
    """Named adapter of a content object: a list of its that changes with time."""

    title = Attribute("Message or text.")

    def entries(lang, limit):
        """The latest `limit` Entries in a language, newest first; all of them public."""


def feeds_of(context, request):
    """(address, title) of the feeds that a content object has."""
    url = f"{context.absolute_url()}/@@feed"
    return [
        (f"{url}/{name}" if name else url, translate(feed.title, context=request))
        for name, feed in sorted(getAdapters((context,), IFeed))
    ]


def published_at(brain):
    """When what a catalog's brain stands for was published; if nobody said so, last changed."""
    known = brain.effective > FLOOR_DATE
    return formats.as_datetime(brain.effective if known else brain.modified)


class NewsFeed:
    """The news of the site."""

    title = _("layout_feed_news", default="News")

    def __init__(self, context):
        self.context = context

    def entries(self, lang, limit):
        brains = api.content.find(
            portal_type="News Item",
            review_state="published",
            sort_on="effective",
            sort_order="descending",
            sort_limit=limit,
        )
        return [
            Entry(brain.UID, brain.Title, brain.getURL(), published_at(brain), brain.Description)
            for brain in brains[:limit]
        ]


@implementer(IPublishTraverse)
class FeedView(BrowserView):
    """`@@feed`, `@@feed/<name>`: a feed of the context. Raises NotFound if there is none."""

    name = ""

    def publishTraverse(self, request, name):
        if self.name:
            raise NotFound(name)
        self.name = name
        return self

    def __call__(self):
        feed = queryAdapter(self.context, IFeed, name=self.name)
        if feed is None:
            raise NotFound(self.name or self.__name__)
        lang = api.portal.get_current_language(self.context)
        home = api.content.get_view("plone_portal_state", self.context, self.request)
        url = f"{self.context.absolute_url()}/@@feed" + (f"/{self.name}" if self.name else "")
        self.request.response.setHeader("Content-Type", MEDIA_TYPE)
        return as_atom(
            f"{home.portal_title()}: {translate(feed.title, context=self.request)}",
            url,
            self.context.absolute_url(),
            home.portal_title(),
            feed.entries(lang, LONGEST),
            lang,
        )


def as_atom(title, url, page_url, author, entries, lang):
    """An Atom document as UTF-8 bytes. url: its own address; page_url: of the page in HTML."""
    root = ElementTree.Element(f"{{{ATOM}}}feed", {"xml:lang": lang})
    _text(root, "id", _identifier(url))
    _text(root, "title", title)
    _text(root, "updated", _moment(max((entry.updated for entry in entries), default=None)))
    _text(ElementTree.SubElement(root, f"{{{ATOM}}}author"), "name", author)
    _link(root, "self", url, "application/atom+xml")
    _link(root, "alternate", page_url, "text/html")
    for entry in entries:
        element = ElementTree.SubElement(root, f"{{{ATOM}}}entry")
        _text(element, "id", _identifier(entry.key))
        _text(element, "title", entry.title)
        _text(element, "updated", _moment(entry.updated))
        _link(element, "alternate", entry.url, "text/html")
        if entry.summary:
            _text(element, "summary", entry.summary)
    ElementTree.register_namespace("", ATOM)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _identifier(key):
    """A UUID as an address; of any other text one that is always the same."""
    try:
        return UUID(key).urn
    except ValueError:
        return uuid5(NAMESPACE_URL, key).urn


def _moment(moment):
    """RFC 3339; a feed without entries has changed last when time began to be counted."""
    return (moment or datetime.fromtimestamp(0, UTC)).isoformat(timespec="seconds")


def _text(parent, name, text):
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = NOT_XML.sub("", text)


def _link(parent, rel, url, media_type):
    attributes = {"rel": rel, "href": url, "type": media_type}
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", attributes)
