"""Texts go out compressed to who reads that; nothing else is touched."""

from backend.compress import compressing
import gzip
import pytest


TEXT = b"Biblioteka " * 500


def ask(headers, body=TEXT, **environ):
    """(status, {header: value}, body) of an application that answers so."""

    def application(environ, start_response):
        start_response("200 OK", [("Content-Length", str(len(body))), *headers.items()])
        return [body]

    told = []
    asked = {"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "gzip, br"} | environ
    parts = compressing(application)(asked, lambda *given: told.append(given))
    return told[0][0], dict(told[0][1]), b"".join(parts)


def test_text_is_compressed():
    status, headers, body = ask({"Content-Type": "text/css; charset=utf-8", "ETag": '"a"'})
    assert status == "200 OK"
    assert gzip.decompress(body) == TEXT
    assert headers == {
        "Content-Type": "text/css; charset=utf-8",
        "ETag": '"a"',
        "Content-Encoding": "gzip",
        "Content-Length": str(len(body)),
        "Vary": "Accept-Encoding",
    }


def test_vary_is_added_to():
    _status, headers, _body = ask({"Content-Type": "text/html", "Vary": "Accept"})
    assert headers["Vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize(
    ("headers", "environ"),
    [
        ({"Content-Type": "image/png"}, {}),
        ({"Content-Type": "application/pdf"}, {}),
        ({"Content-Type": "text/css", "Content-Encoding": "br"}, {}),
        ({"Content-Type": "text/css"}, {"HTTP_ACCEPT_ENCODING": "br"}),
        ({"Content-Type": "text/css"}, {"HTTP_RANGE": "bytes=0-99"}),
        ({"Content-Type": "text/css"}, {"REQUEST_METHOD": "HEAD"}),
    ],
)
def test_other_answers_are_left_alone(headers, environ):
    size = {"Content-Length": str(len(TEXT))}
    assert ask(headers, **environ) == ("200 OK", headers | size, TEXT)


def test_small_text_is_left_alone():
    assert ask({"Content-Type": "text/html"}, b"trumpas")[2] == b"trumpas"
