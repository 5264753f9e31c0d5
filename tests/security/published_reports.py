"""Who may open what of reports that everyone may read."""

from metodinis.reports import operations
from metodinis.reports.narrative.operations import put_document
from plone import api
from tests.common.made_documents import pdf
from tests.reports.narrative.conftest import write_all
from tests.security import reports
from tests.security.libraries import EVERYONE
from tests.security.reports import DEPARTMENT
from tests.security.reports import INSIDE
from tests.security.reports import NARRATIVE
from tests.security.reports import STATISTICAL


ROWS = {
    ("GET", STATISTICAL): EVERYONE,
    ("GET", f"{STATISTICAL}/@report"): EVERYONE,
    ("GET", f"{STATISTICAL}/@report-sheet"): INSIDE,
    ("GET", f"{STATISTICAL}/@report-indicators"): EVERYONE,
    ("GET", f"{STATISTICAL}/@corrections"): EVERYONE,
    ("GET", f"{STATISTICAL}/@@enter"): INSIDE,
    ("GET", f"{STATISTICAL}/@@save-cells"): (),
    ("GET", f"{STATISTICAL}/@@upload"): INSIDE,
    ("GET", f"{STATISTICAL}/@@sheet"): INSIDE,
    ("GET", f"{STATISTICAL}/@@report-history"): INSIDE,
    ("GET", f"{STATISTICAL}/@@report-history-export"): INSIDE,
    ("GET", f"{STATISTICAL}/@@report-transition?name=reopen"): INSIDE,
    ("GET", f"{STATISTICAL}/@@remark?code=C1"): INSIDE,
    ("GET", f"{STATISTICAL}/@@correct?code=C1"): DEPARTMENT,
    ("GET", f"{STATISTICAL}/@checks"): INSIDE,
    ("GET", f"{STATISTICAL}/@remarks"): INSIDE,
    ("GET", f"{STATISTICAL}/@report-history"): INSIDE,
    ("PATCH", f"{STATISTICAL}/@report"): (),
    ("POST", f"{STATISTICAL}/@explanations"): (),
    ("POST", f"{STATISTICAL}/@report-upload"): (),
    ("POST", f"{STATISTICAL}/@report-transition"): INSIDE,
    ("POST", f"{STATISTICAL}/@remarks"): DEPARTMENT,
    ("POST", f"{STATISTICAL}/@corrections"): DEPARTMENT,
    ("GET", NARRATIVE): EVERYONE,
    ("GET", f"{NARRATIVE}/@report"): EVERYONE,
    ("GET", f"{NARRATIVE}/@@document"): EVERYONE,
    ("GET", f"{NARRATIVE}/@report-document"): EVERYONE,
    ("GET", f"{NARRATIVE}/@@enter"): INSIDE,
    ("GET", f"{NARRATIVE}/@@decision"): INSIDE,
    ("PATCH", f"{NARRATIVE}/@report"): INSIDE,
    ("GET", f"{NARRATIVE}/@remarks"): INSIDE,
    ("GET", "/libraries/krt/@@figures"): EVERYONE,
    ("GET", "/libraries/krt/@@figures-pdf"): EVERYONE,
    ("GET", "/libraries/krt/@figures"): EVERYONE,
    ("GET", "/libraries/krt/@@figure?code=C1&year=2025"): EVERYONE,
    ("GET", "/libraries/krt/@figure?code=C1&year=2025"): EVERYONE,
    ("PATCH", STATISTICAL): (),
    # What was written in it keeps it from being deleted, whoever asks: test_deletion.py.
    ("DELETE", STATISTICAL): ("manager",),
}


def prepare(site):
    """Publish both of Kretinga's reports of 2025."""
    reports.prepare(site)
    library = site["libraries"]["krt"]
    statistical, narrative = library["statistical-2025"], library["narrative-2025"]
    with api.env.adopt_user(username="krt-darbuotoja"):
        cells = {"C1": "100", "C2": "20", "C4": "900"}
        operations.save_cells(statistical, {code: {"raw": raw} for code, raw in cells.items()})
        put_document(narrative, "apžvalga.pdf", pdf("x"))
    write_all(narrative)
    for report in (statistical, narrative):
        for person, step in (
            ("krt-direktore", "sign"),
            ("vedeja", "accept"),
            ("vedeja", "publish"),
        ):
            with api.env.adopt_user(username=person):
                operations.TRANSITIONS[step](report)
