"""Nightly tasks: each once a day, in a transaction of its own, only for who may."""

from datetime import date
from metodinis.common import nightly
from metodinis.common.nightly import DONE
from metodinis.common.nightly import FAILED
from metodinis.common.nightly import FREQUENT_TRIES
from metodinis.common.nightly import INightlyTask
from metodinis.common.nightly import run
from metodinis.common.nightly import run_frequent
from metodinis.common.nightly import SKIPPED
from metodinis.common.nightly import TRIES
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_NAME
from plone.app.testing import TEST_USER_PASSWORD
from ZODB.POSException import ConflictError
from zope.interface import implementer
import pytest
import requests


TODAY = date(2026, 3, 2)


@implementer(INightlyTask)
class Task:
    """Writes the title of the site; raises what `errors` holds, one a call."""

    def __init__(self, site, *errors):
        self.site, self.errors, self.days = site, list(errors), []

    def __call__(self, today):
        self.days.append(today)
        self.site.title = f"touched {len(self.days)}"
        if self.errors:
            raise self.errors.pop(0)
        return [f"{len(self.days)} done"]


@pytest.fixture
def tasks(monkeypatch):
    """The tasks by name, in place of the registered ones: none, until the test adds some."""
    given = {}
    monkeypatch.setattr(nightly, "getUtilitiesFor", lambda interface: given.items())
    return given


def test_run_does_each_task_once_a_day(served_site, tasks):
    task = Task(served_site)
    tasks["a"] = task
    assert run(served_site, TODAY) == [("a", DONE, ("1 done",))]
    assert run(served_site, TODAY) == [("a", SKIPPED, ())]
    assert run(served_site, date(2026, 3, 3)) == [("a", DONE, ("2 done",))]
    assert task.days == [TODAY, date(2026, 3, 3)]


def test_failed_task_is_undone_and_stops_no_other(served_site, tasks):
    failing, other = Task(served_site, ValueError("no paper")), Task(served_site)
    title = served_site.title
    tasks["a"] = failing
    assert run(served_site, TODAY) == [("a", FAILED, ("ValueError: no paper",))]
    assert served_site.title == title
    failing.errors.append(ValueError("no ink"))
    tasks["b"] = other
    assert [outcome.state for outcome in run(served_site, TODAY)] == [FAILED, DONE]
    assert [outcome.state for outcome in run(served_site, TODAY)] == [DONE, SKIPPED]


def test_conflict_is_tried_again(served_site, tasks):
    task = Task(served_site, ConflictError())
    never = Task(served_site, *[ConflictError()] * TRIES)
    tasks.update(a=task, b=never)
    assert [outcome.state for outcome in run(served_site, TODAY)] == [DONE, FAILED]
    assert (len(task.days), len(never.days)) == (2, TRIES)


def test_service_runs_tasks_for_managers_only(served_site, tasks):
    task = Task(served_site)
    tasks["a"] = task
    url = f"{served_site.absolute_url()}/@nightly"
    accept = {"Accept": "application/json"}
    for name, password in ((None, None), (TEST_USER_NAME, TEST_USER_PASSWORD)):
        auth = (name, password) if name else None
        assert requests.post(url, headers=accept, auth=auth, timeout=30).status_code == 401
    assert task.days == []
    owner = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    answer = requests.post(url, headers=accept, auth=owner, timeout=30)
    assert (answer.status_code, answer.json()) == (
        200,
        {"tasks": [{"task": "a", "state": "done", "lines": ["1 done"]}]},
    )


def test_frequent_steps_are_each_stored_and_a_failing_one_stops_no_other(served_site, tasks):
    def failing():
        served_site.title = "half"
        raise ValueError("no paper")

    def conflicting():
        served_site.description += "x"
        if len(tries.append(1) or tries) < FREQUENT_TRIES:
            raise ConflictError
        return ["done at last"]

    tries, title = [], served_site.title
    served_site.description = ""
    tasks["a"] = lambda: [failing, conflicting]
    tasks["b"] = lambda: [list]
    assert run_frequent() == [
        ("a", FAILED, ("done at last", "ValueError: no paper")),
        ("b", DONE, ()),
    ]
    assert (served_site.title, served_site.description) == (title, "x")
