"""A picture as room `pictures` keeps it."""

from io import BytesIO
from PIL import Image
import pytest


@pytest.fixture
def picture():
    """A WebP picture of 480 × 320 with a text and a credit."""
    target = BytesIO()
    Image.new("RGB", (480, 320), "#2f6b4f").save(target, "WEBP")
    data = target.getvalue()

    class Blob:
        pass

    Blob.data = data

    class Picture:
        id, alt, credit = "miskas", "Vaikai klausosi pasakos miške", "Vaikai miške, R. Kretingienė"
        scales = {"card": (480, 320)}
        width, height = 480, 320
        widest = "card"

        @staticmethod
        def nearest(scale):
            return "card"

        @staticmethod
        def blob(scale):
            return Blob

    return Picture()
