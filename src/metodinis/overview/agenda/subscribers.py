"""What follows when an account goes."""

from metodinis.overview.agenda.operations import forget


def account_deleted(event):
    """Nothing is kept of who isn't there any more."""
    forget(event.principal)
