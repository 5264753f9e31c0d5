"""Makes a site with the named world and an open round; run by zconsole (test_kill.py)."""

from metodinis.reports import mails
from metodinis.reports.rounds import operations as rounds
from metodinis.testing import make_world
from plone import api
from Products.CMFPlone.factory import addPloneSite
from tests.reports.conftest import make_round
from tests.reports.conftest import YEAR
from zope.component.hooks import setSite
import transaction


def make(app):
    site = addPloneSite(
        app,
        "metodinis",
        distribution_name="classic",
        default_language="lt",
        portal_timezone="Europe/Vilnius",
        setup_content=False,
    )
    setSite(site)
    site.portal_setup.runAllImportStepsFromProfile("profile-metodinis:default")
    make_world(site)
    with api.env.adopt_roles(["Manager"]), mails.quiet():
        rounds.open_round(make_round(YEAR))
    transaction.commit()
    app._p_jar.db().close()


make(app)  # noqa: F821 zconsole gives the root as `app`
