"""Who may open what of reviews: a case that is reviewed, and one that waits for reviewers."""

from metodinis.goodpractice.cases.operations import submit
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import make
from tests.goodpractice.review.conftest import assign
from tests.goodpractice.review.conftest import POOL
from tests.goodpractice.review.conftest import set_pool
from tests.security.libraries import EDITORS


FOLDER = "/good-practice"
REVIEWING = f"{FOLDER}/pavyzdys-recenzuojamas"
SUBMITTED = f"{FOLDER}/pavyzdys-pateiktas"
# The director of Pagėgiai is asked to review the first.
REVIEWER = ("other director",)
READERS = ("staff", "director", "other director", "methodologist", "head", "editor", "manager")

ROWS = {
    ("GET", f"{REVIEWING}/@@review"): REVIEWER,
    ("GET", f"{REVIEWING}/@review"): REVIEWER,
    ("POST", f"{REVIEWING}/@review"): REVIEWER,
    ("POST", f"{REVIEWING}/@review-refusal"): REVIEWER,
    ("GET", f"{REVIEWING}/@reviews"): READERS,
    ("GET", f"{REVIEWING}/@@case-reviewers"): EDITORS,
    ("GET", f"{REVIEWING}/@case-reviewers"): EDITORS,
    ("POST", f"{REVIEWING}/@case-reviewers"): EDITORS,
    ("GET", f"{SUBMITTED}/@@review"): (),
    ("GET", f"{SUBMITTED}/@@case-reviewers"): EDITORS,
    # Sent to the one that is reviewed it would mail a reminder.
    ("POST", f"{SUBMITTED}/@case-reminder"): EDITORS,
}


def prepare(site):
    """The two cases; each title makes the address."""
    set_pool(*POOL)
    for title in ("Pavyzdys recenzuojamas", "Pavyzdys pateiktas"):
        case = make(title=title)
        with act_as("krt-darbuotoja"):
            submit(case)
    assign(site["good-practice"]["pavyzdys-recenzuojamas"])
