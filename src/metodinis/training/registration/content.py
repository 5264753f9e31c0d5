"""Registrations as their event keeps them: plain records, one counter for the seats."""

from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from metodinis.training.registration.rules import Limits
from metodinis.training.registration.rules import PENDING
from metodinis.training.registration.rules import SEATED
from metodinis.training.registration.rules import WAITING
from persistent import Persistent
from persistent.list import PersistentList
from persistent.mapping import PersistentMapping
import secrets


class Registration(Persistent):
    """One person's registration for one event.

    id: random, for addresses of the staff. secret: random, for the person's private link.
    number: the order in which they came. rank: their place in line (float), from the number
    unless the staff moved them. state: one of rules.STATES. name, email, institution,
    position, needs, phone, language: texts. library_uid: of a library here, or "". answers: id
    of a Question -> text. requested_at, confirmed_at, offer_until, consent_at, seated_at:
    aware UTC datetimes or None. by: the user id of who registered them, or "" for themselves.
    over: seated beyond the limits by the staff. marks: number of a session -> "present" or
    "absent"; marked: the same -> (when, by whom; "" for themselves). wrong_codes: how often a
    wrong code of a session was typed. certificate: its number, or "". token: of the form that
    was sent, so that sending it twice is known. written_at: when the link was mailed last.
    ends_at: when it ends by itself. thanked: whether the mail after the event was sent. log:
    (at, by, what, reason).
    """

    state = ""
    name = email = institution = position = needs = phone = ""
    library_uid = by = certificate = token = ""
    language = "lt"
    confirmed_at = offer_until = consent_at = seated_at = written_at = ends_at = None
    anonymised = over = thanked = False
    wrong_codes = 0

    def __init__(self, number, requested_at, **values):
        self.id = secrets.token_hex(8)
        self.secret = new_secret()
        self.number = number
        self.rank = float(number)
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


def new_secret():
    """A secret of a private link: nobody guesses it."""
    return secrets.token_urlsafe(24)


def folded(email):
    """An address as it is compared."""
    return email.strip().casefold()


class Seats(Persistent):
    """The one shared write: how many seats are taken, by library too, and the last number.

    A plain counter in an object of its own, so that two who take the last seat at once conflict,
    and one of them is asked again. pending: how many wait for the staff; limits: those by which
    seats were given last, so that an event with new ones and a registration conflict too.
    """

    limits = Limits()
    pending = waiting = 0

    def __init__(self):
        self.taken = 0
        self.last_number = 0
        self.by_library = {}

    def next_number(self):
        """The number of who comes now."""
        self.last_number += 1
        return self.last_number

    def count(self, state, library, change):
        """One more (change 1) or one less (-1) in a state, of a library (UID or "")."""
        if state in SEATED:
            self.taken += change
            if library:
                left = self.by_library.get(library, 0) + change
                others = {uid: n for uid, n in self.by_library.items() if uid != library}
                self.by_library = {**others, library: left} if left else others
        elif state == PENDING:
            self.pending += change
        elif state == WAITING:
            self.waiting += change


class Registrations(Persistent):
    """All registrations of one event."""

    def __init__(self):
        self._records = OOBTree()  # id -> Registration
        self._secrets = OOBTree()  # secret -> id
        self._emails = OOBTree()  # folded e-mail -> ids in order: the last one counts
        self._line = OOBTree()  # (rank, number) -> (id, library) of who waits
        self._deadlines = OOBTree()  # (timestamp, id) -> None of what ends by itself
        self._libraries = OOBTree()  # library -> ids
        # reminder -> start of the event that it told of
        self.reminded = PersistentMapping()
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
        """The Registration of an address that counts: the latest; or None."""
        ids = self._emails.get(folded(email))
        return self._records.get(ids[-1]) if ids else None

    def all_by_email(self, email):
        """All Registrations of an address, in the order in which they came."""
        return [self._records[id_] for id_ in self._emails.get(folded(email), ())]

    def of_library(self, uid):
        """Registrations of a library, in the order in which they came."""
        found = [self._records[id_] for id_ in self._libraries.get(uid, ())]
        return sorted(found, key=lambda one: one.number)

    def libraries(self):
        """UIDs of the libraries that somebody came from."""
        return [uid for uid, ids in self._libraries.items() if ids]

    def add(self, registration):
        """Keep a new one, and count it by its state."""
        self._records[registration.id] = registration
        self._secrets[registration.secret] = registration.id
        self._keep_email(registration)
        if registration.library_uid:
            self._of(registration.library_uid).insert(registration.id)
        self.seats.count(registration.state, registration.library_uid, 1)
        self._stand(registration)

    def _of(self, library):
        if library not in self._libraries:
            self._libraries[library] = OOTreeSet()
        return self._libraries[library]

    def _keep_email(self, registration):
        if registration.email:
            email = folded(registration.email)
            self._emails[email] = (*self._emails.get(email, ()), registration.id)

    def _forget_email(self, registration):
        email = folded(registration.email)
        ids = tuple(id_ for id_ in self._emails.get(email, ()) if id_ != registration.id)
        if ids:
            self._emails[email] = ids
        else:
            self._emails.pop(email, None)

    def _stand(self, registration):
        if registration.state == WAITING:
            key = registration.rank, registration.number
            self._line[key] = registration.id, registration.library_uid

    def put(self, registration, state, **values):
        """Change the state, and with it what else `values` name; seats and line follow.

        Besides the state values may be of any field but the e-mail and the secret.
        """
        self._line.pop((registration.rank, registration.number), None)
        self.seats.count(registration.state, registration.library_uid, -1)
        library = registration.library_uid
        for name, value in {**values, "state": state}.items():
            setattr(registration, name, value)
        if registration.library_uid != library:
            if library:
                self._of(library).remove(registration.id)
            if registration.library_uid:
                self._of(registration.library_uid).insert(registration.id)
        self.seats.count(state, registration.library_uid, 1)
        self._stand(registration)

    def readdress(self, registration, email):
        """Give it another e-mail address, and so another private link."""
        self._forget_email(registration)
        registration.email = email
        self._keep_email(registration)
        self.renew_secret(registration)

    def renew_secret(self, registration):
        """Make the private link another one: who has the old one finds nothing any more."""
        self._secrets.pop(registration.secret, None)
        registration.secret = new_secret()
        self._secrets[registration.secret] = registration.id

    def forget(self, registration):
        """Take away the ways to it by address and link: whose it is isn't known any more."""
        self._forget_email(registration)
        self._secrets.pop(registration.secret, None)
        registration.secret = ""

    def set_deadline(self, registration, moment):
        """Let it end by itself at a moment (aware datetime); None: it doesn't any more."""
        if registration.ends_at is not None:
            self._deadlines.pop((registration.ends_at.timestamp(), registration.id), None)
        if moment is not None:
            self._deadlines[moment.timestamp(), registration.id] = None
        if registration.ends_at != moment:
            registration.ends_at = moment

    def ended(self, now):
        """Registrations that have ended by themselves, the earliest first."""
        limit = (now.timestamp(), "\N{DEL}")
        return [self._records[id_] for _moment, id_ in self._deadlines.keys(max=limit)]

    def line(self):
        """((rank, number), (id, library)) of those who wait, in order."""
        return self._line.items()

    def position(self, registration):
        """The place in line, from 1; None of who doesn't wait."""
        if registration.state != WAITING:
            return None
        return len(self._line.keys(max=(registration.rank, registration.number)))

    def positions(self):
        """id -> place in line, from 1, of all who wait."""
        return {id_: n for n, (id_, _library) in enumerate(self._line.values(), 1)}

    def found(self, *states):
        """Registrations in these states (all, without any), in the order in which they came."""
        found = [one for one in self._records.values() if not states or one.state in states]
        return sorted(found, key=lambda one: one.number)
