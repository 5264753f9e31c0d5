"""What a case is made of, beside its fields; its states; what it lacks; how it is told. Pure."""

from datetime import datetime
from datetime import timedelta
from typing import NamedTuple


DRAFT, SIGNING, SUBMITTED, REVIEWING = "draft", "signing", "submitted", "reviewing"
RETURNED, RECOMMENDED, PUBLISHED = "returned", "recommended", "published"
ARCHIVED, DECLINED = "archived", "declined"
STATES = (
    DRAFT,
    SIGNING,
    SUBMITTED,
    REVIEWING,
    RETURNED,
    RECOMMENDED,
    PUBLISHED,
    ARCHIVED,
    DECLINED,
)
# What a case must say before it is submitted, in the order of the form.
COMPULSORY = (
    "title",
    "summary",
    "topics",
    "target_groups",
    "started",
    "ended",
    "need",
    "solution",
    "steps",
    "people",
    "hours",
    "euro",
    "results",
    "lessons",
    "transferability",
    "contact_name",
    "contact_email",
    "consent",
)
# Days after somebody was asked to agree on which they are reminded, each once.
REMINDERS = (7, 14, 28)
# The criteria by which reviewers score, 1 to 5: novelty, evidence, transferability, clarity.
CRITERIA = ("novelty", "evidence", "transferability", "clarity")
# How many independent reviews a decision rests on.
REVIEWERS = 2
LICENCES = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC0-1.0")
LANGUAGES = ("lt", "en")
# The most euro of a band, the cheapest first; the last has no end.
COST_BANDS = {"free": 0, "small": 500, "medium": 5000, "large": None}
MEASURED, DOCUMENTED, TOLD = "measured", "documented", "told"
EVIDENCE_LEVELS = (MEASURED, DOCUMENTED, TOLD)
SUBMISSION, EDIT, PUBLICATION, CORRECTION = "submission", "edit", "publication", "correction"
# Kinds of versions that everybody may read.
PUBLIC_VERSIONS = (PUBLICATION, CORRECTION)


class Result(NamedTuple):
    """What came of it, and how that is known.

    indicator: code of the site's catalogue, or ""; before, after: values of it or of what `unit`
    says (float or None); unit: a word, "" for an indicator's own.
    """

    text: str
    evidence: str = ""
    indicator: str = ""
    before: float | None = None
    after: float | None = None
    unit: str = ""

    @property
    def is_measured(self):
        return self.before is not None and self.after is not None

    @property
    def has_evidence(self):
        return bool(self.evidence) or self.is_measured


class Link(NamedTuple):
    """Where more is told: a title and an http(s) address."""

    title: str
    url: str


class Version(NamedTuple):
    """All that a case said at a time.

    number: counts from 1; kind: SUBMISSION, EDIT, PUBLICATION or CORRECTION; at: aware datetime;
    by: user id; note: what changed, in words; values: name -> value of fields and rows.
    """

    number: int
    kind: str
    at: datetime
    by: str
    note: str
    values: dict


def lacking(values, today):
    """name -> code of what stands against a submission, in the order of the form; {} if nothing.

    values: name -> value of fields and rows, `pictures` with `alt` among them; today: date.
    Codes: "empty"; "future" (it isn't over yet); "order" (it ends before it begins); "evidence"
    (no result says how it is known); "english" (a title without a summary, or the reverse);
    "rights" (pictures whose rights nobody vouched for); "alt" (a picture without a text).
    """
    found = {name: "empty" for name in COMPULSORY if _is_empty(values.get(name))}
    started, ended = values.get("started"), values.get("ended")
    if ended and ended > today:
        found["ended"] = "future"
    elif started and ended and ended < started:
        found["ended"] = "order"
    results = values.get("results") or ()
    if results and not any(result.has_evidence for result in results):
        found["results"] = "evidence"
    for name, other in (
        ("english_title", "english_summary"),
        ("english_summary", "english_title"),
    ):
        if values.get(other) and not values.get(name):
            found[name] = "english"
    pictures = values.get("pictures") or ()
    if any(not picture.alt for picture in pictures):
        found["pictures"] = "alt"
    elif pictures and not values.get("picture_rights"):
        found["picture_rights"] = "rights"
    return found


def _is_empty(value):
    return value is None or value is False or value == "" or value == ()


def completeness(values, today):
    """Of what a submission needs, how much there is: (done, all)."""
    needed = {*COMPULSORY}
    if values.get("pictures"):
        needed |= {"pictures", "picture_rights"}
    wrong = needed & {*lacking(values, today)}
    return len(needed) - len(wrong), len(needed)


def cost_band(euro):
    """The name of the band of COST_BANDS that some euro fall into; None for None."""
    if euro is None:
        return None
    return next(name for name, most in COST_BANDS.items() if most is None or euro <= most)


def evidence_level(results):
    """How well Results are known, one of EVIDENCE_LEVELS; None without any.

    Measured: values before and after; documented: a source is named; told: neither.
    """
    if not results:
        return None
    if any(result.is_measured for result in results):
        return MEASURED
    return DOCUMENTED if any(result.evidence for result in results) else TOLD


def years_of(started, ended):
    """The years of a period (dates or None), in order."""
    if started is None or ended is None:
        return ()
    return tuple(range(started.year, ended.year + 1))


def reminder_is_due(asked, reminded, today):
    """Whether who was asked on a day and didn't answer is to be reminded today.

    asked, today: dates; reminded: dates of reminders, those before `asked` were of something else.
    """
    passed = [day for days in REMINDERS if (day := asked + timedelta(days=days)) <= today]
    last = max((day for day in reminded if day >= asked), default=asked)
    return any(day > last for day in passed)
