"""States of a registration, who has a seat, who is next in line, and until when. Pure.

An event has `capacity` seats and at most `quota` for one library (None: as many as come). Seats
that are freed go to the first in line that fits: whose library has its quota is passed over and
keeps the place in line.
"""

from datetime import timedelta
from typing import NamedTuple


PENDING, REGISTERED, WAITING, OFFERED = "pending", "registered", "waiting", "offered"
DECLINED, CANCELLED = "declined", "cancelled"
ATTENDED, PARTLY, ABSENT = "attended", "partly", "absent"
STATES = (
    PENDING,
    REGISTERED,
    WAITING,
    OFFERED,
    DECLINED,
    CANCELLED,
    ATTENDED,
    PARTLY,
    ABSENT,
)
# Those that take a seat.
SEATED = (REGISTERED, OFFERED, ATTENDED, PARTLY, ABSENT)
# Those who are to come, or came.
PARTICIPANTS = (REGISTERED, ATTENDED, PARTLY, ABSENT)
# Those that came to nothing; the person may register anew.
GONE = (DECLINED, CANCELLED)
# Those that something may still become of before the event.
ALIVE = (PENDING, REGISTERED, WAITING, OFFERED)

# action -> states in which it can be done. What it leads to is told by the seats there are.
ACTIONS = {
    "confirm": ALIVE,
    "change": ALIVE,
    "cancel": ALIVE,
    "accept": (OFFERED,),
    "refuse": (OFFERED,),
    "approve": (PENDING,),
    "decline": (PENDING, WAITING),
    "seat": (PENDING, WAITING, OFFERED, DECLINED, CANCELLED),
    "move": (WAITING,),
    "remove": ALIVE,
    "resend": ALIVE,
}
# Of staff's actions those that take something from somebody or break a rule: they say why.
NEED_A_REASON = ("decline", "seat", "move", "remove")
# What the log says beside the actions.
REGISTER, REPEATED, PROMOTED, EXPIRED, UNCONFIRMED = (
    "register",
    "repeated",
    "promoted",
    "offer_expired",
    "unconfirmed",
)

REMIND_DAYS = timedelta(days=3)
REMIND_LATEST = timedelta(days=1)
REMIND_HOURS = timedelta(hours=2)
# When the link to join is shown.
NEAR = timedelta(hours=24)

NOT_ANNOUNCED, NOT_YET, OPEN, CLOSED, OVER = "not_announced", "not_yet", "open", "closed", "over"


class Limits(NamedTuple):
    """Seats there are: `capacity` in all, `quota` for one library; None: as many as come."""

    capacity: int | None = None
    quota: int | None = None

    def free(self, taken):
        """How many seats are free if `taken` are taken; None for as many as come.

        Never less than 0: a capacity that was lowered below the registered frees none.
        """
        return None if self.capacity is None else max(0, self.capacity - taken)

    def fit(self, taken, by_library, library):
        """Whether one more of `library` (UID or "") gets a seat."""
        if self.free(taken) == 0:
            return False
        return not library or self.quota is None or by_library.get(library, 0) < self.quota


def next_in_line(line, limits, taken, by_library):
    """The keys of those in line who get a seat now, in order.

    line: (key, library) each, in order; taken: seats taken; by_library: UID -> seats taken.
    """
    counts = dict(by_library)
    for key, library in line:
        if limits.free(taken) == 0:
            return
        if limits.fit(taken, counts, library):
            taken += 1
            if library:
                counts[library] = counts.get(library, 0) + 1
            yield key


def state_for(limits, taken, by_library, library, *, moderated=False):
    """The state of somebody who comes now, after those in line who fit have got their seats."""
    if moderated:
        return PENDING
    return REGISTERED if limits.fit(taken, by_library, library) else WAITING


def seat_state(offers, *, confirmed=True):
    """What a freed seat makes of somebody in line: asked first where seats are `offers`.

    Who hasn't confirmed their address yet can't be asked: the seat is kept until they do.
    """
    return OFFERED if offers and confirmed else REGISTERED


def offer_until(now, hours, start):
    """When an offer made `now` ends: after some hours, and never after the event's start."""
    return min(now + timedelta(hours=hours), start)


def confirm_until(requested_at, hours, start):
    """When a registration whose address isn't confirmed ends; None if that would be too late to
    give the seat to somebody else."""
    until = requested_at + timedelta(hours=hours)
    return until if until < start else None


def has_ended(state, offered_until, now):
    """Whether an offer has run out by `now`, though nothing has been written of it yet."""
    return state == OFFERED and offered_until is not None and offered_until <= now


def rank_before(ranks, position):
    """The rank that puts somebody at a position (from 1) among others in line.

    ranks: of the others (floats), in order.
    """
    position = max(1, min(position, len(ranks) + 1))
    if not ranks:
        return 0.0
    if position == 1:
        return ranks[0] - 1
    if position > len(ranks):
        return ranks[-1] + 1
    return (ranks[position - 2] + ranks[position - 1]) / 2


def registration_state(now, start, opens, closes, *, announced):
    """One of NOT_ANNOUNCED, NOT_YET, OPEN, CLOSED, OVER at `now` (aware datetimes)."""
    if not announced:
        return NOT_ANNOUNCED
    if now >= start:
        return OVER
    if opens is not None and now < opens:
        return NOT_YET
    if closes is not None and now >= closes:
        return CLOSED
    return OPEN


def reminders_due(now, start, zone, *, online):
    """The reminders whose time has come at `now`: (kind, moment from which it is due) each.

    "days": three days before, at the same hour of the clock in `zone`, until a day before;
    "hours": two hours before, for what is held `online`.
    """
    days = (start.astimezone(zone) - REMIND_DAYS).astimezone(start.tzinfo)
    if days <= now < start - REMIND_LATEST:
        yield "days", days
    hours = start - REMIND_HOURS
    if online and hours <= now < start:
        yield "hours", hours
