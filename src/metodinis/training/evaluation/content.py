"""Answers as their event keeps them: plain values that nothing joins with a person."""

from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from hashlib import sha256
from metodinis.training.evaluation.rules import FEWEST
from metodinis.training.evaluation.rules import FORMS
from metodinis.training.evaluation.rules import Question
from persistent import Persistent
import secrets


class Urn(Persistent):
    """The sheets of one form of one event.

    asked_on: date on which people were first written to, or None; is_closed: it takes no more.
    Answering writes into trees alone: two people at once seldom meet. Sheets are read in threes,
    so that who looks before and after somebody answered doesn't see theirs alone.
    """

    asked_on = None
    is_closed = False

    def __init__(self):
        self._salt = secrets.token_bytes(16)
        self._sheets = OOBTree()  # random key -> ((question id, answer), ...)
        self._fresh = OOTreeSet()  # keys of sheets that nobody reads yet
        self._spent = OOTreeSet()  # digests of those who answered
        self.asked = OOTreeSet()  # ids of the registrations that were written to
        self.reminded = OOTreeSet()  # ids of those who were reminded

    def __len__(self):
        return len(self._sheets)

    def sheets(self):
        """The sheets that may be read (dicts of question id -> answer), in no order that means
        anything: all once it is closed; till then the last ones wait until they are FEWEST."""
        return [dict(sheet) for key, sheet in self._sheets.items() if key not in self._fresh]

    def is_spent(self, id_):
        """Whether the person of a registration has answered; links change, its id stays."""
        return self._digest(id_) in self._spent

    def put(self, id_, sheet):
        """Keep a sheet (dict), and that the person of a registration has answered."""
        key = secrets.token_hex(16)
        self._sheets[key] = tuple(sheet.items())
        if len(self._fresh) < FEWEST - 1:
            self._fresh.insert(key)
        else:
            self._fresh.clear()
        self._spent.insert(self._digest(id_))

    def close(self):
        """Take no more: all sheets get new keys at once, and who answered is forgotten."""
        self._sheets = OOBTree({secrets.token_hex(16): sheet for sheet in self._sheets.values()})
        self._spent, self._fresh = OOTreeSet(), OOTreeSet()
        # Who was reminded hadn't answered by then: that tells of the others.
        self.asked, self.reminded = OOTreeSet(), OOTreeSet()
        self._salt = secrets.token_bytes(16)
        self.is_closed = True

    def _digest(self, id_):
        return sha256(self._salt + id_.encode()).hexdigest()


class Feedback(Persistent):
    """What was said of one event, and what the staff made of it.

    verdict: "" or one of catalog.VERDICTS, found by night; conclusion: what follows from it, as
    (text, user id, aware datetime), or None; is_review_raised: the programme is to be reviewed.
    """

    _own = ()
    verdict = ""
    conclusion = None
    is_review_raised = False

    def __init__(self):
        self.urns = {form: Urn() for form in FORMS}

    @property
    def own(self):
        """The event's own Questions."""
        return tuple(Question(*stored) for stored in self._own)

    def keep_own(self, questions):
        """Keep some Questions of the event's own."""
        self._own = tuple(tuple(question) for question in questions)
