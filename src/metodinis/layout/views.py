"""The base of our pages, the macros' view, and the living page of the look."""

from metodinis.common.plurals import plural_lt
from metodinis.i18n import _
from metodinis.layout import batching
from metodinis.layout import formats
from metodinis.layout.names import name_of
from plone import api
from plone.memoize.view import memoize
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import parse_qsl
from urllib.parse import urlencode
from zoneinfo import ZoneInfo
from zope.i18n import translate
from zope.i18nmessageid import Message


BADGES = {
    "draft": _("layout_badge_draft", default="Draft"),
    "signing": _("layout_badge_signing", default="Waiting for signature"),
    "submitted": _("layout_badge_submitted", default="Submitted"),
    "returned": _("layout_badge_returned", default="Returned"),
    "accepted": _("layout_badge_accepted", default="Accepted"),
    "published": _("layout_badge_published", default="Published"),
    "late": _("layout_badge_late", default="Late"),
    "open": _("layout_badge_open", default="Open"),
    "ok": _("layout_badge_ok", default="In order"),
    "warning": _("layout_badge_warning", default="Warning"),
    "error": _("layout_badge_error", default="Error"),
    "info": _("layout_badge_info", default="Note"),
    "neutral": _("layout_badge_neutral", default="Not started"),
}


class PageView(BrowserView):
    """Base of a page: what its template needs to write numbers, dates, counts and links."""

    @property
    @memoize
    def lang(self):
        return api.portal.get_current_language(self.context)

    @property
    @memoize
    def portal_url(self):
        return api.portal.get().absolute_url()

    @property
    @memoize
    def zone(self):
        return ZoneInfo(api.portal.get_registry_record("plone.portal_timezone"))

    def say(self, message):
        """A message in the reader's language."""
        return translate(message, context=self.request)

    def number(self, value, digits=None):
        return formats.number(value, self.lang, digits)

    def percent(self, value, digits=1):
        return formats.percent(value, self.lang, digits)

    def change(self, value, digits=1):
        return formats.change(value, self.lang, digits)

    def money(self, cents):
        return formats.money(cents, self.lang)

    def date(self, value, style="long"):
        return formats.date(formats.as_datetime(value), self.lang, style)

    def date_time(self, value, style="long"):
        return formats.date_time(formats.as_datetime(value), self.lang, self.zone, style)

    def file_size(self, size):
        return formats.file_size(size, self.lang)

    def plural(self, count, msgid):
        """Translate `<msgid>_one`, `_few` or `_other`, as `count` asks for; `${n}` is the count."""
        if self.lang == "lt":
            form = plural_lt(count, "one", "few", "other")
        else:
            form = "one" if count == 1 else "other"
        message = Message(f"{msgid}_{form}", "metodinis", mapping={"n": self.number(count)})
        return translate(message, context=self.request)

    @property
    def place_name(self):
        """What the context is called, for a page's head."""
        return name_of(self.context, self.lang)

    def query_without(self, *names, **values):
        """This page's query string without `names`, with `values` set; with its `?`, or empty."""
        dropped = {*names, *values}
        pairs = parse_qsl(self.request.get("QUERY_STRING", ""))
        kept = [pair for pair in pairs if pair[0] not in dropped]
        query = urlencode(kept + list(values.items()))
        return f"?{query}" if query else ""

    def batch(self, sequence, size=batching.PAGE_SIZE):
        """The page of `sequence` that the request asks for, for macro `pagination`."""
        return batching.batch_of(sequence, self.request.form, size)


class Section(PageView):
    """Base of viewlets of `metodinis.home` and the like: nothing is shown where `is_empty`."""

    weight = 50

    def __init__(self, context, request, view, manager=None):
        super().__init__(context, request)
        self.__parent__ = view
        self.manager = manager

    def update(self):
        """Viewlets are updated before they are rendered; nothing to do."""

    def render(self):
        return "" if self.is_empty else self.index()


class Macros(PageView):
    """`context/@@mtd-macros/<name>`: the macros of templates/macros.pt."""

    index = ViewPageTemplateFile("templates/macros.pt")

    def __getitem__(self, name):
        return self.index.macros[name]

    def badge_label(self, state):
        return BADGES[state]

    def page_numbers(self, batch):
        return batching.page_numbers(batch)

    def page_url(self, batch, number):
        """The address of page `number`; the first page has no `b_start`."""
        start = (number - 1) * batch.pagesize
        values = {"b_start": start} if start else {}
        return self.request["ACTUAL_URL"] + self.query_without("b_start", **values)
