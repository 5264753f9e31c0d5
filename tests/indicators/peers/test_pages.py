"""Groups of the staff's own and settings, by pages and by REST; and what is refused."""

from AccessControl import Unauthorized
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import Refused
from metodinis.indicators.peers import groups
from metodinis.indicators.peers import operations
from metodinis.indicators.peers.content import OwnGroup
from metodinis.indicators.peers.content import Settings
from metodinis.testing import PASSWORD
from plone.uuid.interfaces import IUUID
from tests.indicators.test_api import ask
from tests.indicators.test_api import refused_fields
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
import pytest
import requests
import transaction


@pytest.fixture
def indicators(served_world):
    return served_world["indicators"]


def uids(*codes):
    return [IUUID(library(code)) for code in codes]


def seaside(*codes, **more):
    return {"title": "Pajūrio bibliotekos", "libraries": uids(*(codes or ("KRT", "PAG"))), **more}


def test_a_group_is_made_changed_and_removed(world):
    indicators = world["indicators"]
    with act_as("metodininke"):
        made = operations.add_group(indicators, seaside(note=" Prie jūros.\udcff\x00 "))
        kept = tuple(uids("KRT", "PAG"))
        assert made == OwnGroup("pajurio-bibliotekos", "Pajūrio bibliotekos", kept, "Prie jūros.")
        changed = operations.change_group(indicators, made.id, {"title": "Pajūris"})
        assert changed == OwnGroup("pajurio-bibliotekos", "Pajūris", kept, "Prie jūros.")
        again = operations.add_group(indicators, seaside("KLM", "PAG", "KLM"))
        assert (again.id, again.libraries) == (
            "pajurio-bibliotekos-2",
            tuple(uids("KLM", "PAG")),
        )
        assert [one.title for one in groups.own_groups()] == ["Pajūrio bibliotekos", "Pajūris"]
        operations.remove_group(indicators, made.id)
        assert groups.own_groups() == [again]


def test_a_bad_group_is_refused_whole(world):
    indicators = world["indicators"]
    with act_as("metodininke"):
        operations.add_group(indicators, seaside())
        for values, fields in (
            ({}, {"title", "libraries"}),
            ({"title": "x" * 81, "libraries": uids("KRT", "PAG")}, {"title"}),
            ({"title": "A", "libraries": uids("KRT")}, {"libraries"}),
            ({"title": "A", "libraries": uids("KRT") * 2}, {"libraries"}),
            ({"title": "A", "libraries": [*uids("KRT"), "nobody"]}, {"libraries"}),
            ({"title": "A", "libraries": "KRT"}, {"libraries"}),
            ({"title": "A", "libraries": 5}, {"libraries"}),
            ({"title": "A", "libraries": [["KRT"], {}]}, {"libraries"}),
            ({"title": "pajūrio BIBLIOTEKOS", "libraries": uids("KRT", "PAG")}, {"title"}),
            (seaside(note="x" * 501, title="A"), {"note"}),
            (seaside(colour="blue", title="A"), {"colour"}),
        ):
            with pytest.raises(FieldErrors) as refusal:
                operations.add_group(indicators, values)
            assert set(refusal.value.errors) == fields
        with pytest.raises(Refused):
            operations.change_group(indicators, "nothing", seaside())
        with pytest.raises(Refused):
            operations.remove_group(indicators, "nothing")
        assert len(groups.own_groups()) == 1


def test_there_is_an_end_of_groups(world, monkeypatch):
    monkeypatch.setattr(operations, "MOST_GROUPS", 1)
    with act_as("metodininke"):
        operations.add_group(world["indicators"], seaside())
        with pytest.raises(Refused):
            operations.add_group(world["indicators"], seaside(title="Kita"))


def test_settings_are_decided_and_refused(world):
    indicators = world["indicators"]
    with act_as("metodininke"):
        decided = operations.decide(indicators, {"measures": ["A7", "C1"], "smallest": 4})
        assert decided == Settings(measures=("A7", "C1"), smallest=4) == groups.settings()
        for values, fields in (
            ({"measures": []}, {"measures"}),
            ({"measures": ["A7", "B8"]}, {"measures"}),
            ({"measures": ["R8"]}, {"measures"}),
            ({"measures": "A7"}, {"measures"}),
            ({"smallest": 2, "neighbours": 51}, {"smallest", "neighbours"}),
            ({"smallest": "x"}, {"smallest"}),
            ({"names_in_public": "yes"}, {"names_in_public"}),
        ):
            with pytest.raises(FieldErrors) as refusal:
                operations.decide(indicators, values)
            assert set(refusal.value.errors) == fields
        assert groups.settings() == decided


def test_others_may_not(world):
    indicators = world["indicators"]
    groups.peers().put(OwnGroup("a", "A", (), ""))
    with act_as("krt-direktore"):
        for call in (
            lambda: operations.add_group(indicators, seaside()),
            lambda: operations.change_group(indicators, "a", {}),
            lambda: operations.remove_group(indicators, "a"),
            lambda: operations.decide(indicators, {}),
        ):
            with pytest.raises(Unauthorized):
                call()
    assert [one.id for one in groups.own_groups()] == ["a"]


def post(browser_page, form, **fields):
    """Send the form of a page as a browser does."""
    session = requests.Session()
    session.auth = ("metodininke", PASSWORD)
    page = session.get(browser_page, timeout=30)
    token = page.text.split('name="_authenticator" value="')[1].split('"')[0]
    answer = session.post(
        form, data={"_authenticator": token, **fields}, timeout=30, allow_redirects=False
    )
    transaction.begin()
    return answer


def test_pages_make_and_refuse(indicators):
    url = indicators.absolute_url()
    page = f"{url}/@@peer-group"
    few = post(page, page, title="Pajūris", libraries=uids("KRT"), note="Prie jūros")
    assert few.status_code == 400
    assert "Pasirinkite bent dvi bibliotekas." in few.text
    assert 'value="Pajūris"' in few.text
    assert groups.own_groups() == []
    made = post(page, page, title="Pajūris", libraries=uids("KRT", "PAG"), note="Prie jūros")
    assert (made.status_code, made.headers["Location"]) == (302, f"{url}/@@peer-groups")
    assert groups.own_groups() == [
        OwnGroup("pajuris", "Pajūris", tuple(uids("KRT", "PAG")), "Prie jūros")
    ]
    shown = requests.get(f"{url}/@@peer-groups", timeout=30).text
    assert "Pajūris" in shown
    assert "Prie jūros" in shown
    assert "@@peer-group?id=pajuris" not in shown
    page = f"{url}/@@peer-group-remove"
    assert post(f"{page}?id=pajuris", page, id="pajuris").status_code == 302
    assert groups.own_groups() == []
    assert (
        requests.get(f"{page}?id=pajuris", auth=("metodininke", PASSWORD), timeout=30).status_code
        == 404
    )


def test_page_of_settings_says_what_is_wrong(indicators):
    page = f"{indicators.absolute_url()}/@@peer-settings"
    wrong = post(page, page, measures=["A7"], neighbours="daug", smallest="3")
    assert wrong.status_code == 400
    assert 'value="daug"' in wrong.text
    assert groups.settings() == Settings()
    done = post(
        page, page, measures=["A7", "G4"], neighbours="9", smallest="3", names_in_public="1"
    )
    assert done.status_code == 302
    assert groups.settings() == Settings(("A7", "G4"), 9, 3, True)


def test_rest_does_the_same(indicators):
    made = ask("POST", indicators, "@peer-groups", "metodininke", json=seaside())
    assert made.status_code == 201
    own = {**seaside(), "id": "own:pajurio-bibliotekos", "note": ""}
    assert made.json() == own
    listed = ask("GET", indicators, "@peer-groups").json()
    assert (listed["year"], listed["items"]) == (None, [own])
    changed = ask(
        "PATCH", indicators, "@peer-groups", "metodininke", json={"id": own["id"], "note": "Kodėl"}
    )
    assert changed.json() == {**own, "note": "Kodėl"}
    gone = ask("DELETE", indicators, "@peer-groups", "metodininke", json={"id": own["id"]})
    assert gone.status_code == 204
    again = ask("DELETE", indicators, "@peer-groups", "metodininke", json={"id": own["id"]})
    assert again.status_code == 400
    assert ask("GET", indicators, "@peer-groups?year=1999").status_code == 400
    for method, body, fields in (
        ("POST", {"title": 5, "libraries": uids("KRT", "PAG")}, ["title"]),
        ("PATCH", {"title": "B"}, ["id"]),
        ("DELETE", {}, ["id"]),
    ):
        answer = ask(method, indicators, "@peer-groups", "metodininke", json=body)
        assert refused_fields(answer) == fields


def test_rest_settings(indicators):
    answer = ask("PATCH", indicators, "@peer-settings", "metodininke", json={"neighbours": 4})
    expected = {
        "measures": ["A7", "A1", "G4", "B4"],
        "neighbours": 4,
        "smallest": 5,
        "names_in_public": False,
    }
    assert answer.json() == expected
    assert ask("GET", indicators, "@peer-settings").json() == expected
    answer = ask("PATCH", indicators, "@peer-settings", "metodininke", json={"neighbours": "4"})
    assert refused_fields(answer) == ["neighbours"]
