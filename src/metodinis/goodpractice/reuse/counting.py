"""How often cases were taken over, for rooms that sort and count by it."""

from metodinis.goodpractice.interfaces import IReuseCount
from metodinis.goodpractice.reuse.content import all_readers
from Products.CMFPlone.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


@implementer(IReuseCount)
@adapter(IPloneSiteRoot)
class ReuseCount:
    """See IReuseCount: one library counts once for a case."""

    def __init__(self, site):
        self.site = site

    def counts(self):
        return dict(all_readers(self.site["good-practice"]).counts)
