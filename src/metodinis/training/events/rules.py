"""What an event is made of beside its fields, and what must hold of its times. Pure."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from decimal import Decimal
from hashlib import sha256
from metodinis.common.moments import moment
from metodinis.common.moments import WrongTime
from typing import NamedTuple


DRAFT, ANNOUNCED, POSTPONED, CANCELLED = "draft", "announced", "postponed", "cancelled"
OVER = "over"
# Everybody sees these.
PUBLIC = (ANNOUNCED, POSTPONED, CANCELLED)
QUESTION_KINDS = ("text", "choice", "yes_no")
# Of a file of an event: when it is given, and to whom.
STAGES = ("before", "after")
AUDIENCES = ("participants", "public")
# Of events that are over, in the calendar of all.
PAST_IN_CALENDAR = 30
MOST_ROWS = 60
MOST_MATERIALS = 60
LONGEST_REASON = 1000
# Characters of a text in a row of the form.
LONGEST_TEXT = 300


class Session(NamedTuple):
    """One sitting. starts, ends: aware datetimes in UTC; title, place: may be ""."""

    starts: datetime
    ends: datetime
    title: str = ""
    place: str = ""


class Question(NamedTuple):
    """An extra question of the registration form.

    id: stays when the title changes; kind: "text", "choice" (one of `choices`) or "yes_no".
    """

    id: str
    title: str
    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()


def shown_state(state, ends, now):
    """The state that people see of an event that ends at `ends`: "over" for an announced one."""
    return OVER if state == ANNOUNCED and ends <= now else state


def sitting(day, starts, ends, zone):
    """(start, end) in UTC of what lasts from one time to another of a day in `zone`.

    On the night when the clock is turned back an hour comes twice: what would else end before it
    starts ends in the second. Raises WrongTime: `skipped` for a time that the clock leaves out,
    `order` for an end that isn't after the start.
    """
    first = moment(day, starts, zone)
    last = moment(day, ends, zone)
    if last <= first:
        last = moment(day, ends, zone, fold=1)
    if last <= first:
        raise WrongTime("order")
    return first, last


def outside(sessions, start, end):
    """The numbers, from 1, of Sessions that don't lie between the start and the end."""
    return [
        number
        for number, session in enumerate(sessions, start=1)
        if session.starts < start or session.ends > end
    ]


def overlapping(sessions):
    """The numbers, from 1, of Sessions that begin before an earlier one of the same place ends."""
    found, last = [], {}
    for number, session in sorted(enumerate(sessions, start=1), key=lambda pair: pair[1]):
        if session.starts < last.get(session.place, session.starts):
            found.append(number)
        last[session.place] = max(session.ends, last.get(session.place, session.ends))
    return sorted(found)


def carried(when, start, new_start, zone):
    """A moment of what began at `start` and now begins at `new_start`: as many days of `zone`
    later, and at the same time of the clock unless the beginning is at another. All aware; UTC.
    """
    days = (new_start.astimezone(zone).date() - start.astimezone(zone).date()).days
    by = new_start - _days_later(start, days, zone)
    return _days_later(when, days, zone) + by


def _days_later(when, days, zone):
    local = when.astimezone(zone)
    return (local.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=zone).astimezone(UTC)


def carried_sessions(sessions, start, new_start, zone):
    """Sessions that `carried` has moved."""
    return tuple(
        session._replace(
            starts=carried(session.starts, start, new_start, zone),
            ends=carried(session.ends, start, new_start, zone),
        )
        for session in sessions
    )


# who changed what meanwhile


def unsaid(values):
    """Names of fields that visitors look for and that say nothing. values: name -> value.

    What is held in rooms alone has no link to join, what is remote alone no place.
    """
    wanted = ["trainers", "competences", "hours"]
    if values["form"] != "remote":
        wanted.insert(0, "location")
    if values["form"] != "in_person":
        wanted.insert(0, "online_link")
    return [name for name in wanted if not values[name]]


def fingerprint(value):
    """A short text that tells values of a field apart; empty ones are alike."""
    return sha256(repr(_plain(value)).encode()).hexdigest()[:12]


def _plain(value):
    value = getattr(value, "raw", value)
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.strip().splitlines())
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="minutes")
    if isinstance(value, Decimal | float):
        return f"{value:.4f}"
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value] or ""
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value in (None, False) else value


class Merge(NamedTuple):
    """What comes of values that were sent while others wrote.

    values: what is to be stored. kept: fields that others changed and the sender didn't.
    contested: fields that both changed, to different values.
    """

    values: dict
    kept: list
    contested: list


def merge(sent, stored, seen):
    """The Merge of `sent` and `stored` (name -> value); seen: name -> fingerprint of the value
    that stood there when the sender began; a field without one is theirs."""
    values, kept, contested = {}, [], []
    for name, value in sent.items():
        before, mine, theirs = seen.get(name), fingerprint(value), fingerprint(stored[name])
        if before is None or before == theirs or mine == theirs:
            values[name] = value
        elif mine == before:
            kept.append(name)
        else:
            contested.append(name)
    return Merge(values, kept, contested)
