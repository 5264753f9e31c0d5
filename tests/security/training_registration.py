"""Who may open what of registrations: of an announced event, and of one in preparation."""

from tests.security.libraries import EVERYONE
from tests.security.reports import DEPARTMENT
from tests.training.conftest import make_event
from tests.training.conftest import register


EVENT, DRAFT = "/training/registruojamas", "/training/slepiamas"
ID = "0123456789abcdef"
LIBRARY = "/libraries/krt"
TRAINER = ("member",)
DIRECTORS = ("director", "manager")
DESK = (
    "@@registrations",
    "@@registrations-export",
    f"@@registration?id={ID}",
    "@@add-registration",
    "@@registrations-mail",
    "@@import-registrations",
    "@registrations",
    "@registrations-export",
)
WRITES = (
    ("POST", "@registrations"),
    ("PATCH", "@registrations"),
    ("POST", "@registrations-action"),
    ("POST", "@registrations-mail"),
    ("POST", "@registrations-import"),
)
ROWS = {
    ("GET", f"{EVENT}/@@register"): EVERYONE,
    ("GET", f"{EVENT}/@@my-registration"): EVERYONE,
    ("POST", f"{EVENT}/@register"): EVERYONE,
    ("POST", f"{EVENT}/@registration-link"): EVERYONE,
    **{("GET", f"{EVENT}/{name}"): DEPARTMENT for name in DESK},
    **{(method, f"{EVENT}/{name}"): DEPARTMENT for method, name in WRITES},
    # The trainer of what is in preparation sees the page, and nobody's name.
    ("GET", f"{DRAFT}/@@register"): (*DEPARTMENT, *TRAINER),
    ("GET", f"{DRAFT}/@@my-registration"): (*DEPARTMENT, *TRAINER),
    ("POST", f"{DRAFT}/@register"): (*DEPARTMENT, *TRAINER),
    ("GET", f"{DRAFT}/@@registrations"): DEPARTMENT,
    ("GET", f"{DRAFT}/@registrations"): DEPARTMENT,
    ("GET", "/training/@@person-data"): DEPARTMENT,
    ("GET", "/training/@@person-data.json"): DEPARTMENT,
    ("GET", "/training/@person-data?email=nera@example.org"): DEPARTMENT,
    ("DELETE", "/training/@person-data"): DEPARTMENT,
    ("GET", f"{LIBRARY}/@@training"): DIRECTORS,
    ("GET", f"{LIBRARY}/@library-training"): DIRECTORS,
    ("GET", f"{LIBRARY}/@@register-staff?event=registruojamas"): DIRECTORS,
    ("POST", f"{LIBRARY}/@register-staff"): DIRECTORS,
    ("DELETE", f"{LIBRARY}/@register-staff"): DIRECTORS,
}


def prepare(site):
    """The two events; somebody of Kretinga is registered for the first."""
    event = make_event("announced", title="Registruojamas")
    register(event, id=ID, library_uid=site["libraries"]["krt"].UID(), institution="Kartena")
    make_event(title="Slepiamas", trainer_accounts=("svecias",))
