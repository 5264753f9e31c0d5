"""Resolves requirements.txt anew from pyproject.toml, for every Python that is supported.

    python -m backend.pins

Takes the newest versions that fit together. Look at the difference and run the tests before
keeping it; the comment at the head of the file stays.
"""

from pathlib import Path
import subprocess
import sys


ROOT = Path(__file__).resolve().parent.parent
OLDEST = "3.11"


def header(text):
    """The comment lines at the head of a requirements file."""
    lines = text.splitlines(keepends=True)
    body = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[:body])


def resolve(root):
    """The pins (str) that uv finds for the package, its tests and its build."""
    uv = [str(Path(sys.executable).with_name("uv")), "pip", "compile", "pyproject.toml"]
    options = ["--all-extras", "--universal", "--python-version", OLDEST, "--upgrade"]
    done = subprocess.run(
        [*uv, *options, "--no-header", "--no-annotate", "--quiet"],
        cwd=root,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{done.stderr.strip()}\nrequirements.txt stays as it was.")
    return done.stdout


def main():
    path = ROOT / "requirements.txt"
    pins = header(path.read_text(encoding="utf-8")) + resolve(ROOT)
    path.write_text(pins, encoding="utf-8")
    print("requirements.txt is resolved anew: look at the difference, then run make test")


if __name__ == "__main__":
    main()
