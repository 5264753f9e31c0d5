"""Tracks: who makes, marks, claims and signs them, and what is refused."""

from AccessControl import Unauthorized
from datetime import date
from datetime import timedelta
from metodinis.common.moments import at
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.libraries.operations import close_library
from metodinis.training.induction import marking
from metodinis.training.induction import operations
from metodinis.training.induction.content import template_of
from metodinis.training.induction.rules import default_rows
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
from tests.training.induction.conftest import DAY
from tests.training.induction.conftest import make_track
from tests.training.induction.conftest import module_of
from tests.training.induction.conftest import MODULES
from tests.training.induction.conftest import VALUES
import pytest


NEWCOMER, MENTOR, DIRECTOR, STAFF = (
    "krt-naujoke",
    "krt-darbuotoja",
    "krt-direktore",
    "metodininke",
)
PASSED = {"passed": True, "on": date(2027, 3, 2)}


def mark(track, title, who=MENTOR, **values):
    with at(DAY), act_as(who):
        marking.mark(track, module_of(track, title), PASSED | values)


def pass_all(track):
    for module in MODULES[:3]:
        mark(track, module["title"])


def sign(track, who, side):
    with at(DAY), act_as(who):
        marking.sign(track, side)


def log_of(track):
    return [(by, what, module) for _moment, by, what, module, _reason in track.log]


def test_new_track_takes_the_template(kretinga):
    track = make_track(kretinga, modules=None)
    assert [module.title for module in track.modules] == [row.title for row in default_rows()]
    days = {module.title: module.due for module in track.modules}
    assert days["Asmens duomenų apsauga bibliotekoje"] == date(2027, 3, 3)
    # The tenth day after is 11 March, which is free.
    assert days["Fondas: komplektavimas, apskaita, išdėstymas ir nurašymas"] == date(2027, 3, 12)
    assert state_of(track) == "active"
    assert "naujok" not in track.getId()


@pytest.mark.parametrize("who", [DIRECTOR, STAFF, "vedeja"])
def test_made_by_director_and_department(kretinga, who):
    track = make_track(kretinga, who=who)
    assert track.library == kretinga
    assert log_of(track) == [(who, "made", "")]


@pytest.mark.parametrize("who", [MENTOR, "pag-direktore", "redaktore", "svecias"])
def test_others_make_none(kretinga, who):
    with act_as(who), pytest.raises(Unauthorized):
        operations.add_track(kretinga, VALUES, MODULES)


def test_department_has_tracks_of_its_own(world):
    training = api.portal.get()["training"]
    track = make_track(training, who="vedeja", newcomer=STAFF, mentor=None, title="Ona")
    assert (track.library, track.library_uid) == (None, "")
    with act_as(DIRECTOR), pytest.raises(Unauthorized):
        operations.add_track(training, VALUES | {"newcomer": None, "mentor": None}, MODULES)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"title": " "}, {"title"}),
        ({"starts": None}, {"starts"}),
        ({"starts": date(1999, 1, 1)}, {"starts"}),
        ({"email": "ne-adresas"}, {"email"}),
        ({"newcomer": "pag-direktore"}, {"newcomer"}),
        ({"mentor": "nera"}, {"mentor"}),
        ({"mentor": "krt-naujoke"}, {"mentor"}),
        ({"UID": "1"}, {"UID"}),
    ],
)
def test_bad_values_name_their_fields_and_make_nothing(kretinga, values, fields):
    with pytest.raises(FieldErrors) as caught:
        make_track(kretinga, **values)
    assert set(caught.value.errors) == fields
    assert list(kretinga.objectIds()) == []


def test_mentor_may_be_of_the_department(kretinga):
    assert make_track(kretinga, mentor=STAFF).mentor_title == "Ona Metodinskienė"
    assert make_track(kretinga, mentor=None, mentor_name="Stasė").mentor_title == "Stasė"


def test_closed_library_gets_none(kretinga):
    with act_as("vedeja"):
        close_library(kretinga, date(2025, 12, 31), merged_into=library("PAG"))
    with act_as(STAFF), pytest.raises(NotAllowed):
        operations.add_track(kretinga, VALUES, MODULES)


def test_modules_are_added_changed_and_removed(track):
    first, second, *_rest = track.modules
    mark(track, first.title)
    mark(track, second.title)
    rows = [
        {"id": first.id, "due": date(2027, 3, 9)},
        {"id": second.id, "remove": True},
        {"kind": "task", "title": "Statistika", "due": date(2027, 3, 5), "hours": 1},
    ]
    with at(DAY), act_as(DIRECTOR):
        operations.set_modules(track, rows)
    assert [(m.title, m.due, m.hours) for m in track.modules] == [
        ("Statistika", date(2027, 3, 5), 1.0),
        ("Darbo sauga", date(2027, 3, 9), 2.0),
        ("LIBIS", date(2027, 3, 15), 6.0),
        ("Kaimo filialas", date(2027, 3, 22), 4.0),
    ]
    assert set(track.marks) == {first.id}
    assert log_of(track)[-1] == (DIRECTOR, "modules", "")


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ({"kind": "task", "due": date(2027, 3, 5)}, {"module-1-title"}),
        ({"kind": "game", "title": "x", "due": date(2027, 3, 5)}, {"module-1-kind"}),
        ({"kind": "task", "title": "x", "due": None}, {"module-1-due"}),
        ({"kind": "task", "title": "x", "due": date(27, 3, 5)}, {"module-1-due"}),
        (
            {"kind": "task", "title": "x", "due": date(2027, 3, 5), "hours": -1.0},
            {"module-1-hours"},
        ),
        (
            {"kind": "task", "title": "x", "due": date(2027, 3, 5), "link": "javascript:alert(1)"},
            {"module-1-link"},
        ),
        (
            {"kind": "event", "title": "x", "due": date(2027, 3, 5), "event": "0" * 32},
            {"module-1-event"},
        ),
        ({"id": "nera", "title": "x"}, {"module-1-id"}),
        ({"id": ["nera"], "title": "x"}, {"module-1-id"}),
        (
            {"kind": "task", "title": "x", "due": date(2027, 3, 5), "hours": 10**400},
            {"module-1-hours"},
        ),
    ],
)
def test_bad_modules_name_their_fields_and_change_nothing(track, row, fields):
    before = track.modules
    rows = [{"id": before[0].id, "title": "Kitas"}, row]
    with act_as(DIRECTOR), pytest.raises(FieldErrors) as caught:
        operations.set_modules(track, rows)
    assert set(caught.value.errors) == fields
    assert track.modules == before


def test_changes_of_two_are_told(track):
    with act_as(DIRECTOR):
        operations.set_modules(track, [{"id": track.modules[0].id, "title": "A"}], track.revision)
        with pytest.raises(NotAllowed):
            operations.set_modules(track, [], track.revision - 1)


def test_too_many_modules(track):
    row = {"kind": "task", "title": "x", "due": date(2027, 3, 5)}
    with act_as(DIRECTOR), pytest.raises(FieldErrors) as caught:
        operations.set_modules(track, [row] * 57)
    assert set(caught.value.errors) == {"modules"}


def test_newcomer_claims_and_mentor_passes(track):
    reading = module_of(track, "Asmens duomenų apsauga")
    with at(DAY), act_as(NEWCOMER):
        marking.claim(track, reading, {"done": True, "note": "Viską supratau."})
    assert track.claims == {reading: (DAY.date(), "Viską supratau.")}
    assert track.progress.done == 0
    with at(DAY + timedelta(days=2)), act_as(MENTOR):
        assert [module.id for module in marking.pass_claimed(track)] == [reading]
        assert marking.pass_claimed(track) == []
    assert track.marks == {reading: (True, DAY.date(), MENTOR, 2.0, "")}
    assert log_of(track)[1:] == [
        (NEWCOMER, "claimed", "Asmens duomenų apsauga"),
        (MENTOR, "passed", "Asmens duomenų apsauga"),
    ]


def test_claim_is_taken_back(track):
    task = module_of(track, "LIBIS")
    with at(DAY), act_as(NEWCOMER):
        marking.claim(track, task, {"done": True})
        marking.claim(track, task, {"done": False})
        marking.claim(track, task, {"done": False})
    assert track.claims == {}
    assert [what for _by, what, _module in log_of(track)] == ["made", "claimed", "unclaimed"]


def test_newcomer_writes_a_note_on_any_module_but_claims_their_own_kinds(track):
    visit = module_of(track, "Kaimo filialas")
    with at(DAY), act_as(NEWCOMER):
        marking.claim(track, visit, {"done": False, "note": "Kada važiuosime?"})
        with pytest.raises(FieldErrors) as caught:
            marking.claim(track, visit, {"done": True})
        with pytest.raises(FieldErrors):
            marking.claim(track, "nera", {"done": True})
    assert set(caught.value.errors) == {"done"}
    assert track.claims == {visit: (None, "Kada važiuosime?")}


def test_repeated_module_is_to_be_claimed_anew(track):
    task = module_of(track, "LIBIS")
    with at(DAY), act_as(NEWCOMER):
        marking.claim(track, task, {"done": True, "note": "Padaryta"})
    mark(track, "LIBIS", passed=False, note="Dar pratęsimas.")
    assert track.claims[task] == (None, "Padaryta")
    assert track.marks[task].passed is False
    mark(track, "LIBIS", hours=8)
    assert (track.progress.done, track.progress.hours) == (1, 8.0)


@pytest.mark.parametrize("who", [NEWCOMER, "pag-direktore", "redaktore", "klm-darbuotoja"])
def test_others_mark_nothing(track, who):
    with act_as(who), pytest.raises((Unauthorized, NotAllowed)):
        marking.mark(track, track.modules[0].id, PASSED)
    assert track.marks == {}


@pytest.mark.parametrize("who", [MENTOR, DIRECTOR, STAFF])
def test_others_claim_nothing(track, who):
    with act_as(who), pytest.raises(Unauthorized):
        marking.claim(track, track.modules[1].id, {"done": True})


def test_director_marks_no_track_of_their_own(kretinga):
    track = make_track(kretinga, who=STAFF, newcomer=DIRECTOR)
    with at(DAY), act_as(DIRECTOR):
        for act in (
            lambda: marking.mark(track, track.modules[0].id, PASSED),
            lambda: marking.pass_claimed(track),
            lambda: marking.sign(track, "head"),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert (track.marks, track.signatures) == ({}, {})


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"passed": None}, {"passed"}),
        ({"on": date(2027, 3, 4)}, {"on"}),
        ({"on": None}, {"on"}),
        ({"hours": 500.0}, {"hours"}),
        ({"hours": 10**400}, {"hours"}),
        ({"note": "x" * 1001}, {"note"}),
        ({"by": "kitas"}, {"by"}),
    ],
)
def test_bad_marks_name_their_fields(track, values, fields):
    with pytest.raises(FieldErrors) as caught:
        mark(track, "LIBIS", **values)
    assert set(caught.value.errors) == fields
    assert track.marks == {}


def test_mark_is_taken_back(track):
    mark(track, "LIBIS")
    with at(DAY), act_as(DIRECTOR):
        marking.unmark(track, module_of(track, "LIBIS"))
    assert track.marks == {}
    assert log_of(track)[-1] == (DIRECTOR, "unmarked", "LIBIS")


def test_signed_by_both_it_is_finished(track):
    pass_all(track)
    sign(track, MENTOR, "mentor")
    assert state_of(track) == "active"
    sign(track, DIRECTOR, "head")
    assert state_of(track) == "finished"
    assert track.ended_at == DAY
    assert track.signatures == {"mentor": (DAY, MENTOR), "head": (DAY, DIRECTOR)}
    assert [what for _by, what, _module in log_of(track)][-3:] == [
        "signed_mentor",
        "signed_head",
        "finished",
    ]


def test_without_a_mentors_account_the_director_signs_alone(kretinga):
    track = make_track(kretinga, mentor=None, mentor_name="Stasė Stasienė")
    for module in MODULES[:3]:
        mark(track, module["title"], who=DIRECTOR)
    with at(DAY), act_as(DIRECTOR), pytest.raises(FieldErrors):
        marking.sign(track, "mentor")
    sign(track, DIRECTOR, "head")
    assert state_of(track) == "finished"


def test_signing_waits_for_all_that_is_needed(track):
    mark(track, "Darbo sauga")
    with pytest.raises(NotAllowed) as caught:
        sign(track, DIRECTOR, "head")
    names = caught.value.message.mapping["names"]
    assert names == "Asmens duomenų apsauga, LIBIS"


@pytest.mark.parametrize(
    ("who", "side"),
    [(DIRECTOR, "mentor"), (MENTOR, "head"), ("pag-direktore", "head"), (STAFF, "mentor")],
)
def test_each_signs_for_themselves(track, who, side):
    pass_all(track)
    with pytest.raises(Unauthorized):
        sign(track, who, side)
    assert track.signatures == {}


def test_what_changes_after_a_signature_takes_it_away(track):
    pass_all(track)
    sign(track, MENTOR, "mentor")
    mark(track, "LIBIS", note="Puiku")
    assert track.signatures == {}
    assert log_of(track)[-1] == (MENTOR, "unsigned", "")


def test_finished_track_stays_as_it_is(track):
    pass_all(track)
    sign(track, MENTOR, "mentor")
    sign(track, DIRECTOR, "head")
    with at(DAY), act_as(DIRECTOR):
        for act in (
            lambda: operations.update_track(track, {"title": "Kita"}),
            lambda: operations.set_modules(track, []),
            lambda: marking.mark(track, track.modules[0].id, PASSED),
            lambda: marking.sign(track, "head"),
            lambda: operations.delete_track(track),
        ):
            with pytest.raises(NotAllowed):
                act()
        with pytest.raises(FieldErrors):
            operations.reopen(track, " ")
        operations.reopen(track, "Pasirašyta per klaidą.")
    assert (state_of(track), track.signatures, track.ended_at) == ("active", {}, None)


def test_stopped_with_a_reason_and_gone_on_with(track):
    with at(DAY), act_as(DIRECTOR):
        with pytest.raises(FieldErrors):
            operations.stop(track, "")
        operations.stop(track, "Išėjo iš darbo.")
        assert (state_of(track), track.ended_at) == ("stopped", DAY)
        with pytest.raises(NotAllowed):
            operations.stop(track, "Dar kartą.")
        operations.resume(track)
    assert state_of(track) == "active"
    assert [entry[2:] for entry in track.log][1:] == [
        ("stopped", "", "Išėjo iš darbo."),
        ("resumed", "", ""),
    ]


def test_stock_ways_are_guarded_too(track):
    workflow = api.portal.get_tool("portal_workflow")
    for who, name in ((DIRECTOR, "finish"), (MENTOR, "finish"), (DIRECTOR, "stop")):
        with at(DAY), act_as(who), pytest.raises(NotAllowed):
            workflow.doActionFor(track, name)
    for who, name in ((MENTOR, "stop"), (NEWCOMER, "finish"), ("pag-direktore", "stop")):
        with act_as(who), pytest.raises(WorkflowException) as caught:
            workflow.doActionFor(track, name, comment="Noriu")
        assert not isinstance(caught.value, NotAllowed)
    assert state_of(track) == "active"


def test_roles_follow_mentor_and_newcomer(track):
    def roles():
        found = {name: {*names} for name, names in track.get_local_roles()}
        return {name: names - {"Owner"} for name, names in found.items() if names - {"Owner"}}

    assert roles() == {NEWCOMER: {"Newcomer"}, MENTOR: {"Mentor"}}
    with at(DAY), act_as(DIRECTOR):
        operations.update_track(track, {"mentor": STAFF, "newcomer": None})
    assert roles() == {STAFF: {"Mentor"}}
    with act_as(MENTOR):
        assert len(api.content.find(portal_type="InductionTrack")) == 0


def test_deleted_by_the_director(track, kretinga):
    with act_as(MENTOR), pytest.raises(Unauthorized):
        operations.delete_track(track)
    with act_as(DIRECTOR):
        operations.delete_track(track)
    assert list(kretinga.objectIds()) == []


def test_template_is_the_departments(world):
    training = world["training"]
    rows = [
        {"kind": "task", "title": "LIBIS", "days": 7, "hours": 4},
        {"kind": "briefing", "title": "Sauga", "days": 0, "link": "https://vdi.lrv.lt"},
    ]
    with act_as(STAFF):
        operations.set_template(training, rows, 0)
        with pytest.raises(NotAllowed):
            operations.set_template(training, rows, 0)
        with pytest.raises(FieldErrors) as caught:
            operations.set_template(training, [{**rows[0], "days": -1}, {"kind": "x"}])
        with pytest.raises(FieldErrors) as empty:
            operations.set_template(training, [])
    assert set(empty.value.errors) == {"modules"}
    assert set(caught.value.errors) == {
        "module-0-days",
        "module-1-kind",
        "module-1-title",
        "module-1-days",
    }
    assert template_of(training).rows == (
        ("briefing", "Sauga", 0, 0.0, True, "https://vdi.lrv.lt", ""),
        ("task", "LIBIS", 7, 4.0, True, "", ""),
    )
    with act_as(DIRECTOR), pytest.raises(Unauthorized):
        operations.set_template(training, rows)
