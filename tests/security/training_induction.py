"""Who may open what of introductory training: tracks in Kretinga with different people in them."""

from datetime import date
from metodinis.common.mail import quiet
from metodinis.training.induction import marking
from metodinis.training.induction import operations
from metodinis.training.induction import rules
from tests.libraries.conftest import act_as
from tests.security.whole_site import MEMBERS
from unittest.mock import patch


KRETINGA = "/libraries/krt"
# Who looks after tracks of the library, and of the department.
KEEPERS = ("director", "methodologist", "head", "manager")
STAFF = ("methodologist", "head", "manager")
# The staff's person is a mentor, a newcomer, and none of both.
GUIDED = f"{KRETINGA}/induction-guided"
OWN = f"{KRETINGA}/induction-own"
OTHER = f"{KRETINGA}/induction-other"
FINISHED = f"{KRETINGA}/induction-finished"
DEPARTMENT = "/training/induction-department"

ROWS = {
    ("GET", "/training/@@induction"): MEMBERS,
    ("GET", "/training/@@induction-export?format=csv"): MEMBERS,
    ("GET", "/training/@induction"): MEMBERS,
    ("GET", "/training/@induction-export?format=csv"): MEMBERS,
    ("GET", "/training/@@induction-template"): STAFF,
    ("GET", "/training/@induction-template"): STAFF,
    ("PUT", "/training/@induction-template"): STAFF,
    ("GET", "/training/@@add-induction"): STAFF,
    ("POST", "/training/@induction"): STAFF,
    ("GET", f"{KRETINGA}/@@add-induction"): KEEPERS,
    ("GET", f"{KRETINGA}/@induction"): MEMBERS,
    ("POST", f"{KRETINGA}/@induction"): KEEPERS,
    ("GET", GUIDED): (*KEEPERS, "staff"),
    ("GET", f"{GUIDED}/@@module?id=m1"): (*KEEPERS, "staff"),
    ("GET", f"{GUIDED}/@@sign"): (*KEEPERS, "staff"),
    ("GET", f"{GUIDED}/@@induction-pdf"): (*KEEPERS, "staff"),
    ("GET", f"{GUIDED}/@induction-pdf"): (*KEEPERS, "staff"),
    ("GET", f"{GUIDED}/@induction-track"): (*KEEPERS, "staff"),
    ("GET", f"{GUIDED}/@@edit"): KEEPERS,
    ("GET", f"{GUIDED}/@@modules"): KEEPERS,
    ("GET", f"{GUIDED}/@@step?name=stop"): KEEPERS,
    ("GET", f"{GUIDED}/@@remove"): KEEPERS,
    ("PATCH", f"{GUIDED}/@induction-track"): KEEPERS,
    ("PATCH", f"{GUIDED}/@induction-modules"): KEEPERS,
    ("POST", f"{GUIDED}/@induction-step"): KEEPERS,
    ("POST", f"{GUIDED}/@induction-mark"): (*KEEPERS, "staff"),
    ("POST", f"{GUIDED}/@induction-pass"): (*KEEPERS, "staff"),
    ("POST", f"{GUIDED}/@induction-sign"): (*KEEPERS, "staff"),
    ("POST", f"{GUIDED}/@induction-claim"): (),
    ("GET", OWN): (*KEEPERS, "staff"),
    ("GET", f"{OWN}/@@module?id=m1"): (*KEEPERS, "staff"),
    ("POST", f"{OWN}/@induction-claim"): ("staff",),
    ("POST", f"{OWN}/@induction-mark"): KEEPERS,
    ("GET", OTHER): KEEPERS,
    ("GET", f"{OTHER}/@@module?id=m1"): KEEPERS,
    ("GET", f"{OTHER}/@@induction-pdf"): KEEPERS,
    ("GET", f"{OTHER}/@induction-track"): KEEPERS,
    ("GET", DEPARTMENT): STAFF,
    ("GET", f"{DEPARTMENT}/@induction-track"): STAFF,
    ("PATCH", f"{DEPARTMENT}/@induction-track"): STAFF,
    ("GET", FINISHED): (*KEEPERS, "staff"),
    ("POST", f"{FINISHED}/@induction-mark"): (),
    ("GET", f"{FINISHED}/@@step?name=reopen"): KEEPERS,
    # What is signed is kept: those who get past the permission are told so.
    ("DELETE", f"{FINISHED}/@induction-track"): KEEPERS,
    # Stock addresses of content.
    ("PATCH", GUIDED): (),
    ("GET", f"{GUIDED}/@@sharing"): ("manager",),
}
MODULE = {"kind": "task", "title": "LIBIS", "due": date(2026, 3, 2), "hours": 4.0}


def prepare(site):
    """The five tracks; the last of the ids that each takes is its address."""
    krt = site["libraries"]["krt"]
    for place, who, name, people in (
        (krt, "krt-direktore", "guided", {"mentor": "krt-darbuotoja"}),
        (krt, "krt-direktore", "own", {"newcomer": "krt-darbuotoja"}),
        (krt, "krt-direktore", "other", {}),
        (krt, "krt-direktore", "finished", {"mentor": "krt-darbuotoja"}),
        (site["training"], "vedeja", "department", {"newcomer": "metodininke"}),
    ):
        values = {"title": "Ieva Naujokaitė", "starts": date(2026, 2, 23), **people}
        ids = patch.object(operations.secrets, "token_hex", side_effect=["m1", name])
        with quiet(), ids, act_as(who):
            operations.add_track(place, values, [MODULE])
    finished = krt["induction-finished"]
    with quiet(), act_as("krt-darbuotoja"):
        marking.mark(finished, "m1", {"passed": True, "on": date(2026, 3, 1)})
        marking.sign(finished, rules.MENTOR)
    with quiet(), act_as("krt-direktore"):
        marking.sign(finished, rules.HEAD)
