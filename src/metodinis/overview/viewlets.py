"""News on the home page."""

from metodinis.layout.views import Section
from plone import api
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


NEWS = 3


class News(Section):
    """The newest news, for everyone."""

    index = ViewPageTemplateFile("templates/news.pt")
    weight = 20

    @property
    def is_empty(self):
        return not self.items

    @property
    @memoize
    def items(self):
        """title, text, url and date of each."""
        brains = api.content.find(
            portal_type="News Item",
            review_state="published",
            sort_on="effective",
            sort_order="descending",
            sort_limit=NEWS,
        )[:NEWS]
        return [
            {
                "title": brain.Title,
                "text": brain.Description,
                "url": brain.getURL(),
                "date": self.date(brain.effective),
            }
            for brain in brains
        ]
