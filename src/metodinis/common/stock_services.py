"""What stock REST services are asked is looked at first, as our own look at it themselves.

A page of a list has 100 entries at most; a number that is none, and a body that is no JSON
object, are told with their field before the service begins.
"""

from metodinis.common.api import decoded_body
from metodinis.common.api import JsonService
from metodinis.common.api import LARGEST_PAGE
from metodinis.common.api import whole_number_of
from metodinis.common.refusals import FieldErrors
from metodinis.interfaces import IMetodinisLayer
from plone.rest.service import Service
from plone.restapi.services.querystringsearch.get import QuerystringSearchGet
from zExceptions import BadRequest
import json


LARGEST = {"b_start": 10**9, "b_size": LARGEST_PAGE}
# Files are sent as they are.
FILES = ("multipart/form-data", "application/offset+octet-stream")


def before_service(event):
    """Bring what a stock service is asked into bounds. Raises BadRequest of FieldErrors."""
    request = event.request
    service = request.get("PUBLISHED")
    is_stock = isinstance(service, Service) and not isinstance(service, JsonService)
    if not is_stock or not IMetodinisLayer.providedBy(request):
        return
    try:
        _bound(request.form)
        if isinstance(service, QuerystringSearchGet) and request.form.get("query"):
            query = request.form["query"]
            text = query if isinstance(query, str) else ""
            request.form["query"] = json.dumps(_bounded(text.encode(), "query"))
        media_type = request.getHeader("Content-Type", "").partition(";")[0].strip()
        if media_type not in FILES and request.get("BODY"):
            request.set("BODY", json.dumps(_bounded(request["BODY"], "body")).encode())
    except FieldErrors as refusal:
        # The error page tells it as services of ours do.
        raise BadRequest(refusal) from refusal


def _bounded(sent, field):
    """The JSON object in some bytes, with the numbers of a page in bounds."""
    found = decoded_body(sent, field)
    _bound(found)
    return found


def _bound(values):
    for name, largest in LARGEST.items():
        if name in values:
            number = whole_number_of(values, name, None, largest)
            if number is None:
                del values[name]
            else:
                values[name] = number
