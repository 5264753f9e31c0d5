"""The uploaded document as a file, for page and service."""

from plone.namedfile.utils import set_headers
from plone.namedfile.utils import stream_data
from zExceptions import NotFound


def deliver_document(report, request):
    """Send a narrative report's document, to be saved and never shown. Raises NotFound."""
    document = report.document
    if document is None:
        raise NotFound("document")
    response = request.response
    set_headers(document.blob, response, filename=document.name)
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox")
    # Drafts are served by the same address: no cache on the way may keep them.
    response.setHeader("Cache-Control", "private, no-cache")
    return stream_data(document.blob)
