"""Contract of a collection."""

from metodinis.i18n import _
from plone.app.textfield import RichText
from plone.supermodel import model
from zope import schema
from zope.interface import Attribute


# Of one collection, and of a reader's own choice.
MAX_CASES = 40


class ICollectionValues(model.Schema):
    """What editors write of a collection."""

    title = schema.TextLine(
        title=_("booklets_collection_title", default="Title"),
        description=_(
            "booklets_collection_title_help",
            default="What the cases have in common: “5 ideas for summer reading”.",
        ),
        max_length=200,
    )
    description = schema.Text(
        title=_("booklets_collection_description", default="In short"),
        description=_(
            "booklets_collection_description_help",
            default="A sentence for lists: for whom, and what is in it.",
        ),
        required=False,
        max_length=400,
    )
    introduction = RichText(
        title=_("booklets_collection_introduction", default="Introduction"),
        description=_(
            "booklets_collection_introduction_help",
            default="Why these cases, and how to read them. It begins the booklet too.",
        ),
        default_mime_type="text/html",
        output_mime_type="text/x-html-safe",
        allowed_mime_types=("text/html",),
        max_length=20_000,
        required=False,
    )


class IPracticeCollection(ICollectionValues):
    """A collection."""

    case_uids = Attribute("tuple of UIDs of its cases, in order")
