"""The frame of every page for those who have no editing toolbar: visitors, libraries, department.

Plone's own frame stays for editors. Ours has the same slots, and viewlets work in it as they do
there; what it leaves out is what takes a page's time: viewlet managers with nothing to show, the
theme's transformation (templates/shell.pt is written as the theme would leave it), and scripts
that a page doesn't use.
"""

from AccessControl.ZopeGuards import guarded_hasattr
from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from functools import cached_property
from metodinis.layout import resources
from metodinis.layout.names import description_of
from metodinis.layout.viewlets import Sections
from plone import api
from plone.app.layout.globals.layout import LayoutPolicy
from plone.app.viewletmanager.interfaces import IViewletSettingsStorage
from plone.memoize.view import memoize
from plone.portlets.constants import CONTENT_TYPE_CATEGORY
from plone.portlets.constants import CONTEXT_ASSIGNMENT_KEY
from plone.portlets.constants import GROUP_CATEGORY
from plone.portlets.constants import USER_CATEGORY
from plone.portlets.interfaces import IPortletManager
from Products.CMFPlone.browser.main_template import MainTemplate as PloneTemplate
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages import STATUSMESSAGEKEY
from zope.annotation.interfaces import IAnnotations
from zope.component import getMultiAdapter
from zope.component import getSiteManager
from zope.component import getUtility
from zope.component import queryUtility
from zope.contentprovider.interfaces import IContentProvider
from zope.interface import implementedBy
from zope.interface import providedBy
from zope.viewlet.interfaces import IViewlet


# Viewlets of Plone's that the shell does without: it has their markup itself, or they show what
# this site has none of.
LEFT_OUT = {
    "plone.htmlhead": {"plone.htmlhead.viewport", "plone.htmlhead.dublincore"},
    "plone.htmlhead.links": {"plone.resourceregistries.styles", "plone.links.search"},
    "plone.scripts": {"plone.resourceregistries.scripts"},
    "plone.portalheader": {
        "metodinis.skip",
        "plone.logo",
        "plone.searchbox",
        "plone.anontools",
        "plone.membertools",
        "plone.app.i18n.locales.languageselector",
    },
    "plone.mainnavigation": {"plone.global_sections"},
    "plone.portalfooter": {"plone.footer", "plone.site_actions", "plone.colophon"},
    "plone.abovecontenttitle": {"plone.socialtags"},
    "plone.belowcontent": {"plone.manage_portlets_fallback", "plone.documentactions"},
}
# Viewlets that show what most pages have none of -> whether this one has it.
SHOWN_IF = {
    "plone.contributors": lambda context, request: context.Contributors(),
    "plone.keywords": lambda context, request: context.Subject(),
    "plone.rights": lambda context, request: context.Rights(),
    "plone.relateditems": lambda context, request: getattr(aq_base(context), "relatedItems", None),
    "plone.tableofcontents": lambda context, request: getattr(
        aq_base(context), "table_of_contents", False
    ),
    "plone.nextprevious": lambda context, request: _has_neighbours(context),
    "plone.nextprevious.links": lambda context, request: _has_neighbours(context),
    "plone.globalstatusmessage": lambda context, request: _has_messages(request),
    "plone.analytics": lambda context, request: _recorded("webstats_js"),
    "plone.analytics.head": lambda context, request: _recorded("webstats_head_js"),
    "plone.links.author": lambda context, request: (
        not api.user.is_anonymous() or _recorded("allow_anon_views_about")
    ),
}
PORTLET_CATEGORIES = (USER_CATEGORY, GROUP_CATEGORY, CONTENT_TYPE_CATEGORY)


class MainTemplate(PloneTemplate):
    """`main_template`: the shell, or Plone's own for editors and for parts of pages."""

    shell_template = ViewPageTemplateFile("templates/shell.pt")

    @property
    def template(self):
        if self.use_ajax or self.has_toolbar:
            return super().template
        return self.shell_template

    @property
    def has_toolbar(self):
        state = getMultiAdapter((self.context, self.request), name="plone_context_state")
        return state.is_toolbar_visible()


class Layout(LayoutPolicy):
    """`plone_layout`: Plone's, with what the shell's template needs."""

    def begin(self):
        """Say that the shell draws this page; called first by its template."""
        earlier = self.request.environ.get(resources.SHELL)
        # Asked for before the theme is switched off, for its style sheet is among them.
        self.bundles = earlier.bundles if earlier else resources.markup(self.context, self.request)
        response = self.request.response
        # The page comes as the theme would leave it.
        response.setHeader("X-Theme-Disabled", "1")
        response.setHeader("Content-Type", "text/html;charset=utf-8")
        self.request.environ[resources.SHELL] = self

    def sections(self, view):
        """HTML of the main menu's items."""
        return Sections(self.context, self.request, view).items()

    def description(self):
        """The description of what is shown; empty if it has none."""
        describe = getattr(aq_base(self.context), "Description", None)
        if not callable(describe):
            return ""
        return description_of(self.context, api.portal.get_current_language())

    def pattern_settings(self):
        """Attributes of `body` that Plone's scripts read: {name: value}."""
        return getMultiAdapter((self.context, self.request), name="plone_patterns_settings")()

    def have_portlets(self, manager_name, view=None):
        # Rendering a column only to learn that it is empty costs more than most pages.
        if not self._has_assignments(manager_name):
            return False
        return super().have_portlets(manager_name, view)

    @memoize
    def _has_assignments(self, manager_name):
        manager = queryUtility(IPortletManager, name=manager_name)
        if manager is None:
            return False
        if any(len(mapping) for name in PORTLET_CATEGORIES for mapping in _values(manager, name)):
            return True
        place = aq_inner(self.context)
        while place is not None:
            kept = getattr(place, "__annotations__", None) or {}
            if kept.get(CONTEXT_ASSIGNMENT_KEY, {}).get(manager_name):
                return True
            if place is api.portal.get():
                return False
            place = aq_parent(place)
        return False

    def viewlet(self, manager_name, name, view):
        """HTML of one viewlet of a manager."""
        return self._render(manager_name, view, lambda found: found == name)

    def viewlets(self, manager_name, view):
        """HTML of a manager's viewlets but for those that the shell leaves out."""
        left_out = LEFT_OUT.get(manager_name, ())

        def wanted(name):
            if name in left_out:
                return False
            return name not in SHOWN_IF or SHOWN_IF[name](self.context, self.request)

        return self._render(manager_name, view, wanted)

    def _render(self, manager_name, view, wanted):
        # Chosen before anything is made: that is what Plone's managers spend their time on.
        seen = (self.context, self.request, view)
        provided = tuple(map(providedBy, seen))
        adapters = getSiteManager().adapters
        factory = adapters.lookup(provided, IContentProvider, manager_name)
        found = adapters.lookupAll((*provided, implementedBy(factory)), IViewlet)
        hidden = self._settings.getHidden(manager_name, self._skin)
        chosen = [pair for pair in found if pair[0] not in hidden and wanted(pair[0])]
        if not chosen:
            return ""
        manager = factory(*seen)
        made = [(name, make(*seen, manager)) for name, make in chosen]
        # What its permission denies has no `render`.
        allowed = [pair for pair in made if guarded_hasattr(pair[1], "render")]
        if len(allowed) > 1:
            allowed = manager.sort(allowed)
        for _name, viewlet in allowed:
            viewlet.update()
        return "\n".join(viewlet.render() for _name, viewlet in allowed)

    @cached_property
    def _settings(self):
        return getUtility(IViewletSettingsStorage)

    @cached_property
    def _skin(self):
        return self.context.getCurrentSkinName()


def _has_neighbours(context):
    return getattr(aq_base(aq_parent(context)), "nextPreviousEnabled", False)


def _has_messages(request):
    waiting = request.cookies.get(STATUSMESSAGEKEY)
    return bool(IAnnotations(request).get(STATUSMESSAGEKEY, waiting))


def _recorded(name):
    return api.portal.get_registry_record(f"plone.{name}", default=None)


def _values(manager, category):
    mapping = manager.get(category)
    return mapping.values() if mapping else ()
