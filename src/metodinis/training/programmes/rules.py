"""What a programme is made of, beside its fields; how it is evaluated; what it lacks. Pure."""

from datetime import date
from datetime import datetime
from typing import NamedTuple
import unicodedata


CRITERIA = ("relevance", "coherence", "methods", "results", "trainers", "duration")
LOWEST, HIGHEST = 1, 5
# A score up to this one has to be explained: the authors are to know what to mend.
EXPLAINED = 3
# How many independent evaluations a decision rests on.
EVALUATORS = 2
MAX_ROWS = 60
# Academic hours of 45 minutes, in halves.
MAX_HOURS = 500.0
# Days before the end of validity from which a programme is to be reviewed.
REVIEW_DAYS = 60
REMINDER_DAYS = 3

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


class Evaluation(NamedTuple):
    """What one evaluator was asked, and said.

    evaluator: user id; scores, comments: by CRITERIA, None and "" where nothing was said yet;
    given_at, refused_at: aware datetimes or None; reason: of a refusal; due: the last day.
    reminded: days (date) on which a reminder went out by itself.
    """

    evaluator: str
    asked_at: datetime
    due: date
    scores: tuple = (None,) * len(CRITERIA)
    comments: tuple = ("",) * len(CRITERIA)
    summary: str = ""
    given_at: datetime | None = None
    refused_at: datetime | None = None
    reason: str = ""
    reminded: tuple = ()

    @property
    def is_owed(self):
        return self.given_at is None and self.refused_at is None


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


def given(evaluations):
    """Those that were given."""
    return [evaluation for evaluation in evaluations if evaluation.given_at is not None]


def means(evaluations):
    """criterion -> mean of what was given, rounded to hundredths; {} if nothing was."""
    scores = [evaluation.scores for evaluation in given(evaluations)]
    return {
        criterion: round(sum(column) / len(column), 2)
        for criterion, column in zip(CRITERIA, zip(*scores, strict=True), strict=bool(scores))
    }


def overall(evaluations):
    """The mean of all scores that were given, rounded to hundredths, or None."""
    scores = [score for evaluation in given(evaluations) for score in evaluation.scores]
    return round(sum(scores) / len(scores), 2) if scores else None


def missing(values):
    """Names of COMPULSORY fields that say nothing. values: name -> value; a price may be 0.

    A topic without hours isn't told to its end, nor is the list that it stands in.
    """
    return [name for name in COMPULSORY if _is_empty(name, values.get(name))]


def _is_empty(name, value):
    if name == "topics":
        return not value or any(topic.hours == 0 for topic in value)
    return value is None or value == "" or value == ()


def cleaned(text):
    """A text as it is stored: composed letters, plain line ends, nothing invisible."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def lines_of(text):
    """The lines of a text that say something, without the dashes of a typed list."""
    found = (line.strip().lstrip("-–•*").strip() for line in cleaned(text).split("\n"))
    return tuple(line for line in found if line)


def reminder_is_due(evaluation, today):
    """Whether an evaluator is to be reminded on `today`: some days before, and once after."""
    if not evaluation.is_owed:
        return False
    left = (evaluation.due - today).days
    if left < 0:
        return not any(day > evaluation.due for day in evaluation.reminded)
    return left <= REMINDER_DAYS and not evaluation.reminded


def years_later(day, years):
    """The same day some years later; 28 February for the 29th that isn't."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
