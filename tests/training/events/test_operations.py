"""Writing events: what is stored, what is refused, and what other rooms are told."""

from AccessControl import Unauthorized
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.common import moments
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.training import interfaces
from metodinis.training.events import operations
from metodinis.training.events.rules import Question
from metodinis.training.events.rules import Session
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.training.conftest import act_as
from tests.training.conftest import make_event
from tests.training.conftest import register
from tests.training.conftest import START
from tests.training.conftest import values
from zope.component import getGlobalSiteManager
from zope.interface.interfaces import IObjectEvent
import pytest


PAST = datetime(2025, 5, 6, 10, tzinfo=UTC)


@contextmanager
def told():
    """The events of training that are told within."""
    found = []

    def hear(event):
        if type(event).__module__ == interfaces.__name__:
            found.append(event)

    manager = getGlobalSiteManager()
    manager.registerHandler(hear, (IObjectEvent,))
    yield found
    manager.unregisterHandler(hear, (IObjectEvent,))


def names(found):
    return [type(event).__name__ for event in found]


def test_new_event_is_in_preparation_and_in_utc(world):
    event = make_event()
    assert state_of(event) == "draft"
    assert event.getId() == "viesosios-bibliotekos-rodikliai-ir-ju-vertinimas"
    assert (event.start, event.start.tzinfo) == (datetime(2027, 3, 4, 8, tzinfo=UTC), UTC)
    assert event.sessions == (Session(event.start, event.end),)
    assert (event.named_sessions, event.questions, event.registrations.seats.taken) == ((), (), 0)


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"title": ""}, ["title"]),
        ({"end": START}, ["end"]),
        ({"start": None}, ["start"]),
        ({"kind": "lecture"}, ["kind"]),
        ({"registration_closes": START + timedelta(hours=1)}, ["registration_closes"]),
        ({"registration_opens": START}, ["registration_opens"]),
        ({"online_link": "javascript:alert(1)"}, ["online_link"]),
        ({"competences": ("astrologija",)}, ["competences"]),
        ({"trainer_accounts": ("nera",)}, ["trainer_accounts"]),
        ({"contact_email": "nesamas"}, ["contact_email"]),
        ({"capacity": 0}, ["capacity"]),
        ({"unknown": 1}, ["unknown"]),
        ({"sessions": (Session(START - timedelta(hours=1), START),)}, ["sessions"]),
    ],
)
def test_wrong_values_are_told_at_their_fields(world, wrong, fields):
    with act_as("metodininke"), pytest.raises(FieldErrors) as caught:
        operations.create_event(world["training"], values(**wrong))
    assert list(caught.value.errors) == fields
    assert world["training"].objectIds() == []


@pytest.mark.parametrize("person", ["krt-direktore", "redaktore", "svecias"])
def test_others_write_no_event(event, person):
    with act_as(person):
        with pytest.raises(Unauthorized):
            operations.create_event(event.__parent__, values())
        with pytest.raises(Unauthorized):
            operations.edit_event(event, {"title": "Kitas"})
        with pytest.raises(Unauthorized):
            operations.cancel(event, "Nenoriu.")


def test_edit_tells_what_changed_and_what_was_there(event):
    with act_as("metodininke"), told() as found:
        changed, kept = operations.edit_event(
            event, {"title": event.title, "capacity": 30, "location": "Kita salė"}
        )
    assert (changed, kept) == (["location", "capacity"], [])
    assert names(found) == ["EventChanged"]
    assert found[0].changed == {"capacity", "location"}
    assert found[0].before["capacity"] == 25
    assert (event.capacity, event.sequence) == (30, 2)


def test_edit_that_changes_nothing_tells_nothing(event):
    stored = operations.stored_values(event)
    with act_as("metodininke"), told() as found:
        assert operations.edit_event(event, stored) == ([], [])
    assert found == []
    assert event.sequence == 1


def test_moved_event_needs_its_sessions_moved(event):
    sessions = (Session(event.start, event.end),)
    with act_as("metodininke"):
        operations.edit_event(event, {"sessions": sessions})
        with pytest.raises(FieldErrors) as caught:
            operations.edit_event(
                event, {"start": START + timedelta(days=7), "end": event.end + timedelta(days=7)}
            )
    assert list(caught.value.errors) == ["sessions"]
    assert event.start == START


def test_two_organisers_at_once_lose_nothing(event):
    seen = operations.seen_values(event)
    form = operations.stored_values(event)
    with act_as("vedeja"):
        operations.edit_event(event, {**form, "capacity": 40, "price": None, "hours": 6.0}, seen)
    with act_as("metodininke"):
        changed, kept = operations.edit_event(event, {**form, "location": "Kita salė"}, seen)
    assert (changed, sorted(kept)) == (["location"], ["capacity", "hours"])
    assert (event.location, event.capacity, event.hours) == ("Kita salė", 40, 6.0)


def test_second_of_two_is_told_what_the_first_changed(event):
    seen = operations.seen_values(event)
    form = operations.stored_values(event)
    with act_as("vedeja"):
        operations.edit_event(event, {**form, "capacity": 40}, seen)
    with act_as("metodininke"), pytest.raises(operations.Overtaken) as caught:
        operations.edit_event(event, {**form, "capacity": 30, "title": "Kitas"}, seen)
    assert list(caught.value.errors) == ["capacity"]
    assert caught.value.status == 409
    assert (event.capacity, event.title) == (40, form["title"])
    with act_as("metodininke"):
        seen["capacity"] = operations.seen_values(event)["capacity"]
        operations.edit_event(event, {**form, "capacity": 30, "title": "Kitas"}, seen)
    assert (event.capacity, event.title) == (30, "Kitas")


def test_trainers_get_their_role_here_and_lose_it(event):
    with act_as("metodininke"):
        operations.edit_event(event, {"trainer_accounts": ("svecias", "krt-darbuotoja")})
        operations.edit_event(event, {"trainer_accounts": ("krt-darbuotoja",)})
    roles = dict(event.get_local_roles())
    assert [user for user in roles if "Trainer" in roles[user]] == ["krt-darbuotoja"]
    assert "Trainer" not in roles.get("svecias", ())


def test_each_step_tells_the_other_rooms(draft):
    with act_as("metodininke"), told() as found:
        operations.announce(draft)
        operations.withdraw(draft)
        operations.announce(draft)
        operations.postpone(draft, " Lektorė susirgo. ")
        assert draft.reason == "Lektorė susirgo."
        week = timedelta(days=7)
        operations.resume(draft, {"start": START + week, "end": draft.end + week})
        assert draft.reason == ""
        operations.cancel(draft, "Per mažai norinčiųjų.")
    assert names(found) == [
        "EventAnnounced",
        "EventWithdrawn",
        "EventAnnounced",
        "EventPostponed",
        "EventResumed",
        "EventCancelled",
    ]
    assert found[4].changed == {"start", "end"}
    assert (state_of(draft), draft.reason) == ("cancelled", "Per mažai norinčiųjų.")


@pytest.mark.parametrize("step", [operations.postpone, operations.cancel])
@pytest.mark.parametrize("reason", ["", "  ", "ą" * 1001])
def test_step_needs_a_reason(event, step, reason):
    with act_as("metodininke"), pytest.raises(FieldErrors) as caught:
        step(event, reason)
    assert list(caught.value.errors) == ["reason"]
    assert state_of(event) == "announced"


def test_withdrawn_only_while_nobody_is_registered(event):
    register(event)
    with act_as("metodininke"):
        with pytest.raises(NotAllowed):
            operations.withdraw(event)
        with pytest.raises(WorkflowException):
            api.portal.get_tool("portal_workflow").doActionFor(event, "withdraw")
    assert state_of(event) == "announced"


@pytest.mark.parametrize(("name", "state"), [("postpone", "announced"), ("cancel", "announced")])
def test_stock_menu_asks_the_same(event, name, state):
    workflow = api.portal.get_tool("portal_workflow")
    with act_as("metodininke"):
        with pytest.raises(WorkflowException):
            workflow.doActionFor(event, name)
        assert state_of(event) == state
        with told() as found:
            workflow.doActionFor(event, name, comment="Audra.")
    assert len(found) == 1
    assert event.reason == "Audra."


def test_event_of_the_past_is_neither_announced_nor_cancelled(world):
    with moments.at(PAST - timedelta(days=9)):
        event = make_event("announced", start=PAST)
        draft = make_event(start=PAST)
    with act_as("metodininke"):
        for step in (lambda: operations.announce(draft), lambda: operations.cancel(event, "Ne.")):
            with pytest.raises(NotAllowed):
                step()


def test_resumed_event_takes_its_sessions_along(world):
    sessions = (Session(START, START + timedelta(hours=2), "Įvadas"),)
    closes = START - timedelta(days=2)
    event = make_event("postponed", sessions=sessions, registration_closes=closes)
    start = datetime(2027, 4, 1, 9, tzinfo=START.tzinfo)
    with act_as("metodininke"):
        operations.resume(event, {"start": start, "end": start + timedelta(hours=6)})
    assert event.named_sessions == (Session(start, start + timedelta(hours=2), "Įvadas"),)
    assert event.registration_closes.astimezone(START.tzinfo) == datetime(
        2027, 3, 30, 9, tzinfo=START.tzinfo
    )


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({}, "start"),
        ({"start": PAST, "end": PAST + timedelta(days=1)}, "start"),
        ({"start": START + timedelta(days=9), "end": START}, "end"),
    ],
)
def test_resumed_event_needs_dates_to_come(world, dates, field):
    event = make_event("postponed")
    with act_as("metodininke"), pytest.raises(FieldErrors) as caught:
        operations.resume(event, dates)
    assert field in caught.value.errors
    assert (state_of(event), event.start) == ("postponed", START)


def test_cancelled_event_keeps_its_dates(world):
    event = make_event("cancelled")
    with act_as("metodininke"):
        with pytest.raises(NotAllowed):
            operations.edit_event(event, {"start": START + timedelta(minutes=5)})
        operations.edit_event(event, {"target_group": "Visi"})
    assert event.target_group == "Visi"


def test_lowered_capacity_takes_nobodys_seat(event):
    for _person in range(3):
        register(event)
    with act_as("metodininke"):
        operations.edit_event(event, {"capacity": 2})
    assert (event.capacity, event.registrations.seats.taken) == (2, 3)


def test_copy_is_a_new_event_without_its_people(world):
    sessions = (Session(START, START + timedelta(hours=2)),)
    questions = (Question("a1", "Ar reikia pietų?", "yes_no"),)
    event = make_event("announced", sessions=sessions, questions=questions)
    register(event)
    start = datetime(2027, 9, 2, 10, tzinfo=START.tzinfo)
    with act_as("metodininke"):
        copy = operations.copy_event(event, start)
    assert (state_of(copy), copy.title, len(copy.registrations)) == ("draft", event.title, 0)
    assert (copy.start, copy.end) == (start, start + timedelta(hours=6))
    assert copy.sessions == (Session(start, start + timedelta(hours=2)),)
    assert copy.questions == questions
    assert copy.getId() == f"{event.getId()}-1"


def test_only_an_event_in_preparation_is_deleted(event, draft):
    with act_as("metodininke"):
        with pytest.raises(NotAllowed):
            operations.delete_event(event)
        operations.delete_event(draft)
    assert event.__parent__.objectIds() == [event.getId()]
