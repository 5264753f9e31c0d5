"""News on the home page, and word to the department when the site's mails don't go out."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.common.mail import queue_state
from metodinis.layout.views import PageView
from metodinis.layout.views import Section
from plone import api
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


# A mail that is only on its way is no news.
PATIENCE = timedelta(minutes=10)
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


class MailState(PageView):
    """Tells, on each page of the department, that mails wait, were refused, or can't be sent."""

    index = ViewPageTemplateFile("templates/mail_state.pt")

    def __init__(self, context, request, view, manager=None):
        super().__init__(context, request)
        self.__parent__ = view
        self.manager = manager

    def update(self):
        self.state = queue_state()
        self.no_sender = not api.portal.get_registry_record("plone.email_from_address")

    @property
    def is_stuck(self):
        """Whether the oldest mail has waited longer than a mail does."""
        oldest = self.state.oldest
        return oldest is not None and datetime.now(UTC) - oldest > PATIENCE

    def render(self):
        if self.no_sender or self.is_stuck or self.state.rejected:
            return self.index()
        return ""
