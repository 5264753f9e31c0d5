"""Who may open what of readers' words: of a case whose question was handed on."""

from tests.goodpractice.conftest import make_published
from tests.goodpractice.reuse.conftest import ask
from tests.goodpractice.reuse.conftest import let_through
from tests.goodpractice.reuse.conftest import take_over
from tests.security.libraries import EVERYONE


FOLDER = "/good-practice"
CASE = f"{FOLDER}/perimtas-pavyzdys"
FREE = f"{FOLDER}/neperimtas-pavyzdys"
EDITORS = ("editor", "head", "manager")
# Kretinga's people, and editors.
ANSWERING = ("staff", "director", *EDITORS)
# People of other libraries than the case's.
OTHERS = ("other director", "manager")

ROWS = {
    ("GET", f"{FOLDER}/@@moderation"): EDITORS,
    ("GET", f"{FOLDER}/@@moderation?state=refused"): EDITORS,
    ("GET", f"{FOLDER}/@moderation"): EDITORS,
    ("POST", f"{FOLDER}/@moderation"): EDITORS,
    ("GET", f"{FOLDER}/@@person-data"): EDITORS,
    ("GET", f"{FOLDER}/@@person-data?email=jonas%40example.org"): EDITORS,
    ("GET", f"{FOLDER}/@@person-data.json?email=jonas%40example.org"): EDITORS,
    ("GET", f"{FOLDER}/@person-data?email=jonas%40example.org"): EDITORS,
    ("DELETE", f"{FOLDER}/@person-data"): EDITORS,
    ("GET", f"{FOLDER}/@@reuses"): EVERYONE,
    ("GET", f"{FOLDER}/@@reuses-export?format=csv"): EVERYONE,
    ("GET", f"{FOLDER}/@reuses"): EVERYONE,
    ("GET", f"{FOLDER}/@reuses-export?format=csv"): EVERYONE,
    ("GET", f"{FREE}/@@reuse"): OTHERS,
    ("POST", f"{FREE}/@reuses"): OTHERS,
    # Without a library named it is one's own.
    ("GET", f"{CASE}/@@reuse-remove"): OTHERS,
    ("GET", f"{CASE}/@reuses"): EVERYONE,
    ("PATCH", f"{CASE}/@reuses"): ("other director", *ANSWERING),
    ("DELETE", f"{CASE}/@reuses"): ("other director", *ANSWERING),
    ("GET", f"{CASE}/@@thank"): EVERYONE,
    ("GET", f"{CASE}/@thanks"): EVERYONE,
    ("GET", f"{CASE}/@@ask"): EVERYONE,
    ("GET", f"{CASE}/@questions"): EVERYONE,
    # A question without anything in it is told so, and thanks without anything are thanks.
    ("POST", f"{CASE}/@questions"): EVERYONE,
    ("POST", f"{CASE}/@thanks"): EVERYONE,
    ("GET", f"{CASE}/@@questions"): ANSWERING,
    ("POST", f"{CASE}/@question-answer"): ANSWERING,
}


def prepare(site):
    """The cases; each title makes the address."""
    make_published(2, title="Neperimtas pavyzdys")
    case = make_published(title="Perimtas pavyzdys")
    take_over(case)
    let_through(case, "question", ask(case))
