"""Who waits for what, kept beside the catalog: anybody may ask that by any index.

One small object for each room, in the annotations of the folder that the room's things lie in.
"""

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations


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

    def of(self, uid):
        """token -> date or None of what one thing waits for."""
        return {token: self._by_token[token][uid] for token in self._by_uid.get(uid, ())}

    def earliest(self, prefix):
        """UID -> the earliest day of what waits for any token that begins so."""
        found = {}
        for token in self._by_token.keys(prefix, prefix + "\uffff"):
            for uid, day in self._by_token[token].items():
                found[uid] = min(day, found.get(uid, day))
        return found


def waiting(folder, key):
    """The Waiting of a room, for reading: nothing is stored."""
    return IAnnotations(folder).get(key) or Waiting()


def waiting_for_writing(folder, key):
    """The Waiting of a room."""
    annotations = IAnnotations(folder)
    if key not in annotations:
        annotations[key] = Waiting()
    return annotations[key]
