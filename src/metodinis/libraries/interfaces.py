"""The place that a library's page keeps for other domains."""

from zope.viewlet.interfaces import IViewletManager


class IBelowLibrary(IViewletManager):
    """`metodinis.library.below`: published reports and key figures, for instance."""
