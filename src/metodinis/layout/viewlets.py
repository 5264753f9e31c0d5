"""Header and footer: word-mark, language switch, sections, the department's contact."""

from metodinis.common.schema import DEPARTMENT_PREFIX
from metodinis.common.schema import IDepartmentSettings
from metodinis.i18n import _
from plone import api
from plone.app.i18n.locales.browser.selector import LanguageSelector
from plone.app.layout.viewlets.common import GlobalSectionsViewlet
from plone.app.layout.viewlets.common import LogoViewlet
from plone.app.layout.viewlets.common import ViewletBase
from plone.registry.interfaces import IRegistry
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.Five.viewlet.manager import ViewletManagerBase
from urllib.parse import parse_qsl
from urllib.parse import urlencode
from zope.component import getUtility


class WordMark(LogoViewlet):
    """The site's own word-mark, unless site setup has a logo."""

    index = ViewPageTemplateFile("templates/wordmark.pt")

    @property
    def has_logo(self):
        return bool(api.portal.get_registry_record("plone.site_logo"))


class Sections(GlobalSectionsViewlet):
    """The main menu: the same sections in every language of the interface."""

    def customize_query(self, query):
        # Content is Lithuanian; stock Plone would show an empty menu to an English reader.
        del query["Language"]


class LanguageSwitch(LanguageSelector):
    """The languages of the site; each link leads to this very page, filters kept."""

    def switches(self):
        pairs = parse_qsl(self.request.get("QUERY_STRING", ""))
        kept = [pair for pair in pairs if pair[0] != "set_language"]
        for language in self.languages():
            query = urlencode([*kept, ("set_language", language["code"])])
            yield {
                "code": language["code"],
                "name": language.get("native") or language["name"],
                "current": language["selected"],
                "url": f"{self.request['ACTUAL_URL']}?{query}",
            }


class HomeSections(ViewletManagerBase):
    """`metodinis.home`: the sections of the home page, in the order of their weights."""

    def sort(self, viewlets):
        return sorted(viewlets, key=lambda found: (found[1].weight, found[0]))


class Footer(ViewletBase):
    """Who is behind the site, and the pages that the law asks for."""

    index = ViewPageTemplateFile("templates/footer.pt")

    PAGES = (
        ("accessibility_page", _("layout_footer_accessibility", default="Accessibility statement")),
        ("privacy_page", _("layout_footer_privacy", default="Privacy notice")),
    )

    def update(self):
        super().update()
        self.department = getUtility(IRegistry).forInterface(
            IDepartmentSettings, prefix=DEPARTMENT_PREFIX
        )

    @property
    def address_lines(self):
        return (self.department.address or "").splitlines()

    @property
    def phone_url(self):
        digits = "".join(c for c in self.department.phone if c.isdigit() or c == "+")
        return f"tel:{digits}"

    @property
    def links(self):
        """Links of (address, title): pages that exist and that this reader may see."""
        found = []
        for record, title in self.PAGES:
            name = getattr(self.department, record)
            if not name:
                continue
            path = "/".join((*api.portal.get().getPhysicalPath(), name))
            if api.content.find(path={"query": path, "depth": 0}):
                found.append((f"{self.site_url}/{name}", title))
        found.append(
            (f"{self.site_url}/atviri-duomenys", _("layout_open_data_title", default="Open data"))
        )
        found.append(
            (f"{self.site_url}/contact-info", _("layout_footer_write", default="Write to us"))
        )
        found.append((f"{self.site_url}/sitemap", _("layout_footer_sitemap", default="Site map")))
        return found
