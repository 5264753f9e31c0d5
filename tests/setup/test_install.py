"""The profile installs, and takes back all that it added."""

from metodinis.interfaces import IMetodinisLayer
from plone.browserlayer.utils import registered_layers


def test_layer_registered_after_install(site):
    assert IMetodinisLayer in registered_layers()
