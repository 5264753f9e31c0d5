"""What came, what was decided and how long that took, of the steps of cases. Pure."""

from collections import defaultdict
from datetime import date
from statistics import median
from typing import NamedTuple


# Names of steps: what begins to wait for a decision, what decides, what is taken back.
HANDED_IN = ("submit", "sign", "reconsider")
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


class Told(NamedTuple):
    """A case as statistics take it.

    topics: codes; library: UID; state: of its workflow; steps: (name, aware datetime), the
    earliest first; views: day (date) -> how often it was read; reuse: how many took it over.
    """

    uid: str
    title: str
    url: str
    topics: tuple
    library: str
    state: str
    steps: tuple
    views: dict
    reuse: int = 0


class Decision(NamedTuple):
    """A decision of the editors on a submission. name: one of DECISIONS; waited: days."""

    name: str
    day: date
    waited: float


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
    """The Decisions among (name, aware datetime), the earliest first. zone: of days (tzinfo)."""
    found, since = [], None
    for name, at in steps:
        if name in HANDED_IN:
            since = at
        elif name in TAKEN_BACK:
            since = None
        elif name in DECISIONS and since is not None:
            waited = (at - since).total_seconds() / DAY
            found.append(Decision(name, at.astimezone(zone).date(), waited))
            since = None
    return found


def first_day(steps, names, zone):
    """The day (date) of the first step of some names, or None."""
    return next((_day(at, zone) for name, at in steps if name in names), None)


def summary(cases, zone, holds=lambda day: True):
    """The Summary of Tolds. holds: whether a day (date) is in the time that is asked for.

    Reuse isn't told by day: all of it counts, whenever it was.
    """
    made = [one for case in cases for one in decisions(case.steps, zone) if holds(one.day)]
    number = defaultdict(int)
    for one in made:
        number[one.name] += 1
    submitted = [first_day(case.steps, HANDED_IN, zone) for case in cases]
    published = [first_day(case.steps, ("publish",), zone) for case in cases]
    return Summary(
        submitted=sum(day is not None and holds(day) for day in submitted),
        returned=number["return"],
        recommended=number["recommend"],
        declined=number["decline"],
        median=median(one.waited for one in made) if made else None,
        published=sum(day is not None and holds(day) for day in published),
        views=sum(n for case in cases for day, n in case.views.items() if holds(day)),
        reuse=sum(case.reuse for case in cases),
    )


def years(cases, zone):
    """The years in which anything happened to Tolds, the latest first."""
    found = {_day(at, zone).year for case in cases for _name, at in case.steps}
    found |= {day.year for case in cases for day in case.views}
    return sorted(found, reverse=True)


def by(cases, keys_of):
    """key -> Tolds that have it. keys_of: Told -> its keys, several if it counts for several."""
    found = defaultdict(list)
    for case in cases:
        for key in keys_of(case):
            found[key].append(case)
    return dict(found)


def _day(at, zone):
    return at.astimezone(zone).date()


def is_reader(agent):
    """Whether what a browser calls itself (header User-Agent) is a person's browser."""
    agent = agent.lower()
    if not agent.startswith(("mozilla/", "opera/")):
        return False
    return not any(word in agent for word in ROBOTS)
