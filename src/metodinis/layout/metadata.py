"""What a page says of itself to search engines, social networks and browsers.

A domain tells what its content is by an adapter that provides ISchemaOrg; nothing here is changed.
"""

from Acquisition import aq_base
from metodinis.common.schema import DEPARTMENT_PREFIX
from metodinis.common.schema import IDepartmentSettings
from metodinis.layout.feeds import feeds_of
from metodinis.layout.names import description_of
from metodinis.layout.names import name_of
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.base.interfaces import IPloneSiteRoot
from plone.registry.interfaces import IRegistry
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import getAdapters
from zope.component import getUtility
from zope.i18n import translate
from zope.interface import Attribute
from zope.interface import Interface
import json


STATIC = "++plone++metodinis"
CARD_SIZE = (1200, 630)
CARD_PICTURE = (
    "og:image",
    "og:image:type",
    "og:image:width",
    "og:image:height",
    "og:image:alt",
)
# language of the interface -> as Open Graph writes it
LOCALES = {"lt": "lt_LT", "en": "en_GB"}
# Ends no script element and starts no comment in it, wherever a text came from.
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class ISchemaOrg(Interface):
    """Named adapter of a content object: one thing that its page is about."""

    type = Attribute("Open Graph's type: website or article.")

    def data(request):
        """Properties of schema.org as a dict with `@type`, or None; all of it is public.

        It is asked for anonymous readers of the page alone. Dates are ISO texts; None and
        empty values are left out.
        """


class ICardPicture(Interface):
    """Adapter of a content object: the picture of its social card, instead of the site's."""

    def picture():
        """(address, media type, width, height, alternative text), public; None without one."""


def as_json(data):
    """JSON of a dict that can stand inside a script element; empty values are left out."""
    return json.dumps(_filled(data), ensure_ascii=False).translate(UNSAFE)


def _filled(value):
    if isinstance(value, dict):
        kept = {name: _filled(part) for name, part in value.items()}
        return {name: part for name, part in kept.items() if part not in (None, "", [], {})}
    if isinstance(value, (list, tuple)):
        return [_filled(part) for part in value]
    return value


def department():
    """The settings of the department (IDepartmentSettings)."""
    return getUtility(IRegistry).forInterface(IDepartmentSettings, prefix=DEPARTMENT_PREFIX)


def organization():
    """The department as an Organization of schema.org."""
    settings, url = department(), api.portal.get().absolute_url()
    return {
        "@type": "Organization",
        "@id": f"{url}#organization",
        "name": settings.name,
        "url": url,
        "email": settings.email,
        "telephone": settings.phone,
        "address": ", ".join((settings.address or "").splitlines()),
        "logo": f"{url}/{STATIC}/icon-512.png",
    }


class SiteData:
    """The home page: who is behind the site, and where it is searched."""

    type = "website"

    def __init__(self, context):
        self.context = context

    def data(self, request):
        url = self.context.absolute_url()
        return {
            "@type": "WebSite",
            "name": self.context.Title(),
            "url": url,
            "inLanguage": ["lt", "en"],
            "publisher": organization(),
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{url}/@@search?SearchableText={{text}}",
                "query-input": "required name=text",
            },
        }


class NewsData:
    """A news item."""

    type = "article"

    def __init__(self, context):
        self.context = context

    def data(self, request):
        context = self.context
        return {
            "@type": "NewsArticle",
            "headline": context.Title(),
            "description": context.Description(),
            "url": context.absolute_url(),
            "datePublished": (context.effective_date or context.created()).ISO8601(),
            "dateModified": context.modified().ISO8601(),
            "inLanguage": context.Language() or "lt",
            "image": _lead_image(context),
            "publisher": organization(),
        }


def _lead_image(context):
    image = getattr(aq_base(context), "image", None)
    return f"{context.absolute_url()}/@@images/image/great" if image is not None else None


class Head(ViewletBase):
    """Icons, canonical address, feeds, social card and structured data of a page."""

    index = ViewPageTemplateFile("templates/head.pt")

    def update(self):
        super().update()
        self.static = f"{self.site_url}/{STATIC}"
        # An error has no address of its own, and nothing to tell.
        self.is_page = self.request.response.getStatus() < 400
        self.is_public = self.is_page and api.user.is_anonymous()
        self.things = list(self._things()) if self.is_public else []

    def _things(self):
        if self.is_default_view:
            for _name, adapter in sorted(getAdapters((self.context,), ISchemaOrg)):
                yield adapter

    @property
    def is_default_view(self):
        return api.content.get_view(
            "plone_context_state", self.context, self.request
        ).is_view_template()

    @property
    def canonical(self):
        """The address of this page without its query; pages of one list are one page."""
        if self.is_default_view:
            return api.content.get_view(
                "plone_context_state", self.context, self.request
            ).canonical_object_url()
        return self.request["ACTUAL_URL"].rstrip("/")

    @property
    def site_title(self):
        return api.portal.get_registry_record("plone.site_title")

    @property
    def title(self):
        """What the page is called; views beside the default one say it themselves."""
        own = "" if self.is_default_view else self._say(getattr(self.view, "title", ""))
        is_site = IPloneSiteRoot.providedBy(self.context)
        if own or is_site:
            return own or self.site_title
        return name_of(self.context, api.portal.get_current_language())

    @property
    def feeds(self):
        """(address, title) of the feeds of what is shown."""
        return feeds_of(self.context, self.request) if self.is_page else []

    @property
    def description(self):
        """The description of the content, or what the page says below its title."""
        own = description_of(self.context, api.portal.get_current_language())
        text = own if self.is_default_view else ""
        return text or self._say(getattr(self.view, "lead", "")) or own

    def _say(self, message):
        return translate(message, context=self.request) if isinstance(message, str) else ""

    @property
    def card(self):
        """What social networks show, as (property, content)."""
        language = api.portal.get_current_language(self.context)
        found = [
            ("og:site_name", self.site_title),
            ("og:title", self.title),
            ("og:type", next((thing.type for thing in self.things), "website")),
            ("og:description", self.description),
            ("og:url", self.canonical),
            ("og:locale", LOCALES.get(language, LOCALES["lt"])),
            *(("og:locale:alternate", LOCALES[code]) for code in LOCALES if code != language),
            *zip(CARD_PICTURE, self._picture, strict=False),
        ]
        return [(name, content) for name, content in found if content]

    @property
    def _picture(self):
        """What CARD_PICTURE asks of the card's picture; its address alone if that is all."""
        own = ICardPicture(self.context, None) if self.is_default_view else None
        found = own.picture() if own is not None else None
        lead = _lead_image(self.context)
        if found is None and lead is not None:
            found = (lead,)
        return found or (f"{self.static}/card.png", "image/png", *CARD_SIZE, self.site_title)

    @property
    def structured(self):
        """JSON texts, one for each thing that the page is about, and one for its trail."""
        things = [thing.data(self.request) for thing in self.things]
        return [
            as_json({"@context": "https://schema.org", **data})
            for data in (*things, self._trail())
            if data
        ]

    def _trail(self):
        view = api.content.get_view("breadcrumbs_view", self.context, self.request)
        crumbs = [(crumb["Title"], crumb["absolute_url"]) for crumb in view.breadcrumbs()]
        if not crumbs:
            return None
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": title, "item": url}
                for place, (title, url) in enumerate(
                    [(self.site_title, self.site_url), *crumbs], start=1
                )
            ],
        }
