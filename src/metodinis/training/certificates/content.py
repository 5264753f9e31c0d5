"""Certificates as the directory of training keeps them: plain records, one counter."""

from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from metodinis.training.certificates import rules
from persistent import Persistent
from persistent.list import PersistentList
from ZPublisher import zpublish


DESIGN_FIELDS = (
    "heading",
    "intro",
    "body",
    "organisation",
    "signer_name",
    "signer_position",
    "pictures",
)


class Design(Persistent):
    """How certificates look: texts, and pictures (name -> (kind, bytes)). Never changed: a new
    one is added, and certificates keep theirs."""

    heading = "PAŽYMĖJIMAS"
    intro = "Pažymima, kad"
    body = "dalyvavo mokymuose „{pavadinimas}“, vykusiuose {datos}."
    organisation = signer_name = signer_position = ""

    def __init__(self, values=(), pictures=()):
        self.pictures = dict(pictures)
        for name, value in dict(values).items():
            setattr(self, name, value)

    def is_like(self, other):
        """Whether both look the same."""
        return all(getattr(self, name) == getattr(other, name) for name in DESIGN_FIELDS)


class Certificate(Persistent):
    """One certificate, as it was issued.

    number, code: of its check; design: place of its Design in the store; event_uid,
    registration_id, library_uid; name, institution, title, place, issuer: texts; hours: float,
    academic; starts, ends: aware datetimes of the event; competences: codes; topics: their
    titles; issued_at: aware datetime; issued_by: user id; posted_at: when it was mailed last, or
    None; revoked_at, revoked_by, reason; replaced_by, replaces: numbers, or "".
    """

    revoked_at = posted_at = None
    revoked_by = reason = replaced_by = replaces = ""
    anonymised = False

    def __init__(self, **values):
        for name, value in values.items():
            setattr(self, name, value)

    @property
    def state(self):
        """valid, revoked or replaced."""
        if self.replaced_by:
            return rules.REPLACED
        return rules.REVOKED if self.revoked_at else rules.VALID

    @property
    def year(self):
        return rules.order_of(self.number)[0]


class Counter(Persistent):
    """The one shared write: the last count of each year.

    A plain number in an object of its own: of two who issue at once one conflicts and is asked
    again, and what isn't stored has taken no number.
    """

    def __init__(self):
        self.last = {}

    def next(self, year):
        """The next count of a year, from 1."""
        count = self.last.get(year, 0) + 1
        self.last = {**self.last, year: count}
        return count


@zpublish(False)
class Certificates(Persistent):
    """All certificates."""

    def __init__(self):
        self._records = OOBTree()  # number -> Certificate
        self._by_event = OOTreeSet()  # (event UID, number)
        self.counter = Counter()
        self.designs = PersistentList([Design()])

    def __len__(self):
        return len(self._records)

    def get(self, number):
        """The Certificate with a number, or None."""
        return self._records.get(number)

    def add(self, certificate):
        """Keep a new one."""
        self._records[certificate.number] = certificate
        self._by_event.insert((certificate.event_uid, certificate.number))

    def of_event(self, uid):
        """Certificates of an event, in the order of their numbers."""
        numbers = [number for _uid, number in self._by_event.keys((uid, ""), (uid, "\N{DEL}"))]
        return [self._records[number] for number in sorted(numbers, key=rules.order_of)]

    def of_year(self, year=None):
        """Certificates issued in a year, or all, the latest first."""
        span = (f"{rules.PREFIX}-{year}-", f"{rules.PREFIX}-{year}-\N{DEL}") if year else ()
        found = self._records.values(*span)
        return sorted(found, key=lambda one: rules.order_of(one.number), reverse=True)

    @property
    def years(self):
        """Years in which some were issued, the latest first."""
        return sorted(self.counter.last, reverse=True)

    @property
    def design(self):
        """(place, Design) of what is issued now."""
        return len(self.designs) - 1, self.designs[-1]
