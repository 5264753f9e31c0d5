"""The work of the night: finds what events left to do, and lets names leave old certificates."""

from datetime import datetime
from datetime import timedelta
from metodinis.common.clock import zone
from metodinis.common.moments import months_before
from metodinis.common.nightly import INightlyTask
from metodinis.training.certificates import catalog
from metodinis.training.certificates import operations
from metodinis.training.schema import TRAINING_PREFIX
from plone import api
from zope.interface import implementer


# A night that was left out is made up for.
LOOKED_BACK = timedelta(days=14)


@implementer(INightlyTask)
class AfterEvents:
    """`metodinis.training.certificates`"""

    def __call__(self, today):
        """Do it; return lines of what was done. today: date."""
        return [*look_at_ended(today), *let_names_leave(today)]


def look_at_ended(today):
    """Note what is left to do after events that ended lately."""
    midnight = datetime(today.year, today.month, today.day, tzinfo=zone())
    events = catalog.ended_between(midnight - LOOKED_BACK, midnight)
    for event in events:
        catalog.note_follow_up(event)
    return [f"{len(events)} events that ended lately looked at"] if events else []


def let_names_leave(today):
    """Take the names out of certificates of events that ended before the years in the settings."""
    years = api.portal.get_registry_record(f"{TRAINING_PREFIX}.attendance_years")
    limit = months_before(today, 12 * years)
    found = [
        one for one in operations.store().of_year() if one.ends.astimezone(zone()).date() < limit
    ]
    count = operations.erase_names(found)
    return [f"names taken out of {count} certificates"] if count else []
