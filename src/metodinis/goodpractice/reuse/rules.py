"""What readers told of a case, and the states of it. Pure."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import NamedTuple


# Kinds of what editors look at before others read it.
THANKS, QUESTION = "thanks", "question"
KINDS = (THANKS, QUESTION)
PENDING, SHOWN, REFUSED = "pending", "shown", "refused"
ASKED, ANSWERED = "asked", "answered"
# Days in which the author should answer.
ANSWER_DAYS = 14
# How many links a question may have; thanks and names have none.
MOST_LINKS = 2
# Days that refused words are kept: long enough to think better of it.
REFUSED_DAYS = 30


class Reuse(NamedTuple):
    """That a library took a case over; one for each library.

    taken_on: day from which it does; changed: what it does otherwise; result: what came of it, ""
    as long as that isn't known; by, at: user id and aware datetime of the record; changed_at: of
    its last change, or None.
    """

    library_uid: str
    taken_on: date
    changed: str
    result: str
    contact_name: str
    contact_email: str
    by: str
    at: datetime
    changed_at: datetime | None = None


class Thanks(NamedTuple):
    """Words of thanks. state: PENDING, SHOWN or REFUSED; by: user id, "" of a visitor."""

    id: str
    at: datetime
    name: str
    words: str
    state: str = PENDING
    by: str = ""
    moderated_by: str = ""
    moderated_at: datetime | None = None


class Question(NamedTuple):
    """What somebody asks the authors. state: PENDING, ASKED, ANSWERED or REFUSED.

    name, email: of who asks, "" once they are erased; language: in which they are written to;
    moderated_at: when it was handed on or refused; is_public: whether all read it and its answer.
    """

    id: str
    at: datetime
    name: str
    email: str
    text: str
    language: str = "lt"
    state: str = PENDING
    moderated_by: str = ""
    moderated_at: datetime | None = None
    reason: str = ""
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    is_public: bool = False

    @property
    def is_shown(self):
        return self.state == ANSWERED and self.is_public

    @property
    def last_at(self):
        """When something was done about it last."""
        return self.answered_at or self.moderated_at or self.at


def due_of(question, zone):
    """The day (date) of a zone (tzinfo) until which a Question that was handed on should be
    answered."""
    return question.moderated_at.astimezone(zone).date() + timedelta(days=ANSWER_DAYS)
