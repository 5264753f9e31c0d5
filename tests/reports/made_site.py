"""Makes a site with the named world and two open rounds; run by zconsole (made_instance.py).

That of YEAR has small indicators, that of the year before the shipped ones. The first argument
is the port of a mail server.
"""

from metodinis.common.mail import quiet
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import rules_text
from metodinis.reports.rounds import operations as rounds
from metodinis.testing import make_world
from plone import api
from Products.CMFPlone.factory import addPloneSite
from tests.reports.conftest import make_round
from tests.reports.conftest import YEAR
from zope.component.hooks import setSite
import os
import sys
import transaction


def make(app, arguments):
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
    with api.env.adopt_roles(["Manager"]), quiet():
        rounds.open_round(make_round(YEAR))
        shipped = make_round(YEAR - 1)
        shipped.catalogue_text, shipped.rules_text = catalogue_text(), rules_text()
        rounds.open_round(shipped)
    if arguments:
        api.portal.set_registry_record("plone.email_from_address", "skyrius@example.org")
        api.portal.set_registry_record("plone.smtp_host", "localhost")
        api.portal.set_registry_record("plone.smtp_port", int(arguments[0]))
        site.MailHost.smtp_queue_directory = os.environ["METODINIS_MAIL_QUEUE"]
        site.MailHost.smtp_queue = True
    transaction.commit()
    app._p_jar.db().close()


make(app, sys.argv[4:])  # noqa: F821 zconsole gives the root as `app`
