"""Who may open what of the pictures and attachments of cases: a draft's, and a published one's."""

from metodinis.goodpractice.pictures import operations
from tests.common.made_documents import docx
from tests.common.made_pictures import picture
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import put_into
from tests.security.libraries import EVERYONE


WRITERS = ("staff", "director", "manager")
EDITORS = ("head", "editor", "manager")
DRAFT = "/good-practice/nuotraukos-rengiamos"
PUBLISHED = "/good-practice/nuotraukos-paskelbtos"

ROWS = {
    ("GET", f"{DRAFT}/@@case-files"): WRITERS,
    ("GET", f"{DRAFT}/@@picture/pirma/card.webp"): WRITERS,
    ("GET", f"{DRAFT}/@@attachment/pirmas"): WRITERS,
    ("GET", f"{DRAFT}/@case-pictures"): WRITERS,
    ("POST", f"{DRAFT}/@case-pictures"): WRITERS,
    ("PATCH", f"{DRAFT}/@case-pictures/pirma"): WRITERS,
    ("DELETE", f"{DRAFT}/@case-pictures/nera"): WRITERS,
    ("GET", f"{DRAFT}/@case-attachments"): WRITERS,
    ("POST", f"{DRAFT}/@case-attachments"): WRITERS,
    ("DELETE", f"{DRAFT}/@case-attachments/nera"): WRITERS,
    ("GET", f"{DRAFT}/@@case-erasure"): ("manager",),
    ("POST", f"{DRAFT}/@case-erasure"): ("manager",),
    ("GET", f"{PUBLISHED}/@@case-erasure"): EDITORS,
    ("POST", f"{PUBLISHED}/@case-erasure"): EDITORS,
    ("GET", f"{PUBLISHED}/@@case-files"): (),
    ("GET", f"{PUBLISHED}/@@picture/pirma/card.webp"): EVERYONE,
    ("GET", f"{PUBLISHED}/@@attachment/pirmas"): EVERYONE,
    ("GET", f"{PUBLISHED}/@case-pictures"): EVERYONE,
    ("POST", f"{PUBLISHED}/@case-pictures"): (),
    ("PATCH", f"{PUBLISHED}/@case-pictures/pirma"): (),
    ("DELETE", f"{PUBLISHED}/@case-pictures/pirma"): (),
    ("GET", f"{PUBLISHED}/@case-attachments"): EVERYONE,
    ("POST", f"{PUBLISHED}/@case-attachments"): (),
    ("DELETE", f"{PUBLISHED}/@case-attachments/pirmas"): (),
}


def prepare(site):
    """The two cases, each with a picture and an attachment; each title makes the address."""
    for title, state in (("Nuotraukos rengiamos", "draft"), ("Nuotraukos paskelbtos", "published")):
        case = make(title=title)
        with act_as("krt-darbuotoja"):
            operations.add_picture(case, "a.png", picture((300, 200)), "Miškas").id = "pirma"
            operations.add_attachment(case, "Planas", docx("x")).id = "pirmas"
        put_into(case, state)
        case.reindexObject()
