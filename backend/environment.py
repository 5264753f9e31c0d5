"""Makes .venv hold exactly the pins of requirements.txt, and metodinis itself.

    python3 backend/environment.py

Runs under the system's Python, however old, so that a Python that is too old is told in
one line. Does nothing when the environment is complete; a half-made one is made anew.
"""

import hashlib
import os
import shutil
import subprocess
import sys


ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "installed.sha256")
NEEDED = (3, 11)


def stop(text):
    sys.stderr.write(text + "\n")
    sys.exit(1)


def fingerprint():
    digest = hashlib.sha256(sys.version.encode())
    for name in ("requirements.txt", "pyproject.toml"):
        with open(os.path.join(ROOT, name), "rb") as source:
            digest.update(source.read())
    return digest.hexdigest()


def is_complete(wanted):
    if not os.path.exists(STAMP) or not os.access(PYTHON, os.X_OK):
        return False
    with open(STAMP) as stamp:
        return stamp.read() == wanted


def run(*command):
    """Run one step quietly; show what it said only if it failed."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.stderr.write(done.stdout.decode("utf-8", "replace"))
        stop("Could not install: see above. Is the package registry reached? Then run it again.")


def uv_pin():
    with open(os.path.join(ROOT, "requirements.txt")) as source:
        return next(line.strip() for line in source if line.startswith("uv=="))


def main():
    if sys.version_info < NEEDED:
        stop(
            "Python %d.%d is too old: metodinis needs Python 3.11 or newer. "
            "Install it, or name it: make start PYTHON=python3.12" % sys.version_info[:2]
        )
    wanted = fingerprint()
    if is_complete(wanted):
        return
    try:
        import ensurepip  # noqa: F401 Debian leaves it out where python3-venv is missing
        import venv
    except ImportError:
        stop("This Python has no venv: install it (Debian: apt install python3-venv).")
    if not os.access(ROOT, os.W_OK):
        stop("%s is not writable for this account: mend that, then run it again." % ROOT)
    print("Making .venv and installing the pinned packages (a minute or so at the first run) ...")
    sys.stdout.flush()
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=True)
    run(PYTHON, "-m", "pip", "install", "--quiet", uv_pin())
    uv = os.path.join(VENV, "bin", "uv")
    run(uv, "pip", "install", "--python", PYTHON, "-r", "requirements.txt")
    run(uv, "pip", "install", "--python", PYTHON, "--no-deps", "--no-build-isolation", "-e", ".")
    with open(STAMP, "w") as stamp:
        stamp.write(wanted)


if __name__ == "__main__":
    main()
