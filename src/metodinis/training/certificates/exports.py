"""How files of certificates are handed out."""

from metodinis.common.documents import MEDIA_TYPES


def deliver(response, data, name, kind="pdf"):
    """Send a PDF or a ZIP to be saved under `name` (ASCII, without its extension)."""
    media_type = {"zip": "application/zip", **MEDIA_TYPES}[kind]
    response.setHeader("Content-Type", media_type)
    response.setHeader("Content-Disposition", f'attachment; filename="{name}.{kind}"')
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Cache-Control", "private, no-cache")
    return data
