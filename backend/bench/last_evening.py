"""The last evening: fifty libraries hand in within one minute while others save.

    python -m backend.bench.last_evening

Starts a real server (two threads, as it ships) over a fresh site of sixty libraries with the
shipped indicators, in a process of its own. Each library's member of staff saves cell by cell, as
the form does; at a moment of their own within the minute fifty of them hand in, the other ten go
on saving to its end. Then every value and report is asked back. Prints a Markdown table, and
fails if an answer was an error, or a value was lost or a report doubled.
"""

from backend.bench._site import new_instance
from backend.bench._site import PASSWORD
from backend.start import ROOT
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from time import monotonic
from time import sleep
from typing import NamedTuple
import base64
import http.client
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys


SERVE = (
    "import sys; from pathlib import Path; from backend.start import serve; "
    "serve(Path(sys.argv[1]), ['ready'])"
)
HANDING_IN, SAVING = 50, 10
# Seconds: of typing before the first hands in, and the minute in which all do.
TYPING, MINUTE = 45, 60
# A person types, leaves the cell, looks for the next number.
PAUSE = 4.0
YEAR = datetime.now(UTC).year - 1
# What stands already: a report that breaks no rule. Then people type what they have left.
FILLED = {"A1": "1", "A2": "1", "A11": "40", "A12": "40"}
TYPED = ("C4", "D5", "D6", "D7", "B9", "B10", "E6", "A10")
HEAD = "vadove"


class Request(NamedTuple):
    """One answered request: what it was, its status, when it was sent and answered (seconds)."""

    what: str
    status: int
    start: float
    end: float


def prepare(site):
    """Sixty libraries with a member of staff each, and an open round without signatures; all
    of its reports are filled but for TYPED."""
    from metodinis.common.mail import quiet
    from metodinis.libraries import people
    from metodinis.libraries.operations import create_library
    from metodinis.reports import operations
    from metodinis.reports.rounds import operations as rounds
    from plone import api
    import transaction

    with api.env.adopt_roles(["Manager"]), quiet():
        _person(HEAD)
        api.group.add_user(groupname="heads", username=HEAD)
        for name in names():
            made = create_library({"code": name.upper(), "title": name, "kind": "other"})
            _person(name)
            people.put(made, name, "staff")
        reporting_round = rounds.create_round(
            site["rounds"],
            {
                "year": YEAR,
                "forms": {"statistical"},
                "opening": None,
                "deadline": datetime.now(UTC) + timedelta(hours=1),
                "libraries": set(),
                "requires_signature": False,
            },
        )
        rounds.open_round(reporting_round)
    elements = reporting_round.catalogue.elements.values()
    wanted = [element.code for element in elements if not element.derived]
    cells = {code: {"raw": FILLED.get(code, "0")} for code in wanted if code not in TYPED}
    for name in names():
        with api.env.adopt_user(username=name):
            operations.save_cells(site["libraries"][name][f"statistical-{YEAR}"], cells)
    transaction.commit()


def _person(name):
    from plone import api

    api.user.create(username=name, email=f"{name}@example.org", password=PASSWORD)


def names():
    """The names of the members of staff, which are the libraries' ids too."""
    return [f"lib{number}" for number in range(HANDING_IN + SAVING)]


def server(folder, port):
    """The process of a server that is ready to answer."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    process.stdout.readline()
    for _attempt in range(200):
        try:
            socket.create_connection(("localhost", port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            return process
    process.kill()
    sys.exit("the server doesn't answer")


class Staff:
    """One library's member of staff at work."""

    def __init__(self, port, name):
        self.name = name
        self.connection = http.client.HTTPConnection("localhost", port, timeout=120)
        login = base64.b64encode(f"{name}:{PASSWORD}".encode()).decode()
        self.headers = {
            "Authorization": f"Basic {login}",
            "Accept": "application/json",
            "Content-Type": "application/json",
        }
        self.report = f"/metodinis/libraries/{name}/statistical-{YEAR}"
        self.saved = {}  # code -> (value, revision) of the last save that was acknowledged
        self.requests = []

    def ask(self, what, method, path, body=None):
        """Send a request and keep how it went; return (status, answer)."""
        sent = None if body is None else json.dumps(body)
        start = monotonic()
        self.connection.request(method, path, sent, self.headers)
        answer = self.connection.getresponse()
        told = answer.read()
        self.requests.append(Request(what, answer.status, start, monotonic()))
        return answer.status, json.loads(told) if told else None

    def save(self, code, value):
        """Type a value into a cell."""
        revision = self.saved.get(code, (None, 0))[1]
        cells = {code: {"raw": str(value), "revision": revision}}
        status, _told = self.ask("save", "PATCH", f"{self.report}/@report", {"cells": cells})
        if status in (200, 204):
            self.saved[code] = (value, revision + 1)

    def work(self, begin, until, hands_in):
        """Save from `begin` until `until` (of `monotonic`), and then hand in, if one does."""
        draw = random.Random(self.name)  # noqa: S311 (numbers for a measurement)
        sleep(max(0, begin - monotonic()) + draw.uniform(0, PAUSE))
        number = 0
        while monotonic() < until:
            self.save(TYPED[number % len(TYPED)], number + 1)
            number += 1
            pause = draw.uniform(0.5 * PAUSE, 1.5 * PAUSE)
            sleep(max(0, min(pause, until - monotonic())))
        if hands_in:
            body = {"name": "submit"}
            self.ask("submit", "POST", f"{self.report}/@report-transition", body)

    def stands(self):
        """(acknowledged values that aren't there, hand-ins) of the report as it is now."""
        _status, told = self.ask("look", "GET", f"{self.report}/@report")
        cells = {cell["code"]: cell for cell in told["cells"]}
        lost = sum(
            ((cells[code]["cell"] or {}).get("value"), cells[code]["revision"]) != saved
            for code, saved in self.saved.items()
        )
        _status, told = self.ask("look", "GET", f"{self.report}/@report-history")
        return lost, [step["name"] for step in told["steps"]].count("submit")


def evening(port):
    """Let all work; return them, and when the minute began."""
    staff = [Staff(port, name) for name in names()]
    for one in staff:
        one.ask("look", "GET", f"{one.report}/@report")
        one.requests.clear()
    draw = random.Random(2789)  # noqa: S311
    begin = monotonic() + 1
    with ThreadPoolExecutor(len(staff)) as pool:
        work = []
        for number, one in enumerate(staff):
            hands_in = number < HANDING_IN
            # Most people hand in late: half of them in the last quarter of the minute.
            moment = MINUTE * (1 - draw.random() ** 2) if hands_in else MINUTE
            work.append(pool.submit(one.work, begin, begin + TYPING + moment, hands_in))
        for done in work:
            done.result()
    return staff, begin + TYPING


def outcome(port, staff):
    """(lost values, reports handed in, doubled reports or hand-ins), asked of the server."""
    stands = [one.stands() for one in staff]
    head = Staff(port, HEAD)
    query = f"portal_type=StatisticalReport&report_year:int={YEAR}&b_size=1"
    _status, found = head.ask("look", "GET", f"/metodinis/@search?{query}")
    doubled = found["items_total"] - len(staff)
    doubled += sum(max(0, submits - 1) for _lost, submits in stands)
    return sum(lost for lost, _submits in stands), sum(bool(n) for _lost, n in stands), doubled


def table(staff, begin, lost, submitted, doubled):
    """Print what came of it."""
    requests = [request for one in staff for request in one.requests if request.what != "look"]
    last = max(request.end for request in requests if request.what == "submit") - begin
    print(
        f"{HANDING_IN} libraries hand in, {SAVING} only save; the last is in after {last:.0f} s.\n"
    )
    print("| Requests | number | errors | p50 ms | p95 ms |")
    print("|---|---:|---:|---:|---:|")
    for what, title in (("save", "a cell saved"), ("submit", "a report handed in")):
        found = [request for request in requests if request.what == what]
        errors = sum(request.status not in (200, 204) for request in found)
        times = sorted((request.end - request.start) * 1000 for request in found)
        p95 = times[int(0.95 * (len(times) - 1))]
        print(
            f"| {title} | {len(found):,} | {errors} | {statistics.median(times):.0f} | {p95:.0f} |"
        )
    print(f"\nReports handed in: {submitted}. Lost values: {lost}. Doubled reports: {doubled}.")
    return sum(request.status not in (200, 204) for request in requests)


def main():
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    os.environ["INSTANCE_WSGI_LISTEN"] = f"localhost:{port}"
    folder = new_instance(os.environ.get("METODINIS_BENCH"))
    from backend.import_reports import open_site

    site = open_site(folder)
    prepare(site)
    site._p_jar.db().close()
    process = server(folder, port)
    try:
        staff, begin = evening(port)
        lost, submitted, doubled = outcome(port, staff)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
    errors = table(staff, begin, lost, submitted, doubled)
    if errors or lost or doubled or submitted != HANDING_IN:
        sys.exit("something went wrong")


if __name__ == "__main__":
    main()
