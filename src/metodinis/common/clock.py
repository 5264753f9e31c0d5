"""The clock that people see and type: that of the site."""

from datetime import datetime
from metodinis.common.moments import moment
from metodinis.common.moments import now
from metodinis.common.moments import WrongTime
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from plone import api
from zoneinfo import ZoneInfo


NO_SUCH_TIME = _(
    "training_time_skipped",
    default="There is no such time on that day, for the clock is turned forward.",
)
YEARS = range(1990, 2101)


def zone():
    """The time zone of the site (a tzinfo): people see and type its time."""
    return ZoneInfo(api.portal.get_registry_record("plone.portal_timezone"))


def today():
    """The present day where the site is."""
    return now().astimezone(zone()).date()


def moment_of(text, name):
    """The aware datetime of an ISO text, in UTC; without a zone it is time of the site.

    Raises FieldErrors for field `name`.
    """
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        found = None
    if found is None or found.year not in YEARS:
        raise FieldErrors(
            {
                name: _(
                    "rounds_moment_invalid",
                    default="Give day and time, such as 2026-02-10T23:59.",
                )
            }
        )
    if found.tzinfo:
        return found
    try:
        return moment(found.date(), found.time(), zone())
    except WrongTime:
        raise FieldErrors({name: NO_SUCH_TIME}) from None
