"""Who may open what of programmes: one that is evaluated, one that is approved, and a draft."""

from tests.security.libraries import EVERYONE
from tests.training.programmes.conftest import assign
from tests.training.programmes.conftest import bring
from tests.training.programmes.conftest import make


TRAINING = "/training"
STAFF = ("methodologist", "head", "manager")
LIBRARY = ("staff", "director", "manager")
WRITERS = ("staff", "director", *STAFF)
EVALUATED = f"{TRAINING}/programa-vertinama"
APPROVED = f"{TRAINING}/programa-patvirtinta"
DRAFT = f"{TRAINING}/programa-rengiama"
# The director of Pagėgiai is asked to evaluate the first.
READERS = (*WRITERS, "other director")

ROWS = {
    ("GET", f"{TRAINING}/@@programmes"): EVERYONE,
    ("GET", f"{TRAINING}/@@programmes-export?format=csv"): EVERYONE,
    ("GET", f"{TRAINING}/@programmes"): EVERYONE,
    ("GET", f"{TRAINING}/@programmes-export?format=csv"): EVERYONE,
    ("GET", f"{TRAINING}/@@add-programme"): STAFF,
    ("POST", f"{TRAINING}/@programmes"): STAFF,
    ("GET", f"{TRAINING}/@@programme-template"): STAFF,
    ("GET", f"{TRAINING}/@@programme-template-file?which=default"): STAFF,
    ("GET", f"{TRAINING}/@programme-template"): STAFF,
    ("POST", f"{TRAINING}/@programme-template"): STAFF,
    ("DELETE", f"{TRAINING}/@programme-template"): STAFF,
    ("GET", "/libraries/krt/@@propose-programme"): LIBRARY,
    ("POST", "/libraries/krt/@programmes"): LIBRARY,
    ("GET", DRAFT): WRITERS,
    ("GET", f"{DRAFT}/@programme"): WRITERS,
    ("GET", f"{DRAFT}/@@edit"): WRITERS,
    ("GET", f"{DRAFT}/@@remove"): WRITERS,
    ("GET", f"{DRAFT}/@@programme-step?name=submit"): WRITERS,
    ("PATCH", f"{DRAFT}/@programme"): WRITERS,
    ("POST", f"{DRAFT}/@programme-transition"): WRITERS,
    ("GET", EVALUATED): READERS,
    ("GET", f"{EVALUATED}/@programme"): READERS,
    ("GET", f"{EVALUATED}/@@programme-document?format=pdf"): READERS,
    ("GET", f"{EVALUATED}/@programme-document?format=docx"): READERS,
    ("GET", f"{EVALUATED}/@programme-evaluations"): READERS,
    ("GET", f"{EVALUATED}/@@edit"): (),
    ("GET", f"{EVALUATED}/@@evaluate"): ("other director",),
    ("POST", f"{EVALUATED}/@programme-evaluation"): ("other director",),
    ("POST", f"{EVALUATED}/@programme-refusal"): ("other director",),
    ("GET", f"{EVALUATED}/@@programme-evaluators"): STAFF,
    ("GET", f"{EVALUATED}/@programme-evaluators"): STAFF,
    ("POST", f"{EVALUATED}/@programme-evaluators"): STAFF,
    ("GET", f"{EVALUATED}/@@programme-step?name=approve"): WRITERS,
    ("GET", f"{EVALUATED}/@@programme-history"): WRITERS,
    ("GET", f"{EVALUATED}/@programme-history"): WRITERS,
    ("GET", APPROVED): EVERYONE,
    ("GET", f"{APPROVED}/@programme"): EVERYONE,
    ("GET", f"{APPROVED}/@@programme-document?format=docx"): EVERYONE,
    ("GET", f"{APPROVED}/@programme-evaluations"): EVERYONE,
    ("GET", f"{APPROVED}/@@programme-history"): WRITERS,
    ("GET", f"{APPROVED}/@@programme-settle?key=low"): STAFF,
    ("POST", f"{APPROVED}/@programme-settle"): STAFF,
    # Sent to the evaluated one it would mail a reminder; nobody owes anything of this one.
    ("POST", f"{APPROVED}/@programme-reminder"): STAFF,
    # Those who get past the permission are told that only drafts are deleted.
    ("DELETE", f"{EVALUATED}/@programme"): (),
    # Stock addresses of content.
    ("PATCH", DRAFT): ("manager",),
    ("GET", f"{DRAFT}/@@sharing"): ("manager",),
}


def prepare(site):
    """The three programmes; each title makes the address."""
    make(title="Rengiama")
    assign(bring(make(title="Vertinama"), "submitted"))
    programme = bring(make(title="Patvirtinta"), "approved", score=3)
    [(_key, review)] = programme.open_reviews.items()
    programme._reviews.clear()
    programme.put_review("low", review)
