"""Who may open what of a library's documents: one for all, one for the department, and one of a
library that was closed and merged into Kretinga's."""

from metodinis.libraries.documents.operations import add_document
from metodinis.libraries.operations import close_library
from plone import api
from tests.common.made_documents import pdf
from tests.libraries.documents.conftest import VALUES
from tests.security.libraries import EVERYONE
from tests.security.reports import INSIDE
import datetime


KRETINGA = "/libraries/krt"
PUBLIC = f"{KRETINGA}/document-nuostatai"
PRIVATE = f"{KRETINGA}/document-planas"
KEPT = "/libraries/pag/document-strategija"
KEEPERS = ("staff", "director", "manager")

ROWS = {
    ("GET", f"{KRETINGA}/@documents"): EVERYONE,
    ("GET", f"{KRETINGA}/@@documents-export"): EVERYONE,
    ("GET", f"{KRETINGA}/@@add-document"): KEEPERS,
    ("POST", f"{KRETINGA}/@documents"): KEEPERS,
    ("GET", PUBLIC): EVERYONE,
    ("GET", f"{PUBLIC}/@@document"): EVERYONE,
    ("GET", f"{PUBLIC}/@document"): EVERYONE,
    ("GET", f"{PUBLIC}/@@edit"): KEEPERS,
    ("GET", f"{PUBLIC}/@@remove"): KEEPERS,
    ("PATCH", f"{PUBLIC}/@document"): KEEPERS,
    ("GET", PRIVATE): INSIDE,
    ("GET", f"{PRIVATE}/@@document"): INSIDE,
    ("GET", f"{PRIVATE}/@document"): INSIDE,
    ("GET", f"{PRIVATE}/@@edit"): KEEPERS,
    ("GET", f"{PRIVATE}/@@remove"): KEEPERS,
    ("PATCH", f"{PRIVATE}/@document"): KEEPERS,
    # Stock addresses of content.
    ("PATCH", PRIVATE): (),
    ("GET", f"{PRIVATE}/@@sharing"): ("manager",),
    # A closed library keeps its documents: those who get past the permission are told so.
    ("GET", KEPT): INSIDE,
    ("DELETE", f"{KEPT}/@document"): KEEPERS,
}


def prepare(site):
    """The three documents; each title makes the address."""
    krt, pag = site["libraries"]["krt"], site["libraries"]["pag"]
    for library, title, state in (
        (krt, "Nuostatai", "public"),
        (krt, "Planas", "private"),
        (pag, "Strategija", "private"),
    ):
        with api.env.adopt_roles(["Manager"]):
            values = {**VALUES, "title": title, "state": state}
            add_document(library, values, ("failas.pdf", pdf(title)))
    with api.env.adopt_roles(["Manager"]):
        close_library(pag, datetime.date(2025, 12, 31), merged_into=krt)
