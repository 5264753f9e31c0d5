"""What came of the demo's training: events of this year and the last, who came, what they said.

The events of `training.py` that are over get marks and answers too, so that the year plan, the
ledger of hours and the results of feedback forms show something.
"""

from contextlib import contextmanager
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from decimal import Decimal
from metodinis.common import moments
from metodinis.demo.story import REVIEWER
from metodinis.demo.story import ZONE
from metodinis.training.certificates import operations as certificates
from metodinis.training.evaluation import operations as evaluation
from metodinis.training.evaluation import rules
from metodinis.training.evaluation.nightly import judge
from metodinis.training.events import operations as events
from metodinis.training.events.schema import ITrainingEvent
from metodinis.training.registration.content import Registration
from metodinis.training.registration.rules import ABSENT
from metodinis.training.registration.rules import ATTENDED
from metodinis.training.registration.rules import PARTLY
from metodinis.training.registration.rules import REGISTERED
from plone import api
from plone.uuid.interfaces import IUUID
from typing import NamedTuple


HALL = "Apskrities viešoji biblioteka, 301 salė, Klaipėda"
REMOTE = "Nuotoliu („Zoom“)"


class Held(NamedTuple):
    """An event that is over. days: before today; people: who came; scores: what each of those
    who answered gave on the whole; later: what they gave to the first question months later."""

    title: str
    days: int
    hours: float
    kind: str
    competences: tuple
    trainers: tuple
    capacity: int | None
    people: int
    scores: str
    cost: int | None = None
    later: str = ""
    conclusion: str = ""


EVENTS = (
    Held(
        "Bibliotekų atstovavimas: kaip kalbėti su savivaldybe",
        560,
        6.0,
        "seminar",
        ("komunikacija", "vadyba"),
        ("Rasa Petrauskienė, metodininkė",),
        20,
        17,
        "5455434554",
        420,
    ),
    Held(
        "Skaitymo skatinimas: klubai ir maratonai",
        470,
        4.0,
        "seminar",
        ("skaitymas",),
        ("Jurga Stonkienė, dailininkė, parodų kuratorė",),
        25,
        14,
        "44534",
        260,
    ),
    Held(
        "Duomenų bazės bibliotekininko darbe",
        410,
        2.0,
        "webinar",
        ("bibliotekininkyste", "skaitmenines"),
        ("Mindaugas Rimkus, skaitmeninių kompetencijų mokytojas",),
        60,
        22,
        "5544",
    ),
    Held(
        "Dirbtinis intelektas: pirmoji pažintis",
        225,
        2.0,
        "webinar",
        ("skaitmenines",),
        ("Mindaugas Rimkus, skaitmeninių kompetencijų mokytojas",),
        40,
        31,
        "33424335243",
        150,
        "3234",
    ),
    Held(
        "Skaitymo skatinimas: klubai ir maratonai. Antra grupė",
        160,
        4.0,
        "seminar",
        ("skaitymas",),
        ("Jurga Stonkienė, dailininkė, parodų kuratorė",),
        20,
        18,
        "55545455",
        240,
        "45545",
        "Antrai grupei skyrėme daugiau praktikos, ir balai pakilo. Kitą kartą – dviejų dienų "
        "kursas.",
    ),
    Held(
        "Prieinama biblioteka: aptarnavimas be kliūčių",
        75,
        6.0,
        "visit",
        ("aptarnavimas",),
        ("Eglė Norvilaitė, darbo su jaunimu specialistė", "Rasa Petrauskienė, metodininkė"),
        18,
        16,
        "554545",
        380,
    ),
    Held(
        "Renginių fotografija telefonu",
        12,
        3.0,
        "seminar",
        ("komunikacija",),
        ("Paulius Šimkus, žurnalistas",),
        15,
        13,
        "322343",
        190,
    ),
)
# What came of the events of `training.py` that are over, by a word of their titles: how many had
# a seat, and what those who answered gave.
SAID = {"rodikliai": (22, "55454"), "Parodų": (41, "454535")}
BEST = (
    "Praktinės užduotys ir aptarimas grupėje.",
    "Pavyzdžiai iš kitų bibliotekų.",
    "Gyvas bendravimas su kolegomis.",
    "Aiškus, nuoseklus dėstymas.",
    "Paruošta medžiaga, kurią galima naudoti iš karto.",
)
IMPROVE = (
    "Norėtųsi ilgesnės praktinės dalies.",
    "Per daug temų vienai dienai.",
    "Medžiagą gauti iš anksto.",
    "Daugiau laiko klausimams.",
)
NEEDS = (
    "Viešasis kalbėjimas.",
    "Projektų rašymas.",
    "Darbas su paaugliais.",
    "Konfliktų valdymas.",
)
APPLIED = (
    "Pradėjome skaitymo klubą filiale.",
    "Perdariau mokymų vartotojams planą.",
    "Naudoju rengdama skelbimus.",
    "Pasidalijau su kolegomis susirinkime.",
)
HINDERED = ("Trūksta laiko.", "Nėra reikiamos įrangos.")
NAMES = (
    ("Aldona", "Rima", "Sigita", "Daiva", "Loreta", "Virginija", "Jurgita", "Neringa", "Regina"),
    ("Butkienė", "Šimkuvienė", "Norvaišienė", "Paulauskienė", "Žukauskaitė", "Rimkutė", "Kairytė"),
)


# How many different people come.
PEOPLE = 44


def make_feedback(site, today):
    """Make EVENTS, and say what came of all events that are over on a day (date)."""
    directory = site["training"]
    for held in EVENTS:
        _hold(directory, held, today)
    now = _at(today, time(9))
    for event in filter(ITrainingEvent.providedBy, directory.objectValues()):
        seats, scores = next((told for word, told in SAID.items() if word in event.title), (0, ""))
        if seats and event.end < now:
            for number in range(seats):
                _register(event, number, event.start - timedelta(days=30))
            _mark(event)
            _answer(event, scores)
            _certify(event, now)
            _finish(event, today)


def _hold(directory, held, today):
    day = today - timedelta(days=held.days)
    day -= timedelta(days=max(0, day.weekday() - 4))
    is_remote = held.kind == "webinar"
    length = timedelta(minutes=45 * held.hours + 45 * (held.hours > 4))
    start = _at(day, time(10))
    values = {
        "title": held.title,
        "kind": held.kind,
        "form": "remote" if is_remote else "in_person",
        "location": REMOTE if is_remote else HALL,
        "competences": held.competences,
        "trainers": held.trainers,
        "hours": held.hours,
        # The older ones have theirs on paper.
        "has_certificate": held.days < 100,
        "capacity": held.capacity,
        "cost": None if held.cost is None else Decimal(held.cost),
        "start": start,
        "end": start + length,
    }
    with _acting(start - timedelta(days=40)):
        event = events.create_event(directory, values)
        events.announce(event)
    # One in nine who had a seat didn't come.
    for number in range(held.people + held.people // 9):
        # The database keeps moments in UTC.
        _register(event, number, start.astimezone(UTC) - timedelta(days=30))
    _mark(event)
    _answer(event, held.scores)
    _certify(event, _at(today, time(9)))
    for number, score in enumerate(held.later):
        _put(event, number, rules.LATER, _later_sheet(int(score), number))
    if held.conclusion:
        with _acting(event.end + timedelta(days=20)):
            evaluation.conclude(event, held.conclusion)
    _finish(event, today)


def _certify(event, now):
    """Issue certificates of what ended a month ago or more: what is newer waits for somebody."""
    if event.has_certificate and event.end < now - timedelta(days=30):
        with _acting(event.end + timedelta(days=2)):
            certificates.issue(event)


def _register(event, number, moment):
    """Put somebody of one of the libraries on the list; the same people come again."""
    first, last = NAMES
    person = (number * 7 + len(event.title)) % PEOPLE
    name = f"{first[person % len(first)]} {last[person % len(last)]}"
    library = _library(person)
    event.registrations.add(
        Registration(
            event.registrations.seats.next_number(),
            moment + timedelta(hours=number),
            name=name,
            email=f"darbuotoja{person}@{library.getId()}.example",
            institution=library.title,
            library_uid=IUUID(library),
            state=REGISTERED,
            confirmed_at=moment,
            consent_at=moment,
        )
    )


def _library(person):
    libraries = api.portal.get()["libraries"].objectValues()
    return sorted(libraries, key=lambda one: one.code)[person % len(libraries)]


def _mark(event):
    """Write down who came: all but each ninth and tenth; one of them left early."""
    sessions = len(event.sessions)
    for number, one in enumerate(event.registrations.found(REGISTERED)):
        if number % 10 == 8:
            state, present = ABSENT, 0
        elif number % 10 == 5 and sessions > 1:
            state, present = PARTLY, 1
        else:
            state, present = ATTENDED, sessions
        one.marks = {n: "present" if n < present else "absent" for n in range(sessions)}
        one.state = state


def _answer(event, scores):
    for number, score in enumerate(scores):
        _put(event, number, rules.AFTER, _sheet(event, int(score), number))


def _put(event, number, form, sheet):
    """Put one's sheet into the urn; it is for nobody to see whose it is, here neither."""
    people = evaluation.participants(event)
    urn = event.feedback.urns[form]
    urn.asked_on = rules.due_day(form, evaluation.ended_on(event))
    urn.put(people[number].id, sheet)


def _sheet(event, score, number):
    """Answers around a score; every third says more."""
    sheet = {}
    for place, question in enumerate(evaluation.questions_of(event, rules.AFTER)):
        if question.kind == rules.SCALE:
            sheet[question.id] = max(1, min(5, score + (number * 3 + place) % 5 // 4))
    texts = (("best", BEST, 2), ("improve", IMPROVE, 3), ("needs", NEEDS, 4))
    for id_, words, each in texts:
        if number % each == 0:
            sheet[id_] = words[(number + len(event.title)) % len(words)]
    return sheet


def _later_sheet(score, number):
    sheet = {"used": score, "effect": max(1, score - number % 2)}
    sheet["applied"] = APPLIED[number % len(APPLIED)]
    if score < 4:
        sheet["hindered"] = HINDERED[number % len(HINDERED)]
    return sheet


def _finish(event, today):
    """Do what the nights since would have done, mails aside."""
    for form, urn in event.feedback.urns.items():
        ended = evaluation.ended_on(event)
        if today > rules.closing_day(form, ended, urn.asked_on):
            evaluation.close(event, form)
        elif urn.asked_on:
            for one in evaluation.participants(event):
                urn.asked.insert(one.id)
                urn.reminded.insert(one.id)
    judge(event, today)


def _at(day, clock):
    return datetime.combine(day, clock, tzinfo=ZONE)


@contextmanager
def _acting(moment):
    """As the methodologist, at a moment."""
    with api.env.adopt_user(username=REVIEWER), moments.at(moment):
        yield
