"""How a page that a transform has parsed becomes bytes again."""

from lxml import html
from metodinis.interfaces import IMetodinisLayer
from plone.transformchain.interfaces import ITransform
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


@implementer(ITransform)
@adapter(Interface, IMetodinisLayer)
class PageTransform:
    """Base of transforms of whole pages: `transformIterable` is all that they write."""

    def __init__(self, published, request):
        self.published = published
        self.request = request

    def transformBytes(self, result, encoding):
        return None

    def transformUnicode(self, result, encoding):
        return None


class LettersAsTheyAre(PageTransform):
    """Writes letters as letters: the transform that adds tokens to forms (order 9000) would write
    each ą as &#261;, which makes Lithuanian pages larger and unreadable as source."""

    order = 9100

    def transformIterable(self, result, encoding):
        if getattr(result, "serializer", None) is not html.tostring:
            return None
        result.serializer = _in_utf8
        return result


def _in_utf8(tree, encoding=None, pretty_print=False):
    return html.tostring(tree, encoding=encoding or "utf-8", pretty_print=pretty_print)
