"""Where Chromium is, for the tests that drive a browser; tells loudly when there is none.

    python -m backend.browser

METODINIS_CHROMIUM names another binary; METODINIS_BROWSER=required makes its absence an error.
"""

import os
import shutil
import sys


NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REMEDY = "install it (Debian: apt install chromium) or name it: METODINIS_CHROMIUM=/path/of/it"


def chromium(environ=os.environ):
    """The path of Chromium, or None where there is none."""
    named = environ.get("METODINIS_CHROMIUM")
    found = (shutil.which(name) for name in ((named,) if named else NAMES))
    return next((path for path in found if path), None)


def verdict(environ=os.environ):
    """What to tell before the tests: (line, whether they may run)."""
    path = chromium(environ)
    if path:
        return f"Browser tests run in {path}.", True
    missing = f"no {environ.get('METODINIS_CHROMIUM') or 'Chromium'}: {REMEDY}"
    if environ.get("METODINIS_BROWSER") == "required":
        return f"Browser tests are required, but there is {missing}", False
    rule = "!" * 78
    return f"{rule}\nBROWSER TESTS ARE SKIPPED: there is {missing}\n{rule}", True


def main():
    line, may_run = verdict()
    print(line, file=sys.stderr)
    return not may_run


if __name__ == "__main__":
    sys.exit(main())
