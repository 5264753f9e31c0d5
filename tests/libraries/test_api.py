"""REST services of the register and of accounts."""

from metodinis.testing import PASSWORD
from plone import api
import pytest
import requests
import transaction


def call(site, method, path, person="vedeja", **more):
    return requests.request(
        method,
        f"{site.absolute_url()}/libraries{path}",
        auth=(person, PASSWORD),
        headers={"Accept": "application/json", "Accept-Language": "lt"},
        timeout=60,
        **more,
    )


def codes(site, query):
    """The codes of the libraries that a list gives."""
    return [item["code"] for item in call(site, "GET", f"/@libraries?{query}").json()["items"]]


def wrong_fields(answer):
    assert answer.status_code == 400
    return [error["field"] for error in answer.json()["error"]["errors"]]


def test_register_by_rest(served_world):
    body = {
        "code": "SIL",
        "title": "Šilutės biblioteka",
        "municipality": "LT-46",
        "opened": "1940-05-01",
        "latitude": 55,
        "longitude": 21.5,
        "outlets": {"rural": 15},
        "population": [{"year": 2025, "population": 38500, "source": "VDA"}],
    }
    made = call(served_world, "POST", "", json=body)
    assert made.status_code == 201
    assert made.headers["Location"].endswith("/libraries/sil")
    changed = call(
        served_world, "PATCH", "/sil", json={"code": "SIL2", "outlets": {"urban": 1}}
    ).json()
    assert changed["outlets"] == {"urban": 1, "rural": 15}
    assert changed["county"] == "LT-KL"
    assert codes(served_world, "text=silut") == ["SIL2"]
    end = {"day": "2025-12-31", "merged_into": "KLM"}
    assert call(served_world, "POST", "/sil/@close", json=end).json()["merged_into"] == "KLM"
    assert call(served_world, "POST", "/sil/@close", json=end).status_code == 409
    assert codes(served_world, "state=open") == ["KLM", "KRT", "PAG"]
    assert codes(served_world, "state=closed") == ["SIL2"]
    assert codes(served_world, "state=all&sort=code&order=descending") == [
        "SIL2",
        "PAG",
        "KRT",
        "KLM",
    ]


@pytest.mark.parametrize(
    ("method", "path", "body", "fields"),
    [
        ("POST", "", {}, ["title", "code"]),
        ("POST", "", {"code": 5, "title": ["x"]}, ["title", "code"]),
        ("PATCH", "/krt", {"opened": "1.5.1940"}, ["opened"]),
        ("PATCH", "/krt", {"opened": 1940}, ["opened"]),
        ("PATCH", "/krt", {"latitude": "55"}, ["latitude"]),
        ("PATCH", "/krt", {"population": "many"}, ["population"]),
        (
            "PATCH",
            "/krt",
            {"population": [{"year": "2025"}]},
            [
                "population-0-year",
                "population-0-population",
                "population-0-source",
            ],
        ),
        ("PATCH", "/krt", {"outlets": [1]}, ["outlets"]),
        ("PATCH", "/krt", {"closed": "2025-01-01", "merged_into": "x"}, ["closed", "merged_into"]),
        ("PATCH", "/krt/@contact", {"title": "X"}, ["title"]),
        ("POST", "/krt/@close", {"day": "2025-01-01", "merged_into": "XXX"}, ["merged_into"]),
        ("POST", "/krt/@people", {"email": 5}, ["email"]),
        ("POST", "/krt/@people-deactivate", {"userid": "svecias"}, ["userid"]),
    ],
)
def test_bad_bodies_name_their_field(served_world, method, path, body, fields):
    assert wrong_fields(call(served_world, method, path, json=body)) == fields


def test_lists_are_capped(served_world):
    answer = call(served_world, "GET", "/@libraries?b_size=100000").json()
    assert (answer["b_size"], answer["items_total"]) == (100, 3)


def test_director_looks_after_the_own_people(served_world, tmp_path):
    api.portal.set_registry_record("plone.email_from_address", "site@example.org")
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
    served_world.MailHost.smtp_queue_directory = str(tmp_path)
    served_world.MailHost.smtp_queue = True
    transaction.commit()

    def ask(method, path, **body):
        return call(served_world, method, f"/krt/{path}", "krt-direktore", json=body)

    made = ask("POST", "@people", email="nauja@example.org", fullname="Nauja")
    assert made.status_code == 201
    userid = made.json()["userid"]
    assert ask("POST", "@people-deactivate", userid=userid).status_code == 204
    people = ask("GET", "@people").json()["items"]
    assert [(person["fullname"], person["active"]) for person in people] == [
        ("Aldona Kretingaitė", True),
        ("Rasa Kretingienė", True),
        ("Nauja", False),
    ]
    assert ask("POST", "@people-reactivate", userid=userid).status_code == 204
