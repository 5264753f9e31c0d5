"""What a programme's document says: one dict of texts, for DOCX and PDF alike.

A document of the department is Lithuanian, whoever downloads it. These are the names that a
template may use; `SAMPLE` fills all of them, so that a template is tried before it is taken.
"""

from datetime import date
from decimal import Decimal
from metodinis.common.mail import translate_for
from metodinis.common.schema import DEPARTMENT_PREFIX
from metodinis.common.states import state_of
from metodinis.layout import formats
from metodinis.training.programmes.rules import PUBLIC
from metodinis.training.programmes.rules import Topic
from metodinis.training.programmes.rules import totals
from metodinis.training.programmes.rules import Trainer
from metodinis.training.programmes.vocabularies import LEVEL_TITLES
from metodinis.training.programmes.vocabularies import STATE_TITLES
from metodinis.training.vocabularies import competences
from metodinis.training.vocabularies import FORM_TITLES
from plone import api
from types import SimpleNamespace


LANGUAGE = "lt"
TEXTS = (
    "title",
    "provider",
    "annotation",
    "aim",
    "target_group",
    "prerequisites",
    "methods",
    "materials",
    "assessment",
    "certificate",
    "quality",
)
LINES = ("authors", "objectives", "outcomes", "literature")
# What a template may name: beside TEXTS and LINES.
COMPUTED = (
    "level",
    "form",
    "competences",
    "topics",
    "total",
    "trainers",
    "price",
    "validity",
    "is_approved",
    "order_number",
    "order_date",
    "valid_until",
    "state",
    "department",
)
NAMES = (*TEXTS, *LINES, *COMPUTED)


def told(programme, state=None):
    """Name -> text, list of texts or of mappings of a programme, in Lithuanian.

    topics: mappings of number, title, theory, practice, self_study, hours; total: the same sums;
    trainers: mappings of name and qualification. state: its workflow state, if it has none.
    """
    state = state or state_of(programme)
    is_approved = state in PUBLIC and bool(programme.order_number)
    titles = competences()
    return {
        **{name: getattr(programme, name) or "" for name in TEXTS},
        **{name: list(getattr(programme, name) or ()) for name in LINES},
        "level": _say(LEVEL_TITLES.get(programme.level)),
        "form": _say(FORM_TITLES.get(programme.form)),
        "competences": [titles.get(code, code) for code in programme.competences],
        "topics": [
            {"number": str(number), **_hours(topic)}
            for number, topic in enumerate(programme.topics, 1)
        ],
        "total": _hours(totals(programme.topics)),
        "trainers": [trainer._asdict() for trainer in programme.trainers],
        "price": _price(programme.price),
        "validity": "" if programme.validity is None else f"{programme.validity} m.",
        "is_approved": is_approved,
        "order_number": programme.order_number if is_approved else "",
        "order_date": _day(programme.order_date) if is_approved else "",
        "valid_until": _day(programme.valid_until) if is_approved else "",
        "state": _say(STATE_TITLES[state]),
        "department": api.portal.get_registry_record(f"{DEPARTMENT_PREFIX}.name") or "",
    }


def _say(message):
    return translate_for(message, LANGUAGE) if message else ""


def _day(day):
    return formats.date(formats.as_datetime(day), LANGUAGE, "long") if day else ""


def _hours(topic):
    def written(value):
        return formats.number(value, LANGUAGE, 1 if value % 1 else 0)

    return {
        "title": topic.title,
        "theory": written(topic.theory),
        "practice": written(topic.practice),
        "self_study": written(topic.self_study),
        "hours": written(topic.hours),
    }


def _price(price):
    if price is None:
        return ""
    return formats.money(int(price * 100), LANGUAGE) if price else "nemokama"


def bare_sample():
    """What `told` tells of a programme that has a title alone: a template is tried with it."""
    programme = SimpleNamespace(
        **dict.fromkeys(TEXTS, ""),
        **dict.fromkeys((*LINES, "competences", "topics", "trainers"), ()),
        **dict.fromkeys(("level", "form", "price", "validity", "order_date", "valid_until")),
        order_number="",
    )
    programme.title = "Pavyzdys"
    return told(programme, "draft")


def sample():
    """What `told` tells of a programme that fills everything: a template is tried with it."""
    programme = SimpleNamespace(
        **{name: f"Pavyzdys: {name} <&> „kabutės“\nantra eilutė" for name in TEXTS},
        **dict.fromkeys(LINES, ("Pirma eilutė", "Antra eilutė")),
        level="basic",
        form="mixed",
        competences=tuple(competences())[:2],
        topics=(Topic("Pirma tema", 2.0, 1.5, 0.0), Topic("Antra tema", 1.0, 2.0, 4.0)),
        trainers=(Trainer("Vardas Pavardė", "Kvalifikacija"),),
        price=Decimal("25.50"),
        validity=3,
        order_number="V-1",
        order_date=date(2026, 1, 5),
        valid_until=date(2029, 1, 5),
    )
    return told(programme, "approved")
