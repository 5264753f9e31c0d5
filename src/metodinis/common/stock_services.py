"""What stock REST services are asked is looked at first, as our own look at it themselves.

A page of a list has 100 entries at most; a number that is none, and a body that is no JSON
object, are told with their field before the service begins. What can't be copied or moved is
told, and is no fault of the site.
"""

from metodinis.common.api import decoded_body
from metodinis.common.api import JsonService
from metodinis.common.api import LARGEST_PAGE
from metodinis.common.api import whole_number_of
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import Refused
from metodinis.i18n import _
from metodinis.interfaces import IMetodinisLayer
from OFS.CopySupport import CopyError
from plone.rest.service import Service
from plone.restapi.deserializer import json_body
from plone.restapi.services.copymove import copymove
from plone.restapi.services.querystringsearch.get import QuerystringSearchGet
from zExceptions import BadRequest
import json


LARGEST = {"b_start": 10**9, "b_size": LARGEST_PAGE}
NOT_THERE = _("common_paste_refused", default="This can't be copied or moved to this place.")
NO_SOURCE = _(
    "common_paste_source",
    default="Name what is meant by its address, path or UID: a text, or a list of texts.",
)
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


class _Pasting:
    """Stock copying and moving: whatever isn't done is refused, and nothing of it is done."""

    def reply(self):
        source = json_body(self.request).get("source")
        sources = source if isinstance(source, list) else [source]
        if source and not all(isinstance(one, str) for one in sources):
            raise BadRequest(FieldErrors({"source": NO_SOURCE}))
        try:
            return super().reply()
        except (CopyError, ValueError) as refusal:
            raise BadRequest(Refused(NOT_THERE)) from refusal


class Copy(_Pasting, copymove.Copy):
    """`@copy`"""


class Move(_Pasting, copymove.Move):
    """`@move`"""
