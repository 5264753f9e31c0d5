"""WSGI filter: answers in text go out gzipped to who reads that, as far as they are of some size.

Named in templates/zope.ini. A style sheet of 250 kB becomes 40 kB; the site needs no web server
before it for that.
"""

import gzip


TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml")
LEAST, MOST = 1_000, 5_000_000  # bytes: below it isn't worth it, above it would hold a thread up
LEVEL = 6


def compressing(application):
    """The application, its texts compressed."""

    def compressed(environ, start_response):
        if "gzip" not in environ.get("HTTP_ACCEPT_ENCODING", "") or _is_part(environ):
            return application(environ, start_response)
        answer = Answer()
        parts = application(environ, answer.start)
        return answer.send(parts, start_response)

    return compressed


def filter_factory(_settings):
    """What zope.ini names."""
    return compressing


def _is_part(environ):
    return "HTTP_RANGE" in environ or environ["REQUEST_METHOD"] == "HEAD"


class Answer:
    """What an application answers: kept until it is known whether it is to be compressed."""

    def start(self, status, headers, error=None):
        self.status, self.headers, self.error = status, headers, error
        return self._write

    def _write(self, data):
        raise NotImplementedError("no application of this site writes so")

    def send(self, parts, start_response):
        """Start the answer and return its body, compressed if it is worth it."""
        given = {name.lower(): value for name, value in self.headers}
        size = given.get("content-length", "")
        fits = size.isdigit() and LEAST <= int(size) <= MOST
        is_text = given.get("content-type", "").startswith(TYPES)
        if not fits or not is_text or "content-encoding" in given:
            start_response(self.status, self.headers, self.error)
            return parts
        try:
            body = gzip.compress(b"".join(parts), LEVEL, mtime=0)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        left_out = ("content-length", "vary")
        kept = [(name, value) for name, value in self.headers if name.lower() not in left_out]
        vary = ", ".join(filter(None, (given.get("vary"), "Accept-Encoding")))
        added = [
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(body))),
            ("Vary", vary),
        ]
        start_response(self.status, kept + added, self.error)
        return [body]
