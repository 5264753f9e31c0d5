"""What the desk keeps of a case, what has changed between two texts of it. Pure."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import NamedTuple


# Steps of the workflow that editors make at their desk.
DECISIONS = ("return", "recommend", "decline", "publish", "archive", "restore", "reconsider")
# What a library says when it is asked whether a case is still true.
YES, CHANGES, NO = "yes", "changes", "no"
ANSWERS = (YES, CHANGES, NO)
# What became of a question that the library didn't answer.
SILENCE, DROPPED = "silence", "dropped"
LONGEST_VALIDITY = 10  # years
FARTHEST_PLAN = 366  # days
LAST_REMINDER = 7  # days before the last one


class Decision(NamedTuple):
    """What an editor decided. remarks: (name of a field, text) for the authors, in order."""

    name: str
    at: datetime
    by: str
    reason: str = ""
    remarks: tuple = ()


class Agreement(NamedTuple):
    """What its library says of changes by an editor.

    version: number of the Version that holds them; agreed: None until it is answered; by: who
    answered; words: what they said; an editor's own if they got the answer some other way;
    reminded: days (date) on which a reminder went out.
    """

    version: int
    asked_at: datetime
    asked_by: str
    answered_at: datetime | None = None
    answered_by: str = ""
    agreed: bool | None = None
    words: str = ""
    reminded: tuple = ()

    @property
    def is_open(self):
        return self.answered_at is None


class Question(NamedTuple):
    """Whether a case is still true: asked of its library.

    due: the last day to answer; reminded: days (date) on which a reminder went out; answer: one
    of ANSWERS, SILENCE, DROPPED, or "" while it is open; settled_at: when an editor has dealt
    with the changes that CHANGES told of.
    """

    asked_at: datetime
    due: date
    reminded: tuple = ()
    answered_at: datetime | None = None
    answered_by: str = ""
    answer: str = ""
    words: str = ""
    settled_at: datetime | None = None

    @property
    def is_open(self):
        return self.answered_at is None

    @property
    def awaits_editor(self):
        return self.answer == CHANGES and self.settled_at is None


class Plan(NamedTuple):
    """When a case is to be published, who so decided, and until when it is to count as true."""

    at: datetime
    by: str
    valid_until: date | None = None


def changed_names(before, after, names):
    """Those of `names`, in their order, in which two mappings of values differ.

    What a mapping was kept without, as before there was such a field, counts as nothing.
    """
    return [name for name in names if (before.get(name) or None) != (after.get(name) or None)]


def reminder_is_due(question, today):
    """Whether a library is to be reminded of a Question: at half time, a week before the end."""
    if not question.is_open or today >= question.due:
        return False
    asked = question.asked_at.date()
    moments = (asked + (question.due - asked) / 2, question.due - timedelta(days=LAST_REMINDER))
    passed = [moment for moment in moments if asked < moment <= today]
    last = max(question.reminded, default=asked)
    return any(moment > last for moment in passed)
