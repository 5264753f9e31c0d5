"""`listing_view` of folders and collections: a page of what is in them, told by the catalog."""

from Acquisition import aq_base
from metodinis.i18n import _
from metodinis.layout import batching
from metodinis.layout.views import PageView
from pathlib import Path
from plone import api
from plone.app.contenttypes import browser as contenttypes
from plone.app.contenttypes.behaviors.collection import ICollection
from plone.base.batch import Batch
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple
from zope.component import getMultiAdapter
from zope.i18n import translate


SCALE = "thumb"
STOCK_FOLDER = str(Path(contenttypes.__file__).parent)


class Item(NamedTuple):
    """A row. label: what kind of thing it is; facts: texts; picture: HTML of it, or None."""

    title: str
    url: str
    label: str
    facts: list
    text: str
    picture: str | None


class FolderListing(PageView):
    """What stands in a folder, in its order; no object is woken for it."""

    # Plone's other displays are built of the macros of its own listing, found under this name.
    stock = ViewPageTemplateFile("templates/listing.pt", STOCK_FOLDER)

    empty_title = _("layout_folder_empty", default="Nothing is here yet")

    @property
    def macros(self):
        return self.stock.macros

    @property
    def text(self):
        """HTML that the folder has of its own."""
        field = getattr(aq_base(self.context), "text", None)
        output = getattr(field, "output_relative_to", None)
        return output(self.context) if output else None

    @property
    def page_size(self):
        return batching.PAGE_SIZE

    @property
    @memoize
    def page(self):
        """The Batch of brains that the request asks for; beyond the end, the first."""
        start, size = batching.asked(self.request.form, self.page_size)
        page = self.find(start, size)
        return self.find(0, size) if page.beyond else page

    def find(self, start, size):
        """A Batch of brains; the catalog is asked for no more than this part of the list."""
        hidden = api.portal.get_registry_record("plone.types_not_searched")
        catalog = api.portal.get_tool("portal_catalog")
        brains = catalog(
            path={"query": "/".join(self.context.getPhysicalPath()), "depth": 1},
            portal_type={"not": list(hidden)},
            sort_on="getObjPositionInParent",
            b_start=start,
            b_size=size,
        )
        return Batch(brains, size, start)

    @property
    def items(self):
        """The Items of the page."""
        viewed = api.portal.get_registry_record("plone.types_use_view_action_in_listings")
        titles = self._type_titles
        for brain in self.page:
            url = brain.getURL()
            yield Item(
                brain.Title or brain.getId,
                f"{url}/view" if brain.portal_type in viewed else url,
                titles.get(brain.portal_type, ""),
                list(self._facts(brain)),
                brain.Description,
                self._picture(brain),
            )

    @property
    def _type_titles(self):
        """portal type -> title, of the types on this page."""
        types = api.portal.get_tool("portal_types")
        found = {name: types.get(name) for name in {brain.portal_type for brain in self.page}}
        return {
            name: translate(fti.Title(), context=self.request)
            for name, fti in found.items()
            if fti is not None
        }

    def _facts(self, brain):
        if brain.portal_type == "Event" and brain.start:
            yield self.date(brain.start)
            if brain.location:
                yield brain.location
        elif brain.portal_type == "News Item" and brain.EffectiveDate != "None":
            yield self.date(brain.effective)

    def _picture(self, brain):
        if not brain.getIcon:
            return None
        # Not of more options than these: for others the object would be woken.
        scales = getMultiAdapter((api.portal.get(), self.request), name="image_scale")
        return scales.tag(brain, "image", scale=SCALE, alt="")


class CollectionListing(FolderListing):
    """What a collection's question finds, as many a page as its editor wants."""

    @property
    def page_size(self):
        return ICollection(self.context).item_count or batching.PAGE_SIZE

    def find(self, start, size):
        return ICollection(self.context).results(b_start=start, b_size=size, brains=True)
