"""A fresh instance for a measurement, asked in this process through its WSGI application."""

from backend.instance import load
from backend.instance import render
from backend.start import create_site
from backend.start import ROOT
from pathlib import Path
from time import perf_counter
import base64
import io
import json
import os
import statistics
import tempfile


PASSWORD = "Zalias-Knygnesys-1904"  # noqa: S105 of an instance that is thrown away


def new_instance(folder=None):
    """Make an instance with an empty site in `folder`, or in a new one; return the folder."""
    folder = Path(folder or tempfile.mkdtemp(prefix="metodinis-bench-"))
    os.environ |= {
        "INSTANCE_TARGET": str(folder),
        "INSTANCE_DB_FILESTORAGE_LOCATION": str(folder / "var" / "filestorage" / "Data.fs"),
        "INSTANCE_DB_BLOB_LOCATION": str(folder / "var" / "blobs"),
    }
    paths = render(load(ROOT / "instance.yaml"), ROOT)
    create_site(paths.target, "no")
    return folder


class Client:
    """Asks a WSGI application as one person."""

    def __init__(self, application, user, host="localhost:8080"):
        self.application, self.host = application, host
        login = base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
        self.authorization = f"Basic {login}"

    def ask(self, method, path, body=None):
        """(status, bytes) of one request; a body is sent as JSON, and JSON is asked for."""
        sent = b"" if body is None else json.dumps(body).encode()
        is_service = body is not None or "/@" in path.replace("/@@", "")
        name, _mark, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": name,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8080",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SCRIPT_NAME": "",
            "HTTP_HOST": self.host,
            "HTTP_AUTHORIZATION": self.authorization,
            "HTTP_ACCEPT": "application/json" if is_service else "text/html",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(sent)),
            "wsgi.input": io.BytesIO(sent),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        told = []
        parts = self.application(environ, lambda status, headers, error=None: told.append(status))
        answer = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        return int(told[-1].split()[0]), answer


def median_time(work, times=15, warm=3):
    """The median of seconds that `work()` takes, after some warm-up runs."""
    for _run in range(warm):
        work()
    return statistics.median(_seconds(work) for _run in range(times))


def _seconds(work):
    start = perf_counter()
    work()
    return perf_counter() - start
