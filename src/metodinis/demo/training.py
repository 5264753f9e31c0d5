"""The training of the demo: events of every kind and state, told by the operations people use."""

from contextlib import contextmanager
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from decimal import Decimal
from metodinis.common import moments
from metodinis.demo.story import REVIEWER
from metodinis.demo.story import ZONE
from metodinis.layout.exports import as_xlsx
from metodinis.layout.exports import Table
from metodinis.training.events import operations
from metodinis.training.events.rules import Question
from metodinis.training.events.rules import Session
from metodinis.training.registration.content import Registration
from plone import api
from plone.app.textfield.value import RichTextValue
from typing import NamedTuple


HALL = "Apskrities viešoji biblioteka, 301 salė, Klaipėda"
CONTACT = {
    "contact_name": "Rasa Petrauskienė",
    "contact_email": "metodika@apskritis.example",
}
LED = {"postponed": operations.postpone, "cancelled": operations.cancel}
ANNOUNCED_BEFORE = timedelta(days=35)


class Told(NamedTuple):
    """An event. days: from today, moved to a working day; starts, ends: by the clock; state: to
    which it is led; reason: of that; registered: how many have a seat; sessions: (days after the
    first, from, to, title); values: further fields."""

    title: str
    days: int
    starts: time
    ends: time
    state: str
    values: dict
    reason: str = ""
    registered: int = 0
    sessions: tuple = ()
    questions: tuple = ()
    text: str = ""


EVENTS = (
    Told(
        "Parodų rengimas bibliotekoje",
        -118,
        time(10),
        time(12, 30),
        "announced",
        {
            "description": "Kaip iš fondo, temos ir vienos sienos padaryti parodą, prie kurios "
            "lankytojas sustoja.",
            "kind": "webinar",
            "form": "remote",
            "location": "Nuotoliu („Zoom“)",
            "competences": ("skaitymas", "komunikacija"),
            "trainers": ("Jurga Stonkienė, dailininkė, parodų kuratorė",),
            "target_group": "Bibliotekininkai, rengiantys parodas",
            "hours": 3.0,
            "capacity": 100,
        },
    ),
    Told(
        "Bibliotekos rodikliai ir standartai: nuo statistikos iki sprendimo",
        -43,
        time(10),
        time(16),
        "announced",
        {
            "description": "ISO 2789 ir ISO 11620 paprastai: ką skaičiuojame, su kuo lyginame ir "
            "ką iš to sprendžiame.",
            "location": HALL,
            "competences": ("vadyba",),
            "trainers": ("Rasa Petrauskienė, metodininkė", "Vytautas Lukošius, statistikas"),
            "target_group": "Direktoriai ir ataskaitų rengėjai",
            "hours": 7.0,
            "capacity": 25,
        },
        text="<ul><li>10.00 Rodikliai ir jų prasmė</li><li>12.00 Pietų pertrauka</li>"
        "<li>13.00 Praktika: savo bibliotekos skaičiai</li><li>15.30 Klausimai</li></ul>",
    ),
    Told(
        "Dirbtinio intelekto įrankiai bibliotekininko darbe",
        9,
        time(10),
        time(11, 30),
        "announced",
        {
            "description": "Ką paprašyti, ką patikrinti ir ko neprašyti: pusantros valandos "
            "praktikos su kasdienėmis užduotimis.",
            "kind": "webinar",
            "form": "remote",
            "location": "Nuotoliu („Zoom“)",
            "online_link": "https://susitikimai.example/di-bibliotekoje",
            "competences": ("skaitmenines",),
            "trainers": ("Mindaugas Rimkus, skaitmeninių kompetencijų mokytojas",),
            "target_group": "Visi bibliotekininkai",
            "hours": 2.0,
            "capacity": 100,
        },
        registered=37,
        questions=(Question("patirtis", "Kokius įrankius jau bandėte?", "text"),),
    ),
    Told(
        "Renginių vedimas ir viešasis kalbėjimas",
        16,
        time(10),
        time(16),
        "announced",
        {
            "description": "Balsas, pauzė, scenarijus ir netikėtumai: kiekvienas išeina pravedęs "
            "savo renginio pradžią.",
            "kind": "seminar",
            "location": HALL,
            "competences": ("komunikacija", "aptarnavimas"),
            "trainers": ("Rūta Vaitkevičiūtė, aktorė, viešojo kalbėjimo mokytoja",),
            "target_group": "Renginių organizatoriai",
            "hours": 7.0,
            "price": Decimal(20),
            "cost": Decimal(480),
            "capacity": 12,
            "library_quota": 2,
        },
        registered=12,
        questions=(
            Question("pietus", "Ar valgysite pietus?", "yes_no", True),
            Question("atvykimas", "Kaip atvyksite?", "choice", False, ("Traukiniu", "Automobiliu")),
        ),
    ),
    Told(
        "Darbas su jaunimu: išvažiuojamasis seminaras Gargžduose",
        25,
        time(9, 30),
        time(15),
        "draft",
        {
            "description": "Jaunimo erdvė iš vidaus: kaip ją kūrė, kas joje vyksta ir ko "
            "paaugliai iš tikrųjų ateina.",
            "kind": "visit",
            "location": "Gargždai, J. Lankučio viešoji biblioteka",
            "competences": ("aptarnavimas", "skaitymas"),
            "trainers": ("Eglė Norvilaitė, darbo su jaunimu specialistė",),
            "target_group": "Dirbantys su 14–29 metų jaunimu",
            "hours": 6.0,
            "capacity": 20,
        },
    ),
    Told(
        "Medijų raštingumas: kaip parengti ir vesti mokymus gyventojams",
        48,
        time(10),
        time(13),
        "announced",
        {
            "description": "Trijų dienų kursas: baigę dalyviai turi savo mokymų programą ir "
            "metodinę medžiagą.",
            "kind": "course",
            "form": "mixed",
            "location": HALL,
            "online_link": "https://susitikimai.example/medijos",
            "competences": ("medijos", "skaitmenines"),
            "trainers": ("Aistė Grigaliūnienė, medijų raštingumo ekspertė",),
            "target_group": "Bibliotekininkai, mokantys gyventojus",
            "hours": 16.0,
            "capacity": 18,
        },
        registered=7,
        sessions=(
            (0, time(10), time(13), "Dezinformacija ir jos požymiai", ""),
            (7, time(10), time(13), "Programos rengimas", "Nuotoliu („Zoom“)"),
            (14, time(10), time(15), "Bandomosios pamokos", ""),
        ),
    ),
    Told(
        "Kraštotyros fondų skaitmeninimas: nuo atrankos iki viešinimo",
        20,
        time(10),
        time(15, 30),
        "postponed",
        {
            "description": "Kaip atrinkti, nuskenuoti, aprašyti ir paskelbti taip, kad rastų.",
            "location": HALL,
            "competences": ("krastotyra",),
            "trainers": ("Kristina Jonikienė, skaitmeninimo vadovė",),
            "target_group": "Kraštotyrininkai",
            "hours": 6.0,
            "capacity": 20,
        },
        reason="Susirgo lektorė. Naują datą pranešime, kai tik ji pasveiks; registracijos galioja.",
        registered=9,
    ),
    Told(
        "Pranešimas spaudai: kaip parašyti, kad perskaitytų",
        13,
        time(13),
        time(15),
        "cancelled",
        {
            "description": "Antraštė, pirma pastraipa, nuotrauka ir laikas: keturi dalykai, nuo "
            "kurių priklauso viskas.",
            "kind": "webinar",
            "form": "remote",
            "location": "Nuotoliu („Zoom“)",
            "competences": ("komunikacija",),
            "trainers": ("Paulius Šimkus, žurnalistas",),
            "target_group": "Atsakingi už viešinimą",
            "hours": 2.0,
        },
        reason="Užsiregistravo per mažai dalyvių. Pavasarį tema įtraukiama į ilgesnį seminarą.",
    ),
)
# Made up; each is of one of these institutions.
NAMES = (
    "Asta",
    "Birutė",
    "Danutė",
    "Elena",
    "Giedrė",
    "Ieva",
    "Jolanta",
    "Kristina",
    "Laima",
    "Milda",
    "Nijolė",
    "Ona",
    "Palmira",
    "Reda",
    "Sandra",
    "Toma",
    "Ugnė",
    "Vilma",
    "Zita",
    "Žydrė",
)
SURNAMES = ("Bagdonienė", "Jankauskienė", "Kazlauskaitė")
ROW = ("Rodiklis", "Kaip skaičiuojamas", "Ką sako")
SHEET = (
    ROW,
    ("Apsilankymai vienam gyventojui", "C4 : A7", "Ar biblioteka reikalinga"),
    ("Aktyvūs vartotojai, proc.", "C1 : A7 × 100", "Kiek gyventojų ja naudojasi"),
)


def make_training(site, today):
    """Tell EVENTS around `today` (date)."""
    for told in EVENTS:
        _make_event(site["training"], told, today)


def _make_event(directory, told, today):
    day = _working_day(today + timedelta(days=told.days))
    start, end = _at(day, told.starts), _at(day, told.ends)
    sessions = tuple(
        Session(_at(sitting, starts), _at(sitting, ends), *rest)
        for days, starts, ends, *rest in told.sessions
        for sitting in [day + timedelta(days=days)]
    )
    values = {
        **CONTACT,
        **told.values,
        "title": told.title,
        "start": start,
        "end": max([end, *(session.ends for session in sessions)]),
        "sessions": sessions,
        "questions": told.questions,
        "text": RichTextValue(told.text, "text/html", "text/x-html-safe") if told.text else None,
    }
    now = _at(today, time(9))
    announced = min(start - ANNOUNCED_BEFORE, now - timedelta(days=2))
    with _acting(announced):
        event = operations.create_event(directory, values)
        if told.state != "draft":
            operations.announce(event)
    for number in range(told.registered):
        _register(event, number, announced)
    with _acting(now - timedelta(days=1)):
        if told.state in LED:
            LED[told.state](event, told.reason)
    if "rodikliai" in told.title:
        with _acting(end):
            _give(event)


def _register(event, number, announced):
    """Put somebody on the list, as if they had registered an hour after the one before."""
    name = f"{NAMES[number % len(NAMES)]} {SURNAMES[number % len(SURNAMES)]}"
    moment = announced.astimezone(UTC) + timedelta(hours=number + 1)
    event.registrations.add(
        Registration(
            number + 1,
            moment,
            name=name,
            email=f"dalyvis{number + 1}@biblioteka.example",
            institution="Viešoji biblioteka",
            state="registered",
            confirmed_at=moment,
            consent_at=moment,
        )
    )
    event.registrations.seats.last_number = number + 1


def _give(event):
    """The files of an event that is over: one for everybody, one for those who were there."""
    data = as_xlsx([Table("Rodikliai", list(SHEET))])
    for title, audience in (
        ("Rodiklių skaičiuoklė", "public"),
        ("Grupių darbų rezultatai", "participants"),
    ):
        values = {"title": title, "stage": "after", "audience": audience}
        operations.add_material(event, values, (f"{title}.xlsx", data))


@contextmanager
def _acting(moment):
    """As the methodologist, at a moment."""
    with api.env.adopt_user(username=REVIEWER), moments.at(moment):
        yield


def _at(day, clock):
    return datetime.combine(day, clock, ZONE)


def _working_day(day):
    """The day itself, or the Tuesday after a weekend."""
    return day if day.weekday() < 5 else day + timedelta(days=8 - day.weekday())
