"""Does the work of the night: reminders, planned openings, packing. One entry for cron:

    15 5 * * *    cd /srv/metodinis && make -s nightly
    */15 * * * *  cd /srv/metodinis && make -s frequent

The second line (argument `frequent`) does what can't wait for the night: offered seats that run
out, reminders two hours before. The night does it too. Ask as often as you like: each task of the
night is done once a day. A running site is asked over HTTP, because its database is open to it
alone; a site that isn't running is opened for the while (its mails then wait in the queue for the
next start). Exit code 1 if a task failed.
"""

from backend.instance import InstanceError
from backend.instance import is_in_use
from backend.instance import load
from backend.instance import places
from pathlib import Path
import base64
import json
import sys
import urllib.error
import urllib.request
import zc.lockfile


ROOT = Path(__file__).resolve().parent.parent
SITE_ID = "metodinis"
PATIENCE = 3600  # seconds; packing a large database takes its time


class NightlyError(Exception):
    """Why nothing could be done, in one line with the remedy."""


def ask(listen, target, service="@nightly"):
    """Let the site that listens on `listen` (host:port) run its tasks; return their outcomes.

    target: the instance's folder (Path), where the account for this is kept. service: which of
    the two is asked.
    """
    account = target / "nightly-account"
    host, _, port = listen.rpartition(":")
    host = "localhost" if host in ("", "*", "0.0.0.0") else host  # noqa: S104 it isn't bound
    try:
        credentials = base64.b64encode(account.read_text(encoding="utf-8").strip().encode())
        request = urllib.request.Request(
            f"http://{host}:{port}/{SITE_ID}/{service}",
            method="POST",
            headers={
                "Accept": "application/json",
                "Authorization": f"Basic {credentials.decode()}",
            },
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return json.load(answer)["tasks"]
    except urllib.error.HTTPError as error:
        raise NightlyError(
            f"The site on {listen} answered {error.code}. Is it this instance's, and is the "
            f"account in {account} still a manager? Else stop the site and run this again."
        ) from error
    except urllib.error.URLError as error:
        raise NightlyError(
            f"The site runs, but not on {listen}: {error.reason}. "
            "Name its port: make nightly PORT=8090"
        ) from error
    except OSError as error:
        raise NightlyError(f"{error.filename or listen}: {error.strerror or error}.") from error


def open_and_run(target, services=("@nightly",)):
    """Open the site's database in this process and run its tasks; return their outcomes.

    services: what a running site would be asked for.
    """
    from Testing.makerequest import makerequest
    from zope.component.hooks import setSite
    from zope.globalrequest import setRequest
    from Zope2.Startup.run import make_wsgi_app
    import Zope2

    make_wsgi_app({}, str(target / "etc" / "zope.conf"))
    app = makerequest(Zope2.app())
    try:
        setRequest(app.REQUEST)
        site = app[SITE_ID]
        setSite(site)
        # Only now: importing the package's modules needs Zope's configuration.
        from metodinis.common import nightly

        outcomes = []
        if "@nightly" in services:
            outcomes += nightly.run(site, nightly.today_at(site))
        if "@frequent" in services:
            outcomes += nightly.run_frequent()
        return [outcome._asdict() for outcome in outcomes]
    finally:
        app._p_jar.db().close()


def main(arguments=()):
    """Do the work of the night, or with the argument `frequent` only what can't wait for it."""
    only_frequent = "frequent" in arguments
    services = ("@frequent",) if only_frequent else ("@nightly", "@frequent")
    try:
        settings = load(ROOT / "instance.yaml")
        paths = places(settings, ROOT)
        if not (paths.var / "site-created").exists():
            raise NightlyError(f"There is no site in {paths.target} yet: make start makes it.")
        if is_in_use(paths.data):
            listen = settings["wsgi_listen"]
            outcomes = [one for service in services for one in ask(listen, paths.target, service)]
        else:
            outcomes = open_and_run(paths.target, services)
    except (InstanceError, NightlyError) as error:
        sys.exit(str(error))
    except zc.lockfile.LockError:
        sys.exit("The site is just being started or stopped: run this again in a minute.")
    for outcome in outcomes:
        # Every quarter of an hour: cron mails what is printed, so nothing is where nothing was.
        if only_frequent and not outcome["lines"]:
            continue
        print(f"{outcome['task']}: {outcome['state']}")
        for line in outcome["lines"]:
            print(f"  {line}")
    return any(outcome["state"] == "failed" for outcome in outcomes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
