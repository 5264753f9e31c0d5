"""Header and footer: word-mark, language switch, sections, the department's contact."""

from functools import cache
from functools import cached_property
from html import escape
from metodinis.common.schema import DEPARTMENT_PREFIX
from metodinis.common.schema import IDepartmentSettings
from metodinis.i18n import _
from metodinis.layout.memo import catalog_mark
from metodinis.layout.memo import mark
from metodinis.layout.memo import Memo
from metodinis.layout.memo import site_mark
from metodinis.layout.memo import viewer
from metodinis.layout.names import name_of
from plone import api
from plone.app.i18n.locales.browser.selector import LanguageSelector
from plone.app.layout.viewlets.common import GlobalSectionsViewlet
from plone.app.layout.viewlets.common import LogoViewlet
from plone.app.layout.viewlets.common import PersonalBarViewlet
from plone.app.layout.viewlets.common import TitleViewlet
from plone.app.layout.viewlets.common import ViewletBase
from plone.base.interfaces import IPloneSiteRoot
from plone.base.interfaces.controlpanel import INavigationSchema
from plone.i18n.locales.interfaces import IContentLanguageAvailability
from plone.registry.interfaces import IRegistry
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.Five.viewlet.manager import ViewletManagerBase
from urllib.parse import parse_qsl
from urllib.parse import urlencode
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.i18n import translate
from zope.i18nmessageid import Message


HOME_TAB = "index_html"
# Pages of Plone's that are called something in their templates alone.
STOCK_PAGES = {
    "contact-info": Message("heading_contact_form", "plone", default="Contact form"),
    "folder_contents": Message("Contents", "plone"),
    "sharing": Message("Sharing", "plone"),
}
# A menu is for some; what is more, the site map shows.
LONGEST_MENU = 40
# Type of a place -> its page that the menu leads to, where that isn't its own.
FIRST_PAGES = {"IndicatorCatalogue": "@@territory"}
NAVIGATION_SETTINGS = tuple(INavigationSchema)
_menus = Memo(500)
_footers = Memo(500)
_ways_in = Memo(50)
_rendered = Memo(500)


class Kept:
    """Mixin of viewlets that show the same on every page to all who may see the same.

    What is rendered once is kept in this process until anything in the database changes.
    """

    def update(self):
        # Only what the key needs.
        ViewletBase.update(self)

    def render(self):
        return _rendered.get(self._key(), self._made)

    def _made(self):
        super().update()
        return super().render()

    def _key(self):
        state = site_mark()
        if state is None:
            return None
        language = api.portal.get_current_language(self.context)
        return type(self), state, viewer(), language, self.site_url, self.navigation_root_url


class WordMark(Kept, LogoViewlet):
    """The site's own word-mark, unless site setup has a logo."""

    index = ViewPageTemplateFile("templates/wordmark.pt")

    @property
    def has_logo(self):
        return bool(api.portal.get_registry_record("plone.site_logo"))


class PageTitle(TitleViewlet):
    """`<title>`: what this page is called, of which object it is, and the site's name.

    Plone's names the object alone, and so calls every page of the site's root the same.
    """

    def update(self):
        names = [self._name_of_page(), *self._names_of_object(), self.site_title_setting]
        said = [translate(name, context=self.request) for name in names if name]
        self.site_title = self.sep.join(escape(name) for name in dict.fromkeys(said))

    def _name_of_page(self):
        """Our pages have a title; a form of Plone's, wrapped in a page or not, has a label."""
        form = getattr(self.view, "form_instance", None) or self.view
        stock = STOCK_PAGES.get(getattr(form, "__name__", None))
        found = getattr(self.view, "title", None), getattr(form, "label", None), stock
        return next((name for name in found if name and isinstance(name, str)), None)

    def _names_of_object(self):
        if hasattr(self.view, "object_names"):
            return self.view.object_names
        if IPloneSiteRoot.providedBy(self.context):
            return ()
        return (name_of(self.context, api.portal.get_current_language()),)


class Sections(GlobalSectionsViewlet):
    """The main menu: the same sections in every language, called as `names` says."""

    _item_markup_template = (
        '<li class="{id}{has_sub_class}{place} nav-item">'
        '<a href="{url}" class="state-{review_state} nav-link"{aria_current}{aria_haspopup}>'
        "{title}</a>{opener}{sub}</li>"
    )

    def items(self):
        """HTML of the items alone; the shell has the list around them."""
        state = site_mark()
        key = state and (
            state,
            viewer(),
            self.current_language,
            api.portal.get().absolute_url(),
            tuple(self._places),
            self._is_view,
        )
        return _rendered.get(key, self.render_globalnav)

    @cached_property
    def navtree_path(self):
        # Plone's looks for it anew at each mention.
        return super().navtree_path

    @cached_property
    def navtree(self):
        return _menus.get(self._key(), self._made)

    def _made(self):
        return {path: items[:LONGEST_MENU] for path, items in super().navtree.items()}

    def _key(self):
        """What the menu depends on; None where it can't be kept."""
        state, tabs, settings = catalog_mark(), _action_marks("portal_tabs"), self.settings
        if state is None or None in tabs:
            return None
        return (
            state,
            tabs,
            viewer(),
            self.current_language,
            api.portal.get().absolute_url(),
            self.navtree_path,
            # An item that is left out of the menu stands in it while one is inside.
            tuple(self._places[1:2]),
            tuple(str(getattr(settings, name)) for name in NAVIGATION_SETTINGS),
        )

    @cached_property
    def _places(self):
        """The paths from the navigation's root to here."""
        root = self.navtree_path
        inner = "/".join(self.context.getPhysicalPath())[len(root) :].split("/")[1:]
        return [root, *("/".join((root, *inner[:n])) for n in range(1, len(inner) + 1))]

    def render_item(self, item, path):
        place, current = self._place_of(item)
        # A copy: the menu itself is shared.
        return super().render_item({**item, "place": place, "aria_current": current}, path)

    def _place_of(self, item):
        """(class, attribute) of an item that leads here or to where one is inside."""
        if item["id"] == HOME_TAB:
            here, around = len(self._places) == 1 and self._is_view, False
        else:
            here = item["path"] == self._places[-1] and self._is_view
            around = item["path"] in self._places
        if here:
            return " current", ' aria-current="page"'
        return (" inPath", ' aria-current="true"') if around else ("", "")

    @cached_property
    def _is_view(self):
        """Whether this is the object's own page, and not another one of it."""
        state = getMultiAdapter((self.context, self.request), name="plone_context_state")
        return state.is_view_template()

    def customize_tab(self, entry, tab):
        place = api.portal.get().get(tab["id"])
        if place is not None:
            entry["title"] = escape(name_of(place, self.current_language))
            self._lead(entry, place)

    def customize_entry(self, entry, brain):
        entry["title"] = escape(name_of(brain, self.current_language))
        self._lead(entry, brain)

    def _lead(self, entry, place):
        """Let an item lead to the first page of its place."""
        first = FIRST_PAGES.get(getattr(place, "portal_type", None))
        if first:
            entry["url"] = f"{entry['url']}/{first}"

    def customize_query(self, query):
        # Content is Lithuanian; stock Plone would show an empty menu to an English reader.
        del query["Language"]


def _action_marks(category):
    """The stored states of a category's actions; one is None if it has changes."""
    category = api.portal.get_tool("portal_actions").get(category)
    return tuple(mark(action) for action in category.objectValues()) if category else ()


class AnonymousTools(Kept, ViewletBase):
    """The way in, for those who are not logged in."""

    index = ViewPageTemplateFile("templates/anontools.pt")

    @property
    def links(self):
        """Links of (id, address, title)."""
        marks = _action_marks("user")
        may_join = api.portal.get_registry_record("plone.enable_self_reg")
        key = None if None in marks else (marks, self.navigation_root_url, may_join)
        return _ways_in.get(key, self._find_links)

    def _find_links(self):
        tool = api.portal.get_tool("portal_actions")
        found = tool.listActionInfos(object=self.context, categories=("user",))
        return [(action["id"], action["url"], action["title"]) for action in found]


class MemberTools(PersonalBarViewlet):
    """What is one's own, for those who are logged in."""

    index = ViewPageTemplateFile("templates/membertools.pt")


class LanguageSwitch(LanguageSelector):
    """The languages of the site; each link leads to this very page, filters kept."""

    def switches(self):
        pairs = parse_qsl(self.request.get("QUERY_STRING", ""))
        kept = [pair for pair in pairs if pair[0] != "set_language"]
        current = self.tool.getLanguageBindings(self.request)[0]
        for code in self.tool.getSupportedLanguages():
            query = urlencode([*kept, ("set_language", code)])
            yield {
                "code": code,
                "name": _language_name(code),
                "current": code == current,
                "url": f"{self.request['ACTUAL_URL']}?{query}",
            }


class HomeSections(ViewletManagerBase):
    """`metodinis.home`: the sections of the home page, in the order of their weights."""

    def sort(self, viewlets):
        return sorted(viewlets, key=lambda found: (found[1].weight, found[0]))


@cache
def _language_name(code):
    # Plone makes its list of some hundred languages anew each time it is asked.
    known = getUtility(IContentLanguageAvailability).getLanguages()[code]
    return known.get("native") or known["name"]


class Footer(Kept, ViewletBase):
    """Who is behind the site, and the pages that the law asks for."""

    index = ViewPageTemplateFile("templates/footer.pt")

    PAGES = (
        ("accessibility_page", _("layout_footer_accessibility", default="Accessibility statement")),
        ("privacy_page", _("layout_footer_privacy", default="Privacy notice")),
    )

    @cached_property
    def department(self):
        return getUtility(IRegistry).forInterface(IDepartmentSettings, prefix=DEPARTMENT_PREFIX)

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
        state = catalog_mark()
        names = tuple(getattr(self.department, record) for record, _title in self.PAGES)
        key = None if state is None else (state, viewer(), self.site_url, names)
        return _footers.get(key, self._find_links)

    def _find_links(self):
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
