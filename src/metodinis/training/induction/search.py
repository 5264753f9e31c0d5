"""Finding tracks by what the catalog knows of them; only those that the present user may see."""

from datetime import date
from metodinis.common.sorting import sort_key
from metodinis.training.induction.content import today
from metodinis.training.induction.workflow import ACTIVE
from metodinis.training.induction.workflow import STATES
from plone import api
from typing import NamedTuple


LATE, ALL = "late", "all"
CHOICES = (ACTIVE, LATE, *STATES[1:], ALL)
LONGEST_TEXT = 100
# The library of those that lie in none: what stands for it in addresses.
DEPARTMENT = "-"


class TrackRow(NamedTuple):
    """A track as lists show it. state: of its workflow; next_due: of the first module that is
    needed, those that wait for the mentor last; late: how many are beyond their day; open: dicts
    of the modules still needed, by day."""

    title: str
    url: str
    state: str
    position: str
    library_uid: str
    library: str
    newcomer: str
    mentor: str
    mentor_title: str
    starts: date
    done: int
    needed: int
    hours: float
    next_due: date | None
    late: int
    open: list
    unsigned: list

    @property
    def is_ready(self):
        """Whether it waits for signatures alone."""
        return self.state == ACTIVE and self.needed > 0 and not self.open


class Filters(NamedTuple):
    """state: one of CHOICES; library: its UID, DEPARTMENT or ""; text: a part of the name."""

    state: str = ACTIVE
    library: str = ""
    text: str = ""

    @property
    def active(self):
        """Whether they leave out more than a list without any choice."""
        return self != Filters()


def filters_of(form):
    """Filters from a query string; what isn't among the choices doesn't filter."""

    def text_of(name):
        value = form.get(name, "")
        return " ".join(value.split())[:LONGEST_TEXT] if isinstance(value, str) else ""

    state = text_of("state")
    return Filters(
        state=state if state in CHOICES else ACTIVE,
        library=text_of("library"),
        text=text_of("text"),
    )


def row_of(brain, day):
    """The TrackRow of a brain, on a day."""
    known = brain.induction
    is_active = brain.review_state == ACTIVE
    open_ = known["open"] if is_active else []
    days = [date.fromisoformat(module["due"]) for module in open_]
    waits = [module["claimed"] for module in open_]
    return TrackRow(
        title=brain.Title,
        url=brain.getURL(),
        state=brain.review_state,
        position=known["position"],
        library_uid=brain.library_uid,
        library=known["library"],
        newcomer=known["newcomer"],
        mentor=known["mentor"],
        mentor_title=known["mentor_title"],
        starts=date.fromisoformat(known["starts"]),
        done=known["done"],
        needed=known["needed"],
        hours=known["hours"],
        next_due=min(
            (due for due, claimed in zip(days, waits, strict=True) if not claimed),
            default=min(days, default=None),
        ),
        late=sum(due < day and not claimed for due, claimed in zip(days, waits, strict=True)),
        open=open_,
        unsigned=known["unsigned"],
    )


def rows_of(brains):
    """TrackRows: those under way first, the late ones at their head."""
    day = today()
    return sorted((row_of(brain, day) for brain in brains), key=_pressing_first)


def _pressing_first(row):
    return (
        STATES.index(row.state),
        not row.late,
        row.next_due or date.max,
        -row.starts.toordinal(),
        sort_key(row.title),
    )


def find(filters):
    """The TrackRows that Filters ask for, the late ones first."""
    query = {"portal_type": "InductionTrack"}
    if filters.library:
        query["library_uid"] = "" if filters.library == DEPARTMENT else filters.library
    if filters.state in STATES:
        query["review_state"] = filters.state
    elif filters.state == LATE:
        query["review_state"] = ACTIVE
    wanted = filters.text.casefold()
    return [
        row
        for row in rows_of(api.content.find(**query))
        if wanted in row.title.casefold() and (row.late or filters.state != LATE)
    ]


def libraries():
    """UID -> name of the libraries with a track that the present user sees, by name; DEPARTMENT
    for the department's own, its name is ""."""
    found = {
        brain.library_uid or DEPARTMENT: brain.induction["library"]
        for brain in api.content.find(portal_type="InductionTrack")
    }
    return dict(sorted(found.items(), key=lambda pair: sort_key(pair[1])))
