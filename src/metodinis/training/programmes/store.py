"""Who waits for what, of all programmes: one small object on the folder of training.

Rooms of events keep theirs so too, under keys of their own.
"""

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations


KEY = "metodinis.training.programmes"
ASSIGNMENT, DECISION, REVIEW, EXPIRY = "assignment", "decision", "review", "expiry"


def evaluation_of(userid):
    """The token of an evaluation that a user owes."""
    return f"evaluation:{userid}"


def mending_of(userid):
    """The token of a programme that came back to one of its writers."""
    return f"mending:{userid}"


class Waiting(Persistent):
    """token -> UIDs of what waits for it, each with a day (date) or None."""

    def __init__(self):
        self._by_token = OOBTree()  # token -> {UID: date or None}
        self._by_uid = OOBTree()  # UID -> tuple of tokens

    def note(self, uid, days):
        """It waits for these and nothing else. days: token -> date or None."""
        for token in self._by_uid.get(uid, ()):
            if token not in days:
                self._put(token, {k: v for k, v in self._by_token[token].items() if k != uid})
        for token, day in days.items():
            held = self._by_token.get(token, {})
            if uid not in held or held[uid] != day:
                self._put(token, {**held, uid: day})
        if not days:
            self._by_uid.pop(uid, None)
        elif self._by_uid.get(uid) != tuple(days):
            self._by_uid[uid] = tuple(days)

    def _put(self, token, held):
        if held:
            self._by_token[token] = held
        else:
            self._by_token.pop(token, None)

    def found(self, token):
        """UID -> date or None of what waits for a token."""
        return dict(self._by_token.get(token, {}))

    def owed(self):
        """UID -> the earliest day of all evaluations that are owed."""
        found = {}
        for token in self._by_token.keys(evaluation_of(""), evaluation_of("\uffff")):
            for uid, day in self._by_token[token].items():
                found[uid] = min(day, found.get(uid, day))
        return found


def waiting(directory, key=KEY):
    """The Waiting of a folder of training, for reading: nothing is stored."""
    return IAnnotations(directory).get(key) or Waiting()


def waiting_for_writing(directory, key=KEY):
    """The Waiting of a folder of training."""
    annotations = IAnnotations(directory)
    if key not in annotations:
        annotations[key] = Waiting()
    return annotations[key]
