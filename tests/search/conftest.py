"""Things to find in the world."""

from plone import api
import pytest


def publish(container, portal_type, name, **values):
    """Make an object that everyone may see."""
    with api.env.adopt_roles(["Manager"]):
        made = api.content.create(container, portal_type, id=name, **values)
        api.content.transition(made, "publish")
    return made


@pytest.fixture
def library_pages(world):
    """Three pages about the same things, told in other words."""
    publish(
        world,
        "Document",
        "tinklas",
        title="Bibliotekų tinklas",
        description="Kaip keičiasi Šiaulių apskrities bibliotekos.",
        subject=("tinklas",),
    )
    publish(
        world,
        "Document",
        "sutartys",
        title="Sutarčių pavyzdžiai",
        description="Biblioteka sudaro sutartį su savivaldybe.",
        subject=("sutartys", "tinklas"),
    )
    publish(
        world,
        "News Item",
        "courses",
        title="Library courses",
        description="Games and services for young readers. ISO 2789.",
    )
    return world
