"""The catalog follows what is public of a case."""

from plone import api


WORDS = ("Subject", "SearchableText")


def case_changed(event):
    """Something public of a published case has changed."""
    event.object.reindexObject()


def settings_changed(settings, event):
    """Topics or target groups are called otherwise: cases are found by the new words."""
    if event.record.fieldName not in ("topics", "target_groups"):
        return
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="GoodPractice"):
        brain._unrestrictedGetObject().reindexObject(idxs=list(WORDS))
