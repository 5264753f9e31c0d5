"""Who registers for the events of the demo that are to come: a line, an offer, requests."""

from datetime import datetime
from datetime import time
from datetime import timedelta
from metodinis.common import moments
from metodinis.demo.story import person
from metodinis.demo.story import REVIEWER
from metodinis.demo.story import ZONE
from metodinis.training.events import operations as events
from metodinis.training.registration import operations
from plone import api


# By a word of their titles.
FULL, MODERATED, OPEN = "Renginių vedimas", "Medijų raštingumas", "Dirbtinio intelekto"
# code of the library, name, position, whether they confirmed the address
IN_LINE = (
    ("KLM", "Ramunė Gudaitienė", "renginių organizatorė", True),
    ("PAL", "Edgaras Mačiulis", "bibliotekininkas", True),
    ("SIL", "Loreta Jucienė", "vyresnioji bibliotekininkė", True),
    ("TAU", "Simona Eidukaitė", "kultūros edukatorė", False),
    ("", "Vaidotas Kniūkšta", "mokytojas", True),
)
ASKING = (
    ("KLR", "Gintarė Lukošiūtė", "bibliotekininkė", True),
    ("SKU", "Rimantas Stonkus", "metodininkas", True),
    ("", "Jovita Bružienė", "mokyklos bibliotekininkė", False),
)
OF_KRETINGA = (
    {"name": "Sigita Raudytė", "email": "sigita@krt.example", "position": "bibliotekininkė"},
    {"name": "Alma Daukšienė", "email": "alma@krt.example", "position": "Kartenos filialo vedėja"},
)


def make_registrations(site, libraries, today):
    """Let people register for the events to come. today: date.

    libraries: code -> Library.
    """
    yesterday = datetime.combine(today - timedelta(days=1), time(10), ZONE)
    uids = {code: library.UID() for code, library in libraries.items()}
    full, moderated, open_ = (_event(site, word) for word in (FULL, MODERATED, OPEN))
    with api.env.adopt_user(username=REVIEWER), moments.at(yesterday):
        events.edit_event(full, {"offers": True})
        events.edit_event(moderated, {"moderated": True})
    answers = {question.id: "yes" for question in full.questions if question.required}
    _register(full, IN_LINE, uids, yesterday, answers)
    _register(moderated, ASKING, uids, yesterday, {})
    with moments.at(yesterday + timedelta(hours=3)):
        operations.cancel(full, full.registrations.found("registered")[0])
        with api.env.adopt_user(username=person("KRT", "director")):
            operations.register_many(open_, libraries["KRT"], OF_KRETINGA)


def _event(site, word):
    return next(one for one in site["training"].objectValues() if word in one.title)


def _register(event, people, uids, moment, answers):
    """Each a quarter of an hour after the one before."""
    for number, (code, name, position, has_confirmed) in enumerate(people):
        email = f"{event.getId()[:3]}{number}@biblioteka.example"
        values = {
            "name": name,
            "email": email,
            "position": position,
            "library_uid": uids.get(code),
            "answers": answers,
        }
        with (
            api.env.adopt_roles(["Anonymous"]),
            moments.at(moment + timedelta(minutes=15 * number)),
        ):
            operations.register(event, values, consent=True)
            if has_confirmed:
                operations.confirm(event, event.registrations.by_email(email))
