"""The site's own icon, where browsers look for one by custom."""

from pathlib import Path
from plone import api
from plone.namedfile.file import NamedImage
from Products.CMFPlone.browser.favicon import SiteFavicon


ICON = Path(__file__).parent / "static" / "favicon.ico"


class Favicon(SiteFavicon):
    """`/favicon.ico`: our word-mark's sign, unless site setup has another icon."""

    def __init__(self, context, request):
        super().__init__(context, request)
        if not api.portal.get_registry_record("plone.site_favicon", default=None):
            self.data = NamedImage(
                data=ICON.read_bytes(), contentType=self.data.contentType, filename=ICON.name
            )
