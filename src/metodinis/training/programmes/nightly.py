"""What the night job does with programmes: reminds evaluators, notes what is to be reviewed."""

from datetime import timedelta
from metodinis.common.nightly import INightlyTask
from metodinis.i18n import _
from metodinis.training.programmes.evaluating import remind_by_itself
from metodinis.training.programmes.operations import raise_review
from metodinis.training.programmes.rules import EVALUATING
from metodinis.training.programmes.rules import PUBLIC
from metodinis.training.programmes.rules import REVIEW_DAYS
from plone import api
from zope.interface import implementer


@implementer(INightlyTask)
class EvaluationReminders:
    """Reminds evaluators three days before their day, and once when it has passed."""

    def __call__(self, today):
        """Remind; return lines of what was done. today: date."""
        return [
            f"{programme.getId()}: {userid} reminded"
            for programme in _programmes(EVALUATING)
            for userid in remind_by_itself(programme, today)
        ]


@implementer(INightlyTask)
class ExpiryReviews:
    """Notes a review of programmes whose validity ends soon or has ended."""

    def __call__(self, today):
        """Note them; return lines of what was done. today: date."""
        lines = []
        for programme in _programmes(*PUBLIC):
            until = programme.valid_until
            ends = until is not None and until <= today + timedelta(days=REVIEW_DAYS)
            if ends and raise_review(programme, _reason(until, today)):
                lines.append(f"{programme.getId()}: valid until {until}")
        return lines


def _reason(until, today):
    mapping = {"day": until.isoformat()}
    if until < today:
        return _(
            "programmes_review_expired", default="Its validity ended on ${day}.", mapping=mapping
        )
    return _("programmes_review_expires", default="Its validity ends on ${day}.", mapping=mapping)


def _programmes(*states):
    # The night sees all, whoever may.
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(portal_type="TrainingProgramme", review_state=states)
    return [brain._unrestrictedGetObject() for brain in found]
