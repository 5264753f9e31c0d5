"""What the desk keeps of all cases, in the annotations of the folder of good practice."""

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from metodinis.goodpractice.desk.rules import Agreement
from metodinis.goodpractice.desk.rules import Decision
from metodinis.goodpractice.desk.rules import Plan
from metodinis.goodpractice.desk.rules import Question
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations


KEY = "metodinis.goodpractice.desk"


class Desk(Persistent):
    """Numbers, plans, decisions, agreements, questions by UID of a case; what is featured.

    All is kept as plain tuples. featured: UIDs in the order in which they are shown.
    """

    featured = ()

    def __init__(self):
        self._numbers = IOBTree()  # number -> UID
        self._plans = OOBTree()  # UID -> Plan
        self._decisions = OOBTree()  # UID -> tuple of Decisions, the oldest first
        self._agreements = OOBTree()
        self._questions = OOBTree()

    # numbers

    def next_number(self, uid):
        """Give a case the next number; return it. There are no gaps."""
        number = self._numbers.maxKey() + 1 if self._numbers else 1
        self._numbers[number] = uid
        return number

    def numbered(self, number):
        """The UID of the case that has a number, or None."""
        return self._numbers.get(number)

    # plans

    def plan_of(self, uid):
        """The Plan of a case, or None."""
        stored = self._plans.get(uid)
        return Plan(*stored) if stored else None

    def put_plan(self, uid, plan):
        """Keep the Plan of a case; None forgets it."""
        if plan is None:
            self._plans.pop(uid, None)
        else:
            self._plans[uid] = tuple(plan)

    def plans(self):
        """UID -> Plan of all that are planned."""
        return {uid: Plan(*stored) for uid, stored in self._plans.items()}

    # what was said, case by case

    def decisions_of(self, uid):
        """The Decisions on a case, the oldest first."""
        return [Decision(*stored) for stored in self._decisions.get(uid, ())]

    def add_decision(self, uid, decision):
        """Keep a Decision."""
        self._decisions[uid] = (*self._decisions.get(uid, ()), tuple(decision))

    def agreements_of(self, uid):
        """The Agreements of a case, the oldest first."""
        return [Agreement(*stored) for stored in self._agreements.get(uid, ())]

    def put_agreement(self, uid, agreement):
        """Keep an Agreement: a new one, or instead of the last if that is of the same version."""
        kept = self._agreements.get(uid, ())
        if kept and Agreement(*kept[-1]).version == agreement.version:
            kept = kept[:-1]
        self._agreements[uid] = (*kept, tuple(agreement))

    def questions_of(self, uid):
        """The Questions about a case, the oldest first."""
        return [Question(*stored) for stored in self._questions.get(uid, ())]

    def put_question(self, uid, question):
        """Keep a Question: a new one, or instead of that which was asked at the same time."""
        kept = {Question(*stored).asked_at: stored for stored in self._questions.get(uid, ())}
        kept[question.asked_at] = tuple(question)
        self._questions[uid] = tuple(kept.values())


def desk_of(directory):
    """The Desk of the folder of good practice, for reading: nothing is stored."""
    return IAnnotations(directory).get(KEY) or Desk()


def desk_for_writing(directory):
    """The Desk of the folder of good practice."""
    annotations = IAnnotations(directory)
    if KEY not in annotations:
        annotations[KEY] = Desk()
    return annotations[KEY]
