"""Who may open what of the desk: a case in review, a recommended, a published, a declined one."""

from metodinis.goodpractice.cases import operations as cases
from metodinis.goodpractice.desk import agreeing
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
from tests.goodpractice.conftest import put_into
from tests.security.libraries import EVERYONE


EDITORS = ("head", "editor", "manager")
LIBRARY = ("staff", "director", "manager")
PROCESS = ("staff", "director", "methodologist", *EDITORS)
PRACTICE = "/good-practice"
REVIEWED = f"{PRACTICE}/stalo-recenzuojamas"
EDITED = f"{PRACTICE}/stalo-rekomenduotas"
PUBLISHED = f"{PRACTICE}/stalo-paskelbtas"

ROWS = {
    ("GET", f"{PRACTICE}/@@desk"): EDITORS,
    ("GET", f"{PRACTICE}/@desk"): EDITORS,
    ("GET", f"{PRACTICE}/@@featured"): EDITORS,
    ("GET", f"{PRACTICE}/@featured"): EVERYONE,
    ("PUT", f"{PRACTICE}/@featured"): EDITORS,
    ("GET", f"{REVIEWED}/@@case-decision"): EDITORS,
    ("GET", f"{REVIEWED}/@@case-decision?name=return"): EDITORS,
    ("GET", f"{REVIEWED}/@case-decision"): EDITORS,
    ("POST", f"{REVIEWED}/@case-decision"): EDITORS,
    ("DELETE", f"{REVIEWED}/@case-plan"): EDITORS,
    ("GET", f"{REVIEWED}/@@case-versions"): PROCESS,
    ("GET", f"{REVIEWED}/@case-versions"): PROCESS,
    ("GET", f"{EDITED}/@@case-edits"): EDITORS,
    ("GET", f"{EDITED}/@@case-agreement"): LIBRARY,
    ("GET", f"{EDITED}/@case-agreement"): PROCESS,
    # Those who get past the permission are told what they may.
    ("POST", f"{EDITED}/@case-agreement"): PROCESS,
    ("GET", f"{PUBLISHED}/@@case-versions"): EVERYONE,
    ("GET", f"{PUBLISHED}/@case-versions"): EVERYONE,
    ("GET", f"{PUBLISHED}/@@case-correction"): EDITORS,
    ("POST", f"{PUBLISHED}/@case-correction"): EDITORS,
    ("GET", f"{PUBLISHED}/@@case-picture-correction"): EDITORS,
    ("POST", f"{PUBLISHED}/@case-picture-correction"): EDITORS,
    ("GET", f"{PUBLISHED}/@@case-note"): EDITORS,
    ("PATCH", f"{PUBLISHED}/@case-note"): EDITORS,
    ("GET", f"{PUBLISHED}/@@case-feature"): EDITORS,
    ("GET", f"{PUBLISHED}/@@case-ask-truth"): EDITORS,
    ("GET", f"{PUBLISHED}/@@case-truth"): LIBRARY,
    ("GET", f"{PUBLISHED}/@case-truth"): PROCESS,
    ("POST", f"{PUBLISHED}/@case-truth"): LIBRARY,
}


def prepare(site):
    """The three cases; each title makes the address."""
    put_into(make(title="Stalo recenzuojamas"), "reviewing")
    edited = make(title="Stalo rekomenduotas")
    with act_as("krt-darbuotoja"):
        cases.submit(edited)
    put_into(edited, "recommended")
    with act_as("redaktore"):
        cases.update_case(edited, {"need": "Trumpiau."})
        agreeing.ask_agreement(edited)
    make_published(801, title="Stalo paskelbtas")
