"""Modules of a track: when each is due, how far the newcomer is, when to remind. Pure."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo
import csv
import holidays


ZONE = ZoneInfo("Europe/Vilnius")
# A day's end, where one works: calendars show it there.
DAY_ENDS = time(17, 0)
KINDS = ("briefing", "reading", "task", "visit", "event")
# Of these the newcomer says alone that they are done.
OWN_KINDS = ("reading", "task")
PASSED, FAILED, CLAIMED, OPEN = "passed", "failed", "claimed", "open"
# Of these the newcomer has done their part.
SETTLED = (PASSED, CLAIMED)
MENTOR, HEAD = "mentor", "head"
SOON, LATE = "soon", "late"
SOON_DAYS = 3
MAX_MODULES = 60
DEFAULTS = Path(__file__).parent / "data" / "modules.csv"


class Row(NamedTuple):
    """A module of the template. kind: one of KINDS; days: after the start; hours: academic."""

    kind: str
    title: str
    days: int
    hours: float = 0.0
    required: bool = True
    link: str = ""
    text: str = ""


class Module(NamedTuple):
    """A module of a track. id: stays whatever changes; event: UID of a TrainingEvent, or ""."""

    id: str
    kind: str
    title: str
    due: date
    hours: float = 0.0
    required: bool = True
    link: str = ""
    text: str = ""
    event: str = ""


class Mark(NamedTuple):
    """What the mentor says of a module. on: date; by: user id; hours: academic, that it took."""

    passed: bool
    on: date
    by: str
    hours: float = 0.0
    note: str = ""


class Claim(NamedTuple):
    """What the newcomer says of a module. on: date on which it was done, or None."""

    on: date | None
    note: str = ""


class Progress(NamedTuple):
    """How far a track is. done and needed: counts of the modules that are needed; hours: of all
    that are passed; open: those still needed, by day; late: how many of them are beyond their day
    and don't wait for the mentor alone."""

    done: int
    needed: int
    hours: float
    open: tuple[Module, ...]
    late: int

    @property
    def is_ready(self):
        """Whether it can be signed."""
        return self.needed > 0 and not self.open


@cache
def _free_days():
    return holidays.Lithuania()


def working_day(day):
    """The day itself, or the first after it that is neither weekend nor a Lithuanian holiday."""
    while day.weekday() >= 5 or day in _free_days():
        day += timedelta(days=1)
    return day


def due_on(start, days):
    """The day by which a module is due that the template wants `days` after the start."""
    return working_day(start + timedelta(days=days))


def moment_of(day):
    """The end of a day (aware datetime), where the libraries are."""
    return datetime.combine(day, DAY_ENDS, ZONE)


def in_order(modules):
    """Modules (or Rows) by their day; those of one day stay as they are."""
    return tuple(sorted(modules, key=lambda module: module[3] if len(module) > 7 else module[2]))


def state_of(module, marks, claims):
    """PASSED, FAILED, CLAIMED or OPEN. marks, claims: id -> Mark, Claim."""
    mark, claim = marks.get(module.id), claims.get(module.id)
    if mark is not None and mark.passed:
        return PASSED
    if claim is not None and claim.on is not None:
        return CLAIMED
    return OPEN if mark is None else FAILED


def progress_of(modules, marks, claims, today):
    """The Progress of a track on a day."""
    passed = {name for name, mark in marks.items() if mark.passed}
    needed = [module for module in modules if module.required]
    open_ = tuple(module for module in needed if module.id not in passed)
    return Progress(
        done=len(needed) - len(open_),
        needed=len(needed),
        hours=sum(marks[module.id].hours for module in modules if module.id in passed),
        open=open_,
        late=sum(
            module.due < today and state_of(module, marks, claims) != CLAIMED for module in open_
        ),
    )


def reminder_kind(due, sent, today):
    """SOON, LATE or None: which reminder a module that is still open gets on a day.

    sent: (kind, due) of the reminder sent last, or None. Each kind goes out once for a due day; a
    night that was missed is made up for.
    """
    days = (due - today).days
    if days > SOON_DAYS:
        return None
    kind = LATE if days < 0 else SOON
    return None if sent in ((kind, due), (LATE, due)) else kind


@cache
def default_rows():
    """The Rows with which a site begins."""
    with DEFAULTS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Row(
                kind=row["kind"],
                title=row["title"],
                days=int(row["days"]),
                hours=float(row["hours"]),
                required=row["required"] == "yes",
                link=row["link"],
                text=row["text"],
            )
            for row in csv.DictReader(file)
        )
