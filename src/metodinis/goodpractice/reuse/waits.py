"""What readers let a case wait for."""

from metodinis.common.clock import zone
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.goodpractice.cases.waits import owner_uid
from metodinis.goodpractice.interfaces import IWaits
from metodinis.goodpractice.reuse.content import readers_of
from metodinis.goodpractice.reuse.rules import ASKED
from metodinis.goodpractice.reuse.rules import due_of
from metodinis.goodpractice.reuse.rules import QUESTION
from zope.component import adapter
from zope.interface import implementer


@implementer(IWaits)
@adapter(IGoodPractice)
class ReadersWait:
    """Words wait for an editor, a question that was handed on for its answer; in any state of the
    case: a reader doesn't know that it went into the archive meanwhile."""

    def __init__(self, case):
        self.case = case

    def days(self, state):
        readers, days = readers_of(self.case), {}
        if readers.pending:
            days[store.MODERATION] = None
        asked = [due_of(one, zone()) for one in readers.words(QUESTION) if one.state == ASKED]
        if asked:
            days[store.question_of(owner_uid(self.case))] = min(asked)
        return days
