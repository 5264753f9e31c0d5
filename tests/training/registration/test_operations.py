"""Registering, the line, offers, and what the staff may do about them."""

from AccessControl import Unauthorized
from datetime import date
from datetime import timedelta
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from metodinis.common.moments import at
from metodinis.common.moments import now
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.libraries.operations import close_library
from metodinis.training.events.rules import Question
from metodinis.training.registration import mails
from metodinis.training.registration import operations
from metodinis.training.registration import seating
from metodinis.training.registration.content import Registrations
from metodinis.training.registration.desk import operations as desk
from metodinis.training.registration.rules import ALIVE
from metodinis.training.registration.rules import SEATED
from plone import api
from tests.training.registration.made_events import come
from tests.training.registration.made_events import library
from tests.training.registration.made_events import make_event
from tests.training.registration.made_events import register
from tests.training.registration.made_events import STAFF
from tests.training.registration.made_events import states
from tests.training.registration.made_events import values
import pytest


def staff():
    return api.env.adopt_user(username=STAFF)


def log(registration):
    return [what for _at, _by, what, _reason in registration.log]


def test_first_have_seats_and_the_rest_wait_in_order(event, sent):
    answers = [register(event, name) for name in ("Ana A", "Bena B", "Cecilija C", "Dana D")]
    assert [(answer.state, answer.position) for answer in answers] == [
        ("registered", None),
        ("registered", None),
        ("waiting", 1),
        ("waiting", 2),
    ]
    assert event.registrations.seats.taken == 2
    assert [mail[0] for mail in sent] == [
        "ana@example.org",
        "bena@example.org",
        "cecilija@example.org",
        "dana@example.org",
    ]


def test_seat_that_is_given_back_goes_to_the_next(event, sent):
    ana, _bena, cecilija, dana = come(event, "Ana A", "Bena B", "Cecilija C", "Dana D")
    sent.clear()
    operations.cancel(event, ana)
    assert states(event) == {
        "Ana A": "cancelled",
        "Bena B": "registered",
        "Cecilija C": "registered",
        "Dana D": "waiting",
    }
    assert event.registrations.position(dana) == 1
    assert [address for address, *_more in sent] == ["ana@example.org", "cecilija@example.org"]
    assert log(cecilija) == ["register", "promoted"]


def test_quota_of_a_library_is_kept_and_nobody_is_dropped(sent):
    event, krt = make_event(capacity=3, library_quota=1), library("KRT")
    come(event, "Ana A", "Bena B", library_uid=krt)
    come(event, "Cecilija C", "Dana D")
    assert states(event) == {
        "Ana A": "registered",
        "Bena B": "waiting",
        "Cecilija C": "registered",
        "Dana D": "registered",
    }
    operations.cancel(event, event.registrations.by_email("ana@example.org"))
    assert states(event)["Bena B"] == "registered"
    assert event.registrations.seats.by_library == {krt: 1}


def test_moderated_event_lets_the_staff_decide(sent):
    event = make_event(moderated=True, capacity=1)
    ana, bena, cecilija = come(event, "Ana A", "Bena B", "Cecilija C")
    assert set(states(event).values()) == {"pending"}
    assert event.registrations.seats.taken == 0
    with staff():
        desk.act(event, [bena.id, cecilija.id], "approve")
        with pytest.raises(FieldErrors) as refused:
            desk.act(event, [ana.id], "decline")
        assert list(refused.value.errors) == ["reason"]
        desk.act(event, [ana.id], "decline", reason="Skirta pradedantiesiems.")
    assert states(event) == {"Ana A": "declined", "Bena B": "registered", "Cecilija C": "waiting"}
    assert "> Skirta pradedantiesiems." in sent[-1][2]


def test_freed_seat_is_offered_and_taken(sent):
    event = make_event(capacity=1, offers=True)
    ana, bena, cecilija = come(event, "Ana A", "Bena B", "Cecilija C")
    for one in (ana, bena, cecilija):
        operations.confirm(event, one)
    operations.cancel(event, ana)
    assert states(event)["Bena B"] == "offered"
    assert bena.offer_until - now() > timedelta(hours=47)
    operations.accept(event, bena)
    assert states(event) == {"Ana A": "cancelled", "Bena B": "registered", "Cecilija C": "waiting"}


def test_offer_that_nobody_takes_goes_on_and_cannot_be_taken_later(sent):
    event = make_event(capacity=1, offers=True)
    ana, bena, cecilija = come(event, "Ana A", "Bena B", "Cecilija C")
    for one in (ana, bena, cecilija):
        operations.confirm(event, one)
    operations.cancel(event, ana)
    with at(bena.offer_until):
        assert seating.state_at(bena) == "cancelled"
        with pytest.raises(NotAllowed):
            operations.accept(event, bena)
        assert states(event) == {
            "Ana A": "cancelled",
            "Bena B": "cancelled",
            "Cecilija C": "offered",
        }
        operations.refuse(event, cecilija)
    assert event.registrations.seats.taken == 0
    assert log(bena)[-1] == "offer_expired"


def test_who_has_not_confirmed_gets_the_seat_and_not_an_offer(sent):
    event = make_event(capacity=1, offers=True)
    ana, bena = come(event, "Ana A", "Bena B")
    operations.cancel(event, ana)
    assert bena.state == "registered"
    assert bena.ends_at is not None


def test_unconfirmed_address_loses_its_seat_in_time(event, sent):
    ana, bena, cecilija = come(event, "Ana A", "Bena B", "Cecilija C")
    operations.confirm(event, bena)
    with at(now() + timedelta(hours=47)):
        seating.settle(event)
        assert ana.state == "registered"
    operations.confirm(event, cecilija)
    with at(now() + timedelta(hours=49)):
        seating.settle(event)
    assert states(event) == {
        "Ana A": "cancelled",
        "Bena B": "registered",
        "Cecilija C": "registered",
    }
    assert log(ana) == ["register", "unconfirmed"]


def test_token_of_any_length_is_known_again(event):
    answers = [register(event, "Ana A", token="t" * 100_000) for _click in range(2)]
    assert answers[0] == answers[1]
    assert event.registrations.by_email("ana@example.org").token == "t" * 64


def test_same_form_sent_twice_registers_once_with_the_same_answer(event, sent):
    answers = [register(event, "Ana A", token="t1") for _click in range(2)]
    assert answers[0] == answers[1]
    assert (len(event.registrations), len(sent)) == (1, 1)


def test_registered_address_is_answered_like_a_new_one(event, sent):
    ana, _bena = come(event, "Ana A", "Bena B")
    with at(now() + timedelta(hours=1)):
        again = register(event, "Kitas Vardas", email="ANA@example.org")
        new = register(event, "Cecilija C")
    assert (again.state, again.position) == (new.state, new.position) == ("waiting", 1)
    assert len(event.registrations) == 3
    assert (ana.name, ana.state) == ("Ana A", "registered")
    # The one who reads these mails is told how it stands.
    address, _subject, text, _attachments = sent[-2]
    assert (address, mails.link_of(event, ana) in text) == ("ana@example.org", True)


def test_nobody_can_flood_an_address_with_links(event, sent):
    come(event, "Ana A")
    for _time in range(3):
        register(event, "Ana A")
        operations.send_link(event, "ana@example.org")
    assert len(sent) == 1


def test_who_cancelled_may_register_again_at_the_end(event, sent):
    ana, *_others = come(event, "Ana A", "Bena B", "Cecilija C")
    operations.cancel(event, ana)
    assert register(event, "Ana A").position == 1
    assert [one.state for one in event.registrations.all_by_email("ana@example.org")] == [
        "cancelled",
        "waiting",
    ]


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"email": "ne adresas"}, ["email"]),
        ({"name": "  "}, ["name"]),
        ({"name": "x" * 101, "email": ""}, ["name", "email"]),
        ({"library_uid": "nera"}, ["library_uid"]),
        ({"answers": {"q2": "Kava"}}, ["answer-q1", "answer-q2"]),
    ],
)
def test_bad_input_is_told_at_its_field(event, more, fields):
    event.keep_questions(
        [
            Question("q1", "Ar atvyksite?", "yes_no", True),
            Question("q2", "Pietūs", "choice", False, ("Mėsa",)),
        ]
    )
    given_values = {**values("Ana A", answers={"q1": "yes"}), **more}
    with pytest.raises(FieldErrors) as refused:
        operations.register(event, given_values, consent=True)
    assert sorted(refused.value.errors) == sorted(fields)
    assert len(event.registrations) == 0


def test_without_consent_nobody_is_registered(event):
    with pytest.raises(FieldErrors) as refused:
        operations.register(event, values("Ana A"))
    assert list(refused.value.errors) == ["consent"]


@pytest.mark.parametrize("state", ["draft", "postponed", "cancelled"])
def test_only_announced_events_are_registered_for(sent, state):
    with pytest.raises(NotAllowed):
        register(make_event(state), "Ana A")


def test_registration_that_is_not_open_is_told(sent):
    later = now() + timedelta(days=1)
    with pytest.raises(NotAllowed):
        register(make_event(registration_opens=later), "Ana A")
    event = make_event(registration_closes=later)
    with at(later), pytest.raises(NotAllowed):
        register(event, "Ana A")


def test_director_registers_several_or_nobody(event, sent):
    krt = api.portal.get()["libraries"]["krt"]
    people = [values("Ana A"), values("Bena B", email="blogas")]
    with api.env.adopt_user(username="krt-direktore"):
        with pytest.raises(FieldErrors) as refused:
            operations.register_many(event, krt, people)
        assert list(refused.value.errors) == ["1-email"]
        assert len(event.registrations) == 0
        people[1]["email"] = "ana@example.org"
        with pytest.raises(FieldErrors) as refused:
            operations.register_many(event, krt, people)
        assert list(refused.value.errors) == ["1-email"]
        people[1]["email"] = "bena@example.org"
        many = [values(f"V{number} V") for number in range(51)]
        with pytest.raises(FieldErrors) as refused:
            operations.register_many(event, krt, many)
        assert list(refused.value.errors) == ["people"]
        made = operations.register_many(event, krt, people)
    assert [(one.state, one.library_uid, one.by, one.ends_at) for one in made] == [
        ("registered", krt.UID(), "krt-direktore", None)
    ] * 2
    for person in ("pag-direktore", "krt-darbuotoja", "svecias"):
        with api.env.adopt_user(username=person), pytest.raises(Unauthorized):
            operations.register_many(event, krt, people)


def test_director_of_a_library_cannot_pass_the_staff_of_a_moderated_event(sent):
    event = make_event(moderated=True)
    krt = api.portal.get()["libraries"]["krt"]
    with api.env.adopt_user(username="krt-direktore"):
        operations.register_many(event, krt, [values("Ana A")])
    with staff():
        desk.register_by_hand(event, values("Bena B"))
    assert states(event) == {"Ana A": "pending", "Bena B": "registered"}


def test_staff_seat_somebody_beyond_the_capacity_with_a_reason(event, sent):
    come(event, "Ana A", "Bena B", "Cecilija C", "Dana D")
    dana = event.registrations.by_email("dana@example.org")
    with staff():
        with pytest.raises(FieldErrors):
            desk.act(event, [dana.id], "seat", reason=" ")
        desk.act(event, [dana.id], "seat", reason="Lektorė.")
    assert (dana.state, dana.over, event.registrations.seats.taken) == ("registered", True, 3)
    assert dana.log[-1][1:] == (STAFF, "seat", "Lektorė.")
    # One over: the next seat that is given back is not free yet.
    operations.cancel(event, event.registrations.by_email("ana@example.org"))
    assert states(event)["Cecilija C"] == "waiting"


def test_staff_move_somebody_in_line(event, sent):
    come(event, "Ana A", "Bena B", "Cecilija C", "Dana D", "Elena E")
    elena = event.registrations.by_email("elena@example.org")
    with staff():
        desk.act(event, [elena.id], "move", reason="Pasikeitė data.", position=1)
    assert [
        event.registrations.get(id_).name for _key, (id_, _l) in event.registrations.line()
    ] == [
        "Elena E",
        "Cecilija C",
        "Dana D",
    ]
    assert event.registrations.position(elena) == 1


def test_two_organisers_at_once_the_later_one_is_told(sent):
    event = make_event(moderated=True)
    ana, bena = come(event, "Ana A", "Bena B")
    with staff():
        desk.act(event, [ana.id], "approve")
        with pytest.raises(NotAllowed) as refused:
            desk.act(event, [ana.id, bena.id], "decline", reason="Nėra vietų.")
    assert "Ana A" in str(refused.value.message.mapping["names"])
    assert states(event) == {"Ana A": "registered", "Bena B": "pending"}


def test_lowered_capacity_drops_nobody(event, sent):
    come(event, "Ana A", "Bena B", "Cecilija C")
    event.capacity = 1
    seating.settle(event)
    operations.cancel(event, event.registrations.by_email("ana@example.org"))
    assert states(event) == {"Ana A": "cancelled", "Bena B": "registered", "Cecilija C": "waiting"}
    event.capacity = 2
    seating.settle(event)
    assert states(event)["Cecilija C"] == "registered"


def test_another_address_has_to_be_confirmed_and_the_old_link_is_dead(event, sent):
    [ana] = come(event, "Ana A")
    operations.confirm(event, ana)
    old = ana.secret
    operations.change(event, ana, values("Ana Naujoji", email="nauja@example.org"))
    assert event.registrations.by_secret(old) is None
    assert event.registrations.by_email("ana@example.org") is None
    assert (ana.name, ana.confirmed_at, sent[-1][0]) == ("Ana Naujoji", None, "nauja@example.org")
    assert ana.ends_at is not None


def test_address_of_another_registration_is_refused(event, sent):
    ana, _bena = come(event, "Ana A", "Bena B")
    with pytest.raises(FieldErrors) as refused:
        operations.change(event, ana, values("Ana A", email="bena@example.org"))
    assert list(refused.value.errors) == ["email"]


def test_staff_correct_a_wrong_address(event, sent):
    [ana] = come(event, "Ana A")
    with staff():
        desk.correct(
            event, ana, values("Ana A", email="tikra@example.org", library_uid=library("KRT"))
        )
    assert event.registrations.seats.by_library == {library("KRT"): 1}
    assert (sent[-1][0], ana.ends_at) == ("tikra@example.org", None)


def test_library_that_was_closed_since_stays_until_another_is_chosen(event, sent):
    uid = library("PAG")
    [ana] = come(event, "Ana A", library_uid=uid)
    with api.env.adopt_roles(["Manager"]):
        libraries = api.portal.get()["libraries"]
        close_library(libraries["pag"], date(2025, 12, 31), merged_into=libraries["krt"])
    operations.change(event, ana, values("Ana B"))
    assert (ana.name, ana.library_uid) == ("Ana B", uid)
    with staff():
        desk.correct(event, ana, values("Ana C", library_uid=uid))
        assert (ana.name, ana.library_uid) == ("Ana C", uid)
        desk.correct(event, ana, values("Ana C"))
    assert ana.library_uid == ""


def test_nothing_is_done_once_it_has_begun(event, sent):
    [ana] = come(event, "Ana A")
    with at(event.start), pytest.raises(NotAllowed):
        operations.cancel(event, ana)
    with at(event.start):
        seating.settle(event)
    assert ana.state == "registered"


def test_anonymised_registration_keeps_its_count_and_no_name(event, sent):
    ana, _bena, cecilija = come(event, "Ana A", "Bena B", "Cecilija C")
    secret = ana.secret
    with at(event.end), staff():
        operations.anonymise(event, ana)
        operations.anonymise(event, cecilija)
    assert (ana.name, ana.email, ana.answers, ana.state) == ("", "", {}, "registered")
    assert event.registrations.by_secret(secret) is None
    assert event.registrations.by_secret("") is None
    assert event.registrations.by_email("ana@example.org") is None
    assert event.registrations.seats.taken == 2


def test_nobody_else_may_act(event, sent):
    [ana] = come(event, "Ana A")
    for person in ("svecias", "krt-direktore", "krt-darbuotoja", "redaktore"):
        with api.env.adopt_user(username=person):
            for call in (
                lambda: desk.act(event, [ana.id], "remove", reason="x"),
                lambda: desk.register_by_hand(event, values("Dana D")),
                lambda: desk.correct(event, ana, values("Ana A")),
                lambda: desk.write_to(event, [ana.id], "Tema", "Tekstas"),
            ):
                with pytest.raises(Unauthorized):
                    call()


NAMES = [f"Žmogus{number} P" for number in range(9)]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["register", "cancel", "accept", "refuse", "confirm", "capacity", "move", "hours"]
        ),
        st.integers(0, 8),
    ),
    max_size=25,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS, st.integers(1, 3), st.none() | st.integers(1, 2), st.booleans())
def test_whatever_happens_seats_and_order_hold(event, sent, steps, capacity, quota, offers):
    event.registrations = Registrations()
    event.capacity, event.library_quota, event.offers = capacity, quota, offers
    uids, lowest, moment = [None, library("KRT"), library("PAG")], capacity, now()
    for what, number in steps:
        found = event.registrations.by_email(f"zmogus{number}@example.org")
        with at(moment):
            try:
                if what == "register":
                    name = NAMES[number]
                    register(
                        event,
                        name,
                        email=f"zmogus{number}@example.org",
                        library_uid=uids[number % 3],
                    )
                elif what == "capacity":
                    event.capacity = number % 4 + 1
                    seating.settle(event)
                elif what == "hours":
                    moment += timedelta(hours=number * 5)
                elif what == "move" and found and found.state == "waiting":
                    with staff():
                        desk.act(event, [found.id], "move", reason="x", position=number)
                elif what in operations.OWN_ACTIONS and found:
                    operations.OWN_ACTIONS[what](event, found)
            except NotAllowed:
                pass
            seating.settle(event)
        store = event.registrations
        seated = store.found(*SEATED)
        assert store.seats.taken == len(seated)
        waiting = [store.get(id_) for _key, (id_, _library) in store.line()]
        assert {one.id for one in waiting} == {one.id for one in store.found("waiting")}
        assert store.seats.waiting == len(waiting)
        assert [store.position(one) for one in waiting] == list(range(1, len(waiting) + 1))
        counts = {uid: sum(one.library_uid == uid for one in seated) for uid in uids if uid}
        assert store.seats.by_library == {uid: count for uid, count in counts.items() if count}
        limits = seating.limits_of(event)
        assert not any(limits.fit(len(seated), counts, one.library_uid) for one in waiting)
        lowest = max(lowest, event.capacity)
        assert len(seated) <= lowest
        if quota:
            assert max(counts.values()) <= quota
        assert len({one.email for one in store.found(*ALIVE)}) == len(store.found(*ALIVE))
