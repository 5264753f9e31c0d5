"""Starts the site: renders the instance, makes the site at its first run, serves it.

    python backend/start.py [--demo=yes|no]
"""

from instance import InstanceError
from instance import load
from instance import render
from pathlib import Path

import argparse
import os
import socket
import subprocess
import sys


ROOT = Path(__file__).resolve().parent.parent


def check_port(listen):
    """Exit with one line if `listen` (host:port) is taken."""
    host, _, port = listen.rpartition(":")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host or "localhost", int(port)))
        except (OSError, OverflowError, ValueError) as error:
            sys.exit(
                f"Port {port} on {host} can't be used ({error}). Stop the program that holds "
                "it, or choose another: make start PORT=8090"
            )


def create_site(target, demo):
    """Make the site in a process of its own; a failure leaves no stamp, so it is tried again."""
    stamp = target / "var" / "site-created"
    if stamp.exists():
        return
    script = ROOT / "backend" / "create_site.py"
    command = ["zconsole", "run", target / "etc" / "zope.conf", script, f"--demo={demo}"]
    runner = [sys.executable, "-m", "Zope2.utilities.zconsole", *command[1:]]
    if subprocess.run(runner, cwd=ROOT).returncode:
        sys.exit("The site could not be made: the reason stands above. Nothing was kept.")
    stamp.touch()


def people(target):
    """The lines on who can log in: the first account, and the demo people if there are any."""
    lines = []
    for name in ("inituser", "demo-people"):
        path = target / name
        if path.exists():
            lines += path.read_text(encoding="utf-8").splitlines()
    return lines


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--demo", choices=("yes", "no"), default="yes")
    options = parser.parse_args(arguments)
    try:
        settings = load(ROOT / "instance.yaml")
        check_port(settings["wsgi_listen"])
        target = render(settings, ROOT)
    except InstanceError as error:
        sys.exit(str(error))
    create_site(target, options.demo)
    print("\n".join(f"  {line}" for line in people(target)))
    print(f"metodinis: http://{settings['wsgi_listen']}/metodinis   (stop with Ctrl+C)", flush=True)
    runwsgi = ROOT / ".venv" / "bin" / "runwsgi"
    os.execv(sys.executable, [sys.executable, str(runwsgi), str(target / "etc" / "zope.ini")])  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1:])
