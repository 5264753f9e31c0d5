"""The map of the site: its rooms, and what stands in each."""

from metodinis.i18n import _
from metodinis.layout.views import PageView
from plone import api
from plone.memoize.view import memoize


# A longer list is on the page of its room.
SHOWN = 12


class SitemapPage(PageView):
    """`/sitemap`: what this reader may see, two floors deep; its cost doesn't grow."""

    title = _("layout_sitemap_title", default="Site map")
    lead = _("layout_sitemap_lead", default="The rooms of the site and what stands in each.")
    open_data = _("layout_open_data_title", default="Open data")

    @property
    @memoize
    def rooms(self):
        """Rooms: title, url, the first SHOWN things in it as brains, how many more there are."""
        brains = self._children(api.portal.get())
        folders = [self._room(brain) for brain in brains if brain.is_folderish]
        return [room for room in folders if room["things"]]

    @property
    def pages(self):
        """(address, title) of what stands in no room."""
        children = self._children(api.portal.get())
        rooms = {room["url"] for room in self.rooms}
        found = [(brain.getURL(), brain.Title) for brain in children]
        return [
            *(pair for pair in found if pair[0] not in rooms),
            (f"{self.portal_url}/atviri-duomenys", self.open_data),
            (f"{self.portal_url}/contact-info", _("layout_footer_write", default="Write to us")),
        ]

    def _children(self, context, **query):
        path = {"query": "/".join(context.getPhysicalPath()), "depth": 1}
        return api.content.find(path=path, sort_on="getObjPositionInParent", **query)

    def _room(self, brain):
        things = api.content.find(
            path={"query": brain.getPath(), "depth": 1},
            sort_on="sortable_title",
            sort_limit=SHOWN,
        )
        return {
            "title": brain.Title,
            "url": brain.getURL(),
            "things": things[:SHOWN],
            "more": max(0, things.actual_result_count - SHOWN),
        }
