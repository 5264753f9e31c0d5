"""Uploaded files as the database keeps them, and how they leave it."""

from metodinis.common.archives import ArchiveError
from metodinis.common.documents import clean_name
from metodinis.common.documents import DocumentError
from metodinis.common.documents import extract_text
from metodinis.common.documents import kind_of
from metodinis.common.documents import MEDIA_TYPES
from metodinis.common.permissions import me
from metodinis.common.refusals import FieldErrors
from persistent import Persistent
from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.utils import set_headers
from plone.namedfile.utils import stream_data
from ZPublisher import zpublish


@zpublish(False)
class Document(Persistent):
    """An uploaded file: name, kind (a key of MEDIA_TYPES), its text, who and when.

    It leaves by `serve` alone. It is no field of a content type: Plone's own views of fields,
    which show some files in the browser, don't reach it. And it isn't published: an address such
    as …/file/blob/data would hand out the bytes for the browser to make of them what it likes.
    """

    def __init__(self, name, kind, data, text, by, at):
        self.name = name
        self.kind = kind
        self.text = text
        self.by = by
        self.at = at
        self.blob = NamedBlobFile(data, contentType=MEDIA_TYPES[kind], filename=name)

    @property
    def size(self):
        """Bytes."""
        return self.blob.getSize()


def taken(name, data, kinds, at, kept_as=Document):
    """The Document of an upload by the present user. Raises FieldErrors for field "file".

    name: as the person calls it; data: bytes; kinds: `documents.WRITTEN`, `DOCUMENTS` or `FILES`;
    at: aware datetime; kept_as: Document, or a class of it.
    """
    try:
        kind = kind_of(data, kinds)
        text = extract_text(data, kind)
    except (ArchiveError, DocumentError) as error:
        raise FieldErrors({"file": error.text(api.portal.get_current_language())}) from error
    return kept_as(clean_name(name, kind), kind, data, text, me(), at)


def serve(document, response):
    """The bytes of a Document, always to be saved and never shown by the browser."""
    set_headers(document.blob, response, filename=document.name)
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox")
    # What isn't public is served by the same address: no cache on the way may keep it.
    response.setHeader("Cache-Control", "private, no-cache")
    return stream_data(document.blob)
