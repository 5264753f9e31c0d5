"""What a year's hours come to, by person, library and competence. Pure."""

from datetime import date
from hashlib import sha256
from typing import NamedTuple


PRESENT = "present"


class Entry(NamedTuple):
    """One person at one event. person: a key of theirs; library: UID or ""; hours: academic."""

    event: str
    title: str
    url: str
    day: date
    person: str
    name: str
    institution: str
    library: str
    hours: float
    competences: tuple[str, ...]


class Total(NamedTuple):
    """Entries of one person, library or competence together.

    key: of what they are; name: of a person, else ""; libraries, competences: sorted.
    """

    key: str
    name: str
    people: int
    events: int
    hours: float
    libraries: tuple[str, ...]
    competences: tuple[str, ...]

    @property
    def hours_per_person(self):
        return self.hours / self.people if self.people else None


def person_key(email, id_):
    """What a person is known by: their address, in a form that can stand in an address of a page;
    the registration's id where the address was taken out."""
    folded = email.strip().casefold()
    return sha256(folded.encode()).hexdigest()[:16] if folded else id_


def share(sessions, marks):
    """How much of an event somebody attended, from 0 to 1, by the length of its sessions.

    sessions: with `starts` and `ends`; marks: number of a session -> "present" or another word.
    """
    lengths = [(session.ends - session.starts).total_seconds() for session in sessions]
    whole = sum(lengths)
    present = sum(length for n, length in enumerate(lengths) if marks.get(n) == PRESENT)
    return present / whole if whole else 0.0


def totals(entries, keys):
    """Totals of Entries, by what `keys(entry)` yields: an entry may belong to several."""
    groups = {}
    for entry in entries:
        for key in keys(entry):
            groups.setdefault(key, []).append(entry)
    return [_total(key, found) for key, found in groups.items()]


def _total(key, entries):
    newest = max(entries, key=lambda entry: entry.day)
    return Total(
        key,
        newest.name,
        len({entry.person for entry in entries}),
        len({entry.event for entry in entries}),
        sum(entry.hours for entry in entries),
        tuple(sorted({entry.library for entry in entries})),
        tuple(sorted({code for entry in entries for code in entry.competences})),
    )


def by_person(entries):
    """Totals by person."""
    return totals(entries, lambda entry: (entry.person,))


def by_library(entries):
    """Totals by library; those of none have the key ""."""
    return totals(entries, lambda entry: (entry.library,))


def by_competence(entries):
    """Totals by competence: an event that develops two counts whole for each."""
    return totals(entries, lambda entry: entry.competences or ("",))


def summary(entries):
    """The Total of all."""
    return totals(entries, lambda entry: ("",))[0] if entries else Total("", "", 0, 0, 0.0, (), ())
