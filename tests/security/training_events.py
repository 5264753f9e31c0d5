"""Who may open what of events: one announced, one in preparation whose trainer has an account."""

from tests.security.libraries import EVERYONE
from tests.security.reports import DEPARTMENT
from tests.training.conftest import make_event


EVENT, DRAFT = "/training/atviras", "/training/rengiamas"
# The trainer of the draft is an ordinary member elsewhere.
TRAINER = ("member",)
ROWS = {
    ("GET", "/@@training-controlpanel"): DEPARTMENT,
    ("GET", "/training/++add++TrainingEvent"): DEPARTMENT,
    ("GET", EVENT): EVERYONE,
    ("GET", f"{EVENT}/@@edit"): DEPARTMENT,
    ("GET", DRAFT): (*DEPARTMENT, *TRAINER),
    ("GET", f"{DRAFT}/@@edit"): DEPARTMENT,
}


def prepare(site):
    """The two events; each title makes the address."""
    make_event("announced", title="Atviras", online_link="https://example.org/slapta")
    make_event(title="Rengiamas", trainer_accounts=("svecias",))
