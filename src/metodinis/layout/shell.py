"""The frame of every page for those who have no editing toolbar: visitors, libraries, department.

Plone's own frame stays for editors. Ours has the same slots, and viewlets work in it as they do
there; what it leaves out is what takes a page's time: viewlet managers with nothing to show, the
theme's transformation (templates/shell.pt is written as the theme would leave it), and scripts
that a page doesn't use.
"""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from metodinis.layout import resources
from metodinis.layout.viewlets import Sections
from plone import api
from plone.app.layout.globals.layout import LayoutPolicy
from plone.memoize.view import memoize
from plone.portlets.constants import CONTENT_TYPE_CATEGORY
from plone.portlets.constants import CONTEXT_ASSIGNMENT_KEY
from plone.portlets.constants import GROUP_CATEGORY
from plone.portlets.constants import USER_CATEGORY
from plone.portlets.interfaces import IPortletManager
from Products.CMFPlone.browser.main_template import MainTemplate as PloneTemplate
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import getMultiAdapter
from zope.component import getSiteManager
from zope.component import queryUtility
from zope.contentprovider.interfaces import IContentProvider
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
# Viewlets that show what most objects have none of -> whether this object has it.
SHOWN_IF = {
    "plone.contributors": lambda context: context.Contributors(),
    "plone.keywords": lambda context: context.Subject(),
    "plone.rights": lambda context: context.Rights(),
    "plone.relateditems": lambda context: getattr(aq_base(context), "relatedItems", None),
    "plone.tableofcontents": lambda context: getattr(aq_base(context), "table_of_contents", False),
    "plone.nextprevious": lambda context: _has_neighbours(context),
    "plone.nextprevious.links": lambda context: _has_neighbours(context),
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
        return Sections(self.context, self.request, view).render_globalnav()

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
            return name not in left_out and (name not in SHOWN_IF or SHOWN_IF[name](self.context))

        return self._render(manager_name, view, wanted)

    def _render(self, manager_name, view, wanted):
        manager = getMultiAdapter(
            (self.context, self.request, view), IContentProvider, manager_name
        )
        seen = (self.context, self.request, view, manager)
        found = getSiteManager().adapters.lookupAll(map(providedBy, seen), IViewlet)
        # Chosen before they are made: that is what Plone's managers spend their time on.
        made = [(name, factory(*seen)) for name, factory in found if wanted(name)]
        if not made:
            return ""
        viewlets = [viewlet for _name, viewlet in manager.sort(manager.filter(made))]
        for viewlet in viewlets:
            viewlet.update()
        return "\n".join(viewlet.render() for viewlet in viewlets)


def _has_neighbours(context):
    return getattr(aq_base(aq_parent(context)), "nextPreviousEnabled", False)


def _values(manager, category):
    mapping = manager.get(category)
    return mapping.values() if mapping else ()
