"""How files of certificates are handed out."""

from metodinis.common.documents import MEDIA_TYPES
from metodinis.layout.exports import send


def deliver(response, data, name, kind="pdf"):
    """Send a PDF or a ZIP to be saved under `name` (ASCII, without its extension)."""
    media_type = {"zip": "application/zip", **MEDIA_TYPES}[kind]
    response.setHeader("Cache-Control", "private, no-cache")
    return send(response, data, f"{name}.{kind}", media_type)
