"""What participants are asked, when, and what their answers come to. Pure."""

from datetime import date
from datetime import timedelta
from typing import NamedTuple


AFTER, LATER = "after", "later"
FORMS = (AFTER, LATER)
SCALE, TEXT = "scale", "text"
KINDS = (SCALE, TEXT)
SCORES = (1, 2, 3, 4, 5)
# With fewer answers a reader who knows the group could guess whose is which.
FEWEST = 3
DAYS_OPEN = 30
REMINDER_AFTER = 7
FOLLOW_UP_MONTHS = 3
LONGEST_ANSWER = 2000
LONGEST_QUESTION = 200
MOST_OWN = 10
TRAINER = "trainer"


class Question(NamedTuple):
    """kind: one of KINDS; form: in which form it stands. title: of own ones, and the name of a
    trainer; the others' titles are in vocabularies.py. rated: whether it is part of satisfaction.
    """

    id: str
    kind: str
    form: str = AFTER
    title: str = ""
    rated: bool = False


# All that is asked of everyone, in its order. TRAINER is asked of each trainer.
QUESTIONS = (
    Question("content", SCALE, rated=True),
    Question("usefulness", SCALE, rated=True),
    Question(TRAINER, SCALE, rated=True),
    Question("organisation", SCALE, rated=True),
    Question("materials", SCALE, rated=True),
    Question("recommend", SCALE, rated=True),
    Question("best", TEXT),
    Question("improve", TEXT),
    Question("needs", TEXT),
    Question("used", SCALE, LATER),
    Question("effect", SCALE, LATER),
    Question("applied", TEXT, LATER),
    Question("hindered", TEXT, LATER),
)


class Scale(NamedTuple):
    """Answers to a question of scores: how many, their mean (None of none), and how many gave
    each of SCORES."""

    question: Question
    n: int
    mean: float | None
    spread: tuple[int, ...]


class Words(NamedTuple):
    """Answers to an open question, in alphabetical order."""

    question: Question
    texts: tuple[str, ...]


def trainer_name(line):
    """What a trainer is called: the first part of "name, position, institution"."""
    return line.partition(",")[0].strip()


def asked(form, trainers=(), own=()):
    """The Questions of a form. trainers: lines of an event; own: Questions of the event.

    Own ones come after the common ones of their kind, so that what is written stands last.
    """
    found = []
    for question in QUESTIONS:
        if question.form != form:
            continue
        if question.id == TRAINER:
            names = dict.fromkeys(filter(None, map(trainer_name, trainers)))
            found += [trainer_question(name) for name in names]
        else:
            found.append(question)
    found += [question for question in own if question.form == form]
    return tuple(sorted(found, key=lambda question: KINDS.index(question.kind)))


def trainer_question(name):
    """The question about one trainer; its id holds the name, which may leave the list later."""
    return Question(f"{TRAINER}-{name}", SCALE, AFTER, name, rated=True)


def is_trainer(question):
    """Whether a Question is about one trainer."""
    return question.id.startswith(f"{TRAINER}-")


def with_past_trainers(questions, sheets):
    """The Questions, and those about trainers that sheets answer but the event names no more."""
    known = {question.id for question in questions}
    prefix = f"{TRAINER}-"
    past = sorted({id_ for sheet in sheets for id_ in sheet if id_.startswith(prefix)} - known)
    return (*questions, *(trainer_question(id_.removeprefix(prefix)) for id_ in past))


def score(value):
    """The score that was chosen, None for nothing. Raises ValueError for anything else."""
    if value in (None, ""):
        return None
    if isinstance(value, bool) or str(value) not in map(str, SCORES):
        raise ValueError(value)
    return int(value)


def scales(questions, sheets):
    """A Scale of each question of scores. sheets: list of dict question id -> answer."""
    found = []
    for question in questions:
        if question.kind == SCALE:
            given = [sheet[question.id] for sheet in sheets if question.id in sheet]
            spread = tuple(given.count(value) for value in SCORES)
            found.append(Scale(question, len(given), mean(given), spread))
    return found


def words(questions, sheets, key=str):
    """Words of each open question that was answered. key: by what the texts are sorted."""
    found = []
    for question in questions:
        if question.kind == TEXT:
            texts = [sheet[question.id] for sheet in sheets if question.id in sheet]
            if texts:
                found.append(Words(question, tuple(sorted(texts, key=key))))
    return found


def satisfaction(sheets):
    """(mean, n) of what people gave to the rated questions; (None, 0) without any.

    Each person weighs the same, however many of the questions they answered.
    """
    rated = {question.id for question in QUESTIONS if question.rated}
    means = []
    for sheet in sheets:
        given = [
            value for id_, value in sheet.items() if id_ in rated or id_.startswith(f"{TRAINER}-")
        ]
        if given:
            means.append(mean(given))
    return mean(means), len(means)


def mean(values):
    """The arithmetic mean, None of nothing."""
    return sum(values) / len(values) if values else None


def due_day(form, ended):
    """The day on which people are first written to, for an event that ended on a day (date)."""
    if form == AFTER:
        return ended + timedelta(days=1)
    return months_later(ended, FOLLOW_UP_MONTHS)


def closing_day(form, ended, asked_on):
    """The last day on which a form takes answers: DAYS_OPEN from when people were asked, or
    from when they should have been. asked_on: date or None."""
    return max(due_day(form, ended), asked_on or date.min) + timedelta(days=DAYS_OPEN)


def months_later(day, months):
    """The same day some months later; the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError(day)


def is_conclusive(n, participants, is_closed):
    """Whether a mean says enough to act on it: FEWEST answers, and of half of those who attended
    or all that will come."""
    return n >= FEWEST and (is_closed or n * 2 >= participants)
