"""Who may open what of booklets: a published collection, a draft of one, cases in some states."""

from metodinis.goodpractice.booklets import operations
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
from tests.goodpractice.conftest import put_into
from tests.security.libraries import EVERYONE


PRACTICE = "/good-practice"
EDITORS = ("head", "editor", "manager")
WRITERS = ("staff", "director", "manager")
DRAFT = f"{PRACTICE}/rinkinys-rengiamas"
PUBLIC = f"{PRACTICE}/rinkinys-paskelbtas"
CASE = f"{PRACTICE}/knygeliu-pavyzdys"
UNSEEN = f"{PRACTICE}/knygeliu-juodrastis"

ROWS = {
    ("GET", f"{PRACTICE}/@@collections"): EVERYONE,
    ("GET", f"{PRACTICE}/@collections"): EVERYONE,
    ("POST", f"{PRACTICE}/@collections"): EDITORS,
    ("GET", f"{PRACTICE}/++add++PracticeCollection"): EDITORS,
    ("GET", f"{PRACTICE}/@@booklet?case=901"): EVERYONE,
    ("GET", f"{PRACTICE}/@@booklet-pdf?case=901"): EVERYONE,
    ("GET", f"{PRACTICE}/@booklet?case=901"): EVERYONE,
    ("GET", f"{PRACTICE}/@@gp/901"): EVERYONE,
    ("GET", f"{PRACTICE}/@@gp"): EVERYONE,
    ("GET", f"{PRACTICE}/@gp/902"): EVERYONE,
    ("GET", f"{PRACTICE}/@@newsletter"): EDITORS,
    ("GET", f"{PRACTICE}/@@newsletter-preview"): EDITORS,
    ("GET", f"{PRACTICE}/@newsletter"): EDITORS,
    ("GET", DRAFT): EDITORS,
    ("GET", f"{DRAFT}/@collection"): EDITORS,
    ("GET", f"{DRAFT}/@@booklet-pdf"): EDITORS,
    ("GET", f"{DRAFT}/@booklet"): EDITORS,
    ("GET", f"{DRAFT}/@@edit"): EDITORS,
    ("GET", f"{DRAFT}/@@collection-cases"): EDITORS,
    ("GET", f"{DRAFT}/@@collection-step?name=publish"): EDITORS,
    ("PATCH", f"{DRAFT}/@collection"): EDITORS,
    ("POST", f"{DRAFT}/@collection-transition"): EDITORS,
    ("GET", PUBLIC): EVERYONE,
    ("GET", f"{PUBLIC}/@collection"): EVERYONE,
    ("GET", f"{PUBLIC}/@@booklet-pdf"): EVERYONE,
    ("GET", f"{PUBLIC}/@booklet"): EVERYONE,
    ("GET", f"{PUBLIC}/@@edit"): EDITORS,
    ("GET", f"{PUBLIC}/@@collection-cases"): EDITORS,
    ("GET", f"{PUBLIC}/@@collection-step?name=remove"): EDITORS,
    ("PATCH", f"{PUBLIC}/@collection"): EDITORS,
    ("GET", f"{CASE}/@@case-pdf"): EVERYONE,
    ("GET", f"{CASE}/@case-pdf"): EVERYONE,
    ("GET", f"{CASE}/@@case-citation?format=ris"): EVERYONE,
    ("GET", f"{CASE}/@case-citation"): EVERYONE,
    ("GET", f"{CASE}/@@add-to-collection"): EDITORS,
    ("GET", f"{UNSEEN}/@@case-pdf"): WRITERS,
    ("GET", f"{UNSEEN}/@case-pdf"): WRITERS,
    # Stock addresses of content.
    ("PATCH", DRAFT): (),
    ("GET", f"{DRAFT}/@@sharing"): ("manager",),
    # Those who get past the permission are told that only drafts are deleted.
    ("DELETE", f"{PUBLIC}/@collection"): EDITORS,
}


def prepare(site):
    """Each title makes the address."""
    make(title="Knygelių juodraštis")
    case = make_published(901, title="Knygelių pavyzdys")
    put_into(make_published(902, title="Knygelių archyvas"), "archived")
    with act_as("redaktore"):
        for title in ("Rengiamas", "Paskelbtas"):
            values = {"title": title, "case_uids": [case.UID()]}
            collection = operations.create_collection(site["good-practice"], values)
        operations.publish_collection(collection)
