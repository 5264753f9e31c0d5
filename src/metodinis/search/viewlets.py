"""The search box in the header."""

from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class SearchBox(ViewletBase):
    """A plain form that leads to the search page, in the place of Plone's live search."""

    index = ViewPageTemplateFile("templates/searchbox.pt")

    @property
    def text(self):
        """What was searched for last, so that it can be changed."""
        text = self.request.form.get("SearchableText", "")
        return text if isinstance(text, str) else ""
