"""Marks: what they change, who may make them, when, and what two organisers see of each other."""

from AccessControl import Unauthorized
from datetime import timedelta
from metodinis.common import moments
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.training.attendance import operations
from metodinis.training.attendance import rules
from metodinis.training.events.operations import edit_event
from tests.libraries.conftest import act_as
from tests.training.attended import BEGIN
from tests.training.attended import BY_SURNAME
from tests.training.attended import DAY
from tests.training.attended import HOUR
from tests.training.attended import make_event
from tests.training.attended import make_trainer
from tests.training.attended import NAMES
from tests.training.attended import OVER
from tests.training.attended import register
import pytest
import transaction


@pytest.fixture
def event(world):
    event = make_event(world)
    register(event, *NAMES)
    return event


@pytest.fixture
def rasa(event):
    [found] = [one for one in event.registrations.found() if one.name == NAMES[0]]
    return found


def mark(event, cells, who="metodininke", at=OVER, **more):
    with act_as(who), moments.at(at):
        return operations.mark(event, cells, **more)


def both(one, first, second):
    return {(one.id, 0): first, (one.id, 1): second}


def test_participants_by_surname(event):
    register(event, "Laukianti Aaa", state="waiting")
    register(event, "Atšaukusi Bbb", state="cancelled")
    assert tuple(one.name for one in operations.participants(event)) == BY_SURNAME


def test_marks_and_state(event, rasa):
    done = mark(event, both(rasa, "present", "absent"))
    assert (done.changed, done.overwritten) == (2, [])
    assert (rasa.marks, rasa.state) == ({0: "present", 1: "absent"}, "partly")
    assert rasa.marked == {0: (OVER, "metodininke"), 1: (OVER, "metodininke")}
    assert list(rasa.log) == [
        (OVER, "metodininke", "mark_present", "1"),
        (OVER, "metodininke", "mark_absent", "2"),
    ]


def test_a_mark_taken_back(event, rasa):
    mark(event, both(rasa, "present", "present"))
    assert rasa.state == "attended"
    mark(event, {(rasa.id, 1): ""})
    assert (rasa.marks, rasa.state) == ({0: "present"}, "registered")


def test_what_stands_is_no_change(event, rasa):
    mark(event, {(rasa.id, 0): "present"})
    assert mark(event, {(rasa.id, 0): "present"}).changed == 0
    assert len(rasa.log) == 1


def test_trainer_marks(event, rasa):
    make_trainer(event)
    assert mark(event, {(rasa.id, 0): "present"}, who="svecias").changed == 1


@pytest.mark.parametrize("who", ["svecias", "redaktore", "krt-direktore"])
def test_others_do_not(event, rasa, who):
    with pytest.raises(Unauthorized):
        mark(event, {(rasa.id, 0): "present"}, who=who)
    assert rasa.marks == {}


def test_not_before_the_session(event, rasa):
    early = BEGIN - timedelta(minutes=31)
    with pytest.raises(NotAllowed) as refused:
        mark(event, {(rasa.id, 0): "present"}, at=early)
    assert refused.value.message == operations.TOO_EARLY
    with pytest.raises(NotAllowed):
        mark(event, both(rasa, "present", "present"), at=BEGIN)
    assert rasa.marks == {}


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_not_of_an_event_that_is_not_held(world, state):
    event = make_event(world, "kitas", state=state)
    [one] = register(event, "Rasa Kretingienė")
    with pytest.raises(NotAllowed) as refused:
        mark(event, {(one.id, 0): "present"})
    assert refused.value.message == operations.NOT_HELD


@pytest.mark.parametrize(
    ("key", "wanted", "field"),
    [
        (("nobody", 0), "present", "id"),
        ((None, 2), "present", "session"),
        ((None, -1), "present", "session"),
        ((None, 0), "maybe", "mark"),
    ],
)
def test_wrong_cells(event, rasa, key, wanted, field):
    with pytest.raises(FieldErrors) as refused:
        mark(event, {(key[0] or rasa.id, key[1]): wanted})
    assert list(refused.value.errors) == [field]


def test_who_has_no_seat_is_not_marked(event):
    [waiting] = register(event, "Laukianti Aaa", state="waiting")
    with pytest.raises(FieldErrors):
        mark(event, {(waiting.id, 0): "present"})
    assert waiting.state == "waiting"


def test_nothing_is_half_saved(event, rasa):
    with pytest.raises(FieldErrors):
        mark(event, {(rasa.id, 0): "present", ("nobody", 0): "present"})
    assert rasa.marks == {}


def test_late_changes_need_a_reason(event, rasa):
    late = OVER + 14 * DAY
    with pytest.raises(FieldErrors) as refused:
        mark(event, {(rasa.id, 0): "present"}, at=late)
    assert refused.value.errors == {"reason": operations.REASON_MISSING}
    mark(event, {(rasa.id, 0): "present"}, at=late, reason=" Rastas lapas ")
    assert list(rasa.log) == [(late, "metodininke", "mark_present", "1: Rastas lapas")]
    # What stands needs none.
    assert mark(event, {(rasa.id, 0): "present"}, at=late).changed == 0


def test_a_certificate_needs_a_reason(event, rasa):
    mark(event, both(rasa, "present", "present"))
    rasa.certificate = "MT-2026-0001"
    with pytest.raises(FieldErrors):
        mark(event, {(rasa.id, 1): "absent"})
    assert rasa.state == "attended"


def test_two_organisers(event, rasa):
    seen = {(rasa.id, 0): ""}
    mark(event, {(rasa.id, 0): "absent"}, seen=seen, who="vedeja", at=OVER)
    later = OVER + HOUR
    done = mark(event, {(rasa.id, 0): "present"}, seen=seen, at=later)
    assert done.overwritten == [operations.Overwritten(rasa, 0, "absent", "vedeja", OVER)]
    assert (rasa.marks, rasa.marked) == ({0: "present"}, {0: (later, "metodininke")})


def test_two_organisers_who_agree(event, rasa):
    seen = {(rasa.id, 0): ""}
    mark(event, {(rasa.id, 0): "present"}, seen=seen, who="vedeja")
    assert mark(event, {(rasa.id, 0): "present"}, seen=seen) == (0, [])


def test_all_the_rest(event, rasa):
    mark(event, {(rasa.id, 0): "absent"})
    with act_as("metodininke"), moments.at(OVER):
        assert operations.mark_rest(event, 0, "present").changed == 3
    found = {one.name: one.marks for one in event.registrations.found()}
    assert found == {name: {0: "present"} for name in NAMES} | {NAMES[0]: {0: "absent"}}
    with act_as("metodininke"), pytest.raises(FieldErrors):
        operations.mark_rest(event, 7, "present")


def test_check_in_by_the_code_of_a_phone(event, rasa):
    with act_as("metodininke"), moments.at(BEGIN):
        assert operations.check_in(event, rasa.id) == (rasa, 0, True)
        assert operations.check_in(event, rasa.id) == (rasa, 0, False)
        with pytest.raises(FieldErrors):
            operations.check_in(event, "nobody")
    with act_as("metodininke"), moments.at(BEGIN + 6 * HOUR):
        with pytest.raises(NotAllowed):
            operations.check_in(event, rasa.id)
        assert operations.check_in(event, rasa.id, 0) == (rasa, 0, False)
    with act_as("svecias"), moments.at(BEGIN), pytest.raises(Unauthorized):
        operations.check_in(event, rasa.id)


def shown_code(event, at=BEGIN):
    with act_as("metodininke"), moments.at(at):
        return operations.session_code(event)


def test_check_in_by_the_code_of_the_room(event, rasa):
    number, code = shown_code(event)
    with moments.at(BEGIN):
        assert operations.check_in_self(event, rasa.secret, f" {code[:3]} {code[3:]}") == (0, "")
    assert (number, rasa.marks, rasa.marked) == (0, {0: "present"}, {0: (BEGIN, "")})
    assert shown_code(event, BEGIN - DAY) == (None, "")
    with act_as("svecias"), moments.at(BEGIN), pytest.raises(Unauthorized):
        operations.session_code(event)


def test_the_code_of_another_session_is_wrong(event, rasa):
    _number, code = shown_code(event, BEGIN + DAY)
    with moments.at(BEGIN):
        assert operations.check_in_self(event, rasa.secret, code) == (None, operations.WRONG_CODE)
    assert (rasa.marks, rasa.wrong_codes) == ({}, 1)


@pytest.mark.parametrize("at", [BEGIN - HOUR, BEGIN + 3 * HOUR])
def test_codes_are_not_taken_at_other_times(event, rasa, at):
    _number, code = shown_code(event)
    with moments.at(at), pytest.raises(NotAllowed) as refused:
        operations.check_in_self(event, rasa.secret, code)
    assert refused.value.message == operations.NOT_NOW


def test_codes_are_not_guessed(event, rasa):
    _number, code = shown_code(event)
    with moments.at(BEGIN):
        for _try in range(rules.MOST_TRIES):
            operations.check_in_self(event, rasa.secret, "ąžę")
        with pytest.raises(NotAllowed) as refused:
            operations.check_in_self(event, rasa.secret, code)
    assert (refused.value.message, rasa.marks) == (operations.TOO_MANY, {})


@pytest.mark.parametrize("secret", ["", "nobody"])
def test_a_code_without_a_private_link(event, secret):
    _number, code = shown_code(event)
    with moments.at(BEGIN), pytest.raises(FieldErrors):
        operations.check_in_self(event, secret, code)


def edit_sessions(event, *sessions):
    """As the event's form does; between its beginning and its end."""
    with act_as("metodininke"), moments.at(BEGIN + HOUR):
        edit_event(event, {"sessions": sessions, "end": BEGIN + 9 * DAY})


def test_marks_follow_their_sessions(event, rasa):
    first, second = event.sessions
    mark(event, both(rasa, "present", "absent"))
    early = first._replace(starts=BEGIN - 2 * HOUR, ends=BEGIN - HOUR)
    with act_as("metodininke"), moments.at(BEGIN + HOUR):
        edit_event(event, {"start": BEGIN - 2 * HOUR})
    edit_sessions(event, early, first, second)
    assert (rasa.marks, rasa.state) == ({1: "present", 2: "absent"}, "registered")
    assert rasa.marked == {1: (OVER, "metodininke"), 2: (OVER, "metodininke")}
    edit_sessions(event, first, second)
    assert (rasa.marks, rasa.state) == ({0: "present", 1: "absent"}, "partly")


def test_a_marked_session_is_not_taken_out(event, rasa):
    first, _second = event.sessions
    mark(event, {(rasa.id, 1): "present"})
    with pytest.raises(FieldErrors) as refused:
        edit_sessions(event, first)
    assert list(refused.value.errors) == ["sessions"]
    assert transaction.isDoomed()
    assert rasa.marks == {1: "present"}
