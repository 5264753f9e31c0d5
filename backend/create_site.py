"""Makes the site `metodinis` in an empty instance: run by backend/start.py under zconsole.

    zconsole run etc/zope.conf backend/create_site.py [--demo=yes|no]
"""

from pathlib import Path
from Products.CMFPlone.factory import addPloneSite
from zope.component.hooks import setSite

import argparse
import os
import sys
import transaction


SITE_ID = "metodinis"


def create(app, demo):
    """Add the site to the Zope root `app`, with demo content if `demo`; commit."""
    site = addPloneSite(
        app,
        SITE_ID,
        title="Metodinis",
        description="Bibliotekų metodikos skyriaus svetainė",
        distribution_name="classic",
        default_language="lt",
        portal_timezone="Europe/Vilnius",
        setup_content=False,
        extension_ids=["metodinis:default"],
    )
    setSite(site)
    queue_mail(site)
    if demo:
        from metodinis.demo.operations import load_demo

        target = Path(os.environ["INSTANCE_HOME"])
        people = load_demo(site, password=os.environ.get("METODINIS_DEMO_PASSWORD"))
        write_people(target / "demo-people", people)
    transaction.commit()


def queue_mail(site):
    """Let mails wait on disk while the mail server is down, instead of being lost."""
    directory = os.environ.get("METODINIS_MAIL_QUEUE")
    if directory:
        site.MailHost.smtp_queue_directory = directory
        site.MailHost.smtp_queue = True


def write_people(path, people):
    path.touch(mode=0o600)
    path.write_text("\n".join(people) + "\n", encoding="utf-8")


def main(app, arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", choices=("yes", "no"), default="yes")
    options = parser.parse_args(arguments)
    if SITE_ID not in app.objectIds():
        create(app, options.demo == "yes")


main(app, sys.argv[4:])  # noqa: F821 zconsole gives the root as `app`
