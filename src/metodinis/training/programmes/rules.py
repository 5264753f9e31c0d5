"""What a programme is made of, beside its fields; how it is evaluated; what it lacks. Pure."""

from datetime import datetime
from typing import NamedTuple


CRITERIA = ("relevance", "coherence", "methods", "results", "trainers", "duration")
# How many independent evaluations a decision rests on.
EVALUATORS = 2
MAX_ROWS = 60
# Academic hours of 45 minutes, in halves.
MAX_HOURS = 500.0
# Days before the end of validity from which a programme is to be reviewed.
REVIEW_DAYS = 60

DRAFT, SUBMITTED, EVALUATING, RETURNED = "draft", "submitted", "evaluating", "returned"
APPROVED, RUNNING, REVIEWING, ARCHIVED = "approved", "running", "reviewing", "archived"
STATES = (DRAFT, SUBMITTED, EVALUATING, RETURNED, APPROVED, RUNNING, REVIEWING, ARCHIVED)
# Everybody sees those.
PUBLIC = (APPROVED, RUNNING)

# What a programme must say before it is submitted, in the order of the form.
COMPULSORY = (
    "title",
    "provider",
    "authors",
    "level",
    "annotation",
    "aim",
    "objectives",
    "target_group",
    "competences",
    "topics",
    "form",
    "methods",
    "materials",
    "outcomes",
    "assessment",
    "trainers",
    "price",
    "literature",
    "certificate",
    "validity",
    "quality",
)


class Topic(NamedTuple):
    """A part of the content, with its academic hours."""

    title: str
    theory: float = 0.0
    practice: float = 0.0
    self_study: float = 0.0

    @property
    def hours(self):
        return self.theory + self.practice + self.self_study


class Trainer(NamedTuple):
    """Who teaches, and what makes them able to."""

    name: str
    qualification: str


class Review(NamedTuple):
    """Why a programme should be looked at again. settled_at: None while nobody dealt with it."""

    reason: str
    raised_at: datetime
    settled_at: datetime | None = None
    settled_by: str = ""
    outcome: str = ""


def totals(topics):
    """The hours of some Topics together, as a Topic without a title."""
    sums = (sum(getattr(topic, name) for topic in topics) for name in Topic._fields[1:])
    return Topic("", *map(float, sums))


def missing(values):
    """Names of COMPULSORY fields that say nothing. values: name -> value; a price may be 0.

    A topic without hours isn't told to its end, nor is the list that it stands in.
    """
    return [name for name in COMPULSORY if _is_empty(name, values.get(name))]


def _is_empty(name, value):
    if name == "topics":
        return not value or any(topic.hours == 0 for topic in value)
    return value is None or value == "" or value == ()
