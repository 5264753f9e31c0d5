"""What booklets add to a case's page."""

from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.goodpractice.booklets import citation
from metodinis.goodpractice.booklets import reading
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.rules import PUBLISHED
from metodinis.goodpractice.tasks import directory
from metodinis.i18n import _
from metodinis.layout.views import Section
from plone.memoize.view import memoize


SHARE_TITLES = {
    "email": _("booklets_share_email", default="By e-mail"),
    "facebook": _("booklets_share_facebook", default="On Facebook"),
    "linkedin": _("booklets_share_linkedin", default="On LinkedIn"),
}


class CiteSection(Section):
    """How a published case is cited, shared and saved."""

    weight = 80

    @property
    def is_empty(self):
        return not citation.is_citable(self.context) or state_of(self.context) != PUBLISHED

    @property
    def address(self):
        return reading.stable_url(self.context)

    @property
    def cited(self):
        return citation.citation_of(self.context, self.lang)

    @property
    def links(self):
        """(title, address) of ways to tell others."""
        return [
            (SHARE_TITLES[name], url) for name, url in citation.share_links(self.context, self.lang)
        ]

    @property
    @memoize
    def collections(self):
        """The published collections that it is in."""
        uid = self.context.UID()
        return [
            found
            for found in reading.collections()
            if uid in found.case_uids and state_of(found) == PUBLISHED
        ]

    @property
    def selection_url(self):
        return f"{directory().absolute_url()}/@@booklet?case={self.context.number}"

    @property
    def may_manage(self):
        return may(MANAGE, self.context)
