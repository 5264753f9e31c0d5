"""What lies on the desk: cases on their way, and what each waits for."""

from datetime import datetime
from metodinis.common.moments import now
from metodinis.common.waiting import waiting
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.workflow import WORKFLOW
from metodinis.goodpractice.desk.store import desk_of
from metodinis.libraries.belongings import library_of
from metodinis.search.rules import beginnings
from plone import api
from typing import NamedTuple


# States of which editors see a case, in the order of its way.
SEEN = tuple(state for state in rules.STATES if state not in (rules.DRAFT, rules.SIGNING))
ON_THE_WAY = (rules.SUBMITTED, rules.REVIEWING, rules.RETURNED, rules.RECOMMENDED)
EDITORS, REVIEWERS, LIBRARY, NOBODY = "editors", "reviewers", "library", "nobody"
WHO = (EDITORS, REVIEWERS, LIBRARY)
# Tokens of what editors do.
OF_EDITORS = (store.ASSIGNMENT, store.DECISION, store.PUBLISHING, store.CHANGED, store.MODERATION)


class Filters(NamedTuple):
    """What the address asks for: "" or a value that is known."""

    text: str = ""
    state: str = ""
    who: str = ""
    topic: str = ""
    library: str = ""


class Row(NamedTuple):
    """A case on the desk. since: when it came into its state; waits: token -> date or None."""

    case: object
    title: str
    state: str
    library: object
    since: datetime
    waits: dict

    @property
    def days(self):
        """Whole days since then."""
        return (now() - self.since).days

    @property
    def who(self):
        """Of WHO for whom it waits, in their order."""
        found = {who_of(token) for token, day in self.waits.items() if not is_planned(token, day)}
        return [who for who in WHO if who in found]


def who_of(token):
    """Whose turn a token tells of; NOBODY for what comes by itself."""
    if token in OF_EDITORS:
        return EDITORS
    if token == store.EXPIRY:
        return NOBODY
    return REVIEWERS if token.startswith(store.REVIEW) else LIBRARY


def is_planned(token, day):
    """Whether a publication comes by itself."""
    return token == store.PUBLISHING and day is not None


def filters_of(form):
    """The Filters of a query; what is unknown filters nothing."""

    def asked(name, known=None):
        value = form.get(name, "")
        value = " ".join(value.split())[:100] if isinstance(value, str) else ""
        return value if known is None or value in known else ""

    return Filters(
        asked("text"),
        asked("state", SEEN),
        asked("who", WHO),
        asked("topic"),
        asked("library"),
    )


def find(directory, filters=None):
    """Rows of cases that the present user may see, the longest waiting first.

    Without a state: those on their way, and those published ones that wait for anybody.
    """
    filters = filters or Filters()
    known = waiting(directory, store.KEY)
    query = {"portal_type": "GoodPractice", "review_state": filters.state or SEEN}
    words = beginnings(filters.text)
    if words:
        query["SearchableText"] = words
    rows = []
    for brain in api.content.find(**query):
        waits = {
            token: day
            for token, day in known.of(brain.UID).items()
            if not token.startswith((store.OWN, store.WRITTEN))
        }
        is_busy = any(who_of(token) != NOBODY for token in waits)
        if not (filters.state or is_busy or brain.review_state in ON_THE_WAY):
            continue
        row = row_of(brain.getObject(), waits)
        if fits(row, filters):
            rows.append(row)
    return sorted(rows, key=lambda row: row.since)


def row_of(case, waits):
    """The Row of a case."""
    last = case.workflow_history[WORKFLOW][-1]
    since = last["time"].asdatetime() if "time" in last else now()
    return Row(case, case.title, last["review_state"], library_of(case), since, waits)


def fits(row, filters):
    """Whether a Row is asked for, beside its state and words."""
    return (
        filters.who in ("", *row.who)
        and filters.topic in ("", *row.case.topics)
        and filters.library in ("", row.case.library_uid)
    )


def featured(directory):
    """Brains of the cases that are shown first, in their order."""
    uids = desk_of(directory).featured
    brains = api.content.find(portal_type="GoodPractice", UID=list(uids)) if uids else ()
    known = {brain.UID: brain for brain in brains}
    return [known[uid] for uid in uids if uid in known]
