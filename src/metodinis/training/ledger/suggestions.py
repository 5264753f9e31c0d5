"""What the ledger offers to a library's statistics: staff trained, and their hours."""

from metodinis.i18n import _
from metodinis.indicators.suggestions import ISuggestions
from metodinis.indicators.suggestions import Suggestion
from metodinis.training.ledger import catalog
from metodinis.training.ledger import rules
from zope.interface import implementer


STAFF_TRAINED, TRAINING_HOURS = "G5", "G6"
SOURCE = _("ledger_suggestion", default="In the department's training records")


@implementer(ISuggestions)
class TrainingSuggestions:
    """`metodinis.training`: no zero is offered, for people learn elsewhere too."""

    def suggestions(self, library_uid, year):
        total = rules.summary(catalog.entries(year, library_uid))
        found = {STAFF_TRAINED: total.people, TRAINING_HOURS: round(total.hours, 1)}
        return {code: Suggestion(value, SOURCE) for code, value in found.items() if value}
