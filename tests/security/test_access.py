"""Who may open what: the tables of each room, asked of a running site by HTTP.

A room adds a module beside this one with ROWS, and `prepare(site)` if the world isn't enough, and
puts it into ROOMS. A row: (method, path in the site) -> the names of PEOPLE who may. Everybody
else must be refused. Writes are sent with an empty body, so that nobody's succeeds.
"""

from metodinis.testing import PASSWORD
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from tests.security import libraries
import pytest
import requests
import transaction


ROOMS = {"libraries": libraries}
PEOPLE = {
    "anonymous": None,
    "member": ("svecias", PASSWORD),
    "staff": ("krt-darbuotoja", PASSWORD),
    "director": ("krt-direktore", PASSWORD),
    "other director": ("pag-direktore", PASSWORD),
    "methodologist": ("metodininke", PASSWORD),
    "head": ("vedeja", PASSWORD),
    "editor": ("redaktore", PASSWORD),
    "manager": (SITE_OWNER_NAME, SITE_OWNER_PASSWORD),
}


def is_allowed(method, url, login):
    """Whether a person gets past the permission; what they get then is for other tests."""
    is_service = "/@" in url.replace("/@@", "") or method != "GET"
    answer = requests.request(
        method,
        url,
        auth=login,
        headers={"Accept": "application/json" if is_service else "text/html"},
        json={} if method != "GET" else None,
        allow_redirects=False,
        timeout=60,
    )
    assert answer.status_code < 500, f"{method} {url}: {answer.status_code}"
    assert answer.status_code != 404, f"{method} {url}: not found"
    if answer.status_code == 302:
        return "require_login" not in answer.headers["Location"]
    return answer.status_code not in (401, 403)


@pytest.mark.parametrize("room", ROOMS)
def test_access_table(served_world, room):
    rows = ROOMS[room].ROWS
    prepare = getattr(ROOMS[room], "prepare", None)
    if prepare:
        prepare(served_world)
        transaction.commit()
    site_url = served_world.absolute_url()
    found = {
        (method, path): {
            who for who, login in PEOPLE.items() if is_allowed(method, site_url + path, login)
        }
        for method, path in rows
    }
    assert found == {row: set(people) for row, people in rows.items()}
