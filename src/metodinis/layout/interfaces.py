"""The places that shared pages keep for domains."""

from zope.viewlet.interfaces import IViewletManager


class IHomeSections(IViewletManager):
    """`metodinis.home`: what everyone may read on the home page, one section a viewlet.

    A viewlet has `weight` (int): sections stand in its order. With nothing to show it renders "".
    """
