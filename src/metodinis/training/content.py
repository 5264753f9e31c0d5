"""The folder of all training."""

from metodinis.common.content import Unpublished
from metodinis.training.certificates.content import Certificates
from metodinis.training.schema import ITrainingDirectory
from plone.dexterity.content import Container
from zope.interface import implementer


@implementer(ITrainingDirectory)
class TrainingDirectory(Container, Unpublished):
    """Programmes and events; certificates: all that were issued."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.certificates = Certificates()
