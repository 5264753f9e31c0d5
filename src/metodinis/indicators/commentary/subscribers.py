"""What follows when an account goes."""

from metodinis.indicators.commentary.operations import forget
from metodinis.indicators.store import CATALOGUE_ID
from plone import api


def account_deleted(event):
    """Comments stay, without the name of who isn't there any more."""
    indicators = api.portal.get().get(CATALOGUE_ID)
    if indicators is not None:
        forget(indicators, event.principal)
