"""The browser layer that marks requests to a site where metodinis is installed."""

from plone.app.layout.interfaces import IPloneAppLayoutLayer


class IMetodinisLayer(IPloneAppLayoutLayer):
    """Views, viewlets and services of metodinis answer on this layer only."""
