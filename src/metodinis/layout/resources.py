"""Style sheets and scripts of a page: their addresses, and whether a page needs the scripts.

Plone's bundle makes widgets of what is marked `pat-…` or `data-bs-…`. A page that has neither is
whole without its 280 kB; whether it has is known only when it is rendered, so the shell leaves
MARKER where scripts belong and `PatternsTransform` decides.
"""

from App.config import getConfiguration
from metodinis.interfaces import IMetodinisLayer
from metodinis.layout.memo import Memo
from metodinis.layout.memo import site_mark
from plone.base.interfaces import IBundleRegistry
from plone.registry.interfaces import IRegistry
from plone.transformchain.interfaces import ITransform
from Products.CMFCore.Expression import Expression
from Products.CMFPlone.resources.browser.resource import REQUEST_CACHE_KEY
from Products.CMFPlone.resources.browser.resource import ResourceView
from Products.CMFPlone.resources.utils import evaluateExpression
from xml.sax.saxutils import quoteattr
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.interface import implementer
from zope.interface import Interface
import re


SHELL = "metodinis.shell"  # the request's key of the layout.shell.Layout that drew the page
MARKER = "<!--metodinis:scripts-->"
BODY_MARKER = ' data-metodinis-settings=""'
PATTERNS = re.compile(r"""class=["'][^"']*\bpat-|\sdata-(?:pat|bs)-""")

_markup = Memo(50)
_conditions = Memo(50)


def markup(context, request):
    """HTML of this site's bundles: {"css": …, "js": …}. To be asked while the theme is on."""
    return _markup.get(_key(context, request), lambda: _render(context, request))


def _key(context, request):
    """None where the answer is this request's own."""
    if getConfiguration().debug_mode or getattr(request, REQUEST_CACHE_KEY, None):
        return None
    if getattr(request, "enabled_bundles", None) or getattr(request, "disabled_bundles", None):
        return None
    # A bundle, the theme or its style may be changed in places that tell nobody of it.
    state = site_mark()
    if state is None:
        return None
    conditions = _conditions.get(state, _find_conditions)
    met = tuple(bool(evaluateExpression(condition, context)) for condition in conditions)
    return state, met, _portal_url(context, request)


def _find_conditions():
    """The expressions by which bundles are for some pages or people only."""
    registry = getUtility(IRegistry)
    bundles = registry.collectionOfInterface(IBundleRegistry, prefix="plone.bundles", check=False)
    texts = {bundle.expression for bundle in bundles.values() if bundle.enabled}
    return [Expression(text) for text in sorted(filter(None, texts))]


def _portal_url(context, request):
    return getMultiAdapter((context, request), name="plone_portal_state").portal_url()


def _render(context, request):
    view = ResourceView(context, request, None)
    view.update()
    return view.rendered


@implementer(ITransform)
@adapter(Interface, IMetodinisLayer)
class PatternsTransform:
    """Puts Plone's scripts, and their settings, into those pages of the shell that use them."""

    # Before the theme (8850) and the protection of forms (9000), which parse the page.
    order = 8700

    def __init__(self, published, request):
        self.request = request

    def transformBytes(self, result, encoding):
        return self.transformIterable([result], encoding)

    def transformUnicode(self, result, encoding):
        return self.transformIterable([result], encoding)

    def transformIterable(self, result, encoding):
        shell = self.request.environ.get(SHELL)
        if shell is None:
            return None
        page = "".join(p.decode(encoding) if isinstance(p, bytes) else p for p in result)
        head, _marker, rest = page.partition(MARKER)
        scripts = settings = ""
        if PATTERNS.search(rest):
            scripts = shell.bundles["js"]
            settings = "".join(
                f" {name}={quoteattr(value)}" for name, value in shell.pattern_settings().items()
            )
        whole = head + scripts + rest.replace(BODY_MARKER, settings, 1)
        return [whole.encode(encoding)]
