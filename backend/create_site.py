"""Makes the site `metodinis` in an empty instance: run by backend/start.py under zconsole.

    zconsole run etc/zope.conf backend/create_site.py [--demo=yes|no]

All of it is one transaction: a failure keeps nothing.
"""

from backend.instance import write_private
from pathlib import Path
from Products.CMFPlone.factory import addPloneSite
from zope.component.hooks import setSite
import argparse
import os
import secrets
import sys
import transaction


SITE_ID = "metodinis"
NIGHTLY = "nightly"


def create(app, demo):
    """Add the site to the Zope root `app`, with demo content if `demo`; commit."""
    target = Path(os.environ["INSTANCE_HOME"])
    site = addPloneSite(
        app,
        SITE_ID,
        title="Metodinis",
        description="Bibliotekų metodikos skyriaus svetainė",
        distribution_name="classic",
        default_language="lt",
        portal_timezone="Europe/Vilnius",
        setup_content=False,
    )
    setSite(site)
    # A distribution pays no heed to extension_ids.
    site.portal_setup.runAllImportStepsFromProfile("profile-metodinis:default")
    queue_mail(site)
    add_nightly_account(app, target)
    if demo:
        from metodinis.demo.operations import load_demo

        people = load_demo(site, password=os.environ.get("METODINIS_DEMO_PASSWORD"))
        write_private(target / "demo-people", "\n".join(people) + "\n")
    transaction.commit()


def queue_mail(site):
    """Let mails wait on disk while the mail server is down, instead of being lost."""
    site.MailHost.smtp_queue_directory = os.environ["METODINIS_MAIL_QUEUE"]
    site.MailHost.smtp_queue = True


def add_nightly_account(app, target):
    """The account with which backend/nightly.py asks the running site; its password is no one's."""
    password = secrets.token_urlsafe(24)
    app.acl_users.userFolderAddUser(NIGHTLY, password, ["Manager"], [])
    write_private(target / "nightly-account", f"{NIGHTLY}:{password}\n")


def main(app, arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", choices=("yes", "no"), default="yes")
    options = parser.parse_args(arguments)
    try:
        if SITE_ID not in app.objectIds():
            create(app, options.demo == "yes")
    finally:
        # Closed in order, the database keeps its index and opens in no time.
        app._p_jar.db().close()


main(app, sys.argv[4:])  # noqa: F821 zconsole gives the root as `app`
