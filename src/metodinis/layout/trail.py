"""The way to a page, which its head and the bar above it tell: found once."""

from metodinis.layout.memo import Memo
from metodinis.layout.memo import site_mark
from metodinis.layout.names import name_of
from plone import api
from plone.base.interfaces import INavigationRoot
from plone.memoize.view import memoize
from Products.CMFCore.interfaces import IFolderish
from Products.CMFPlone.browser.navigation import PhysicalNavigationBreadcrumbs


_trails = Memo(500)


class Trail(PhysicalNavigationBreadcrumbs):
    """`breadcrumbs_view`: Plone's; that of a folder is kept for all that is in it."""

    @memoize
    def breadcrumbs(self):
        # The root has a view of its own, which on some sites is found after this one.
        if INavigationRoot.providedBy(self.context):
            return ()
        return _trails.get(self._key(), self._found)

    def _found(self):
        found = super().breadcrumbs()
        if not found or found[-1]["Title"] != self.context.Title():
            return found
        name = name_of(self.context, api.portal.get_current_language(self.context))
        return (*found[:-1], {**found[-1], "Title": name})

    def _key(self):
        state = site_mark()
        if state is None or not IFolderish.providedBy(self.context):
            return None
        language = api.portal.get_current_language(self.context)
        return state, self.context.absolute_url(), self.context.getPhysicalPath(), language
