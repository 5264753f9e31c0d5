"""Who may open what of reports that a library is still filling in."""

from metodinis.reports.rounds import operations as rounds
from plone import api
from tests.reports.conftest import make_round
from tests.security.libraries import EVERYONE


LIBRARY = ("staff", "director")
DEPARTMENT = ("methodologist", "head", "manager")
INSIDE = (*LIBRARY, *DEPARTMENT)
STATISTICAL, NARRATIVE = "/libraries/krt/statistical-2025", "/libraries/krt/narrative-2025"

ROWS = {
    ("GET", STATISTICAL): INSIDE,
    ("GET", f"{STATISTICAL}/@@enter"): INSIDE,
    ("GET", f"{STATISTICAL}/@@save-cells"): LIBRARY,
    ("GET", f"{STATISTICAL}/@@upload"): INSIDE,
    ("GET", f"{STATISTICAL}/@@sheet"): INSIDE,
    ("GET", f"{STATISTICAL}/@@report-history"): INSIDE,
    ("GET", f"{STATISTICAL}/@@report-history-export"): INSIDE,
    ("GET", f"{STATISTICAL}/@@report-transition?name=sign"): INSIDE,
    ("GET", f"{STATISTICAL}/@@remark?code=C1"): INSIDE,
    ("GET", f"{STATISTICAL}/@@correct?code=C1"): (),
    ("GET", f"{STATISTICAL}/@report"): INSIDE,
    ("GET", f"{STATISTICAL}/@report-sheet"): INSIDE,
    ("PATCH", f"{STATISTICAL}/@report"): LIBRARY,
    ("GET", f"{STATISTICAL}/@checks"): INSIDE,
    ("GET", f"{STATISTICAL}/@report-indicators"): INSIDE,
    ("GET", f"{STATISTICAL}/@suggestions"): INSIDE,
    ("POST", f"{STATISTICAL}/@explanations"): LIBRARY,
    ("POST", f"{STATISTICAL}/@report-upload"): LIBRARY,
    ("POST", f"{STATISTICAL}/@report-transition"): INSIDE,
    ("GET", f"{STATISTICAL}/@remarks"): INSIDE,
    # Without words of a thread it asks for a new remark: the department's, once it is handed in.
    ("POST", f"{STATISTICAL}/@remarks"): (),
    ("GET", f"{STATISTICAL}/@corrections"): INSIDE,
    ("POST", f"{STATISTICAL}/@corrections"): (),
    ("GET", f"{STATISTICAL}/@report-history"): INSIDE,
    ("GET", NARRATIVE): INSIDE,
    ("GET", f"{NARRATIVE}/@@enter"): INSIDE,
    ("GET", f"{NARRATIVE}/@@decision"): INSIDE,
    ("GET", f"{NARRATIVE}/@@report-history"): INSIDE,
    ("GET", f"{NARRATIVE}/@@report-transition?name=sign"): INSIDE,
    ("GET", f"{NARRATIVE}/@@remark?code=general"): INSIDE,
    ("GET", f"{NARRATIVE}/@report"): INSIDE,
    ("PATCH", f"{NARRATIVE}/@report"): INSIDE,
    ("GET", f"{NARRATIVE}/@remarks"): INSIDE,
    ("GET", f"{NARRATIVE}/@report-history"): INSIDE,
    ("GET", "/rounds/@@corrections"): EVERYONE,
    ("GET", "/rounds/@corrections"): EVERYONE,
    # Stock addresses of content.
    ("GET", f"{STATISTICAL}/@@edit"): (),
    ("PATCH", STATISTICAL): (),
    # Last: it is gone afterwards.
    ("DELETE", STATISTICAL): ("manager",),
}


def prepare(site):
    """Open the round of 2025."""
    with api.env.adopt_roles(["Manager"]):
        rounds.open_round(make_round(2025))
