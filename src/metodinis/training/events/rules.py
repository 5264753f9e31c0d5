"""What an event is made of, beside its fields. Pure."""

from datetime import datetime
from typing import NamedTuple


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


def span(sessions):
    """(start of the first, end of the last) of some Sessions."""
    return min(s.starts for s in sessions), max(s.ends for s in sessions)
