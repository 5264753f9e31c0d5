"""What readers told of cases, as the folder of good practice keeps it: beside the catalog."""

from BTrees.Length import Length
from BTrees.OIBTree import OIBTree
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from metodinis.goodpractice.reuse.rules import PENDING
from metodinis.goodpractice.reuse.rules import QUESTION
from metodinis.goodpractice.reuse.rules import Question
from metodinis.goodpractice.reuse.rules import Reuse
from metodinis.goodpractice.reuse.rules import THANKS
from metodinis.goodpractice.reuse.rules import Thanks
from metodinis.libraries.belongings import heirs
from persistent import Persistent
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from zope.annotation.interfaces import IAnnotations
import secrets


KEY = "metodinis.goodpractice.reuse"
RECORDS = {THANKS: Thanks, QUESTION: Question}


def new_id():
    """An id of words that nobody guesses, and that two who write at once don't share."""
    return secrets.token_hex(8)


class CaseReaders(Persistent):
    """What readers told of one case. Records are kept as plain tuples."""

    def __init__(self):
        self._reuses = OOBTree()  # UID of a library -> Reuse
        self._words = {kind: OOBTree() for kind in RECORDS}  # kind -> id -> record
        self._thanked_by = OOTreeSet()  # user ids
        # Clicks of many at once are added up, and none is in another's way.
        self._thanks = Length()

    @property
    def reuses(self):
        """All Reuses, the earliest taken over first."""
        found = (Reuse(*stored) for stored in self._reuses.values())
        return sorted(found, key=lambda one: (one.taken_on, one.at))

    def reuse_of(self, library_uid):
        """The Reuse of a library, or None."""
        stored = self._reuses.get(library_uid)
        return Reuse(*stored) if stored else None

    def words(self, kind):
        """All Thanks with words, or all Questions, the oldest first."""
        found = (RECORDS[kind](*stored) for stored in self._words[kind].values())
        return sorted(found, key=lambda one: one.at)

    def word(self, kind, id_):
        """The Thanks or the Question with an id, or None."""
        stored = self._words[kind].get(id_)
        return RECORDS[kind](*stored) if stored else None

    def put(self, kind, record):
        """Keep Thanks or a Question, new or changed."""
        self._words[kind][record.id] = tuple(record)

    def drop(self, kind, id_):
        """Forget Thanks or a Question."""
        self._words[kind].pop(id_, None)

    @property
    def thanks(self):
        """How many have thanked, with words or without."""
        return self._thanks()

    def count_thanks(self, change, userid=""):
        """So many thanks more, or fewer; userid: whose they are."""
        self._thanks.change(change)
        if userid and change > 0:
            self._thanked_by.insert(userid)
        elif userid in self._thanked_by:
            self._thanked_by.remove(userid)

    def has_thanked(self, userid):
        """Whether a user has thanked."""
        return userid in self._thanked_by

    @property
    def pending(self):
        """(kind, record) of what editors have to look at, the oldest first."""
        found = [
            (kind, one) for kind in RECORDS for one in self.words(kind) if one.state == PENDING
        ]
        return sorted(found, key=lambda pair: pair[1].at)


class Readers(Persistent):
    """What readers told of all cases; counts: UID of a case -> how many took it over, of
    libraries that were merged the heir alone."""

    def __init__(self):
        self._cases = OOBTree()  # UID of a case -> CaseReaders
        self.counts = OIBTree()

    def of(self, uid):
        """The CaseReaders of a case, for reading."""
        return self._cases.get(uid) or CaseReaders()

    def for_writing(self, uid):
        """The CaseReaders of a case."""
        if uid not in self._cases:
            self._cases[uid] = CaseReaders()
        return self._cases[uid]

    def all(self):
        """(UID of a case, CaseReaders) of all that anything was told of."""
        return self._cases.items()

    def put_reuse(self, uid, reuse):
        """Keep a Reuse of a case, new or changed."""
        self.for_writing(uid)._reuses[reuse.library_uid] = tuple(reuse)
        self.count(uid)

    def drop_reuse(self, uid, library_uid):
        """Forget a Reuse of a case."""
        self.for_writing(uid)._reuses.pop(library_uid, None)
        self.count(uid)

    def count(self, uid):
        """Count anew who took a case over; whether the count has changed."""
        before = self.counts.get(uid, 0)
        count = len({_heir_uid(library_uid) for library_uid in self.of(uid)._reuses})
        if count:
            self.counts[uid] = count
        else:
            self.counts.pop(uid, None)
        return count != before


def _heir_uid(uid):
    """UID of the library that a library (UID) was merged into in the end, or its own."""
    library = uuidToObject(uid, unrestricted=True)
    return IUUID(heirs(library)[-1]) if library is not None else uid


def all_readers(directory):
    """The Readers of a folder, for reading: nothing is stored."""
    return IAnnotations(directory).get(KEY) or Readers()


def readers_for_writing(directory):
    """The Readers of a folder."""
    annotations = IAnnotations(directory)
    if KEY not in annotations:
        annotations[KEY] = Readers()
    return annotations[KEY]


def readers_of(case):
    """The CaseReaders of a case, for reading."""
    return all_readers(case.__parent__).of(IUUID(case))
