"""Addresses as QR codes. Pure."""

from io import BytesIO
import segno


def qr_svg(address):
    """A QR code of an address as SVG (bytes)."""
    target = BytesIO()
    segno.make(address, error="m").save(target, kind="svg", scale=4, border=1, xmldecl=False)
    return target.getvalue()
