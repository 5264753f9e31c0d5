"""What a year of training comes to. Pure."""

from datetime import date
from typing import NamedTuple


class EventFigures(NamedTuple):
    """One event. expected: those who were to come once attendance is known; attended: who came,
    wholly or partly; answers: of the feedback form; score: their mean, None if it may not be
    shown; learned: academic hours of all together; libraries: UID or "" -> (people, hours)."""

    uid: str
    title: str
    url: str
    day: date
    state: str
    kind: str
    form: str
    competences: tuple[str, ...]
    capacity: int | None
    seated: int
    expected: int
    attended: int
    hours: float
    learned: float
    cost: float | None
    answers: int
    score: float | None
    libraries: dict


class Ratio(NamedTuple):
    """A quotient with what it is of. value: None where there is nothing to divide by; n: how
    many it rests on (seats, people, answers)."""

    value: float | None
    n: int


class Figures(NamedTuple):
    """Several events together; they are told of once in each group that they belong to."""

    events: int
    attended: int
    hours: float
    learned: float
    cost: float
    fill: Ratio
    attendance: Ratio
    score: Ratio
    cost_per_person: Ratio


ANNOUNCED, CANCELLED = "announced", "cancelled"


def ratio(part, whole, n=None):
    """The Ratio of two numbers; n: what it rests on, else the whole."""
    return Ratio(part / whole if whole else None, whole if n is None else n)


def fill(events):
    """Seats taken of seats offered, of announced events with a number of seats; n: seats."""
    limited = [event for event in events if event.capacity and event.state == ANNOUNCED]
    return ratio(sum(e.seated for e in limited), sum(e.capacity for e in limited))


def attendance(events):
    """Who came of who was to come; n: people."""
    return ratio(sum(e.attended for e in events), sum(e.expected for e in events))


def score(events):
    """The mean of what people said, each weighing the same; n: answers."""
    told = [event for event in events if event.score is not None]
    answers = sum(event.answers for event in told)
    return ratio(sum(event.score * event.answers for event in told), answers)


def cost_per_person(events):
    """Cost by who came, of events whose cost and attendance are known; n: people."""
    known = [event for event in events if event.cost is not None and event.attended]
    return ratio(sum(e.cost for e in known), sum(e.attended for e in known))


def figures(events):
    """Figures of some EventFigures, cancelled ones aside."""
    held = [event for event in events if event.state != CANCELLED]
    return Figures(
        len(held),
        sum(event.attended for event in held),
        sum(event.hours for event in held),
        sum(event.learned for event in held),
        sum(event.cost or 0 for event in held),
        fill(held),
        attendance(held),
        score(held),
        cost_per_person(held),
    )


def by_competence(events):
    """[(code, Figures)]; an event that develops two is in both, one that names none in ""."""
    return _grouped(events, lambda event: event.competences or ("",))


def by_month(events):
    """[(month from 1 to 12, Figures)], all twelve."""
    found = dict(_grouped(events, lambda event: (event.day.month,)))
    return [(month, found.get(month) or figures([])) for month in range(1, 13)]


def by_library(events):
    """[(UID or "", people's participations, events, hours)] of who came."""
    found = {}
    for event in events:
        for uid, (people, hours) in event.libraries.items():
            was = found.get(uid, (0, 0, 0.0))
            found[uid] = (was[0] + people, was[1] + 1, was[2] + hours)
    return [(uid, *sums) for uid, sums in found.items()]


def _grouped(events, keys):
    groups = {}
    for event in events:
        for key in keys(event):
            groups.setdefault(key, []).append(event)
    return [(key, figures(found)) for key, found in groups.items()]


def relative(now, before):
    """How much more than before (0.25 is a quarter more); None without a before."""
    return (now - before) / before if before else None
