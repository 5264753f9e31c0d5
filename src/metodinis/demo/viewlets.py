"""The line that tells every reader that what is shown is made up."""

from metodinis.demo.operations import DEMO_KEY
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from zope.annotation.interfaces import IAnnotations


class DemoBanner(ViewletBase):
    """Shown on a site into which the demo content was put."""

    def available(self):
        return DEMO_KEY in IAnnotations(api.portal.get())
