"""Who may open what of writing cases: a draft, one that was submitted, and a published one."""

from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
from tests.goodpractice.conftest import put_into
from tests.security.libraries import EVERYONE


LIBRARY = ("staff", "director", "manager")
PROCESS = (*LIBRARY, "methodologist", "head", "editor")
CASES = "/good-practice"
DRAFT = f"{CASES}/rengiamas-pavyzdys"
SUBMITTED = f"{CASES}/pateiktas-pavyzdys"
PUBLISHED = f"{CASES}/paskelbtas-pavyzdys"

ROWS = {
    ("GET", "/@@goodpractice-controlpanel"): ("head", "editor", "manager"),
    ("GET", "/libraries/krt/@@write-case"): LIBRARY,
    ("GET", "/libraries/krt/@@cases"): LIBRARY,
    ("GET", "/libraries/krt/@@cases-export?format=csv"): LIBRARY,
    ("GET", "/libraries/krt/@cases"): LIBRARY,
    ("POST", "/libraries/krt/@cases"): LIBRARY,
    ("GET", f"{CASES}/@similar-cases?text=pavyzdys"): EVERYONE,
    ("GET", DRAFT): LIBRARY,
    ("GET", f"{DRAFT}/@case"): LIBRARY,
    ("GET", f"{DRAFT}/@@edit"): LIBRARY,
    ("PATCH", f"{DRAFT}/@case"): LIBRARY,
    ("PATCH", f"{DRAFT}/@case-draft"): LIBRARY,
    ("GET", f"{DRAFT}/@@remove"): LIBRARY,
    ("GET", f"{DRAFT}/@@case-step?name=submit"): LIBRARY,
    ("POST", f"{DRAFT}/@case-transition"): LIBRARY,
    ("GET", f"{DRAFT}/@@case-history"): LIBRARY,
    ("GET", f"{DRAFT}/@case-history"): LIBRARY,
    ("GET", SUBMITTED): PROCESS,
    ("GET", f"{SUBMITTED}/@case"): PROCESS,
    ("GET", f"{SUBMITTED}/@@edit"): (),
    ("PATCH", f"{SUBMITTED}/@case"): (),
    ("PATCH", f"{SUBMITTED}/@case-draft"): (),
    ("DELETE", f"{SUBMITTED}/@case"): (),
    ("GET", f"{SUBMITTED}/@@remove"): (),
    ("GET", f"{SUBMITTED}/@@case-step?name=withdraw"): PROCESS,
    ("GET", f"{SUBMITTED}/@@case-history"): PROCESS,
    ("GET", PUBLISHED): EVERYONE,
    ("GET", f"{PUBLISHED}/@case"): EVERYONE,
    ("GET", f"{PUBLISHED}/@@edit"): (),
    ("GET", f"{PUBLISHED}/@@case-history"): PROCESS,
    ("GET", f"{PUBLISHED}/@case-history"): PROCESS,
    # Stock addresses of content.
    ("PATCH", DRAFT): ("manager",),
    ("GET", f"{DRAFT}/@@sharing"): ("manager",),
}


def prepare(site):
    """The three cases; each title makes the address."""
    make(title="Rengiamas pavyzdys")
    submitted = make(title="Pateiktas pavyzdys")
    put_into(submitted, "submitted")
    submitted.reindexObject()
    make_published(title="Paskelbtas pavyzdys")
