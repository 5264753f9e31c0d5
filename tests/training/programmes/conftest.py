"""A programme of Kretinga's library, and the way of one through its people's hands."""

from datetime import date
from datetime import timedelta
from metodinis.common.moments import now
from metodinis.common.states import state_of
from metodinis.training.programmes import evaluating
from metodinis.training.programmes import operations
from metodinis.training.programmes.rules import CRITERIA
from plone import api
import pytest


EVALUATORS = ("klm-darbuotoja", "pag-direktore")
VALUES = {
    "title": "Skaitmeninė kraštotyra bibliotekoje",
    "provider": "Kretingos viešoji biblioteka",
    "authors": "Rasa Kretingienė, bibliotekininkė",
    "level": "basic",
    "annotation": "Bibliotekose daugėja suskaitmenintų dokumentų.",
    "aim": "Išmokti aprašyti ir skelbti krašto dokumentus.",
    "objectives": "Pažinti teisės aktus\nAprašyti vaizdus",
    "target_group": "Kraštotyrininkai",
    "prerequisites": "",
    "competences": ["krastotyra"],
    "topics": [
        {"title": "Autorių teisės", "theory": "2", "practice": "1", "self_study": ""},
        {"title": "Aprašas", "theory": 1, "practice": 2.5, "self_study": 1},
    ],
    "form": "mixed",
    "methods": "Paskaita, praktinis darbas.",
    "materials": "Kompiuteriai, skeneris.",
    "outcomes": "Aprašo vaizdo dokumentą",
    "assessment": "Atlikta užduotis.",
    "trainers": [{"name": "Jonas Jonaitis", "qualification": "Magistras, 10 metų patirtis"}],
    "price": "25,50",
    "literature": "Kraštotyros vadovas. Vilnius, 2023.",
    "certificate": "Pažymėjimas, 7,5 ak. val.",
    "validity": 3,
    "quality": "Anketa po mokymų.",
}


def act_as(name):
    """Do something as one of the world's people."""
    return api.env.adopt_user(username=name)


def library(code):
    """A library of the world, by its code."""
    [brain] = api.content.find(portal_type="Library", library_code=code)
    return brain.getObject()


def make(author="krt-darbuotoja", code="KRT", **values):
    """A complete draft; of the department, if no library's code is given."""
    directory = api.portal.get()["training"]
    with act_as(author):
        return operations.create_programme(
            directory, {**VALUES, **values}, library(code) if code else None
        )


def today():
    return now().date()


def assign(programme, evaluators=EVALUATORS, person="metodininke"):
    with act_as(person):
        evaluating.assign(programme, evaluators, today() + timedelta(days=14))


def evaluate(programme, person, score=5):
    """Give an evaluation with the same score to each criterion."""
    with act_as(person):
        evaluating.save_evaluation(
            programme,
            dict.fromkeys(CRITERIA, score),
            dict.fromkeys(CRITERIA, f"Pastaba {score}"),
            f"Išvada {score}",
            give=True,
        )


def approve(programme, person="vedeja", reason=""):
    with act_as(person):
        operations.approve(
            programme, "V-12", date(2026, 1, 5), today() + timedelta(days=1000), reason
        )


def bring(programme, state, score=5):
    """Lead a draft into `state` through its people's hands."""
    steps = {
        "submitted": lambda: _as("krt-darbuotoja", operations.submit, programme),
        "evaluating": lambda: assign(programme),
        "returned": lambda: _as("vedeja", operations.return_, programme, "Patikslinkite tikslą."),
        "approved": lambda: _decide(programme, score),
        "running": lambda: _as("metodininke", operations.run, programme),
        "reviewing": lambda: _as(
            "metodininke", operations.begin_review, programme, "Keitėsi įstatymas."
        ),
        "archived": lambda: _as("metodininke", operations.archive, programme, "Nebeaktualu."),
    }
    ways = {
        "draft": (),
        "submitted": ("submitted",),
        "evaluating": ("submitted", "evaluating"),
        "returned": ("submitted", "evaluating", "returned"),
        "approved": ("submitted", "evaluating", "approved"),
        "running": ("submitted", "evaluating", "approved", "running"),
        "reviewing": ("submitted", "evaluating", "approved", "running", "reviewing"),
        "archived": ("submitted", "evaluating", "approved", "running", "archived"),
    }
    for name in ways[state]:
        steps[name]()
    assert state_of(programme) == state
    return programme


def _as(person, operation, *args):
    with act_as(person):
        operation(*args)


def _decide(programme, score):
    for person in EVALUATORS:
        evaluate(programme, person, score)
    approve(programme, reason="Poreikis didelis." if score < 4 else "")


@pytest.fixture
def programme(world):
    """A complete draft that Kretinga's library proposes."""
    return make()
