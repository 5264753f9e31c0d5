"""What tracks tell to people's agenda, by how many queries; mails of the night; old tracks."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.common.moments import at
from metodinis.common.states import state_of
from metodinis.libraries import people
from metodinis.libraries.people import person
from metodinis.training.induction import marking
from metodinis.training.induction import operations
from metodinis.training.induction import rules
from metodinis.training.induction.agenda import InductionAgenda
from metodinis.training.induction.nightly import Leavers
from metodinis.training.induction.nightly import Reminders
from metodinis.training.induction.nightly import Retention
from plone import api
from Products.CMFCore.indexing import processQueue
from Products.CMFPlone.CatalogTool import CatalogTool
from tests.libraries.conftest import act_as
from tests.training.induction.conftest import add_newcomer
from tests.training.induction.conftest import DAY
from tests.training.induction.conftest import make_track
from tests.training.induction.conftest import module_of
from tests.training.induction.conftest import MODULES
from zope.i18n import translate
import pytest


def say(message):
    return translate(message, target_language="lt")


def tasks(who, day=DAY, limit=10):
    with at(day), act_as(who):
        found = InductionAgenda().tasks(person(who), limit)
    assert found.total == len(found.tasks)
    return [(say(task.title), task.who, task.due and task.due.date()) for task in found.tasks]


def late(who, day):
    with at(day), act_as(who):
        found = InductionAgenda().late(person(who), 10)
    return [(say(task.title), task.due.date()) for task in found.tasks]


def mark(track, *titles, who="krt-darbuotoja", day=DAY):
    with at(day), act_as(who):
        for title in titles:
            values = {"passed": True, "on": date(2027, 3, 2)}
            marking.mark(track, module_of(track, title), values)


def test_newcomer_is_told_what_is_due(track):
    assert tasks("krt-naujoke") == [
        ("Įvadiniai mokymai: Darbo sauga", "Rasa Kretingienė", date(2027, 3, 1)),
        ("Įvadiniai mokymai: Asmens duomenų apsauga", "Rasa Kretingienė", date(2027, 3, 4)),
        ("Įvadiniai mokymai: LIBIS", "Rasa Kretingienė", date(2027, 3, 15)),
    ]
    with at(DAY), act_as("krt-naujoke"):
        marking.claim(track, module_of(track, "LIBIS"), {"done": True})
    mark(track, "Darbo sauga")
    assert [title for title, *_rest in tasks("krt-naujoke")] == [
        "Įvadiniai mokymai: Asmens duomenų apsauga"
    ]


def test_mentor_is_told_what_to_mark_and_the_director_is_not(track):
    who = "Ieva Naujokaitė, Kretinga"
    assert tasks("krt-darbuotoja") == [
        ("Įvadiniai mokymai, įvertinkite modulius: 2", who, date(2027, 3, 1))
    ]
    mark(track, "Darbo sauga")
    assert tasks("krt-darbuotoja") == [
        ("Įvadiniai mokymai, įvertinkite: Asmens duomenų apsauga", who, date(2027, 3, 4))
    ]
    assert tasks("krt-direktore") == []
    assert tasks("metodininke") == []


def test_director_marks_where_the_mentor_has_no_account(kretinga):
    make_track(kretinga, mentor=None, mentor_name="Stasė")
    assert [title for title, *_rest in tasks("krt-direktore")] == [
        "Įvadiniai mokymai, įvertinkite modulius: 2"
    ]


def test_signing_goes_from_mentor_to_director(track):
    mark(track, *(module["title"] for module in MODULES[:3]))
    signing = [("Pasirašykite įvadinių mokymų planą", "Ieva Naujokaitė, Kretinga", None)]
    assert [tasks(who) for who in ("krt-darbuotoja", "krt-direktore")] == [signing, []]
    with at(DAY), act_as("krt-darbuotoja"):
        marking.sign(track, rules.MENTOR)
    assert [tasks(who) for who in ("krt-darbuotoja", "krt-direktore")] == [[], signing]
    assert tasks("pag-direktore") == []


def test_department_signs_its_own(world):
    track = make_track(
        world["training"], who="vedeja", newcomer="metodininke", mentor=None, title="Ona"
    )
    mark(track, *(module["title"] for module in MODULES[:3]), who="vedeja")
    assert tasks("vedeja") == [("Pasirašykite įvadinių mokymų planą", "Ona", None)]
    assert tasks("metodininke") == []


def test_late_is_told_to_who_looks_after_it(track):
    day = DAY + timedelta(days=2)
    expected = [("Įvadiniai mokymai, vėluojantys moduliai: 2", date(2027, 3, 1))]
    found = {
        who: late(who, day)
        for who in ("metodininke", "krt-direktore", "krt-darbuotoja", "krt-naujoke")
    }
    assert found == {
        "metodininke": expected,
        "krt-direktore": expected,
        "krt-darbuotoja": [],
        "krt-naujoke": [],
    }
    assert late("pag-direktore", day) == []


def test_days_stand_in_the_calendar(track):
    def entries(who):
        with at(DAY), act_as(who):
            found = InductionAgenda().entries(person(who), DAY, DAY + timedelta(days=13))
        return [(say(entry.title), entry.who, entry.starts) for entry in found]

    expected = [
        (
            "Įvadiniai mokymai: Asmens duomenų apsauga",
            "Ieva Naujokaitė",
            datetime(2027, 3, 4, 15, tzinfo=UTC),
        ),
        ("Įvadiniai mokymai: LIBIS", "Ieva Naujokaitė", datetime(2027, 3, 15, 15, tzinfo=UTC)),
    ]
    assert entries("krt-naujoke") == expected
    assert entries("krt-direktore") == expected
    assert entries("metodininke") == []


def test_number_of_queries_is_fixed(kretinga, monkeypatch):
    asked = []
    search = CatalogTool.searchResults

    def counted(self, *args, **kwargs):
        asked.append(kwargs)
        return search(self, *args, **kwargs)

    def count():
        processQueue()
        asked.clear()
        for who in ("krt-direktore", "metodininke"):
            whose = person(who)
            with at(DAY), act_as(who):
                InductionAgenda().tasks(whose, 10)
                InductionAgenda().late(whose, 10)
                InductionAgenda().entries(whose, DAY, DAY + timedelta(days=30))
        return len(asked)

    make_track(kretinga)
    monkeypatch.setattr(CatalogTool, "searchResults", counted)
    before = count()
    for _number in range(5):
        make_track(kretinga)
    assert count() == before


def night(day):
    moment = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    with at(moment), api.env.adopt_roles(["Manager"]):
        return list(Reminders()(day))


def test_each_reminder_goes_out_once(track, mails):
    mark(track, "Darbo sauga")
    mails.clear()
    seen = {}
    for offset in range(16):
        day = date(2027, 3, 3) + timedelta(days=offset)
        night(day)
        if mails:
            seen[day.day] = sorted({(to, subject) for to, subject, _text in mails})
        mails.clear()
    soon = "Įvadiniai mokymai: artėja terminas (Ieva Naujokaitė)"
    overdue = "Įvadiniai mokymai vėluoja: Ieva Naujokaitė"
    two = ("krt-darbuotoja@example.org", "krt-naujoke@example.org")
    three = ("krt-darbuotoja@example.org", "krt-direktore@example.org", "krt-naujoke@example.org")
    assert seen == {
        3: [(to, soon) for to in two],
        5: [(to, overdue) for to in three],
        12: [(to, soon) for to in two],
        16: [(to, overdue) for to in three],
    }


def test_reminder_names_the_modules(track, mails):
    night(date(2027, 3, 12))
    [text] = [
        text for to, subject, text in mails if to.startswith("krt-na") and "artėja" in subject
    ]
    assert "- 2027-03-15  LIBIS (praktinė užduotis)" in text.splitlines()
    assert track.absolute_url() in text


def test_what_waits_for_the_mentor_is_not_reminded_of_before_its_day(track, mails):
    mark(track, "Darbo sauga")
    with at(DAY), act_as("krt-naujoke"):
        marking.claim(track, module_of(track, "Asmens duomenų apsauga"), {"done": True})
    mails.clear()
    assert night(date(2027, 3, 3)) == []
    assert mails == []


def test_newcomer_without_an_account_is_reminded_by_mail(kretinga, mails):
    make_track(kretinga, newcomer=None, email="ieva@example.org", mentor=None)
    night(date(2027, 3, 2))
    assert {to for to, *_rest in mails} == {"ieva@example.org", "krt-direktore@example.org"}


def test_stopped_track_is_not_reminded_of(track, mails):
    with at(DAY), act_as("krt-direktore"):
        operations.stop(track, "Išėjo.")
    mails.clear()
    assert night(date(2027, 3, 20)) == []
    assert mails == []


def test_people_are_told_of_their_track(kretinga, mails):
    track = make_track(kretinga)
    assert sorted((to, subject) for to, subject, _text in mails) == [
        ("krt-darbuotoja@example.org", "Esate naujo darbuotojo kuratorius: Ieva Naujokaitė"),
        ("krt-naujoke@example.org", "Jūsų įvadinių mokymų pradžia – 2027 m. kovo 1 d."),
    ]
    mails.clear()
    mark(track, *(module["title"] for module in MODULES[:3]))
    assert mails == []  # the mentor, who signs first, has passed the last one
    with at(DAY), act_as("krt-darbuotoja"):
        marking.sign(track, rules.MENTOR)
    assert [(to, subject) for to, subject, _text in mails] == [
        ("krt-direktore@example.org", "Įvadinių mokymų planas laukia Jūsų parašo: Ieva Naujokaitė")
    ]
    mails.clear()
    with at(DAY), act_as("krt-direktore"):
        marking.sign(track, rules.HEAD)
    assert {(to, subject) for to, subject, _text in mails} == {
        ("krt-darbuotoja@example.org", "Įvadiniai mokymai baigti: Ieva Naujokaitė"),
        ("krt-naujoke@example.org", "Įvadiniai mokymai baigti: Ieva Naujokaitė"),
    }


def test_who_left_sees_the_track_no_more(track, kretinga):
    assert Leavers()(DAY.date()) == []
    people.put(kretinga, "krt-darbuotoja", None)
    assert Leavers()(DAY.date()) == [f"{track.getId()}: mentor left"]
    assert (track.mentor, track.mentor_name) == (None, "Rasa Kretingienė")
    with act_as("krt-darbuotoja"):
        assert len(api.content.find(portal_type="InductionTrack")) == 0
    with act_as("krt-naujoke"):
        assert len(api.content.find(portal_type="InductionTrack")) == 1


@pytest.mark.parametrize(("day", "kept"), [(date(2032, 3, 3), 1), (date(2032, 3, 4), 0)])
def test_tracks_that_ended_long_ago_are_deleted(kretinga, day, kept):
    add_newcomer("krt-kita", "Kita")
    running = make_track(kretinga, newcomer="krt-kita")
    track = make_track(kretinga)
    with at(DAY), act_as("krt-direktore"):
        operations.stop(track, "Išėjo.")
    lines = Retention()(day)
    assert len(kretinga.objectIds()) == 1 + kept
    assert lines == ([] if kept else [f"{track.getId()}: deleted"])
    assert state_of(running) == "active"
