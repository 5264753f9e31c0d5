"""The clock by which training is announced."""

from plone import api
from zoneinfo import ZoneInfo


def zone():
    """The time zone of the site (a tzinfo): people see and type its time."""
    return ZoneInfo(api.portal.get_registry_record("plone.portal_timezone"))
