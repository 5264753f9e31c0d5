"""What answers behind a private link say to browsers, caches and search engines."""


def keep_private(response):
    """Let nobody keep, find or tell the address of a page behind a private link."""
    response.setHeader("Cache-Control", "private, no-store")
    response.setHeader("Referrer-Policy", "no-referrer")
    response.setHeader("X-Robots-Tag", "noindex, nofollow, noarchive")
