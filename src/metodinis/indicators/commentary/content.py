"""The comments as `/indicators` keeps them: plain records under random ids."""

from BTrees.OOBTree import OOBTree
from metodinis.indicators.commentary.rules import Comment
from persistent import Persistent


class Commentary(Persistent):
    """All Comments, as plain tuples by id. Written by `operations` only."""

    def __init__(self):
        self._comments = OOBTree()

    def all(self):
        """All Comments, in no order."""
        return [Comment(*stored) for stored in self._comments.values()]

    def get(self, id_):
        """The Comment with an id, or None."""
        stored = self._comments.get(id_)
        return Comment(*stored) if stored else None

    def put(self, comment):
        """Keep a Comment, new or changed."""
        self._comments[comment.id] = tuple(comment)

    def remove(self, id_):
        """Forget the Comment with an id."""
        del self._comments[id_]
