"""Fixtures of all tests. Pure tests take none of the Plone ones, so they start at once."""

import os


# Before any ZCML is loaded: the catalogs are compiled from the .po files on the way.
os.environ["zope_i18n_compile_mo_files"] = "true"  # noqa: SIM112

from metodinis.testing import FUNCTIONAL
from metodinis.testing import INTEGRATION
from metodinis.testing import make_world
from pytest_plone import fixtures_factory
import pytest
import transaction


# Not kept for the session by an autouse fixture: pure tests must not wait for a site.
globals().update(
    fixtures_factory(((FUNCTIONAL, "functional"), (INTEGRATION, "integration")), keep_session=False)
)


@pytest.fixture
def site(integration_session, portal):
    """The Plone site, rolled back after the test."""
    return portal


@pytest.fixture
def served_site(functional_session, functional_portal):
    """The Plone site behind a real HTTP server; tests commit what the server should see."""
    return functional_portal


@pytest.fixture
def world(site):
    """The site with the named world of `testing.py` in it."""
    return make_world(site)


@pytest.fixture
def served_world(served_site):
    """The served site with the named world in it, committed."""
    make_world(served_site)
    transaction.commit()
    return served_site
