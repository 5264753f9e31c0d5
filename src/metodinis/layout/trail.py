"""The way to a page, which its head and the bar above it tell: found once."""

from metodinis.layout.memo import Memo
from metodinis.layout.memo import site_mark
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
        return _trails.get(self._key(), super().breadcrumbs)

    def _key(self):
        state = site_mark()
        if state is None or not IFolderish.providedBy(self.context):
            return None
        language = api.portal.get_current_language(self.context)
        return state, self.context.absolute_url(), self.context.getPhysicalPath(), language
