"""How a page that a transform has parsed becomes bytes again."""

from lxml import html
from metodinis.interfaces import IMetodinisLayer
from metodinis.layout.resources import SHELL
from plone.transformchain.interfaces import ITransform
from repoze.xmliter.utils import getHTMLSerializer
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


class TreeTransform(PageTransform):
    """Base of transforms that change a page's tree in place: `concerns` and `change`.

    The theme hands on a tree; what comes unparsed is no page, or one of the shell, and is parsed
    only if there is something to do in it.
    """

    def transformIterable(self, result, encoding):
        if not hasattr(result, "tree"):
            result = self._parsed(result, encoding)
        if result is None:
            return None
        self.change(result.tree.getroot())
        return result

    def _parsed(self, result, encoding):
        if SHELL not in self.request.environ:
            return None
        page = b"".join(result)
        if not self.concerns(page):
            return None
        parsed = getHTMLSerializer([page], pretty_print=False, encoding=encoding)
        parsed.serializer = html.tostring
        return parsed

    def concerns(self, page):
        """Whether a page of the shell, in bytes, has in it what `change` looks for."""
        raise NotImplementedError

    def change(self, root):
        """Change a page, an element of lxml, in place."""
        raise NotImplementedError


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
