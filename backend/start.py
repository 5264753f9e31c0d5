"""Starts the site: renders the instance, makes the site at its first run, serves it.

python backend/start.py [--demo=yes|no]
"""

from backend.instance import InstanceError
from backend.instance import load
from backend.instance import render
from pathlib import Path
import argparse
import os
import socket
import subprocess
import sys
import zc.lockfile


ROOT = Path(__file__).resolve().parent.parent


class StartError(Exception):
    """Why the site can't be started, in one line with the remedy."""


def check_port(listen):
    """Raise StartError if `listen` (host:port) is taken or is none."""
    host, _, port = listen.rpartition(":")
    try:
        addresses = socket.getaddrinfo(host or "localhost", int(port), type=socket.SOCK_STREAM)
        for family, kind, protocol, _name, address in addresses:
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except (OSError, OverflowError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise StartError(
            f"{listen} can't be listened on: {reason}. Stop the program that holds the port, "
            "or choose another: make start PORT=8090"
        ) from error


def check_database(data):
    """Raise StartError if another process has the database `data` (Path of Data.fs) open."""
    try:
        zc.lockfile.LockFile(f"{data}.lock").close()
    except zc.lockfile.LockError as error:
        raise StartError(
            f"{data} is in use: this site is running already. Stop it there, or start another "
            "one: make start INSTANCE=/path/of/another PORT=8090"
        ) from error
    except OSError as error:
        raise StartError(
            f"{error.filename}: {error.strerror}. Make it writable for this account."
        ) from error


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
        lines = people(paths.target, is_new)
    except (InstanceError, StartError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped. The next start takes it up again.")
    address = f"http://{settings['wsgi_listen']}/metodinis"
    print("\n".join([*lines, f"metodinis: {address}   (stop with Ctrl+C)"]), flush=True)
    runwsgi = [sys.executable, "-m", "Zope2.Startup.serve", "--quiet"]
    os.execv(sys.executable, [*runwsgi, str(paths.target / "etc" / "zope.ini")])  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1:])
