"""What came, what was decided and how long that took, of the steps of cases. Pure."""

from collections import Counter
from collections import defaultdict
from datetime import date
from statistics import median
from typing import NamedTuple


# Names of steps: what begins to wait for a decision, what decides, what is taken back.
HANDED_IN = ("submit", "sign", "reconsider")
PUBLISHING = ("publish",)
DECISIONS = ("return", "recommend", "decline")
TAKEN_BACK = ("withdraw",)
DAY = 86_400
# All robots of note call themselves a bot or one of these.
ROBOTS = (
    "bot",
    "crawl",
    "spider",
    "slurp",
    "preview",
    "externalhit",
    "headless",
    "lighthouse",
    "monitor",
    "scan",
    "archiver",
    "feed",
)


class Decision(NamedTuple):
    """A decision of the editors on a submission. name: one of DECISIONS; waited: days."""

    name: str
    day: date
    waited: float


class Told(NamedTuple):
    """A case as statistics take it.

    topics: codes; library: UID; state: of its workflow; decisions: its Decisions; submitted,
    published: the first day (date) of that, or None; views: (year, month) -> how often it was
    read; reuse: how many took it over.
    """

    uid: str
    title: str
    url: str
    topics: tuple
    library: str
    state: str
    decisions: tuple = ()
    submitted: date | None = None
    published: date | None = None
    views: dict = {}
    reuse: int = 0


class Summary(NamedTuple):
    """Sums over some cases in some time.

    submitted: cases that were handed in for the first time; recommended, declined, returned:
    decisions; median: days that a decision was waited for, None without any; published: cases
    that were published for the first time; views, reuse: sums.
    """

    submitted: int = 0
    returned: int = 0
    recommended: int = 0
    declined: int = 0
    median: float | None = None
    published: int = 0
    views: int = 0
    reuse: int = 0

    @property
    def decided(self):
        return self.returned + self.recommended + self.declined

    @property
    def acceptance(self):
        """The share of final decisions that recommend, 0 to 1; None without any."""
        final = self.recommended + self.declined
        return self.recommended / final if final else None

    @property
    def is_empty(self):
        return not any(value for name, value in self._asdict().items() if name != "median")


def decisions(steps, zone):
    """The Decisions among steps, the earliest first.

    What was recommended and is declined or returned before it is published counts as that.

    steps: (name, aware datetime), the earliest first; zone: of days (tzinfo).
    """
    found, since, is_decided = [], None, False
    for name, at in steps:
        if name in HANDED_IN:
            since, is_decided = at, False
        elif name in (*TAKEN_BACK, *PUBLISHING):
            since = None
        elif name in DECISIONS and since is not None:
            waited = (at - since).total_seconds() / DAY
            if is_decided:
                found.pop()
            found.append(Decision(name, at.astimezone(zone).date(), waited))
            is_decided = True
    return tuple(found)


def first_day(steps, names, zone):
    """The day (date) of the first of steps that has one of some names, or None."""
    return next((at.astimezone(zone).date() for name, at in steps if name in names), None)


def summary(cases, year=None, month=None):
    """The Summary of Tolds in a year, or a month of it; of all time without.

    Reuse isn't told by day: all of it counts, whenever it was.
    """

    def counts(day):
        return day is not None and _is_within(day.year, day.month, year, month)

    made = [one for case in cases for one in case.decisions if counts(one.day)]
    number = Counter(one.name for one in made)
    return Summary(
        submitted=sum(counts(case.submitted) for case in cases),
        returned=number["return"],
        recommended=number["recommend"],
        declined=number["decline"],
        median=median(one.waited for one in made) if made else None,
        published=sum(counts(case.published) for case in cases),
        views=sum(
            views
            for case in cases
            for (of_year, of_month), views in case.views.items()
            if _is_within(of_year, of_month, year, month)
        ),
        reuse=sum(case.reuse for case in cases),
    )


def _is_within(of_year, of_month, year, month):
    return year in (None, of_year) and month in (None, of_month)


def years(cases):
    """The years in which anything happened to Tolds, the latest first."""
    days = [day for case in cases for day in (case.submitted, case.published) if day]
    days += [one.day for case in cases for one in case.decisions]
    found = {day.year for day in days} | {year for case in cases for year, _month in case.views}
    return sorted(found, reverse=True)


def by_month(days):
    """(year, month) -> sum of numbers by day. days: date -> number."""
    found = Counter()
    for day, number in days.items():
        found[day.year, day.month] += number
    return dict(found)


def by(cases, keys_of):
    """key -> Tolds that have it. keys_of: Told -> its keys, several if it counts for several."""
    found = defaultdict(list)
    for case in cases:
        for key in keys_of(case):
            found[key].append(case)
    return dict(found)


def is_reader(agent):
    """Whether what a browser calls itself (header User-Agent) is a person's browser."""
    agent = agent.lower()
    if not agent.startswith(("mozilla/", "opera/")):
        return False
    return not any(word in agent for word in ROBOTS)
