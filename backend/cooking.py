"""Page templates are compiled one at a time. Named in templates/site.zcml.

Python before 3.11.8 counts the depth of syntax trees for all threads together: two that compile at
once fail now and then with `SystemError: AST constructor recursion depth mismatch` (gh-106905), and
the reader of a page's first showing after a start gets a server error.
"""

from Products.PageTemplates.engine import Program
from threading import RLock
from zope.interface import provider
from zope.pagetemplate.interfaces import IPageTemplateEngine


TURN = RLock()


@provider(IPageTemplateEngine)
class Engine(Program):
    """Zope's own engine, compiling in turn."""

    @classmethod
    def cook(cls, source_file, text, engine, content_type):
        with TURN:
            return super().cook(source_file, text, engine, content_type)
