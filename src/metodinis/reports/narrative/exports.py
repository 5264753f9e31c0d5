"""The uploaded document as a file, for page and service."""

from metodinis.common.stored_documents import serve
from zExceptions import NotFound


def deliver_document(report, request):
    """Send a narrative report's document, to be saved and never shown. Raises NotFound."""
    document = report.document
    if document is None:
        raise NotFound("document")
    return serve(document, request.response)
