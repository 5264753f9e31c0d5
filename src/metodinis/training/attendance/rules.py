"""What follows from marks, and when they can be made. Pure."""

from datetime import timedelta
from metodinis.training.registration.rules import ABSENT
from metodinis.training.registration.rules import ATTENDED
from metodinis.training.registration.rules import PARTLY
from metodinis.training.registration.rules import REGISTERED
import hashlib
import hmac


HERE, AWAY, UNMARKED = "present", "absent", ""
MARKS = (HERE, AWAY, UNMARKED)
# Before a session's beginning and after its end.
AROUND = timedelta(minutes=30)
CODE_DIGITS = 6
# After so many wrong codes a person is marked by the staff alone.
MOST_TRIES = 5


def outcome(count, marks):
    """The state that follows from a person's marks: of `count` sessions, number -> mark."""
    made = [marks.get(number, UNMARKED) for number in range(count)]
    if UNMARKED in made:
        return REGISTERED
    if AWAY not in made:
        return ATTENDED
    return PARTLY if HERE in made else ABSENT


def share(sessions, marks):
    """The share (0–1) of the time of all sessions in which a person was marked present."""
    lengths = [(session.ends - session.starts).total_seconds() for session in sessions]
    there = [marks.get(number) == HERE for number in range(len(sessions))]
    if not sum(lengths):
        return sum(there) / len(there)
    return sum(length for length, here in zip(lengths, there, strict=True) if here) / sum(lengths)


def can_be_marked(session, now):
    """Whether a Session is about to begin, runs or is over."""
    return now >= session.starts - AROUND


def running(sessions, now):
    """The number of the session that people come to or are at `now`, or None.

    Of two that overlap by their half hours, the one that is nearer to its beginning.
    """
    found = [
        number
        for number, session in enumerate(sessions)
        if session.starts - AROUND <= now <= session.ends + AROUND
    ]
    return min(found, key=lambda number: abs(sessions[number].starts - now), default=None)


def latest(sessions, now):
    """The number of the session that one marks at `now`: that runs, else the last one begun, else
    the first."""
    number = running(sessions, now)
    if number is not None:
        return number
    begun = [number for number, session in enumerate(sessions) if session.starts <= now]
    return begun[-1] if begun else 0


def code_of(key, number, session):
    """The digits that the organiser shows at a session; another session has others.

    key: the event's secret (str).
    """
    told = f"{number}|{session.starts.isoformat()}".encode()
    digest = hmac.new(key.encode(), told, hashlib.sha256).digest()
    return f"{int.from_bytes(digest) % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def split_name(name):
    """(first names, surname) of a full name as Lithuanians write it."""
    first, _space, surname = " ".join(name.split()).rpartition(" ")
    return first, surname


def moved(before, after):
    """number of a session before -> its number after a change of the event; gone ones are left out.

    The same time is the same session; the rest are paired in order if none came or went.
    """
    times = [session[:2] for session in after]
    found = {}
    for number, session in enumerate(before):
        if session[:2] in times and times.index(session[:2]) not in found.values():
            found[number] = times.index(session[:2])
    if len(before) == len(after):
        old = [number for number in range(len(before)) if number not in found]
        new = [number for number in range(len(after)) if number not in found.values()]
        found |= dict(zip(old, new, strict=True))
    return found
