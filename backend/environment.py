"""Makes .venv and installs the exact pins of requirements.txt and this checkout into it.

Runs under the system's Python, however old, so that a Python that is too old is told in
one line. Does nothing when the environment is complete. When only the pins changed, they
are brought up to date in place; a half-made environment, or one of another Python or
folder, is made anew.
"""

import hashlib
import os
import shutil
import subprocess
import sys


ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NEEDED = (3, 11)


def stop(text):
    sys.stderr.write(text + "\n")
    sys.exit(1)


def python_problem(version, modules):
    """Why this Python won't do, in one line with the remedy, or None.

    version: (major, minor, ...); modules: the names of modules that could be imported.
    """
    if tuple(version[:2]) < NEEDED:
        return (
            "Python %d.%d is too old: metodinis needs Python 3.11 or newer. "
            "Install it, or name it: make start PYTHON=python3.12" % tuple(version[:2])
        )
    if "venv" not in modules or "ensurepip" not in modules:
        return "This Python has no venv: install it (Debian: apt install python3-venv)."
    return None


def importable(*names):
    """Those of `names` that can be imported: Debian leaves out ensurepip without python3-venv."""
    found = []
    for name in names:
        try:
            __import__(name)
        except ImportError:
            continue
        found.append(name)
    return found


class Environment:
    """The folder .venv below `root`, and the stamp that tells what was installed there."""

    def __init__(self, root):
        self.root = root
        self.folder = os.path.join(root, ".venv")
        self.python = os.path.join(self.folder, "bin", "python")
        self.stamp = os.path.join(self.folder, "installed")

    def home(self):
        """What scripts inside .venv are bound to: the Python and the folder's own place."""
        return "%s %s" % (sys.version.split()[0], self.folder)

    def pins(self):
        """A fingerprint of what has to be installed."""
        digest = hashlib.sha256()
        for name in ("requirements.txt", "pyproject.toml"):
            with open(os.path.join(self.root, name), "rb") as source:
                digest.update(source.read())
        return digest.hexdigest()

    def state(self):
        """Return "complete", "outdated" (other pins) or "missing" (or half-made, or moved)."""
        if not os.access(self.python, os.X_OK) or not os.path.exists(self.stamp):
            return "missing"
        with open(self.stamp) as stamp:
            home, pins = (stamp.read().splitlines() + ["", ""])[:2]
        if home != self.home():
            return "missing"
        return "complete" if pins == self.pins() else "outdated"

    def make(self):
        """Bring .venv to state "complete". Stops with one line where that can't be."""
        state = self.state()
        if state == "complete":
            return
        problem = python_problem(sys.version_info, importable("venv", "ensurepip"))
        if problem:
            stop(problem)
        if not os.access(self.root, os.W_OK):
            stop("%s is not writable for this account: mend that, then run it again." % self.root)
        # Without its stamp, an environment that breaks halfway is made anew next time.
        if os.path.exists(self.stamp):
            os.remove(self.stamp)
        print("Installing the pinned packages into .venv (a minute or so at the first run) ...")
        sys.stdout.flush()
        if state == "missing":
            self.make_anew()
        self.install()
        with open(self.stamp, "w") as stamp:
            stamp.write("%s\n%s\n" % (self.home(), self.pins()))

    def make_anew(self):
        if os.path.lexists(self.folder):
            shutil.rmtree(self.folder)
        self.run(sys.executable, "-m", "venv", self.folder)
        with open(os.path.join(self.root, "requirements.txt")) as source:
            uv = next(line.strip() for line in source if line.startswith("uv=="))
        self.run(self.python, "-m", "pip", "install", "--quiet", uv)

    def install(self):
        uv = [os.path.join(self.folder, "bin", "uv"), "pip", "install", "--python", self.python]
        self.run(*(uv + ["-r", "requirements.txt"]))
        self.run(*(uv + ["--no-deps", "--no-build-isolation", "-e", "."]))

    def run(self, *command):
        """Run one step quietly; show what it said only if it failed."""
        done = subprocess.run(
            command, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        if done.returncode:
            sys.stderr.write(done.stdout.decode("utf-8", "replace"))
            stop(
                "The packages could not be installed, as told above. Is the package index "
                "reached, and is there room on the disk? Then run it again."
            )


def main():
    problem = python_problem(sys.version_info, ["venv", "ensurepip"])
    if problem:
        stop(problem)
    try:
        Environment(ROOT).make()
    except (IOError, OSError) as error:  # what an old Python knows them by
        stop("%s: %s. Mend that, then run it again." % (error.filename, error.strerror))
    except KeyboardInterrupt:
        stop("Stopped. The next run takes it up again.")


if __name__ == "__main__":
    main()
