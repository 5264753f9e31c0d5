"""Who made a thing is nobody's business but theirs who may change it: a login is half a key.

The catalog doesn't know it (`catalog.py`), and whatever else would tell it stands here.
"""

from metodinis.interfaces import IMetodinisLayer
from pathlib import Path
from plone import api
from plone.app.contenttypes import browser as contenttypes
from plone.app.contenttypes.browser.collection import CollectionView
from plone.app.contenttypes.browser.folder import FolderView
from plone.app.dexterity.behaviors.metadata import IOwnership
from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.interfaces import IJSONSummarySerializerMetadata
from plone.restapi.serializer.dxfields import CollectionFieldSerializer
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import adapter
from zope.interface import implementer
from zope.schema.interfaces import ITuple


PEOPLE = ("creators", "contributors")


@implementer(IJSONSummarySerializerMetadata)
class Summaries:
    """What summaries of things leave out, whatever is asked of them."""

    def blocklisted_attributes(self):
        return {"Creator", "listCreators", "author_name", "commentators", "commentors"}


@implementer(IFieldSerializer)
@adapter(ITuple, IDexterityContent, IMetodinisLayer)
class People(CollectionFieldSerializer):
    """Creators and contributors of pages, news, files: an empty list for who only reads."""

    def __call__(self):
        names_people = self.field.interface is IOwnership and self.field.__name__ in PEOPLE
        if names_people and not api.user.has_permission("Modify portal content", obj=self.context):
            return []
        return super().__call__()


# The catalog knows no author, and Plone's table would call each reader the author of everything.

TABLE = ViewPageTemplateFile(
    "templates/listing_tabular.pt", str(Path(contenttypes.__file__).parent)
)


class FolderTable(FolderView):
    """Plone's table of a folder, without authors."""

    index = TABLE

    def __call__(self):
        return self.index()

    @property
    def tabular_fields(self):
        return _without_authors(super().tabular_fields)


class CollectionTable(CollectionView):
    """Plone's table of a collection, without authors."""

    index = TABLE

    def __call__(self):
        return self.index()

    @property
    def tabular_fields(self):
        return _without_authors(super().tabular_fields())


def _without_authors(names):
    return [name for name in names if name != "Creator"]
