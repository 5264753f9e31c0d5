"""Registrations as their event keeps them: plain records, one counter for the seats."""

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from persistent.list import PersistentList
import secrets


class Registration(Persistent):
    """One person's registration for one event.

    id: random, for addresses of the staff. secret: random, for the person's private link.
    number: the order in which they came. state: one of rules.STATES. name, email, institution,
    position, needs, phone, language: texts. library_uid: of a library here, or "". answers: id of
    a Question -> text. requested_at, confirmed_at, offer_until, consent_at: aware UTC datetimes
    or None. by: the user id of who registered them, or "" for themselves. marks: number of a
    session -> "present" or "absent"; marked: the same -> (when, by whom; "" for themselves).
    wrong_codes: how often a wrong code of a session was typed. certificate: its number, or "".
    log: (at, by, what, reason).
    """

    state = ""
    name = email = institution = position = needs = phone = ""
    library_uid = by = certificate = ""
    language = "lt"
    confirmed_at = offer_until = consent_at = None
    anonymised = False
    wrong_codes = 0

    def __init__(self, number, requested_at, **values):
        self.id = secrets.token_hex(8)
        self.secret = secrets.token_urlsafe(24)
        self.number = number
        self.requested_at = requested_at
        self.answers = {}
        self.marks = {}
        self.marked = {}
        self.log = PersistentList()
        for name, value in values.items():
            setattr(self, name, value)

    def note(self, at, by, what, reason=""):
        """Write into the log what was done: at: aware datetime; by: user id, "" for themselves
        or the site; what: a word of `rules`; reason: as it was given."""
        self.log.append((at, by, what, reason))


class Seats(Persistent):
    """The one shared write: how many seats are taken, by library too, and the last number.

    A plain counter in an object of its own, so that two who take the last seat at once conflict,
    and one of them is asked again.
    """

    def __init__(self):
        self.taken = 0
        self.last_number = 0
        self.by_library = {}


class Registrations(Persistent):
    """All registrations of one event."""

    def __init__(self):
        self._records = OOBTree()  # id -> Registration
        self._secrets = OOBTree()  # secret -> id
        self._emails = OOBTree()  # folded e-mail -> id of the one that counts
        self.seats = Seats()

    def __len__(self):
        return len(self._records)

    def get(self, id_):
        """The Registration with an id, or None."""
        return self._records.get(id_)

    def by_secret(self, secret):
        """The Registration of a private link, or None."""
        return self._records.get(self._secrets.get(secret))

    def by_email(self, email):
        """The Registration of an address, or None."""
        return self._records.get(self._emails.get(email.strip().casefold()))

    def add(self, registration):
        """Keep a new one."""
        self._records[registration.id] = registration
        self._secrets[registration.secret] = registration.id
        self._emails[registration.email.strip().casefold()] = registration.id

    def found(self, *states):
        """Registrations in these states (all, without any), in the order in which they came."""
        found = [one for one in self._records.values() if not states or one.state in states]
        return sorted(found, key=lambda one: one.number)
