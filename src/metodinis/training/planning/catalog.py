"""Reading a year: one pass over its events and their registrations, nothing kept."""

from collections import Counter
from metodinis.common.clock import zone
from metodinis.common.states import state_of
from metodinis.training.evaluation.catalog import satisfaction_of
from metodinis.training.ledger.catalog import events_of
from metodinis.training.ledger.catalog import hours_of
from metodinis.training.planning.rules import EventFigures
from metodinis.training.registration import rules as registration


MARKED = (registration.ATTENDED, registration.PARTLY, registration.ABSENT)
CAME = (registration.ATTENDED, registration.PARTLY)


def year_of(year):
    """EventFigures of the events that end in a year, in order. The caller asked for permission."""
    place = zone()
    return [figures_of(event, state_of(event), place) for event in events_of(year)]


def figures_of(event, state, place):
    """The EventFigures of one event; place: time zone of its day."""
    people = event.registrations.found(*registration.SEATED)
    states = Counter(one.state for one in people)
    libraries = {}
    for one in people:
        if one.state in CAME:
            count, hours = libraries.get(one.library_uid, (0, 0.0))
            libraries[one.library_uid] = (count + 1, hours + hours_of(event, one))
    score, answers = satisfaction_of(event)
    return EventFigures(
        uid=event.UID(),
        title=event.title,
        url=event.absolute_url(),
        day=event.end.astimezone(place).date(),
        state=state,
        kind=event.kind,
        form=event.form,
        competences=tuple(event.competences or ()),
        capacity=event.capacity,
        seated=len(people),
        expected=sum(states[name] for name in MARKED),
        attended=sum(states[name] for name in CAME),
        hours=event.hours or 0.0,
        learned=sum(hours for _people, hours in libraries.values()),
        cost=None if event.cost is None else float(event.cost),
        answers=answers,
        score=score,
        libraries=libraries,
    )
