"""Who may open what of events: one announced, one in preparation whose trainer has an account."""

from metodinis.training.events import operations
from tests.common.made_documents import pdf
from tests.security.libraries import EVERYONE
from tests.security.reports import DEPARTMENT
from tests.training.conftest import act_as
from tests.training.conftest import make_event


EVENT, DRAFT = "/training/atviras", "/training/rengiamas"
# An ordinary member elsewhere is the trainer of the draft.
CONDUCTING = (*DEPARTMENT, "member")
ROWS = {
    ("GET", "/@@training-controlpanel"): DEPARTMENT,
    ("GET", "/training"): EVERYONE,
    ("GET", "/training?view=month"): EVERYONE,
    ("GET", "/training/@@training.ics"): EVERYONE,
    ("GET", "/training/@@training-export"): EVERYONE,
    ("GET", "/training/@training-events"): EVERYONE,
    ("POST", "/training/@training-events"): DEPARTMENT,
    ("GET", "/training/++add++TrainingEvent"): DEPARTMENT,
    ("GET", EVENT): EVERYONE,
    ("GET", f"{EVENT}/@@event.ics"): EVERYONE,
    ("GET", f"{EVENT}/@training-event"): EVERYONE,
    ("GET", f"{EVENT}/@event-materials"): EVERYONE,
    ("GET", f"{EVENT}/@@edit"): DEPARTMENT,
    ("PATCH", EVENT): DEPARTMENT,
    ("DELETE", EVENT): DEPARTMENT,
    ("GET", f"{EVENT}/@@event-transition?name=cancel"): DEPARTMENT,
    ("POST", f"{EVENT}/@event-transition"): DEPARTMENT,
    ("GET", f"{EVENT}/@@copy-event"): DEPARTMENT,
    ("POST", f"{EVENT}/@event-copy"): DEPARTMENT,
    ("GET", f"{EVENT}/@@remove"): DEPARTMENT,
    ("GET", f"{EVENT}/@@event-materials"): DEPARTMENT,
    ("POST", f"{EVENT}/@event-materials"): DEPARTMENT,
    ("PATCH", f"{EVENT}/@event-materials"): DEPARTMENT,
    ("DELETE", f"{EVENT}/@event-materials"): DEPARTMENT,
    ("GET", f"{EVENT}/@@event-material?id=public"): EVERYONE,
    ("GET", DRAFT): CONDUCTING,
    ("GET", f"{DRAFT}/@@event.ics"): CONDUCTING,
    ("GET", f"{DRAFT}/@training-event"): CONDUCTING,
    ("GET", f"{DRAFT}/@event-materials"): CONDUCTING,
    ("GET", f"{DRAFT}/@@event-materials"): CONDUCTING,
    ("POST", f"{DRAFT}/@event-materials"): CONDUCTING,
    ("GET", f"{DRAFT}/@@event-material?id=public"): CONDUCTING,
    ("GET", f"{DRAFT}/@@edit"): DEPARTMENT,
    ("PATCH", DRAFT): DEPARTMENT,
    ("POST", f"{DRAFT}/@event-transition"): DEPARTMENT,
}


def prepare(site):
    """The two events, each with a file for everyone; each title makes the address."""
    link = "https://example.org/slapta"
    for event in (
        make_event("announced", title="Atviras", online_link=link),
        make_event(title="Rengiamas", trainer_accounts=("svecias",)),
    ):
        values = {"title": "Dalomoji", "stage": "before", "audience": "public"}
        with act_as("metodininke"):
            id_ = operations.add_material(event, values, ("dalomoji.pdf", pdf("Dalomoji")))
        # Under a name that the table knows.
        event.materials["public"] = event.materials.pop(id_)
