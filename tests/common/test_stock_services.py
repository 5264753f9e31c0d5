"""Stock REST services: lists are capped, and what can't be read is told with its field."""

from metodinis.testing import PASSWORD
from plone import api
import json
import pytest
import requests
import transaction


@pytest.fixture
def site_of_many(served_site):
    """A served site with 130 partners, and an editor's account."""
    with api.env.adopt_roles(["Manager"]):
        api.user.create("redaktore@example.org", "redaktore", PASSWORD)
        api.group.add_user(groupname="editors", username="redaktore")
        for number in range(130):
            api.content.create(served_site["partners"], "Partner", f"p{number}", title=f"{number}")
    transaction.commit()
    return served_site


@pytest.fixture
def ask(site_of_many):
    def ask(method, path, **sent):
        sent.setdefault("headers", {})["Accept"] = "application/json"
        sent["headers"].setdefault("Accept-Language", "lt")
        sent.setdefault("auth", ("redaktore", PASSWORD))
        return requests.request(method, f"{site_of_many.absolute_url()}/{path}", timeout=60, **sent)

    return ask


def fields(answer):
    return answer.status_code, [error["field"] for error in answer.json()["error"]["errors"]]


QUERY = {
    "query": [
        {
            "i": "portal_type",
            "o": "plone.app.querystring.operation.selection.any",
            "v": ["Partner"],
        }
    ]
}


def test_lists_are_capped(ask):
    sent = {**QUERY, "b_size": 100000}
    answers = [
        ask("GET", "@search?portal_type=Partner&b_size=100000"),
        ask("GET", "partners?b_size=100000"),
        ask("GET", "partners?b_size=100000&b_start=10"),
        ask("POST", "@querystring-search", json=sent),
        ask("GET", "@querystring-search", params={"query": json.dumps(sent)}),
    ]
    assert [
        (answer.status_code, len(answer.json()["items"]), answer.json()["items_total"])
        for answer in answers
    ] == [(200, 100, 130)] * 5
    assert "b_start=100" in answers[0].json()["batching"]["next"]
    assert len(ask("GET", "@search?portal_type=Partner&b_size=3").json()["items"]) == 3
    assert len(ask("GET", "@search?portal_type=Partner&b_size=").json()["items"]) == 25


@pytest.mark.parametrize("name", ["b_size", "b_start"])
def test_bad_number_names_its_field(ask, name):
    for number in ("x", "-1", "1e3", "99999999999"):
        for path in ("@search", "partners", "@types"):
            assert fields(ask("GET", f"{path}?{name}={number}")) == (400, [name])
        sent = {**QUERY, name: number}
        assert fields(ask("POST", "@querystring-search", json=sent)) == (400, [name])
        params = {"query": json.dumps(sent)}
        assert fields(ask("GET", "@querystring-search", params=params)) == (400, [name])
    assert fields(ask("GET", f"partners?{name}=1&{name}=2")) == (400, [name])


def test_body_that_is_no_json_object_is_told(ask):
    for body in (b"{", b"[]", b"\xff", b'{"title": "\xe0"}', b'{"a": NaN}', b'{"a": "\\ud800"}'):
        for method, path in (
            ("POST", "departments"),
            ("POST", "partners"),
            ("PATCH", "partners/p1"),
        ):
            headers = {"Content-Type": "application/json"}
            answer = ask(method, path, data=body, headers=headers)
            assert fields(answer) == (400, ["body"])
            assert "JSON" in answer.json()["error"]["message"]


def test_good_bodies_reach_their_service(ask, site_of_many):
    made = ask("POST", "partners", json={"@type": "Partner", "title": "Ąžuolas"})
    assert (made.status_code, made.json()["title"]) == (201, "Ąžuolas")
    changed = ask("PATCH", "partners/p1", json={"title": "Žalias"})
    assert changed.status_code == 204
    assert ask("GET", "partners/p1").json()["title"] == "Žalias"


def test_bad_value_of_a_stock_service_is_refused(ask):
    for title in (5, None, [], {}):
        assert ask("PATCH", "partners/p1", json={"title": title}).status_code == 400


def test_bad_query_of_a_search_is_told(ask):
    for query in ("{", "[]", "5"):
        answer = ask("GET", "@querystring-search", params={"query": query})
        assert fields(answer) == (400, ["query"])


@pytest.mark.parametrize("name", ["@copy", "@move"])
def test_what_has_no_place_there_is_refused(ask, site_of_many, name):
    url = site_of_many.absolute_url()
    for source in (f"{url}/partners/p1", [f"{url}/partners/p1", f"{url}/partners/p2"]):
        answer = ask("POST", f"departments/{name}", json={"source": source})
        assert answer.status_code == 400
        assert answer.json()["error"]["message"] == "To čia nukopijuoti ar perkelti negalima."
    for source in (5, {"a": 1}, ["partners", None]):
        assert fields(ask("POST", f"partners/{name}", json={"source": source})) == (400, ["source"])
    assert ask("GET", "partners?b_size=1").json()["items_total"] == 130
    assert ask("GET", "departments").json()["items_total"] == 0


def test_what_has_its_place_is_copied_and_moved(ask, site_of_many):
    url = site_of_many.absolute_url()
    with api.env.adopt_roles(["Manager"]):
        for name in ("a", "b"):
            api.content.create(site_of_many, "Folder", name, title=name)
        api.content.create(site_of_many["a"], "Document", "lapas", title="Lapas")
    transaction.commit()
    copied = ask("POST", "b/@copy", json={"source": f"{url}/a/lapas"})
    assert (copied.status_code, copied.json()[0]["target"]) == (200, f"{url}/b/lapas")
    moved = ask("POST", "b/@move", json={"source": f"{url}/a/lapas"})
    assert (moved.status_code, moved.json()[0]["target"]) == (200, f"{url}/b/copy_of_lapas")
    # Its old address leads to the new one.
    assert ask("GET", "a/lapas").json()["@id"] == f"{url}/b/copy_of_lapas"
