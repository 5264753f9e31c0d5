"""What may be kept of an answer, by whom, and until when; on top of plone.app.caching.

Pages that everybody may read are kept in this process until anything in the database changes, and
browsers ask anew each time. What was made for a person who is logged in is kept by nobody. Files
of the software whose address changes with them are kept for good.
"""

from metodinis.interfaces import IMetodinisLayer
from metodinis.layout.memo import snapshot
from plone import api
from plone.app.caching.interfaces import IETagValue
from plone.app.caching.operations.default import BaseCaching
from plone.app.caching.operations.utils import visibleToRole
from plone.caching.interfaces import ICachingOperation
from plone.caching.interfaces import ICachingOperationType
from plone.transformchain.interfaces import ITransform
from time import time
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import provider
from ZPublisher.interfaces import IPubBeforeStreaming


PRIVATE = "private, no-cache"
FOR_GOOD = "public, max-age=31536000, immutable"
FOR_GOOD_BY_BROWSERS = "private, max-age=31536000, immutable"
FOR_A_WHILE = "public, max-age=600"
LANGUAGE_COOKIE = "I18N_LANGUAGE"
# Seconds after which a page that nobody changed may tell other days that are left.
TIME_SLOT = 300
HASHED = "/++webresource++"


@implementer(IETagValue)
@adapter(Interface, IMetodinisLayer)
class SiteState:
    """ETag component `metodinis.state`: the stored state that this request sees, and the time.

    The catalog's counter alone would miss what isn't catalogued: settings, figures, places left.
    """

    def __init__(self, published, request):
        self.published, self.request = published, request

    def __call__(self):
        return f"{snapshot(api.portal.get()._p_jar).hex()}.{int(time()) // TIME_SLOT}"


@provider(ICachingOperationType)
class PageCaching(BaseCaching):
    """Keeps pages for visitors in RAM; never one that was made for a person or told a message."""

    title = "metodinis: pages"
    description = "Kept in memory for visitors until anything changes; private for all others."
    prefix = "metodinis.caching"
    options = ("lastModified",)

    maxage = 0
    ramCache = True  # noqa: N815
    etags = ("userid", "catalogCounter", "userLanguage", "resourceRegistries", "metodinis.state")

    def interceptResponse(self, rulename, response, class_=None):
        if not self._is_plain:
            return None
        return super().interceptResponse(rulename, response, class_ or PageCaching)

    def modifyResponse(self, rulename, response, class_=None):
        if not self._is_plain or not self._is_for_everybody(response):
            response.setHeader("Cache-Control", PRIVATE)
            return
        super().modifyResponse(rulename, response, class_ or PageCaching)

    @property
    def _is_plain(self):
        """Whether the answer depends on the address, the language and the site's state alone."""
        request = self.request
        is_asked = request.method == "GET" and not request.get_header("X-Requested-With")
        return is_asked and api.user.is_anonymous()

    def _is_for_everybody(self, response):
        has_cookies = set(response.cookies) - {LANGUAGE_COOKIE}
        return response.getStatus() == 200 and not has_cookies


@implementer(ICachingOperation)
@provider(ICachingOperationType)
@adapter(Interface, Interface)
class StaticCaching:
    """Files of the software and scaled images: for good where a change changes the address."""

    title = "metodinis: static files"
    description = "Kept by browsers; for good where the address changes with the file."
    prefix = "metodinis.static"
    options = ()

    def __init__(self, published, request):
        self.published, self.request = published, request

    def interceptResponse(self, rulename, response):
        return None

    def modifyResponse(self, rulename, response):
        if not visibleToRole(self.published, role="Anonymous"):
            response.setHeader("Cache-Control", PRIVATE)
            return
        is_fixed = rulename == "plone.stableResource" or HASHED in self.request["ACTUAL_URL"]
        response.setHeader("Cache-Control", FOR_GOOD if is_fixed else FOR_A_WHILE)
        # A shared cache would give one reader's language to all.
        response.cookies.pop(LANGUAGE_COOKIE, None)


@implementer(ITransform)
@adapter(Interface, IMetodinisLayer)
class PrivateByDefault:
    """Says `private` of every answer that no rule speaks of."""

    # After the operations (12000).
    order = 12500

    def __init__(self, published, request):
        self.request = request

    def transformBytes(self, result, encoding):
        say_private(self.request)

    transformUnicode = transformIterable = transformBytes  # noqa: N815


def say_private(request):
    """Set the header, unless there is one."""
    if not request.response.getHeader("Cache-Control"):
        request.response.setHeader("Cache-Control", PRIVATE)


@adapter(IPubBeforeStreaming)
def say_private_of_stream(event):
    """The same of what is sent in pieces; an operation that follows says its own."""
    request = getRequest()
    if IMetodinisLayer.providedBy(request):
        say_private(request)
