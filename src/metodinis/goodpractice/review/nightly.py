"""What the night job does with reviews: it reminds."""

from metodinis.common.nightly import INightlyTask
from metodinis.goodpractice.cases.rules import REVIEWING
from metodinis.goodpractice.review.operations import remind_by_itself
from plone import api
from zope.interface import implementer


@implementer(INightlyTask)
class ReviewReminders:
    """Reminds reviewers three days before their day, and once when it has passed."""

    def __call__(self, today):
        """Remind; return lines of what was done. today: date."""
        # The night sees all, whoever may.
        catalog = api.portal.get_tool("portal_catalog")
        found = catalog.unrestrictedSearchResults(
            portal_type="GoodPractice", review_state=REVIEWING
        )
        return [
            f"{brain.getId}: {userid} reminded"
            for brain in found
            for userid in remind_by_itself(brain._unrestrictedGetObject(), today)
        ]
