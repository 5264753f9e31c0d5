"""Who may open what: the tables of each room, asked of a running site by HTTP.

A room adds a module beside this one with ROWS, and `prepare(site)` if the world isn't enough, and
puts it into ROOMS. A row: (method, path in the site) -> the names of PEOPLE who may. Everybody
else must be refused. Writes are sent with an empty body, so that nobody's succeeds.
"""

from metodinis.interfaces import IMetodinisLayer
from metodinis.testing import PASSWORD
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from Products.CMFCore.interfaces import IFolderish
from tests.security import documents
from tests.security import figures
from tests.security import goodpractice_booklets
from tests.security import goodpractice_cases
from tests.security import goodpractice_desk
from tests.security import goodpractice_pictures
from tests.security import goodpractice_reuse
from tests.security import goodpractice_statistics
from tests.security import indicators
from tests.security import indicators_explorer
from tests.security import libraries
from tests.security import practice_catalogue
from tests.security import practice_review
from tests.security import published_reports
from tests.security import reports
from tests.security import rounds
from tests.security import targets
from tests.security import training_attendance
from tests.security import training_evaluation
from tests.security import training_events
from tests.security import training_induction
from tests.security import training_programmes
from tests.security import training_registration
from tests.security import whole_site
from zope.component import getGlobalSiteManager
import pytest
import requests
import transaction


ROOMS = {
    "whole_site": whole_site,
    "libraries": libraries,
    "documents": documents,
    "indicators": indicators,
    "figures": figures,
    "indicators_explorer": indicators_explorer,
    "targets": targets,
    "rounds": rounds,
    "reports": reports,
    "published_reports": published_reports,
    "practice_catalogue": practice_catalogue,
    "goodpractice_pictures": goodpractice_pictures,
    "goodpractice_statistics": goodpractice_statistics,
    "goodpractice_reuse": goodpractice_reuse,
    "goodpractice_cases": goodpractice_cases,
    "goodpractice_desk": goodpractice_desk,
    "training_induction": training_induction,
    "training_programmes": training_programmes,
    "training_events": training_events,
    "training_registration": training_registration,
    "training_evaluation": training_evaluation,
    "training_attendance": training_attendance,
    "practice_review": practice_review,
    "goodpractice_booklets": goodpractice_booklets,
}
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
# They show nothing of their own: templates call them, and Zope when something failed.
WITHOUT_A_ROW = {
    "agenda-macros",
    "main_template",
    "plone_layout",
    "breadcrumbs_view",
    "chart-macros",
    "commentary-macros",
    "metodinis.patterns",
    "registration-macros",
    "reuse-macros",
    # Without the secret of its address it isn't there: tests/training/registration.
    "my-registration.ics",
    "@my-registration",
    "metodinis.letters",
    "metodinis.private",
    "metodinis.state",
    "map-macros",
    "mtd-macros",
    "practice-macros",
    "iconresolver",
    "indicator-macros",
    "indicator-changes",
    "explore-macros",
    "entry-macros",
    "figures-card",
    "figure-macros",
    "evaluation-macros",
    "library-documents",
    "narrative-macros",
    "review-macros",
    "report-macros",
    "report-years",
    "index.html",
    # Without the secret of its address it isn't there: tests/overview/test_agenda_page.py.
    "agenda.ics",
    "insufficient-privileges",
    # No pages: two entries of a menu, and what changes a page on its way out.
    "layout_default_view",
    "overview_home_page",
    "metodinis.spoken",
    "metodinis.refused",
    "metodinis.mended",
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


def registrations():
    """(interface of the context, method, name) of all pages and services of ours."""
    for registration in getGlobalSiteManager().registeredAdapters():
        if len(registration.required) != 2 or registration.required[1] is not IMetodinisLayer:
            continue
        name, method = registration.name, "GET"
        if "_application_json_" in name:
            method, name = name.split("_application_json_")
        if name not in WITHOUT_A_ROW:
            yield registration.required[0], method, name


def asked(site, path):
    """(object, name) that an address asks: an object alone is asked for its view.

    What stands behind the name of a page or service is its own matter.
    """
    obj, *names = site, *path.partition("?")[0].strip("/").split("/")
    while names and IFolderish.providedBy(obj) and names[0] in obj:
        obj = obj[names.pop(0)]
    return obj, (names or [""])[0].removeprefix("@@")


def test_every_registration_has_a_row(world):
    whole_site.prepare(world)
    libraries.prepare(world)
    # Before a library is closed, whose director evaluates.
    training_programmes.prepare(world)
    practice_review.prepare(world)
    goodpractice_reuse.prepare(world)
    documents.prepare(world)
    goodpractice_cases.prepare(world)
    goodpractice_desk.prepare(world)
    rounds.prepare(world)
    training_induction.prepare(world)
    training_events.prepare(world)
    training_registration.prepare(world)
    training_evaluation.prepare(world)
    training_attendance.prepare(world)
    goodpractice_booklets.prepare(world)
    goodpractice_pictures.prepare(world)
    rows = [(method, *asked(world, path)) for room in ROOMS.values() for method, path in room.ROWS]
    missing = [
        (interface.__name__, method, name)
        for interface, method, name in registrations()
        if not any(
            method == asked_method
            and asked_name == ("" if name == "view" else name)
            and interface.providedBy(obj)
            for asked_method, obj, asked_name in rows
        )
    ]
    assert missing == []
