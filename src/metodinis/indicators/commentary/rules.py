"""What a comment is of, and what a kept one has. Pure."""

from datetime import datetime
from typing import NamedTuple
import re


TERRITORY = "territory"
INDICATOR = "indicator"
LIBRARY = "library"
SUBJECT = re.compile(r"indicator:[A-Za-z]\w{0,39}|library:[0-9a-f]{32}|territory", re.ASCII)
YEARS = range(1990, 2101)
LONGEST = 5000


class Comment(NamedTuple):
    """A comment on figures.

    id: in addresses; subject: as `parts_of` reads it; year: of the figures, None for all; text:
    plain paragraphs; public: whether everybody reads it; by: user id, "" of who is gone; at:
    when it was written; changed: when it was last changed, or None.
    """

    id: str
    subject: str
    year: int | None
    text: str
    public: bool
    by: str
    at: datetime
    changed: datetime | None = None


def parts_of(subject):
    """(kind, code or UID) of a subject, None if it is none; a territory's second part is ""."""
    found = SUBJECT.fullmatch(subject)
    if found is None:
        return None
    kind, _colon, name = subject.partition(":")
    return kind, name


def on_page(comments, subject, year):
    """The Comments that belong to a page of a subject and a year, the newest first.

    Of a year: its own and those of all years; without one: all.
    """
    found = [
        one
        for one in comments
        if one.subject == subject and (year is None or one.year in (None, year))
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)
