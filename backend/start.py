"""Starts the site: renders the instance, makes the site at its first run, serves it.

python backend/start.py [--demo=yes|no]
"""

from backend.instance import InstanceError
from backend.instance import is_in_use
from backend.instance import load
from backend.instance import render
from pathlib import Path
from Zope2.Startup.serve import ServeCommand
import argparse
import signal
import socket
import subprocess
import sys


ROOT = Path(__file__).resolve().parent.parent


class StartError(Exception):
    """Why the site can't be started, in one line with the remedy."""


def check_port(listen):
    """Raise StartError if `listen` (host:port) is taken or is none."""
    host, _, port = listen.rpartition(":")
    remedy = "choose another: make start PORT=8090"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise StartError(f"{listen}: a port is a number from 1 to 65535; {remedy}")
    try:
        addresses = socket.getaddrinfo(host or "localhost", int(port), type=socket.SOCK_STREAM)
        for family, kind, protocol, _name, address in addresses:
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except OSError as error:
        raise StartError(
            f"{listen} can't be listened on: {error.strerror}. Stop the program that holds the "
            f"port, or {remedy}"
        ) from error


def check_database(data):
    """Raise StartError if another process has the database `data` (Path of Data.fs) open."""
    if is_in_use(data):
        raise StartError(
            f"{data} is in use: this site is running already. Stop it there, or start another "
            "one: make start INSTANCE=/path/of/another PORT=8090"
        )


def create_site(target, demo):
    """Make the site in a process of its own, if it isn't there yet.

    target: the instance's folder (Path); demo: "yes" or "no". It is one transaction: a failure
    keeps nothing and leaves no stamp, so the next start tries again. Raises StartError.
    Returns whether the site was made now.
    """
    stamp = target / "var" / "site-created"
    if stamp.exists():
        return False
    with_demo = " with demo content" if demo == "yes" else ""
    print(f"Making the site{with_demo} (only at the first start) ...", flush=True)
    log = target / "var" / "log" / "create-site.log"
    zconsole = [sys.executable, "-m", "Zope2.utilities.zconsole", "run"]
    script = ROOT / "backend" / "create_site.py"
    command = [*zconsole, target / "etc" / "zope.conf", script, f"--demo={demo}"]
    with log.open("wb") as output:
        done = subprocess.run(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    if done.returncode:
        said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise StartError(
            f"The site could not be made: {said[-1] if said else 'no reason given'} (all of it: "
            f"{log}). Nothing was kept; mend the reason, then run it again."
        )
    stamp.touch()
    return True


def people(target, is_new):
    """The lines on who can log in: the first account, and the demo people if there are any.

    The first account's password is shown only once, when the site `is_new`.
    """
    first = target / "first-account"
    lines = []
    if first.exists() and is_new:
        lines += [*first.read_text(encoding="utf-8").splitlines(), f"  (kept in {first})"]
    elif first.exists():
        lines.append(f"the first account and its password: {first}")
    demo = target / "demo-people"
    if demo.exists():
        lines += demo.read_text(encoding="utf-8").splitlines()
    return lines


class Server(ServeCommand):
    """Zope's server; tells `lines` when it has loaded everything and begins to listen."""

    def __init__(self, target, lines):
        super().__init__(["runwsgi", str(target / "etc" / "zope.ini")], quiet=True)
        self.lines = lines

    def makePidFile(self):
        super().makePidFile()
        print("\n".join(self.lines), flush=True)


def serve(target, lines):
    """Serve until Ctrl+C or SIGTERM; both close the database in order."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        Server(target, lines).run()
    except KeyboardInterrupt:
        # Stopped while it was still loading: there is nothing to close.
        return


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--demo", choices=("yes", "no"), default="yes")
    options = parser.parse_args(arguments)
    try:
        settings = load(ROOT / "instance.yaml")
        check_port(settings["wsgi_listen"])
        paths = render(settings, ROOT)
        check_database(paths.data)
        is_new = create_site(paths.target, options.demo)
    except (InstanceError, StartError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped. The next start takes it up again.")
    print("Starting ...", flush=True)
    address = f"http://{settings['wsgi_listen']}/metodinis"
    lines = people(paths.target, is_new)
    serve(paths.target, [*lines, f"metodinis: {address}   (stop with Ctrl+C)"])


if __name__ == "__main__":
    main(sys.argv[1:])
