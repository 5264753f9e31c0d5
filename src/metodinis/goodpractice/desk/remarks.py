"""What an editor sent with a returned case stands at its fields in the form."""

from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.goodpractice.desk.reading import remarks_of
from metodinis.goodpractice.interfaces import IFieldRemarks
from zope.component import adapter
from zope.interface import implementer


@implementer(IFieldRemarks)
@adapter(IGoodPractice)
class DeskRemarks:
    """See IFieldRemarks."""

    def __init__(self, case):
        self.case = case

    def remarks(self):
        return {name: [text] for name, text in remarks_of(self.case).items()}
