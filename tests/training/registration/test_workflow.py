"""Who may do what with a registration in which state: one table, tried by the operations."""

from AccessControl import Unauthorized
from datetime import timedelta
from metodinis.common.moments import now
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.training.registration import operations
from metodinis.training.registration import rules
from metodinis.training.registration.content import Registration
from metodinis.training.registration.desk import operations as desk
from plone import api
from tests.training.registration.made_events import library
from tests.training.registration.made_events import make_event
from tests.training.registration.made_events import STAFF
from tests.training.registration.made_events import values
import pytest


OWN = ("accept", "cancel", "change", "confirm", "refuse")
DESK = tuple(desk.STAFF_ACTIONS)
ALIVE = {"cancel", "change", "confirm"}
# state -> what the person can do by the private link, the library's director, the staff
TABLE = {
    "pending": (ALIVE, {"withdraw"}, {"approve", "decline", "remove", "resend", "seat"}),
    "registered": (ALIVE, {"withdraw"}, {"remove", "resend"}),
    "waiting": (ALIVE, {"withdraw"}, {"decline", "move", "remove", "resend", "seat"}),
    "offered": (
        ALIVE | {"accept", "refuse"},
        {"withdraw"},
        {"remove", "resend", "seat"},
    ),
    "declined": (set(), set(), {"seat"}),
    "cancelled": (set(), set(), {"seat"}),
    "attended": (set(), set(), set()),
    "partly": (set(), set(), set()),
    "absent": (set(), set(), set()),
}


def tried(call):
    """Whether an operation does what it is asked."""
    try:
        call()
    except (NotAllowed, Unauthorized):
        return False
    return True


@pytest.fixture
def made(sent):
    """Call it with a state: (event, a registration in it that a director made)."""
    event = make_event(capacity=1, moderated=False)

    def make(state):
        until = now() + timedelta(hours=5) if state == "offered" else None
        number = event.registrations.seats.next_number()
        registration = Registration(
            number,
            now(),
            state=state,
            by="krt-direktore",
            offer_until=until,
            confirmed_at=now(),
            library_uid=library("KRT"),
            **values("Ana A", email=f"ana{number}@example.org"),
        )
        event.registrations.add(registration)
        # Nobody gets a free seat meanwhile.
        event.capacity = max(1, event.registrations.seats.taken)
        return event, registration

    return make


@pytest.mark.parametrize("state", rules.STATES)
def test_table(made, state):
    def own(action):
        event, registration = made(state)
        if action == "change":
            return lambda: operations.change(
                event, registration, values("Ana B", email=registration.email)
            )
        return lambda: operations.OWN_ACTIONS[action](event, registration)

    def withdraw():
        event, registration = made(state)
        operations.withdraw(event, api.portal.get()["libraries"]["krt"], registration.id)

    def at_desk(action):
        event, registration = made(state)
        return lambda: desk.act(event, [registration.id], action, reason="x", position=1)

    # A full event in which somebody waits keeps them waiting.
    made("registered")
    mine = {action for action in OWN if tried(own(action))}
    with api.env.adopt_user(username="krt-direktore"):
        directors = {"withdraw"} if tried(withdraw) else set()
        assert not any(tried(at_desk(action)) for action in DESK)
    with api.env.adopt_user(username="pag-direktore"):
        assert not tried(withdraw)
    with api.env.adopt_user(username=STAFF):
        staff = {action for action in DESK if tried(at_desk(action))}
    assert (mine, directors, staff) == TABLE[state]


def test_director_has_no_word_on_who_registered_themselves(made):
    event, registration = made("registered")
    registration.by = ""
    with api.env.adopt_user(username="krt-direktore"), pytest.raises(FieldErrors):
        operations.withdraw(event, api.portal.get()["libraries"]["krt"], registration.id)
