"""What a report keeps beside its cells, how late it is, and why a write is refused. Pure.

Records are named tuples and are stored as plain tuples: a storage server can merge two writes
to different records of one report without knowing these classes.
"""

from collections import Counter
from datetime import datetime
from datetime import timedelta
from metodinis.common.numbers import Cell
from metodinis.common.numbers import CellError
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import parse_cell
from metodinis.common.refusals import NotAllowed
from typing import NamedTuple
from zoneinfo import ZoneInfo


FORMS = ("statistical", "narrative")
# Deadlines are set and told in Lithuanian time.
ZONE = ZoneInfo("Europe/Vilnius")

MINUTE = timedelta(minutes=1)

# Who has to do the next step, by state.
HOLDERS = {
    "draft": "library",
    "signing": "director",
    "submitted": "department",
    "returned": "library",
    "accepted": "department",
    "published": "nobody",
}
# States in which the library still owes the report to the department.
OWED = ("draft", "signing", "returned")
# States whose values the department has taken over: these make last year's column and peers.
ACCEPTED = ("accepted", "published")


class CellRecord(NamedTuple):
    """A cell as stored. cell: None if it was emptied; revision: counts its changes from 1."""

    cell: Cell | None
    revision: int
    by: str
    at: datetime


class Explanation(NamedTuple):
    """Why an odd value is right; holds while the values are those of `fingerprint`."""

    text: str
    fingerprint: str
    by: str
    at: datetime


class Message(NamedTuple):
    """One entry of a remark's thread; side: "department" or "library"."""

    text: str
    side: str
    by: str
    at: datetime


class Remark(NamedTuple):
    """A reviewer's remark on a cell (code), or on the whole report (code "")."""

    code: str
    messages: tuple[Message, ...]
    resolved: bool


def waiting_remarks(remarks):
    """Whose turn it is: {"library": n, "department": n}, of Remarks; who has none is left out.

    A remark waits for the side that didn't write last, until it is resolved.
    """
    turns = Counter(
        "department" if remark.messages[-1].side == "library" else "library"
        for remark in remarks
        if not remark.resolved
    )
    return dict(turns)


class Correction(NamedTuple):
    """An accepted value that staff changed: what stood, what stands, why, who and when."""

    code: str
    original: Cell | None
    corrected: Cell | None
    reason: str
    by: str
    at: datetime


class Change(NamedTuple):
    """One row of a report's history of values; before, after: raw texts."""

    code: str
    before: str
    after: str
    action: str
    by: str
    at: datetime


class Extension(NamedTuple):
    """A later deadline for one library."""

    until: datetime
    reason: str
    by: str
    at: datetime


class Reminder(NamedTuple):
    """What was sent last: kind, the deadline (aware datetime) that it told, and when."""

    kind: str
    due: datetime
    at: datetime


class Conflict(NamedTuple):
    """A cell that another person changed meanwhile: what was typed, and what stands now."""

    code: str
    typed: str
    record: CellRecord


def is_late(due, submitted, now):
    """Whether a report is, or came, after its deadline. All aware datetimes; submitted or None.

    The minute of the deadline belongs to it: until 23:59 means until midnight.
    """
    return (submitted or now) >= due + MINUTE


def days_left(due, now):
    """Whole Lithuanian days until `due`: 0 today, negative afterwards. Both aware datetimes."""
    return (due.astimezone(ZONE).date() - now.astimezone(ZONE).date()).days


def rate(part, whole):
    """`part` of `whole` as a share 0…1; None if there is no whole."""
    return part / whole if whole else None


def parse_typed(element, raw, reason=""):
    """What was typed for an Element as a Cell; None for nothing. Raises CellError.

    raw: a text, or a value as a spreadsheet or JSON gives it. reason: why it is unknown.
    """
    cell = parse_cell(raw, element.type, reason=reason.strip())
    if cell is not None and cell.state == NOT_APPLICABLE and not element.not_applicable:
        raise CellError("not_applicable_refused")
    return cell


def revision_of(text):
    """The revision that a form or a file tells; 0, as of a cell never filled, if it is none."""
    text = str(text)
    return int(text) if text.isdecimal() and len(text) < 10 else 0


class EditConflict(NotAllowed):
    """Someone else changed the same cells, nothing stored. `conflicts`: list of Conflict."""

    def __init__(self, message, conflicts):
        super().__init__(message)
        self.conflicts = conflicts


class NotReady(NotAllowed):
    """The report can't be handed over yet. `blockers`: list of (cell code or "", message)."""

    def __init__(self, message, blockers):
        super().__init__(message)
        self.blockers = blockers
