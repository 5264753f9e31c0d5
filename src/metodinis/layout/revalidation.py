"""Answers of open data: everybody may keep them, read them from other sites, and ask again whether
they are still true.

Only what is the same for all may be answered so, in every language: the address alone says what
is told. Who is logged in is answered as ever, `private`, and to no other site.
"""

from datetime import UTC
from email.utils import format_datetime
from email.utils import parsedate_to_datetime
from metodinis.layout.caching import LANGUAGE_COOKIE
from metodinis.layout.caching import PRIVATE
from plone import api


# For a minute unasked; then with a question that costs next to nothing.
OPEN = "public, max-age=60, must-revalidate"
EXPOSED = "ETag, Last-Modified, Link"


def is_known(request, tag, modified=None):
    """Say in the headers how long an answer may be kept; return whether the reader has it already.

    Then its status is 304, and nothing is to be sent. tag: a text that is another when the answer
    is; modified: aware datetime of its last change.
    """
    response = request.response
    if not api.user.is_anonymous():
        response.setHeader("Cache-Control", PRIVATE)
        return False
    # Weak: a web server may compress it on its way.
    etag = f'W/"{tag}"'
    response.setHeader("Cache-Control", OPEN)
    response.setHeader("ETag", etag)
    response.setHeader("Access-Control-Allow-Origin", "*")
    response.setHeader("Access-Control-Expose-Headers", EXPOSED)
    # A shared cache would give one reader's language to all.
    response.cookies.pop(LANGUAGE_COOKIE, None)
    if modified is not None:
        response.setHeader("Last-Modified", format_datetime(modified.astimezone(UTC), usegmt=True))
    if not _has(request, etag, modified):
        return False
    response.setStatus(304)
    return True


def _has(request, etag, modified):
    asked = request.getHeader("If-None-Match")
    if asked:
        known = {one.strip().removeprefix("W/") for one in asked.split(",")}
        return "*" in known or etag.removeprefix("W/") in known
    since = request.getHeader("If-Modified-Since")
    if not since or modified is None:
        return False
    try:
        return modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
