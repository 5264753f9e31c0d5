"""Contract of a library's document, and of what is told when one is added or changed."""

from metodinis.i18n import _
from metodinis.libraries import rules
from metodinis.libraries.documents.vocabularies import KIND_VOCABULARY
from metodinis.libraries.documents.vocabularies import STATE_VOCABULARY
from plone.supermodel import model
from zope import schema
from zope.interface import Attribute
from zope.schema.interfaces import ValidationError


EARLIEST_YEAR = 1900


class NotADay(ValidationError):
    __doc__ = _(
        "libraries_document_date_invalid",
        default="Check the year: documents are dated from 1900 to 2100.",
    )


def is_day(value):
    """Constraint: a day that a document can bear."""
    if value and not EARLIEST_YEAR <= value.year <= rules.LAST_YEAR:
        raise NotADay(value)
    return True


class ILibraryDocument(model.Schema):
    """A document of a library; the folder it lies in is the library."""

    title = schema.TextLine(
        title=_("libraries_document_title", default="Title"),
        max_length=200,
    )
    kind = schema.Choice(
        title=_("libraries_document_kind", default="Kind"),
        vocabulary=KIND_VOCABULARY,
    )
    date = schema.Date(
        title=_("libraries_document_date", default="Date of the document"),
        constraint=is_day,
    )
    description = schema.Text(
        title=_("libraries_document_description", default="What it is about"),
        required=False,
        max_length=1000,
    )

    file = Attribute("metodinis.common.stored_documents.Document")


class IDocumentValues(ILibraryDocument):
    """What is told of a document: who sees it is its workflow state."""

    state = schema.Choice(
        title=_("libraries_document_state", default="Who sees it"),
        vocabulary=STATE_VOCABULARY,
        default="private",
    )
