"""What lists and the search find events by, and how they ask: one query, no object a row.

How many seats are free isn't in the catalog, for each registration would write to it: a page asks
the events that it shows.
"""

from calendar import monthrange
from datetime import datetime
from datetime import UTC
from metodinis.common.clock import zone
from metodinis.common.moments import now
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.search.interfaces import Kind
from metodinis.training.events import rules
from metodinis.training.events.schema import ITrainingEvent
from metodinis.training.registration.rules import NOT_YET
from metodinis.training.registration.rules import OPEN
from metodinis.training.registration.seating import free_seats
from metodinis.training.registration.seating import registration_state
from metodinis.training.vocabularies import FORM_TITLES
from metodinis.training.vocabularies import KIND_TITLES
from plone import api
from plone.indexer import indexer
from typing import NamedTuple
import re


EVENTS = Kind(_("training_search_events", default="Training events"), ("TrainingEvent",), 17)
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
TAG = re.compile(r"<[^>]*>")
WHEN = ("upcoming", "past")


@indexer(ITrainingEvent)
def training_kind(event):
    return event.kind


@indexer(ITrainingEvent)
def training_form(event):
    return event.form


@indexer(ITrainingEvent)
def training_competences(event):
    return tuple(event.competences or ())


@indexer(ITrainingEvent)
def training_hours(event):
    """Academic hours (float)."""
    return event.hours


@indexer(ITrainingEvent)
def training_sessions(event):
    """(start, end) of each session, in UTC."""
    return tuple((session.starts, session.ends) for session in event.sessions)


@indexer(ITrainingEvent)
def training_price(event):
    """In cents (int)."""
    return int((event.price or 0) * 100)


@indexer(ITrainingEvent)
def searchable_text(event):
    """Title, description, programme of the day, trainers, whom it is for, place."""
    text = TAG.sub(" ", event.text.raw) if event.text is not None else ""
    words = (event.title, event.description, event.target_group, event.location, text)
    return " ".join(filter(None, (*words, *(event.trainers or ()))))


class Filters(NamedTuple):
    """What of the events is shown; "" for all. when: of WHEN; month: YYYY-MM; free: only those
    with a seat."""

    when: str = "upcoming"
    topic: str = ""
    kind: str = ""
    form: str = ""
    month: str = ""
    free: bool = False

    @property
    def active(self):
        """Whether anything is left out but by `when`."""
        return self._replace(when="") != Filters(when="")


class Row(NamedTuple):
    """An event in a list. starts, ends: aware datetimes; sessions: pairs of such; state: of the
    workflow; price: cents."""

    uid: str
    url: str
    path: str
    title: str
    description: str
    starts: datetime
    ends: datetime
    sessions: tuple
    state: str
    kind: str
    form: str
    competences: tuple
    location: str
    hours: float
    price: int
    modified: datetime
    effective: datetime


def filters_of(form):
    """The Filters that a query (mapping of strings) asks for; what isn't known is left out."""
    texts = {name: str(form.get(name) or "") for name in Filters._fields}
    return Filters(
        when=texts["when"] if texts["when"] in WHEN else "upcoming",
        topic=texts["topic"] if re.fullmatch(r"[a-z0-9-]{1,20}", texts["topic"]) else "",
        kind=texts["kind"] if texts["kind"] in KIND_TITLES else "",
        form=texts["form"] if texts["form"] in FORM_TITLES else "",
        month=texts["month"] if MONTH.fullmatch(texts["month"]) else "",
        free=texts["free"] in ("1", "true", "yes"),
    )


def find(filters):
    """Rows of the events that the present user may see; upcoming ones the next first, past ones
    the latest first. One query, and one more for postponed events whose day has gone by."""
    moment = now()
    if filters.when == "past":
        rows = _rows(end={"query": moment, "range": "max"}, sort_order="descending")
        rows = [row for row in rows if row.state != rules.POSTPONED]
    else:
        rows = _rows(end={"query": moment, "range": "min"})
        rows += _rows(end={"query": moment, "range": "max"}, review_state=rules.POSTPONED)
    return keep(rows, filters)


def in_month(month, filters):
    """Rows of the events of a month (YYYY-MM), past or to come, in order of time."""
    start, end = span_of(month)
    query = {
        "start": {"query": end, "range": "max"},
        "end": {"query": start, "range": "min"},
    }
    return keep(_rows(**query), filters._replace(month=month))


def span_of(month):
    """(first moment, last moment) of a month (YYYY-MM) on the clock of the site, in UTC."""
    year, number = map(int, month.split("-"))
    last = monthrange(year, number)[1]
    first = datetime(year, number, 1, tzinfo=zone())
    return (
        first.astimezone(UTC),
        datetime(year, number, last, 23, 59, 59, tzinfo=zone()).astimezone(UTC),
    )


def keep(rows, filters):
    """Those of Rows that Filters let through."""
    if filters.month:
        start, end = span_of(filters.month)
        rows = [
            row
            for row in rows
            if any(starts <= end and ends >= start for starts, ends in row.sessions)
        ]
    return [
        row
        for row in rows
        if filters.topic in ("", *row.competences)
        and filters.kind in ("", row.kind)
        and filters.form in ("", row.form)
        and (not filters.free or has_free_seat(row))
    ]


def _rows(**query):
    brains = api.content.find(portal_type="TrainingEvent", sort_on="start", **query)
    return [_row(brain) for brain in brains]


def _row(brain):
    return Row(
        brain.UID,
        brain.getURL(),
        brain.getPath(),
        brain.Title,
        brain.Description,
        formats.as_datetime(brain.start),
        formats.as_datetime(brain.end),
        brain.training_sessions,
        brain.review_state,
        brain.training_kind,
        brain.training_form,
        tuple(brain.training_competences or ()),
        brain.location or "",
        brain.training_hours or 0,
        brain.training_price or 0,
        formats.as_datetime(brain.modified),
        formats.as_datetime(brain.effective),
    )


def event_of(row):
    """The event itself."""
    return api.portal.get().unrestrictedTraverse(row.path)


def has_free_seat(row):
    """Whether one can hope for a seat at an event in a list: one can register now or later, and
    it isn't full."""
    if row.state != rules.ANNOUNCED or row.starts <= now():
        return False
    event = event_of(row)
    return registration_state(event) in (OPEN, NOT_YET) and free_seats(event) != 0
