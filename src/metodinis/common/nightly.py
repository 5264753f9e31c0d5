"""Work of the night: reminders, planned openings, packing. Each task once a day, whatever happens.

A domain registers a named utility for INightlyTask; `run` calls those that were not done today
yet. What can't wait for the night is an IFrequentTask: `run_frequent` does all of them each time.
`backend/nightly.py` is what cron calls; the services `@nightly` and `@frequent` run it in a running
site.
"""

from metodinis.common.api import JsonService
from persistent.mapping import PersistentMapping
from plone import api
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtilitiesFor
from zope.interface import implementer
from zope.interface import Interface
import datetime
import logging
import transaction
import zoneinfo


logger = logging.getLogger(__name__)
RECORD = "metodinis.nightly"
DONE, SKIPPED, FAILED = "done", "skipped", "failed"
TRIES = 3
# Of a step of a frequent task: it meets the day's writers.
FREQUENT_TRIES = 20
KEPT_DAYS = 7


class INightlyTask(Interface):
    """A named utility: something that is to be done once a day."""

    def __call__(today):
        """Do it; return lines (str) that tell what was done. today: date, where the site is.

        Runs as a manager, in a transaction of its own: it must not commit. It is tried again
        when another transaction was in the way, so what it does outside the database has to
        wait for the commit, as the mails of `common.mail` do.
        """


class IFrequentTask(Interface):
    """A named utility: something that is to be done soon after its time has come, by day too."""

    def __call__():
        """What there may be to do: steps, functions that return lines (str) of what was done.

        Each step runs as a manager, in a transaction of its own that it must not commit; it finds
        out by itself whether there is anything to do, and is tried again after a conflict.
        """


class Outcome(NamedTuple):
    """What became of a task. state: DONE, SKIPPED (done earlier today) or FAILED."""

    task: str
    state: str
    lines: tuple


def run(site, today):
    """Do what was not done on `today` (date) yet, in the order of the tasks' names.

    Commits after each task, together with the record that it was done: a task that fails is
    undone, told in its Outcome and the log, tried again by the next run, and stops no other.
    Returns an Outcome for each task.
    """
    tasks = sorted(getUtilitiesFor(INightlyTask))
    with api.env.adopt_roles(["Manager"]):
        return [_run_task(site, name, task, today) for name, task in tasks]


def _run_task(site, name, task, today):
    try:
        for attempt in transaction.manager.attempts(TRIES):
            with attempt:
                outcome = _attempt(site, name, task, today)
    except Exception as error:
        logger.exception("nightly task %s failed", name)
        return Outcome(name, FAILED, (f"{type(error).__name__}: {error}",))
    logger.info("nightly task %s: %s", name, outcome.state)
    return outcome


def _attempt(site, name, task, today):
    # One mapping for all: two runs at once conflict, and the later one sees what was done.
    done = IAnnotations(site).setdefault(RECORD, PersistentMapping())
    if done.get(name) == today:
        return Outcome(name, SKIPPED, ())
    done[name] = today
    return Outcome(name, DONE, tuple(task(today)))


def run_frequent():
    """Do all frequent tasks; return an Outcome for each. A step that fails stops no other."""
    tasks = sorted(getUtilitiesFor(IFrequentTask))
    with api.env.adopt_roles(["Manager"]):
        return [_run_steps(name, task) for name, task in tasks]


def _run_steps(name, task):
    lines, errors = [], []
    transaction.begin()
    for step in task():
        try:
            for attempt in transaction.manager.attempts(FREQUENT_TRIES):
                with attempt:
                    done = list(step())
            lines += done
        except Exception as error:
            logger.exception("frequent task %s failed", name)
            errors.append(f"{type(error).__name__}: {error}")
    if lines or errors:
        logger.info("frequent task %s: %d done, %d failed", name, len(lines), len(errors))
    return Outcome(name, FAILED if errors else DONE, (*lines, *errors))


def today_at(site):
    """The date where the site is, not where its server is."""
    zone = api.portal.get_registry_record("plone.portal_timezone")
    return datetime.datetime.now(zoneinfo.ZoneInfo(zone)).date()


@implementer(INightlyTask)
class Packing:
    """Frees the room of old states of objects; a week of them stays to undo."""

    def __call__(self, today):
        database = api.portal.get()._p_jar.db()
        before = database.getSize()
        database.pack(days=KEPT_DAYS)
        return [f"{before} bytes before, {database.getSize()} after"]


class Nightly(JsonService):
    """POST @nightly on the site: run the tasks that were not done today yet."""

    def answer(self):
        outcomes = run(self.context, today_at(self.context))
        return {"tasks": [outcome._asdict() for outcome in outcomes]}


class Frequent(JsonService):
    """POST @frequent on the site: run the tasks that can't wait for the night."""

    def answer(self):
        return {"tasks": [outcome._asdict() for outcome in run_frequent()]}
