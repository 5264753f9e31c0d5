"""A picture as room `pictures` keeps it, and a collection."""

from io import BytesIO
from metodinis.goodpractice.booklets import operations
from metodinis.goodpractice.pictures.content import Picture
from PIL import Image
from plone.namedfile.file import NamedBlobFile
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import directory
from tests.goodpractice.conftest import make_published
import pytest


def a_picture():
    """A WebP picture of 480 × 320 with a text and a credit."""
    target = BytesIO()
    Image.new("RGB", (480, 320), "#2f6b4f").save(target, "WEBP")
    blob = NamedBlobFile(target.getvalue(), contentType="image/webp", filename="miskas.webp")
    return Picture(
        "miskas",
        "Vaikai klausosi pasakos miške",
        "Vaikai miške, R. Kretingienė",
        {"card": (480, 320, blob)},
    )


@pytest.fixture
def picture(site):
    return a_picture()


@pytest.fixture
def cases(world):
    """Three published cases."""
    return [make_published(number, title=f"Pavyzdys {number}") for number in (1, 2, 3)]


@pytest.fixture
def collection(cases):
    """A draft of the third and the first."""
    with act_as("redaktore"):
        return operations.create_collection(
            directory(),
            {
                "title": "Vasara",
                "description": "Kam nuobodu.",
                "case_uids": [cases[2].UID(), cases[0].UID()],
            },
        )
