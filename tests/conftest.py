"""Fixtures of all tests. Pure tests take none of the Plone ones, so they start at once."""

import os


# Before any ZCML is loaded: the catalogs are compiled from the .po files on the way.
os.environ["zope_i18n_compile_mo_files"] = "true"  # noqa: SIM112

from backend.browser import chromium
from backend.browser import verdict
from metodinis.testing import FUNCTIONAL
from metodinis.testing import INTEGRATION
from metodinis.testing import make_world
from pytest_plone import fixtures_factory
from xdist.scheduler import LoadFileScheduling
import pytest
import shutil
import transaction


# Each of its tests takes minutes.
LONG = "tests/browser/test_accessibility.py"
NO_NGINX = "there is no nginx, behind which pages were to be asked: apt install nginx-light"


# Not kept for the session by an autouse fixture: pure tests must not wait for a site.
LAYERS = ((FUNCTIONAL, "functional"), (INTEGRATION, "integration"))
globals().update(fixtures_factory(LAYERS, keep_session=False))


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


class Sharing(LoadFileScheduling):
    """A file's tests stay in one process, as its fixtures do; those of LONG go one by one."""

    def _split_scope(self, nodeid):
        return nodeid if nodeid.startswith(LONG) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config, log):
    """How `make test` shares tests among its processes."""
    return Sharing(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_modifyitems(items):
    """Begin with what takes minutes: one process must not come to it when others have nothing left.

    Skip tests in a browser where there is none.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    driven = [item for item in items if item.get_closest_marker("browser")]
    if not driven or chromium():
        return
    line, may_run = verdict()
    if not may_run:
        raise pytest.UsageError(line)
    for item in driven:
        item.add_marker(pytest.mark.skip(reason="there is no Chromium"))


def pytest_runtest_setup(item):
    """Skip tests behind nginx where there is none, or fail where it is required."""
    if not item.get_closest_marker("nginx") or shutil.which("nginx"):
        return
    if os.environ.get("METODINIS_NGINX") == "required":
        pytest.fail(NO_NGINX)
    pytest.skip(NO_NGINX)


def pytest_terminal_summary(terminalreporter):
    """Say at the end, where it is read, that tests in a browser or behind nginx were skipped."""
    skipped = terminalreporter.stats.get("skipped", ())
    for keyword, reason in (("browser", lambda: verdict()[0]), ("nginx", lambda: NO_NGINX)):
        count = len([report for report in skipped if keyword in report.keywords])
        if count:
            line = f"{count} tests skipped\n{reason()}"
            terminalreporter.write_line(line, red=True, bold=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, which has no sandbox inside a container."""
    return {**browser_type_launch_args, "executable_path": chromium(), "args": ["--no-sandbox"]}
