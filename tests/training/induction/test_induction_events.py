"""A module that is a training event of the site: what it tells of the newcomer's attendance."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.training.events.rules import Session
from metodinis.training.induction import attended
from metodinis.training.induction import operations
from metodinis.training.induction.personal import InductionData
from metodinis.training.induction.views import ModulePage
from plone import api
from tests.libraries.conftest import act_as
from tests.training.attended import make_event
from tests.training.attended import register
from tests.training.induction.conftest import make_track
import json
import pytest


MODULE = {"kind": "event", "title": "Mokymai", "due": date(2026, 3, 16)}
EMAIL = "krt-naujoke@example.org"


@pytest.fixture
def event(world):
    return make_event(world)


def seen(kretinga, event, who="krt-direktore", **values):
    """The EventSeen of a track's only module."""
    track = make_track(kretinga, modules=[MODULE | {"event": event.UID()}], **values)
    with act_as(who):
        return attended.seen(track, track.modules[0])


@pytest.mark.parametrize("state", ["registered", "attended", "partly", "absent"])
def test_state_of_the_newcomers_registration(kretinga, event, state):
    register(event, "Ieva", state=state, email=EMAIL, library_uid=kretinga.UID())
    found = seen(kretinga, event)
    assert (found.title, found.registration) == ("Skaitymo skatinimas", state)
    assert (found.attended, found.partly) == (state == "attended", state == "partly")


def test_address_of_the_track_goes_before_that_of_the_account(kretinga, event):
    register(event, "Ieva", state="attended", email="ieva@pastas.lt", library_uid=kretinga.UID())
    assert seen(kretinga, event).registration == ""
    assert seen(kretinga, event, email="IEVA@pastas.lt").registration == "attended"


def test_people_of_other_libraries_are_not_told_of(kretinga, event):
    pagegiai = api.portal.get()["libraries"]["pag"]
    register(event, "Kita", state="attended", email="kita@pastas.lt", library_uid=pagegiai.UID())
    assert seen(kretinga, event, email="kita@pastas.lt").registration == ""


def test_event_that_one_may_not_see_is_not_told(kretinga, world):
    draft = make_event(world, "juodrastis", state="draft")
    track = make_track(kretinga, who="metodininke", modules=[MODULE | {"event": draft.UID()}])
    with act_as("krt-direktore"):
        assert attended.seen(track, track.modules[0]) is None
        # It may stay, though nobody else could be led to it.
        operations.set_modules(track, [{"id": track.modules[0].id, "event": draft.UID()}])


def test_attended_module_is_suggested_with_the_day_of_the_event(kretinga, event, http_request):
    register(event, "Ieva", state="attended", email=EMAIL, library_uid=kretinga.UID())
    track = make_track(kretinga, modules=[MODULE | {"event": event.UID()}])
    http_request.form["id"] = track.modules[0].id
    with act_as("krt-darbuotoja"):
        page = ModulePage(track, http_request)
        assert page.value("on") == "2026-03-12"
        assert page.shown["event"].attended


def test_events_to_choose_from(kretinga, world):
    begin = datetime.now(UTC) + timedelta(days=30)
    sessions = [Session(begin, begin + timedelta(hours=2))]
    coming = make_event(world, "busimi", state="draft", title="Būsimi", sessions=sessions)
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(coming, "announce")
    past = make_event(world, "praeje", title="Praėję")
    make_event(world, "rengiami", state="draft")
    track = make_track(kretinga, modules=[MODULE])
    with act_as("krt-direktore"):
        assert [uid for uid, _title in attended.offered(track.modules)] == [coming.UID()]
        operations.set_modules(track, [{"id": track.modules[0].id, "event": past.UID()}])
        assert attended.offered(track.modules)[1] == (past.UID(), "2026-03-12 Praėję")


def test_persons_data_are_told_and_erased(kretinga):
    track = make_track(kretinga, modules=[MODULE])
    make_track(kretinga, newcomer=None, email="kita@pastas.lt", modules=[MODULE])
    data = InductionData()
    [found] = data.find(EMAIL.upper())
    assert (found["kind"], found["title"], found["url"]) == (
        "induction",
        "Ieva Naujokaitė",
        track.absolute_url(),
    )
    assert json.loads(json.dumps(found))["modules"][0]["title"] == "Mokymai"
    assert (data.find("svecias@example.org"), data.erase("svecias@example.org")) == ([], 0)
    assert data.erase(EMAIL) == 1
    assert [other.email for other in kretinga.objectValues()] == ["kita@pastas.lt"]
