"""The folder of all good practice."""

from metodinis.common.content import Unpublished
from metodinis.goodpractice.schema import IGoodPracticeDirectory
from plone.dexterity.content import Container
from zope.interface import implementer


@implementer(IGoodPracticeDirectory)
class GoodPracticeDirectory(Container, Unpublished):
    """Cases and collections; what rooms keep of all of them lies in its annotations."""
