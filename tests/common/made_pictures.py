"""Pictures for tests, made by code."""

from PIL import Image
import io
import struct
import zlib


TURNED = 6
# Latitude and longitude of the middle of Kretinga.
PLACE = {1: "N", 2: (55.0, 53.0, 0.0), 3: "E", 4: (21.0, 14.0, 0.0)}


def picture(size=(1200, 800), colour=(40, 120, 80), kind="JPEG", mode="RGB", **more):
    """The bytes of a picture of one colour."""
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, kind, **more)
    return file.getvalue()


def photo(size=(1200, 800), turning=TURNED):
    """A JPEG as a phone makes it: on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = turning
    exif[0x010F] = "Telefonas"
    exif[0x8825] = PLACE
    return picture(size, exif=exif, comment=b"Slaptas komentaras")


def moving(kind):
    """A picture of two frames."""
    file, second = io.BytesIO(), Image.new("RGB", (300, 300), (200, 0, 0))
    first = Image.new("RGB", (300, 300), (0, 128, 0))
    first.save(file, kind, save_all=True, append_images=[second])
    return file.getvalue()


def bomb(width=60_000, height=60_000):
    """A PNG of some hundred bytes whose head tells of a huge picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def opened(data):
    """The picture in some bytes, decoded."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
