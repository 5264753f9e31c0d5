"""Nothing in the database, in its order or in the logs joins an answer with a person."""

from metodinis.common.moments import at
from metodinis.training.evaluation import operations
from persistent import Persistent
from tests.training.made_past_events import add_people
from tests.training.made_past_events import DAY
from tests.training.made_past_events import END
from tests.training.made_past_events import make_event
from tests.training.made_past_events import sheet
import logging
import pickle
import pickletools
import pytest
import transaction


NEXT_DAY = END + DAY
WORDS = ("Akmenys", "Beržai", "Cukrus", "Debesys", "Ežerai", "Fikusas")


@pytest.fixture
def answered(served_world):
    """An event with six people, who answered one after the other, each in a transaction."""
    event = make_event()
    people = add_people(event, len(WORDS))
    transaction.commit()
    for person, word in zip(people, WORDS, strict=True):
        with at(NEXT_DAY):
            operations.answer(event, person, "after", sheet(4, best=word))
        transaction.commit()
    return event, people


def state_of(obj):
    """Everything that is stored of a persistent object, as texts of its pickle."""
    data, _serial = obj._p_jar.db().storage.load(obj._p_oid)
    found = set()
    for start in _pickles(data):
        found |= {str(arg) for _op, arg, _pos in pickletools.genops(start) if arg is not None}
    return found


def _pickles(data):
    """The two pickles of a record: its class, its state."""
    first = next(pos for op, _arg, pos in pickletools.genops(data) if op.name == "STOP") + 1
    return data[:first], data[first:]


def trees(event):
    urn = event.feedback.urns["after"]
    return urn, urn._sheets, urn._spent


def test_answering_touches_neither_the_registration_nor_the_event(answered):
    event, people = answered
    before = {obj: obj._p_serial for obj in (event, event.feedback, *trees(event)[:1])}
    serials = [person._p_serial for person in people]
    with at(NEXT_DAY):
        newcomer = add_people(event, 1)[0]
        transaction.commit()
        before = {obj: obj._p_serial for obj in before}
        operations.answer(event, newcomer, "after", sheet(1, best="Gėlės"))
    serial = newcomer._p_serial
    transaction.commit()
    assert {obj: obj._p_serial for obj in before} == before
    assert [person._p_serial for person in people] == serials
    assert newcomer._p_serial == serial


def test_a_sheet_holds_answers_alone(answered):
    event, people = answered
    _urn, sheets, spent = trees(event)
    for stored in sheets.values():
        assert type(stored) is tuple
        assert not isinstance(stored, Persistent)
        kept = dict(stored)
        assert kept == sheet(4, best=kept["best"])
    known = {
        text for person in people for text in (person.id, person.secret, person.name, person.email)
    }
    assert state_of(sheets) & known == set()
    # Who answered stands there in digests alone, which don't say what.
    assert state_of(spent) & (known | {*WORDS}) == set()
    assert {*spent} & {*sheets} == set()


def test_no_moment_is_kept(answered):
    event, _people = answered
    urn, sheets, spent = trees(event)
    for obj in (urn, sheets, spent):
        assert not any("datetime" in text for text in state_of(obj))
    assert {type(value) for stored in sheets.values() for _id, value in stored} == {int, str}


def test_order_tells_nothing(answered):
    event, people = answered
    urn, sheets, spent = trees(event)
    assert all(len(key) == 32 for key in sheets)
    digests = [urn._digest(person.id) for person in people]
    assert {*digests} == {*spent}
    # Keys are random: they don't grow with time, and the same people get others each time.
    other = make_event("kitas")
    for person in people:
        other.registrations.add(person)
        with at(NEXT_DAY):
            operations.answer(other, person, "after", sheet(4))
    assert {*other.feedback.urns["after"]._sheets} & {*sheets} == set()
    assert {*other.feedback.urns["after"]._spent} & {*spent} == set()


def test_a_closed_form_forgets_who_answered(answered):
    event, people = answered
    urn, sheets, _spent = trees(event)
    keys, told = {*sheets}, sorted(map(str, urn.sheets()))
    add_people(event, 1)
    with at(NEXT_DAY):
        operations.ask(event, "after", NEXT_DAY.date())
        operations.remind(event, "after")
    assert (len(urn.asked), len(urn.reminded)) == (7, 1)
    operations.close(event, "after")
    transaction.commit()
    # Who was reminded hadn't answered: the others had.
    assert (len(urn.asked), len(urn.reminded)) == (0, 0)
    assert sorted(map(str, urn.sheets())) == told
    assert {*urn._sheets} & keys == set()
    assert len(urn._spent) == 0
    # Written in one go: all have the moment of the closing.
    assert urn._sheets._p_serial == urn._spent._p_serial == urn._p_serial
    with at(NEXT_DAY):
        assert operations.standing(event, people[0], "after") == operations.CLOSED


def test_neither_log_nor_description_of_a_transaction_tells(answered, caplog):
    event, _people = answered
    person = add_people(event, 1)[0]
    person.name, person.secret = "Slapyvardė", "labai-slapta"
    with caplog.at_level(logging.DEBUG), at(NEXT_DAY):
        # As the publisher notes it of who is logged in.
        transaction.get().user = "svecias"
        operations.answer(event, person, "after", sheet(2, best="Paslaptis"))
    assert transaction.get().user == ""
    assert [record.getMessage() for record in caplog.records if "feedback" in record.message] == [
        "feedback: an answer to after of skaitymas"
    ]
    assert "Paslaptis" not in caplog.text
    assert person.id not in caplog.text
    described = pickle.dumps((transaction.get().description, transaction.get().user))
    assert b"Slapyvard" not in described
    assert person.id.encode() not in described
