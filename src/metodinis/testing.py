"""Test layers and the named world: the people and objects that every test knows."""

from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer
from plone.testing.zope import WSGI_SERVER_FIXTURE


class MetodinisLayer(PloneSandboxLayer):
    """A Plone site in Lithuanian with metodinis installed."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configuration_context):
        import metodinis

        self.loadZCML(package=metodinis)

    def setUpPloneSite(self, portal):
        portal.portal_workflow.setDefaultChain("simple_publication_workflow")
        applyProfile(portal, "metodinis:default")


FIXTURE = MetodinisLayer()
INTEGRATION = IntegrationTesting(bases=(FIXTURE,), name="Metodinis:Integration")
FUNCTIONAL = FunctionalTesting(bases=(FIXTURE, WSGI_SERVER_FIXTURE), name="Metodinis:Functional")
