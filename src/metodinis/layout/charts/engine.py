"""Vega for the browser, as the server's own engine hands it out: for charts that are pointed at."""

from functools import lru_cache
from importlib.metadata import version
from metodinis.layout.caching import FOR_GOOD
from metodinis.layout.caching import LANGUAGE_COOKIE
from metodinis.layout.charts.rendering import digest
from metodinis.layout.charts.rendering import VERSION
from Products.Five.browser import BrowserView
from threading import Lock
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
import subprocess
import sys


NAME = "chart-engine"
# Of the bundle nothing else is asked for: no editor, no menu, no styles.
SNIPPET = "window.mtdVegaEmbed = vegaEmbed;"
MAKE = """
import sys, vl_convert
script = vl_convert.javascript_bundle(sys.argv[1], vl_version=sys.argv[2])
sys.stdout.buffer.write(script.encode())
"""
MOST_SECONDS = 120

_making = Lock()


@lru_cache(maxsize=1)
def file_name():
    """The name under which the bundle is kept for good: another for other contents."""
    return f"{digest(version('vl-convert-python'), VERSION, SNIPPET)}.js"


@lru_cache(maxsize=1)
def _made():
    # In a process of its own: it takes seconds in which no other thread could do anything, and
    # 80 MB that stay.
    command = [sys.executable, "-c", MAKE, SNIPPET, VERSION]
    done = subprocess.run(  # noqa: S603 (nothing in the command comes from outside)
        command, capture_output=True, check=True, timeout=MOST_SECONDS
    )
    return done.stdout


def bundle():
    """The script as bytes, 0.9 MB. The first call in a process takes some seconds."""
    with _making:
        return _made()


def address(portal_url):
    """Where the script lies in a site."""
    return f"{portal_url}/@@{NAME}/{file_name()}"


@implementer(IPublishTraverse)
class ChartEngine(BrowserView):
    """`@@chart-engine/<hash>.js`"""

    asked = ""

    def publishTraverse(self, request, name):
        if self.asked or name != file_name():
            raise NotFound(name)
        self.asked = name
        return self

    def __call__(self):
        if not self.asked:
            raise NotFound(NAME)
        response = self.request.response
        response.setHeader("Content-Type", "application/javascript; charset=utf-8")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", FOR_GOOD)
        # A shared cache would give one reader's language to all.
        response.cookies.pop(LANGUAGE_COOKIE, None)
        return bundle()
